#!/usr/bin/env bash
# Finds Tesseract and its Latvian for the tests of --ocr; as root on Debian installs them, else says
# what is missing.
set -euo pipefail

found() {
  command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx lav
}

found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "tesseract: installing Tesseract and its Latvian for the tests of --ocr" >&2
  apt-get update -q >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
    tesseract-ocr tesseract-ocr-lav >&2
  found && exit 0
fi
echo "tesseract: Tesseract with its Latvian is missing, and the tests of --ocr need it. Install it" >&2
echo "tesseract: (Debian: apt-get install tesseract-ocr tesseract-ocr-lav)." >&2
exit 1
