#!/usr/bin/env bash
# Writes the lock files anew: the newest versions that pyproject.toml allows, for every Python from
# 3.11 and every system, with their hashes. No address of a package index gets into them.
set -euo pipefail
cd "$(dirname "$0")/.."

header='# Made by `make lock`; the one place to change what is wanted is pyproject.toml.'
compile() {
  local out=$1
  shift
  local made
  made=$(.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade \
    --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-strip-extras \
    "$@" pyproject.toml)
  printf '%s\n%s\n' "$header" "$made" >"$out"
  echo "$out"
}
compile requirements.lock --extra app --extra export --extra monitor --extra report
compile requirements-dev.lock --extra app --extra cluster --extra export --extra monitor --extra report --extra dev
