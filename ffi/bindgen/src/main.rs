//! Generates the foreign bindings of `curbstop-ffi`.

fn main() {
    uniffi::uniffi_bindgen_main();
}
