#!/usr/bin/env bash
# python-wheel.sh [LIBRARY]: a wheel with the bindings and the library in target/wheel, installed into a fresh venv and tried there.
# Without LIBRARY it takes the shipped one of `make library`. CURBSTOP_BUILT names a folder with uniffi-bindgen and the library that has
# its metadata, where they lie elsewhere than in target/debug.
. "$(dirname "$0")/lib.sh"
target=$(target_dir)
built=${CURBSTOP_BUILT:-$target/debug}
library=${1:-$target/ship/libcurbstop_ffi.so}
out=$target/wheel

[ -f "$library" ] || die "$library is not there: run \`make library\` first, or name a library"
[ -x "$built/uniffi-bindgen" ] || die "$built/uniffi-bindgen is not there: run \`make library\` first"
python3 -c 'import venv, ensurepip' 2>/dev/null || install_packages "the wheel is tried in an environment of its own" python3-venv
rm -rf "$out"
mkdir -p "$out/bindings"
"$built/uniffi-bindgen" generate "$built/libcurbstop_ffi.so" --language python --out-dir "$out/bindings" --no-format >/dev/null
python3 ffi/packaging/wheel.py --bindings "$out/bindings/curbstop.py" --library "$library" --out "$out"

python3 -m venv "$out/venv"
"$out/venv/bin/pip" install --quiet --no-index --disable-pip-version-check "$out"/curbstop-*.whl
cd "$out"
"$out/venv/bin/python" "$ROOT/ffi/packaging/try_wheel.py"
