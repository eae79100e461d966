#!/usr/bin/env bash
# surface.sh check: what the bindings offer is what ffi/surface.txt says, and all of it is explained. surface.sh write: writes it.
. "$(dirname "$0")/lib.sh"
mode=${1:-check}
built="$(target_dir)/debug"
"$ROOT/scripts/install-rust.sh"
cargo build --quiet --all-targets --features curbstop-ffi/probe
cargo build --quiet -p curbstop-bindgen
now="$(target_dir)/surface.txt"
"$built/surface" "$built/libcurbstop_ffi.so" >"$now" || die "give every exported item a doc comment"
case $mode in
  write) cp "$now" "$ROOT/ffi/surface.txt" ;;
  check) diff -u "$ROOT/ffi/surface.txt" "$now" ||
    die "the bindings offer something else than ffi/surface.txt says. If that is meant: scripts/surface.sh write" ;;
  *) die "write: scripts/surface.sh check, or scripts/surface.sh write" ;;
esac
