#!/usr/bin/env bash
# Formats the Rust and the Kotlin code in place.
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/install-rust.sh" lints
"$ROOT/scripts/install-maven.sh"
cargo fmt --all
"$ROOT/scripts/kotlin-format.sh" format
