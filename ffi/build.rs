//! How the library is linked: ready for phones whose memory comes in pages of 16 KB, which Android 15 brought.

/// The largest page that a phone may have. A library whose segments lie closer together is not loaded there.
const PAGE_BYTES: u32 = 16 * 1024;

#[allow(clippy::print_stdout, reason = "how a build script speaks to cargo")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let system = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    // On Debian's own processor as well, so that the check of the built library checks something.
    if matches!(system.as_str(), "android" | "linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,max-page-size={PAGE_BYTES}");
    }
}
