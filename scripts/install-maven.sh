#!/usr/bin/env bash
# A JDK (17 or newer) and Maven for the phone app, a Chinese font for its pictures, and Debian's tool for Android's resources. Does nothing when they are there.
. "$(dirname "$0")/lib.sh"
java_version() { javac -version 2>&1 | sed -n 's/^javac \([0-9.]*\).*/\1/p'; }
version=$(java_version)
if [ -z "$version" ] || ! at_least 17 "$version"; then
  install_packages "the phone app is built with Java 17 or newer" default-jdk
  version=$(java_version)
  at_least 17 "${version:-0}" || die "Java ${version:-none} is older than 17; install a JDK 17 or newer your way, and start again."
fi
command -v mvn >/dev/null 2>&1 || install_packages "the phone app is built with Maven" maven
if [ "$(uname)" = Linux ]; then
  install_packages "the phone app's screens are drawn with Chinese text" fonts-noto-cjk libgl1 libx11-6 libfontconfig1
  install_packages "the Android app's resources are linked and its libraries unpacked" aapt unzip
fi
