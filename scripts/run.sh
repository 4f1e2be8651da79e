#!/usr/bin/env bash
# Reads every plan of the register: dvc repro, with dvc.yaml as the graph and the register say it.
# What DVC remembers of its last run (dvc.lock) changes with every line of code and helps nobody but
# this copy of the project. DVC wants it beside dvc.yaml and refuses one that git ignores, so that it
# lies there only while DVC runs.
set -euo pipefail
cd "$(dirname "$0")/.."

kept=.dvc/tmp/dvc.lock
mkdir -p .dvc/tmp
if [ -f "$kept" ] && [ ! -f dvc.lock ]; then
  mv "$kept" dvc.lock
fi
trap '[ ! -f dvc.lock ] || mv dvc.lock "$kept"' EXIT
python -m pipeline.stages.dvc
# Without DVC's advice to add dvc.lock to git.
dvc repro "$@" | sed -u '/^To track the changes/,/^Use `dvc push`/d'
