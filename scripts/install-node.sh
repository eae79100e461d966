#!/usr/bin/env bash
# Node and npm, for the console. A Node that is too old (Debian 12 has 18) is left alone: a newer one from the npm registry
# is put into the cache folder beside it.
. "$(dirname "$0")/lib.sh"
use_node
command -v npm >/dev/null 2>&1 || install_packages "the console is built with Node (Debian brings npm in some hundred small packages: a few minutes)" nodejs npm
version=$(node_version)
if [ -z "$version" ] || ! at_least "$NODE_MIN" "$version"; then
  say "Node ${version:-none} is older than $NODE_MIN: fetching Node 22 from the npm registry into $(cache_dir)/node"
  mkdir -p "$(cache_dir)/node"
  npm install --silent --no-fund --no-audit --prefix "$(cache_dir)/node" node@22 >&2 ||
    die "Node 22 could not be fetched. Install Node $NODE_MIN or newer your way, and start again."
  use_node
  at_least "$NODE_MIN" "$(node_version)" || die "the fetched Node does not run here; install Node $NODE_MIN or newer your way."
fi
