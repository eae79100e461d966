// swift-tools-version:5.9
// The Swift package around the library: scripts/apple-package.sh puts this file beside what it builds.
import PackageDescription

let package = Package(
    name: "Curbstop",
    platforms: [.iOS(.v15)],
    products: [.library(name: "Curbstop", targets: ["Curbstop"])],
    targets: [
        .target(name: "Curbstop", dependencies: ["CurbstopFFI"]),
        .binaryTarget(name: "CurbstopFFI", path: "CurbstopFFI.xcframework"),
    ]
)
