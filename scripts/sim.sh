#!/usr/bin/env bash
# sim.sh SEED SEEDS: simulates phones, server, network, disks and clocks from seeds (tests/src/sim), each twice. Fails where a promise
# is broken; the last line says what was done. It is the tests' own build, overflow checks on, with core and server optimised a little:
# their dependencies are not built again.
. "$(dirname "$0")/lib.sh"

"$ROOT/scripts/install-rust.sh"
faster=()
for crate in core server tests; do faster+=(--config "profile.dev.package.curbstop-$crate.opt-level=1"); done
cargo build --quiet "${faster[@]}" --package curbstop-tests --bin curbstop-demo
exec "$(target_dir)/debug/curbstop-demo" sim --seed "$1" --seeds "$2"
