#!/usr/bin/env bash
# ktlint over the phone app's Kotlin: `check` says what is not as android-demo/.editorconfig wants it, `format` mends it.
. "$(dirname "$0")/lib.sh"
cd "$ROOT/android-demo"
exec mvn "ktlint:${1:-check}"
