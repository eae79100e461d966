#!/usr/bin/env bash
# Type-checks the library for aarch64-linux-android, with everything in it that is written for Android only. No NDK is needed, and nothing is
# linked: the C parts (SQLCipher, OpenSSL, zstd, ring) are skipped by a compiler that only says yes. The standard library is checked from
# Debian's own sources. About four minutes of CPU the first time; no part of `make test`.
. "$(dirname "$0")/lib.sh"
target=aarch64-linux-android
rust=$(cache_dir)/rust-android
fake=$(target_dir)/android-check

# Debian's Rust with its sources, unpacked beside: installed it would push rustup's aside.
fetch_rust() {
  [ -x "$rust/usr/bin/rustc" ] && return 0
  command -v apt-get >/dev/null 2>&1 || die "the sources of Rust's standard library come from Debian's packages, and there is no apt-get here"
  refresh_packages
  local std llvm packages
  std=$(apt-cache depends libstd-rust-web-dev | awk '$2 ~ /^libstd-rust-web-[0-9]/ { print $2 }')
  llvm=$(apt-cache depends "$std" | awk '$2 ~ /^libllvm/ { print $2 }')
  packages=(rustc-web rust-web-src libstd-rust-web-dev "$std" "$llvm")
  say "fetching ${packages[*]} (140 MB)"
  mkdir -p "$rust/packages"
  (cd "$rust/packages" && apt-get -q download "${packages[@]}" >&2) || die "Debian's Rust could not be fetched"
  for package in "$rust"/packages/*.deb; do dpkg -x "$package" "$rust"; done
  rm -rf "$rust/packages"
}

# A compiler and an archiver that leave an empty file, and an OpenSSL that names its version.
make_fake_tools() {
  mkdir -p "$fake/openssl"
  cat >"$fake/cc" <<'CC'
#!/bin/sh
for argument in "$@"; do
  [ "$argument" = -E ] && { echo RUST_VERSION_NEW_OPENSSL_3_6_3; exit 0; }
  [ "${before:-}" = -o ] && : >"$argument"
  before=$argument
done
exit 0
CC
  cat >"$fake/ar" <<'AR'
#!/bin/sh
for argument in "$@"; do
  case $argument in *.a) printf '!<arch>\n' >"$argument" ;; esac
done
exit 0
AR
  chmod +x "$fake/cc" "$fake/ar"
}

"$ROOT/scripts/install-rust.sh"
fetch_rust
make_fake_tools
# rustup's stand-in for cargo would bring its own compiler's libraries along.
cargo=$(rustup which cargo 2>/dev/null || command -v cargo)
export RUSTC="$rust/usr/bin/rustc" LD_LIBRARY_PATH="$rust/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo x86_64-linux-gnu)"
# -Zbuild-std is for nightly compilers, or for those who ask.
export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$fake/target"
export CC_aarch64_linux_android="$fake/cc" AR_aarch64_linux_android="$fake/ar"
export OPENSSL_NO_VENDOR=1 OPENSSL_LIB_DIR="$fake/openssl" OPENSSL_INCLUDE_DIR="$fake/openssl" OPENSSL_STATIC=1
"$cargo" check -p curbstop-ffi -Zbuild-std=std,panic_unwind --target "$target" "$@"
printf '%s: the types are right.\n' "$target"
printf 'Not checked: C code (SQLCipher, OpenSSL, zstd, ring), linking, and anything that runs. scripts/android-library.sh does that with an NDK.\n'
