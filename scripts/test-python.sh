#!/usr/bin/env bash
# Builds the bindings for Python from the real library and runs ffi/tests/python against a real server process. Swift is generated
# beside it, and looked at as far as this machine can.
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/install-rust.sh"
install_packages "the bindings are tested from Python" python3
built="$(target_dir)/debug"
out="$(target_dir)/python"
# The same targets as `cargo test`, so that nothing but ffi is compiled again; the generator apart, so that its features stay out
# of the library. The library with the probe goes to a folder of its own and is never taken for the one that ships.
cargo build --quiet --all-targets --features curbstop-ffi/probe
cargo build --quiet -p curbstop-bindgen
rm -rf "$out"
mkdir -p "$out"
cp "$built/libcurbstop_ffi.so" "$out/"
"$built/uniffi-bindgen" generate "$out/libcurbstop_ffi.so" --language python --out-dir "$out" --no-format >/dev/null
"$built/uniffi-bindgen" generate "$out/libcurbstop_ffi.so" --language swift --out-dir "$out/swift" --no-format >/dev/null
export CURBSTOP_SWIFT="$out/swift" CURBSTOP_SERVER="$built/curbstop-server" PYTHONPATH="$out:$ROOT/ffi/tests/python" PYTHONDONTWRITEBYTECODE=1
# A panic on purpose is part of the tests: without its trace.
export RUST_BACKTRACE=0
exec python3 -m unittest discover -s "$ROOT/ffi/tests/python" "$@"
