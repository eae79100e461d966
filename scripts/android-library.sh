#!/usr/bin/env bash
# The library for Android's three processors, and the Kotlin that calls it, where the Gradle project of android-demo looks for them.
# Not run on the machine that this was written on: it had no NDK. Needs the NDK (ANDROID_NDK_HOME), rustup, and cargo-ndk
# (`cargo install cargo-ndk`). OpenSSL, which SQLCipher uses, is built by the NDK's own compiler: its folder must be in the PATH.
. "$(dirname "$0")/lib.sh"
# The oldest Android that a phone of the field may run: 8.0.
API_LEVEL=26
ABIS=(arm64-v8a armeabi-v7a x86_64)
TARGETS=(aarch64-linux-android armv7-linux-androideabi x86_64-linux-android)
out=$ROOT/android-demo/android/src/main
target=$(target_dir)

[ -d "${ANDROID_NDK_HOME:-}" ] || die "ANDROID_NDK_HOME names no NDK. Install one with Android Studio's SDK manager and export its folder."
command -v cargo-ndk >/dev/null 2>&1 || die "cargo-ndk is missing: cargo install cargo-ndk"
command -v rustup >/dev/null 2>&1 || die "rustup is missing: Debian's Rust has no standard library for Android"
rustup target add "${TARGETS[@]}"

bin=$(find "$ANDROID_NDK_HOME/toolchains/llvm/prebuilt" -maxdepth 2 -name bin | head -n 1)
export PATH="$bin:$PATH" ANDROID_NDK_ROOT="$ANDROID_NDK_HOME"
for at in "${!ABIS[@]}"; do
  # One crate type, or the link-time optimisation is off. ffi/build.rs asks for segments that suit pages of 16 KB.
  cargo ndk --target "${ABIS[$at]}" --platform "$API_LEVEL" rustc --profile ship -p curbstop-ffi --lib --crate-type cdylib
  mkdir -p "$out/jniLibs/${ABIS[$at]}"
  cp "$target/${TARGETS[$at]}/ship/libcurbstop_ffi.so" "$out/jniLibs/${ABIS[$at]}/"
done
# Android asks for the alignment on its 64-bit processors only.
"$ROOT/scripts/check-pages.sh" 16384 "$out"/jniLibs/{arm64-v8a,x86_64}/libcurbstop_ffi.so

cargo build --quiet -p curbstop-ffi
cargo build --quiet -p curbstop-bindgen
"$target/debug/uniffi-bindgen" generate "$target/debug/libcurbstop_ffi.so" --language kotlin --out-dir "$target/phone/kotlin" --no-format
say "the libraries are in $out/jniLibs, the Kotlin in $target/phone/kotlin"
