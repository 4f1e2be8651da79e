#!/usr/bin/env bash
# Finds Chromium for the browser tests; as root on Debian installs it, else says what is missing.
set -euo pipefail

found() {
  [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ] && return
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && return
  done
  return 1
}

found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "browser: installing Chromium and fonts for the browser tests" >&2
  apt-get update -q >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
    chromium fonts-dejavu-core >&2
  found && exit 0
fi
echo "browser: Chromium is missing, and the browser tests of the report need it. Install it (Debian:" >&2
echo "browser: apt-get install chromium fonts-dejavu-core), or set CHROMIUM=/path/to/chromium." >&2
exit 1
