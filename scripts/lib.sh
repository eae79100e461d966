# Sourced by the other scripts: what they share. Not run by itself.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# rustup puts cargo here; a shell that was open before does not know it yet.
PATH="$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin"

# The oldest Node that the console's tools run on; server/console/package.json says the same.
NODE_MIN=20.19.0

say() { printf 'curbstop: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# Where downloads and build results may live on between runs and checkouts.
cache_dir() { printf '%s' "${CURBSTOP_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/curbstop}"; }

# Where cargo puts what it builds.
target_dir() { printf '%s' "${CARGO_TARGET_DIR:-$ROOT/target}"; }

# What the phone app is built on: the library, its Kotlin, the programs that it is tested with.
phone_dir() { printf '%s' "${CURBSTOP_BUILT:-$(target_dir)/phone}"; }

# at_least 1.95 1.96.1: whether the second version is not older than the first.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# Runs a command as root: directly, or through sudo, which asks for the password.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    say "needs root, so sudo may ask for your password: $*"
    sudo "$@"
  else
    die "root is needed and sudo is missing. Run as root: $*   and then start again."
  fi
}

# Fetches the package lists, once in a script: a fresh machine has none.
refresh_packages() {
  [ -z "${LISTS_ARE_FRESH:-}" ] || return 0
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 update >&2 ||
    say "the package lists could not be refreshed; trying with the ones at hand"
  LISTS_ARE_FRESH=yes
}

# install_packages REASON PACKAGE...: installs those Debian packages that are missing; says nothing when all are there.
install_packages() {
  local reason=$1 missing=() package
  shift
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
  done
  [ "${#missing[@]}" -eq 0 ] && return 0
  command -v apt-get >/dev/null 2>&1 ||
    die "$reason needs ${missing[*]} (Debian's names). There is no apt-get here: install them your way, then start again."
  say "installing ${missing[*]}: $reason"
  refresh_packages
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "${missing[@]}" >&2 ||
    die "could not install ${missing[*]}. Look at apt's own words above; without network, install them from a mirror and start again."
}

# Puts a Node that scripts/install-node.sh fetched in front of an older one.
use_node() {
  local own
  own="$(cache_dir)/node/node_modules/node/bin"
  if [ -x "$own/node" ]; then PATH="$own:$PATH"; fi
}

node_version() { node --version 2>/dev/null | sed 's/^v//' || true; }
