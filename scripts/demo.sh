#!/usr/bin/env bash
# Builds the demo (optimised: the first time takes some minutes) and runs one of its commands: demo, report or bench.
. "$(dirname "$0")/lib.sh"
program="$(target_dir)/release/curbstop-demo"
"$ROOT/scripts/install-rust.sh"
if [ "${1:-}" = demo ]; then "$ROOT/scripts/build-console.sh"; fi
if [ -x "$program" ]; then quiet=--quiet; else
  say "building the server and the simulated phones (once; 5 to 10 minutes on two cores)"
  quiet=
fi
cargo build --release ${quiet:+"$quiet"} -p curbstop-tests --bin curbstop-demo
exec "$program" "$@"
