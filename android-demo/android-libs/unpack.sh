#!/usr/bin/env bash
# What Google's build plugin does for an app, as far as the tests need it: the classes of every AAR in one folder, the resources of all of
# them and of the app linked into one file, and their R classes compiled. Does nothing while its inputs are the same.
# usage: unpack.sh TARGET-FOLDER ANDROID-MODULE
set -euo pipefail
target=$1 app=$2/src/main
classes=$target/classes linked=$target/resources.apk
for tool in aapt2 unzip; do
  command -v "$tool" >/dev/null || { printf 'android-libs: %s is missing; on Debian: apt-get install aapt unzip\n' "$tool" >&2; exit 1; }
done
inputs=$(cd "$target" && ls aar; cat "$0"; find "$app/res" "$app/AndroidManifest.xml" -type f -print0 | sort -z | xargs -0 cat)
stamp=$(sha256sum <<<"$inputs")
if [ -f "$linked" ] && [ "$(cat "$target/stamp" 2>/dev/null)" = "$stamp" ]; then exit 0; fi

rm -rf "$target/aars" "$target/flat" "$target/r"
mkdir -p "$classes" "$target/flat" "$target/r"
packages=() resources=()
for aar in "$target"/aar/*.aar; do
  name=$(basename "$aar" .aar)
  open=$target/aars/$name
  mkdir -p "$open"
  # 11: a pattern matched nothing; not every library has all of them.
  unzip -qo "$aar" classes.jar R.txt AndroidManifest.xml 'res/*' -d "$open" 2>/dev/null || [ $? -eq 11 ]
  # 1: an empty classes.jar.
  unzip -qo "$open/classes.jar" -d "$classes" 2>/dev/null || [ $? -le 1 ]
  if [ -s "$open/R.txt" ]; then packages+=("$(grep -om1 'package="[^"]*' "$open/AndroidManifest.xml" | cut -d'"' -f2)"); fi
  if [ -n "$(find "$open/res" -type f 2>/dev/null)" ]; then
    aapt2 compile --dir "$open/res" -o "$target/flat/$name.zip"
    resources+=(-R "$target/flat/$name.zip")
  fi
done
aapt2 compile --dir "$app/res" -o "$target/flat/app.zip"
# Google's plugin takes the package from the build file.
sed 's/<manifest /<manifest package="curbstop.android" /' "$app/AndroidManifest.xml" >"$target/AndroidManifest.xml"
aapt2 link --manifest "$target/AndroidManifest.xml" -I "$target/framework/android-all.jar" -o "$linked" --auto-add-overlay --non-final-ids \
  --min-sdk-version 26 --target-sdk-version 35 \
  --extra-packages "$(IFS=:; printf '%s' "${packages[*]}")" --java "$target/r" "${resources[@]}" -R "$target/flat/app.zip"
find "$target/r" -name '*.java' -print0 | xargs -0 javac -nowarn -d "$classes"
printf '%s' "$stamp" >"$target/stamp"
