#!/usr/bin/env bash
# Everything that shows whether Curbstop is sound. Goes on after a failure; the last line counts; the exit says the same.
. "$(dirname "$0")/lib.sh"
. "$ROOT/scripts/steps.sh"
export NO_COLOR=1 CARGO_TERM_COLOR=never CARGO_TERM_PROGRESS_WHEN=never

"$ROOT/scripts/install-rust.sh" lints
"$ROOT/scripts/install-node.sh"
"$ROOT/scripts/install-npm.sh"
"$ROOT/scripts/install-browser.sh"
install_packages "the bindings are tested from Python" python3
"$ROOT/scripts/install-maven.sh"
use_node

step "console build" "$ROOT/scripts/build-console.sh"
check_steps
step "console unit tests" npm --prefix server/console run --silent test
step "rust tests" cargo test --no-fail-fast
# As many as fit into about three minutes of one core.
step "simulation" "$ROOT/scripts/sim.sh" 1 800
step "what the bindings offer" "$ROOT/scripts/surface.sh" check
step "python bindings" "$ROOT/scripts/test-python.sh"
step "phone app" "$ROOT/scripts/test-phone.sh"
CURBSTOP_SERVER="$(target_dir)/debug/curbstop-server" step "console in a browser" npm --prefix server/console run --silent e2e
finish
