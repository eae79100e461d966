#!/usr/bin/env bash
# The phone app on a desk: `window` opens it beside a small town, `screenshots FOLDER` draws every screen.
. "$(dirname "$0")/lib.sh"
if [ "${1:-}" = window ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "$(uname)" = Linux ]; then
  die "the app's window needs a display, and there is none here (DISPLAY is not set). make screenshots needs none."
fi
"$ROOT/scripts/install-maven.sh"
"$ROOT/scripts/build-phone.sh"
CURBSTOP_BUILT=$(phone_dir)
export CURBSTOP_BUILT
say "building the phone app"
(cd "$ROOT/android-demo" && mvn package -DskipTests -pl desktop -am)
desktop="$ROOT/android-demo/desktop/target"
classpath="$desktop/classes:$(cat "$desktop/classpath")"
run() { java -Djna.library.path="$CURBSTOP_BUILT" "$@"; }
case ${1:-} in
  window) run -cp "$classpath" curbstop.desktop.WindowKt "$(target_dir)/phone-window" "$CURBSTOP_BUILT/curbstop-demo" ;;
  screenshots) run -Djava.awt.headless=true -cp "$classpath" curbstop.desktop.ScreenshotsKt "$2" ;;
  *) die "say window, or screenshots and a folder" ;;
esac
