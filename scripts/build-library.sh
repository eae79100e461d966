#!/usr/bin/env bash
# The library as it ships inside an app, into target/library with its Python: a pure cdylib, small, stripped. Prints its size and holds it
# against ffi/size.toml, asserts that its segments suit pages of 16 KB, and works a day through its bindings against a real server.
# Some minutes of CPU the first time, so no part of `make test`: run it before a release and when dependencies change.
. "$(dirname "$0")/lib.sh"
PAGE_BYTES=$((16 * 1024))
target=$(target_dir)
built=$target/debug
out=$target/library
library=$out/libcurbstop_ffi.so

# setting NAME: a number of ffi/size.toml.
setting() { sed -n "s/^$1 = \([0-9]*\).*/\1/p" ffi/size.toml; }

build() {
  say "building the library that ships (some minutes the first time)"
  # One crate type, or the link-time optimisation is off.
  cargo rustc --quiet --profile ship -p curbstop-ffi --lib --crate-type cdylib
  # The same without the probe of the tests, with uniffi's metadata; and the server that the day is worked against.
  cargo build --quiet
  cargo build --quiet -p curbstop-bindgen
}

# What ships, side by side: bindings look for the library in their own folder.
lay_out() {
  rm -rf "$out"
  mkdir -p "$out"
  cp "$target/ship/libcurbstop_ffi.so" "$library"
  "$built/uniffi-bindgen" generate "$built/libcurbstop_ffi.so" --language python --out-dir "$out" --no-format >/dev/null
}

check_size() {
  local locked tolerance bytes
  locked=$(setting bytes)
  tolerance=$(setting tolerance_percent)
  bytes=$(stat -c %s "$library")
  printf 'library: %s bytes stripped, %s with gzip -9; locked at %s, tolerance %s %%\n' \
    "$bytes" "$(gzip -9c "$library" | wc -c)" "$locked" "$tolerance"
  [ "$((bytes * 100))" -le "$((locked * (100 + tolerance)))" ] ||
    die "the library has grown beyond its tolerance. Find out what came in (cargo tree -p curbstop-ffi), or write $bytes into ffi/size.toml."
  [ "$((bytes * 100))" -ge "$((locked * (100 - tolerance)))" ] ||
    die "the library has become smaller: good. Write $bytes into ffi/size.toml, so that it stays so."
}

# uniffi compares a checksum of every function when the bindings load the library; then a reader works a day with it.
check_day() {
  CURBSTOP_SERVER="$built/curbstop-server" PYTHONPATH="$out:$ROOT/ffi/tests/python" PYTHONDONTWRITEBYTECODE=1 \
    python3 -m unittest test_day
}

"$ROOT/scripts/install-rust.sh"
[ "$(uname -sm)" = "Linux x86_64" ] || die "ffi/size.toml knows the size on x86-64 Linux; this is $(uname -sm)"
install_packages "the segments of the library are read, and its bindings are tried from Python" binutils python3
build
lay_out
check_size
"$ROOT/scripts/check-pages.sh" "$PAGE_BYTES" "$library"
check_day
printf 'library: %s\n' "$library"
