//! Generates the bindings of `curbstop-ffi` for Kotlin, Swift and Python.

fn main() {
    uniffi::uniffi_bindgen_main();
}
