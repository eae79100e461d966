//! Only in a build for the tests of the bindings (feature `probe`): something that a correct engine does not offer.

/// Panics, to show that a panic in Rust reaches the app as an error and leaves the process standing.
#[uniffi::export]
#[allow(clippy::panic, reason = "that is its purpose")]
pub(crate) fn panic_on_purpose(words: String) {
    panic!("{words}");
}
