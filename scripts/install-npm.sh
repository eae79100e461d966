#!/usr/bin/env bash
# The console's npm packages, exactly as package-lock.json names them. Does nothing when they are there.
. "$(dirname "$0")/lib.sh"
use_node
page=server/console
if [ "$page/node_modules/.package-lock.json" -nt "$page/package-lock.json" ]; then exit 0; fi
say "fetching the console's npm packages (about 160, once)"
npm --prefix "$page" ci --prefer-offline --no-fund --no-audit --loglevel=error >&2 ||
  die "npm could not fetch the packages. Look at its own words above; behind a proxy, set npm's registry, and start again."
touch "$page/node_modules/.package-lock.json"
