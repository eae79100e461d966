#!/usr/bin/env bash
# Builds the dispatcher's page into server/console/dist, from where the server embeds it. Does nothing when it is up to date.
. "$(dirname "$0")/lib.sh"
page=server/console
built=$page/dist/index.html
if [ -f "$built" ] && [ -z "$(find "$page" texts -path "$page/node_modules" -prune -o -path "$page/dist" -prune \
  -o -path "$page/e2e" -prune -o -path "$page/test-results" -prune -o -type f -newer "$built" -print -quit)" ]; then
  exit 0
fi
"$ROOT/scripts/install-node.sh"
use_node
"$ROOT/scripts/install-npm.sh"
say "building the dispatcher's page"
npm --prefix "$page" run --silent build >&2
# A build that writes the same page leaves its old time: say that it is up to date.
touch "$built"
