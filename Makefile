# `make run` and `make test` are all that a newcomer needs; `make check` is what CI runs.
.DEFAULT_GOAL := help
.PHONY: help setup run test check coverage lint bench lock docs screenshots audit lowest browser tesseract clean
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
# Workers of the test run; PYTEST takes more options: make test PYTEST="-k register"
WORKERS ?= auto
PYTEST ?=
export DVC_NO_ANALYTICS := 1
# Without it each of the hundred processes that the tests start compiles the program once more.
unexport PYTHONDONTWRITEBYTECODE

help:
	@echo "make setup        set up .venv from the lock file (does nothing when it is up to date)"
	@echo "make run          read all plans of raw/plans.toml: dvc repro"
	@echo "make test         the tests"
	@echo "make check        what CI runs: ruff, format, mypy --strict, tests"
	@echo "make coverage     the tests again, counting the lines that they run: 90 % at least"
	@echo "make bench        measure speed and memory, write docs/benchmarks.md"
	@echo "make docs         generate docs/tables.md, docs/commands.md, docs/rules.md, dvc.yaml"
	@echo "make screenshots  pictures of the report for README, into docs/img"
	@echo "make lock         update the lock files to the newest versions"
	@echo "make lowest       test with the lowest versions that pyproject.toml allows"
	@echo "make audit        look for known weaknesses in the locked packages"

setup: $(STAMP)
	@echo "Set up: .venv has what requirements-dev.lock says."

$(STAMP): requirements-dev.lock pyproject.toml scripts/setup.sh
	@PYTHON="$(PYTHON)" scripts/setup.sh

run: $(STAMP)
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/run.sh

test: $(STAMP) browser tesseract
	$(BIN)/pytest -n $(WORKERS) $(PYTEST)

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

check: lint test

# Counting lines doubles the time of the tests, so it is not done on each run.
coverage:
	$(MAKE) test PYTEST="--cov --cov-report=term --cov-fail-under=90 $(PYTEST)"

# The peers are installed apart, into .bench/, and in no lock file. SECTIONS="batch growth" measures
# those alone.
bench: $(STAMP) browser tesseract
	@scripts/peers.sh
	$(BIN)/python -m bench $(SECTIONS)

docs: $(STAMP)
	$(BIN)/python -m pipeline.commands.docs
	$(BIN)/python -m pipeline.stages.dvc

screenshots: $(STAMP) browser
	$(BIN)/python -m tests.screenshots

lock: $(STAMP)
	scripts/lock.sh

lowest: $(STAMP)
	WORKERS=$(WORKERS) scripts/lowest.sh

audit: $(STAMP)
	$(BIN)/pip-audit --requirement requirements-dev.lock --disable-pip --require-hashes --strict

browser:
	@scripts/browser.sh

tesseract:
	@scripts/tesseract.sh

clean:
	rm -rf .venv .bench .lowest .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.* *.egg-info
