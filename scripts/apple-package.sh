#!/usr/bin/env bash
# An XCFramework with the library for iPhones and their simulators, and the Swift package around it, in target/apple/Curbstop.
# Not run on the machine that this was written on: it needs a Mac with Xcode, and rustup. SQLCipher uses Apple's own CommonCrypto
# where OpenSSL is not asked for; this asks for the same OpenSSL as on Android.
. "$(dirname "$0")/lib.sh"
TARGETS=(aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios)
target=$(target_dir)
package=$target/apple/Curbstop
built=$target/apple/built

[ "$(uname)" = Darwin ] || die "an XCFramework is made on a Mac: this is $(uname)"
command -v xcodebuild >/dev/null 2>&1 || die "Xcode is missing"
rustup target add "${TARGETS[@]}"
for name in "${TARGETS[@]}"; do
  # Linked into the app as it is: a static library needs no signature of its own.
  cargo rustc --profile ship --target "$name" -p curbstop-ffi --lib --crate-type staticlib
done

# The Swift and its C header, from the library of the dev profile: the shipped one has lost uniffi's metadata.
cargo build --quiet -p curbstop-ffi
cargo build --quiet -p curbstop-bindgen
rm -rf "$package" "$built"
mkdir -p "$package/Sources/Curbstop" "$built/headers" "$built/simulator"
"$target/debug/uniffi-bindgen" generate "$target/debug/libcurbstop_ffi.dylib" --language swift --out-dir "$built" --no-format
cp "$built"/*.swift "$package/Sources/Curbstop/"
cp "$built"/*.h "$built/headers/"
# Xcode looks for this very name.
cat "$built"/*.modulemap >"$built/headers/module.modulemap"

# The simulator's two processors are one file, the phone's another.
lipo -create "$target/aarch64-apple-ios-sim/ship/libcurbstop_ffi.a" "$target/x86_64-apple-ios/ship/libcurbstop_ffi.a" \
  -output "$built/simulator/libcurbstop_ffi.a"
xcodebuild -create-xcframework \
  -library "$target/aarch64-apple-ios/ship/libcurbstop_ffi.a" -headers "$built/headers" \
  -library "$built/simulator/libcurbstop_ffi.a" -headers "$built/headers" \
  -output "$package/CurbstopFFI.xcframework"
cp "$ROOT/ffi/packaging/Package.swift" "$package/"
say "add $package to an Xcode project as a local package"
