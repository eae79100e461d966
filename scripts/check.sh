#!/usr/bin/env bash
# Format, lints and docs of the Rust code, of the app's Kotlin and of the console. `scripts/test.sh` runs the same first.
. "$(dirname "$0")/lib.sh"
. "$ROOT/scripts/steps.sh"
"$ROOT/scripts/install-rust.sh" lints
"$ROOT/scripts/install-node.sh"
"$ROOT/scripts/install-npm.sh"
"$ROOT/scripts/install-maven.sh"
use_node
check_steps
finish
