# Sourced after lib.sh: runs named steps, goes on after a failed one, counts what the tools counted, and closes with one line.
LOGS="$(target_dir)/test-logs"
rm -rf "$LOGS"
mkdir -p "$LOGS"
PASSED=0
FAILED=0
FAILED_STEPS=()
SECONDS=0

# step NAME COMMAND...: runs it, shows and keeps what it says.
step() {
  local name=$1 log status began=$SECONDS
  shift
  log="$LOGS/${name// /-}.log"
  printf '\n── %s\n' "$name"
  set +e
  "$@" 2>&1 </dev/null | tee "$log"
  status=${PIPESTATUS[0]}
  set -e
  count "$name" "$log" "$status"
  if [ "$status" -eq 0 ]; then
    printf '── %s: ok, %s s\n' "$name" "$((SECONDS - began))"
  else
    FAILED_STEPS+=("$name")
    printf '── %s: FAILED (exit %s), %s s; all of it is in %s\n' "$name" "$status" "$((SECONDS - began))" "$log"
  fi
}

# sum PATTERN LOG: adds up the number in each match of an extended expression; colours are taken out first.
sum() {
  sed -E 's/\x1b\[[0-9;]*m//g' "$2" | { grep -oE "$1" || true; } | { grep -oE '[0-9]+' || true; } |
    awk '{ n += $1 } END { print n + 0 }'
}

# Adds a step's counts: cargo's, vitest's, Playwright's, unittest's or Maven's. A step that counts nothing is one check.
count() {
  local name=$1 log=$2 status=$3 passed failed
  case $(head -c 200000 "$log" | grep -oE 'test result:|Test Files|^Ran [0-9]+ tests?|Running [0-9]+ tests? using|Tests run:' | head -n 1) in
    'test result:')
      passed=$(sum '[0-9]+ passed;' "$log")
      failed=$(sum '[0-9]+ failed;' "$log") ;;
    'Test Files')
      sed -E 's/\x1b\[[0-9;]*m//g' "$log" | grep -E '^ +Tests ' >"$log.tests" || true
      passed=$(sum '[0-9]+ passed' "$log.tests")
      failed=$(sum '[0-9]+ failed' "$log.tests") ;;
    Running*)
      passed=$(sum '^ +[0-9]+ passed' "$log")
      failed=$(sum '^ +[0-9]+ (failed|flaky|interrupted|did not run)' "$log") ;;
    Ran*)
      failed=$(sum '(failures|errors)=[0-9]+' "$log")
      passed=$(($(sum '^Ran [0-9]+' "$log") - failed)) ;;
    'Tests run:')
      grep -E '^Tests run:' "$log" >"$log.tests" || true
      failed=$(sum '(Failures|Errors): [0-9]+' "$log.tests")
      passed=$(($(sum 'run: [0-9]+' "$log.tests") - failed - $(sum 'Skipped: [0-9]+' "$log.tests"))) ;;
    *)
      passed=$((status == 0 ? 1 : 0))
      failed=$((status == 0 ? 0 : 1)) ;;
  esac
  # A tool that broke off before it could count has failed once all the same.
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
}

# Format, lints, docs: shared by `make check` and `make test`.
check_steps() {
  step "format" cargo fmt --all --check
  step "lints" cargo clippy --all-targets --quiet -- -D warnings
  step "core without the phone engine" cargo clippy -p curbstop-core --quiet -- -D warnings
  step "docs" env RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --quiet
  step "kotlin format" "$ROOT/scripts/kotlin-format.sh" check
  step "console check" npm --prefix server/console run --silent check
  check_foreign_code
}

# Licences, versions and origins, as deny.toml wants them. Its tool takes a quarter of an hour to build: used where it is, asked for nowhere.
check_foreign_code() {
  if cargo deny --version >/dev/null 2>&1; then
    step "foreign code" cargo deny check licenses bans sources
  else
    say "cargo-deny is not installed (cargo install cargo-deny): nobody looks at the licences and origins of foreign code"
  fi
}

# The closing line, and the exit that goes with it.
finish() {
  local step
  printf '\n'
  for step in "${FAILED_STEPS[@]}"; do printf 'failed: %s (%s)\n' "$step" "$LOGS/${step// /-}.log"; done
  printf 'in %s min %s s:\n' "$((SECONDS / 60))" "$((SECONDS % 60))"
  # Alone on its line, so that whoever reads the log by machine finds it.
  printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
  [ "$FAILED" -eq 0 ]
}
