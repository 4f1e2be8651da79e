#!/usr/bin/env bash
# Sets up .venv from requirements-dev.lock, with this program in editable form.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "setup: Python 3.11 or newer is needed, and '$python' is not one. Install it, or name" >&2
  echo "setup: another one: make setup PYTHON=/path/to/python3" >&2
  exit 1
fi

# Debian has the module venv in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy python3-venv
  else
    echo "setup: Python's module venv is missing. Install it (Debian: apt-get install python3-venv)." >&2
    exit 1
  fi
fi

# A .venv of another Python, or one whose folder was moved, is made anew.
if ! .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "setup: making .venv (this takes a minute the first time)"
  "$python" -m venv --clear .venv
fi
pip=(.venv/bin/python -m pip --disable-pip-version-check install --quiet)
"${pip[@]}" --require-hashes --requirement requirements-dev.lock
# Without a lecture of setuptools on what an editable installation is.
PYTHONWARNINGS=ignore "${pip[@]}" --no-deps --no-build-isolation --editable .
touch .venv/.installed
