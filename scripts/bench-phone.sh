#!/usr/bin/env bash
# What a call costs through Kotlin, in µs of CPU: today's list, a route of 500 meters, the next meter, a reading checked and saved.
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/install-rust.sh"
"$ROOT/scripts/install-maven.sh"
built="$(target_dir)/release"
out="$(target_dir)/phone-release"
# Optimised, as it ships; with the call that a scenario beside the figures needs.
cargo build --quiet --release -p curbstop-ffi -p curbstop-server --features curbstop-ffi/probe
cargo build --quiet -p curbstop-bindgen
mkdir -p "$out"
cp "$built/libcurbstop_ffi.so" "$built/curbstop-server" "$out/"
"$(target_dir)/debug/uniffi-bindgen" generate "$out/libcurbstop_ffi.so" --language kotlin --out-dir "$out/kotlin" --no-format >/dev/null
cd "$ROOT/android-demo"
CURBSTOP_BUILT="$out" mvn test -pl bindings,testing -Dtest=Speed -Dsurefire.failIfNoSpecifiedTests=false |
  grep 'µs of CPU'
