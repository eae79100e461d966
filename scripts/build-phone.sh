#!/usr/bin/env bash
# What the phone app stands on, into target/phone: the library, the programs of server and demo, and the Kotlin that uniffi
# generates from the library. CURBSTOP_BUILT names a folder that has all of that already: then nothing is built.
. "$(dirname "$0")/lib.sh"
if [ -n "${CURBSTOP_BUILT:-}" ]; then
  [ -f "$CURBSTOP_BUILT/kotlin/curbstop/curbstop.kt" ] || die "CURBSTOP_BUILT names $CURBSTOP_BUILT, which has no kotlin/."
  exit 0
fi
"$ROOT/scripts/install-rust.sh"
built="$(target_dir)/debug"
out=$(phone_dir)
case $(uname) in Darwin) library=libcurbstop_ffi.dylib ;; *) library=libcurbstop_ffi.so ;; esac
# With the call that panics on purpose, which a scenario needs: the same library as the Python tests have, and never the one that ships.
cargo build --quiet --features curbstop-ffi/probe
cargo build --quiet -p curbstop-bindgen
mkdir -p "$out"
cp -u "$built/$library" "$built/curbstop-server" "$built/curbstop-demo" "$out/"
if [ "$out/$library" -nt "$out/kotlin/curbstop/curbstop.kt" ]; then
  "$built/uniffi-bindgen" generate "$out/$library" --language kotlin --out-dir "$out/kotlin" --no-format >/dev/null
fi
