#!/usr/bin/env bash
# Debian's Chromium and a Chinese font, for the console's tests in a browser. Does nothing when they are there.
. "$(dirname "$0")/lib.sh"
if [ -n "${CURBSTOP_CHROMIUM:-}" ]; then
  [ -x "$CURBSTOP_CHROMIUM" ] || die "CURBSTOP_CHROMIUM names $CURBSTOP_CHROMIUM, which cannot be run; name a Chromium."
  exit 0
fi
install_packages "the console is tested in a browser" chromium fonts-noto-cjk
