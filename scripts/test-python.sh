#!/usr/bin/env bash
# Builds the bindings for Python from the real library and runs ffi/tests/python against a real server process.
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/install-rust.sh"
install_packages "the bindings are tested from Python" python3
built="$(target_dir)/debug"
out="$(target_dir)/python"
# Each by itself: features of one must not leak into the other, and the generator reads what the library says of itself.
cargo build --quiet -p curbstop-server --bin curbstop-server
cargo build --quiet -p curbstop-bindgen
cargo build --quiet -p curbstop-ffi --features probe
rm -rf "$out"
mkdir -p "$out"
cp "$built/libcurbstop_ffi.so" "$out/"
"$built/uniffi-bindgen" generate "$out/libcurbstop_ffi.so" --language python --out-dir "$out" --no-format >/dev/null
export CURBSTOP_SERVER="$built/curbstop-server" PYTHONPATH="$out:$ROOT/ffi/tests/python" PYTHONDONTWRITEBYTECODE=1
# A panic on purpose is part of the tests: without its trace.
export RUST_BACKTRACE=0
exec python3 -m unittest discover -s "$ROOT/ffi/tests/python" "$@"
