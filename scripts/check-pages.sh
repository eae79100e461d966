#!/usr/bin/env bash
# check-pages.sh BYTES LIBRARY...: fails where a segment that is loaded is not aligned to pages of that size.
. "$(dirname "$0")/lib.sh"
page=$1
shift
for library in "$@"; do
  alignments=$(readelf --wide --program-headers "$library" | awk '$1 == "LOAD" { print $NF }')
  [ -n "$alignments" ] || die "$library has no segments that are loaded: is it a library?"
  for alignment in $alignments; do
    [ "$((alignment % page))" -eq 0 ] || die "$library: a segment is aligned to $alignment, and pages have $page bytes"
  done
  printf 'pages of %s bytes: %s is ready\n' "$page" "$library"
done
