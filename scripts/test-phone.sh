#!/usr/bin/env bash
# Builds the phone app's modules and runs their tests on the real library against real servers. Arguments go to Maven.
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/install-maven.sh"
"$ROOT/scripts/build-phone.sh"
CURBSTOP_BUILT=$(phone_dir)
export CURBSTOP_BUILT
cd "$ROOT/android-demo"
rm -rf ./*/target/surefire-reports
status=0
mvn verify --fail-at-end "$@" || status=$?
# Maven says nothing of what went well: one line a test class, which the closing count adds up.
grep -hs '^Tests run:' ./*/target/surefire-reports/*.txt || true
exit "$status"
