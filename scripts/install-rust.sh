#!/usr/bin/env bash
# Rust, a C compiler (for SQLite and zstd) and nothing else. With `lints` also clippy and rustfmt.
. "$(dirname "$0")/lib.sh"
min=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)

rust_version() { cargo --version 2>/dev/null | awk '{ print $2 }' || true; }

install_rust() {
  if command -v rustup >/dev/null 2>&1; then
    say "Rust $min or newer is needed: rustup fetches the stable toolchain"
    rustup toolchain install stable --profile default >&2 && rustup default stable >&2
    return
  fi
  local offered=
  if command -v apt-get >/dev/null 2>&1; then
    say "Rust $min or newer is needed: looking whether Debian has it"
    refresh_packages
  fi
  offered=$(apt-cache policy cargo-web 2>/dev/null | awk '/Candidate:/ { print $2 }' || true)
  if [ -n "$offered" ] && at_least "$min" "${offered%%+*}"; then
    install_packages "Debian's own Rust ${offered%%+*}" cargo-web rustc-web rustfmt-web rust-web-clippy
    return
  fi
  die "Rust $min or newer is needed, and neither rustup nor a new enough Debian package is at hand.
          Install it as https://rustup.rs says, open a new shell, and start again."
}

version=$(rust_version)
if [ -z "$version" ] || ! at_least "$min" "$version"; then
  [ -n "$version" ] && say "cargo $version is older than $min"
  install_rust
fi
command -v cc >/dev/null 2>&1 || install_packages "SQLite, zstd and ring are compiled from C" gcc libc6-dev

if [ "${1:-}" = lints ]; then
  for tool in clippy fmt; do
    cargo "$tool" --version >/dev/null 2>&1 && continue
    command -v rustup >/dev/null 2>&1 ||
      die "cargo $tool is missing. With Debian's Rust: apt-get install rust-web-clippy rustfmt-web. Otherwise use rustup."
    say "rustup adds cargo $tool"
    rustup component add clippy rustfmt >&2
  done
fi
