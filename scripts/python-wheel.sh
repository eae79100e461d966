#!/usr/bin/env bash
# A wheel of what `make library` laid out, in target/wheel; installed into a fresh venv and tried there.
. "$(dirname "$0")/lib.sh"
shipped=$(target_dir)/library
out=$(target_dir)/wheel

for file in libcurbstop_ffi.so curbstop.py; do
  [ -f "$shipped/$file" ] || die "$shipped/$file is not there: run \`make library\` first"
done
python3 -c 'import venv, ensurepip' 2>/dev/null || install_packages "the wheel is tried in an environment of its own" python3-venv
rm -rf "$out"
mkdir -p "$out"
python3 ffi/packaging/wheel.py --bindings "$shipped/curbstop.py" --library "$shipped/libcurbstop_ffi.so" --out "$out"

python3 -m venv "$out/venv"
"$out/venv/bin/pip" install --quiet --no-index --disable-pip-version-check "$out"/curbstop-*.whl
cd "$out"
"$out/venv/bin/python" "$ROOT/ffi/packaging/try_wheel.py"
