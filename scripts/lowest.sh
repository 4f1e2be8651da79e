#!/usr/bin/env bash
# Tests the lower bounds of pyproject.toml: installs the lowest versions that it allows into
# .lowest/, with the test tools as they are locked, and reads the true tables with them.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$PWD/.venv/bin/uv
bounds=$(mktemp)
trap 'rm -f "$bounds"' EXIT
"$uv" venv --quiet --clear --python .venv/bin/python .lowest
"$uv" pip compile --quiet --python .lowest/bin/python --resolution lowest-direct --no-header \
  --no-annotate --extra export pyproject.toml >"$bounds"
"$uv" pip install --quiet --python .lowest/bin/python --requirement "$bounds" \
  fonttools hypothesis openpyxl pytest pytest-xdist reportlab setuptools
"$uv" pip install --quiet --python .lowest/bin/python --no-deps --editable .
cat "$bounds"
.lowest/bin/python -m pytest -n "${WORKERS:-auto}" -W ignore \
  tests/test_golden.py tests/store tests/stages/test_graph.py \
  tests/export/test_csv.py tests/export/test_databases.py tests/export/test_xlsx.py "$@"
