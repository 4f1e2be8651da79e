#!/usr/bin/env bash
# Installs the peers of `make bench`, each into a folder of its own: pdfplumber-rs takes the place of
# pdfplumber, and camelot pins parts of its own. One that cannot be installed is shown as missing.
set -euo pipefail
cd "$(dirname "$0")/.."

for peer in pdfplumber-rs tablers camelot-py tabula-py; do
  compgen -G ".bench/$peer/*.dist-info" >/dev/null && continue
  rm -rf ".bench/$peer" ".bench/$peer.part"
  if ! .venv/bin/python -m pip --disable-pip-version-check install --quiet \
      --target ".bench/$peer.part" "$peer"; then
    echo "peers: $peer could not be installed; the benchmark shows it as missing" >&2
    rm -rf ".bench/$peer.part"
    continue
  fi
  mv ".bench/$peer.part" ".bench/$peer"
done
