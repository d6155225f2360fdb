# `make demo` and `make test` are the two commands of the README. They need Python 3.11 and nothing else.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
# The first of these that runs and is new enough; `make demo PYTHON=/path/to/python` names another.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --require-virtualenv
# What Python compiles is kept, also where it is told to leave no files beside the sources: hundreds of commands run in
# the tests, and each would compile the whole program anew.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/compiled
# Arguments for `meritbook demo`, for pytest, the benchmarks or the mutants, e.g. `make demo ARGS=--no-serve`.
ARGS ?=
# Where the demonstration keeps its data.
DEMO_HOME ?= demo-home
# One pytest worker for each core, up to four.
WORKERS ?= auto
# What fails fast runs first; what is slow runs last. A new folder under tests/ joins by itself.
SLOW_TESTS := tests/tutorials tests/corpus tests/browser
TESTS ?= tests/repo tests/core $(filter-out tests/repo tests/core $(SLOW_TESTS) tests/__pycache__,$(sort $(patsubst %/,%,$(wildcard tests/*/)))) $(SLOW_TESTS)

.PHONY: help
help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- setting up: each stamp is written last, so an interrupted step runs again -------------------------------

$(VENV)/.venv-stamp:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Meritbook needs Python 3.11 or later, and none was found." >&2; \
		echo "Install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name it: make demo PYTHON=/path/to/python3.11" >&2; \
		exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Meritbook needs Python 3.11 or later; $(PYTHON) is older or does not run. Name another: make demo PYTHON=/path/to/python3.11" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) lacks the venv module. Debian and Ubuntu keep it apart: apt-get install python3-venv" >&2; \
		exit 1; }
	@if ! $(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
		echo "Making a Python environment in $(VENV)"; $(PYTHON) -m venv --clear $(VENV); fi
	@touch $@

$(VENV)/.packages-stamp: requirements.lock $(VENV)/.venv-stamp
	@echo "Installing the locked packages (a minute or two the first time)"
	@$(PIP) install --quiet --require-hashes --no-deps -r requirements.lock
	@touch $@

# The design system comes from npm when the package is built. A machine without npm gets one as a locked Python package.
$(VENV)/.npm-stamp: requirements-node.lock $(VENV)/.packages-stamp
	@if ! npm --version >/dev/null 2>&1; then \
		echo "No npm here: installing one into $(VENV)"; \
		$(PIP) install --quiet --require-hashes --no-deps -r requirements-node.lock; fi
	@touch $@

$(VENV)/.project-stamp: pyproject.toml hatch_build.py package.json package-lock.json $(VENV)/.packages-stamp $(VENV)/.npm-stamp
	@echo "Installing Meritbook"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

.PHONY: setup
setup: $(VENV)/.project-stamp ## Install everything into .venv

# --- the commands --------------------------------------------------------------------------------------------

.PHONY: demo
demo: setup ## Make a fictional state, do the main job in front of you, and serve the site
	@MERITBOOK_HOME="$(abspath $(DEMO_HOME))" $(BIN)/meritbook demo $(ARGS)

.PHONY: test
test: setup ## Run all tests that need no service
	@$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal $(ARGS) $(TESTS)

.PHONY: lint
lint: setup ## Check style, types, the order of the rooms and the generated references
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy
	@$(BIN)/python -m mypy benchmarks docs .ci
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/repo

.PHONY: format
format: setup ## Put the code in order
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .

.PHONY: docs
docs: setup ## Write the generated references anew
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/law_pages.py

.PHONY: bench
bench: setup ## Measure speed and memory against the named baselines
	@$(BIN)/python -m benchmarks.reading $(ARGS)
	@$(BIN)/python -m benchmarks.allocation $(ARGS)
	@$(BIN)/python -m benchmarks.qualifying
	@$(BIN)/python -m benchmarks.examination
	@$(BIN)/python -m benchmarks.contracts_open
	@$(BIN)/python -m benchmarks.assessment_reports
	@$(BIN)/python -m benchmarks.law
	@$(BIN)/python -m benchmarks.contracts_signed
	@$(BIN)/python -m benchmarks.risk
	@$(BIN)/python -m benchmarks.results_register --measures 5000
	@$(BIN)/python -m benchmarks.annual_report
	@$(BIN)/python -m benchmarks.rating_day --people 2200 --answering 200
	@$(BIN)/python -m benchmarks.pages $(ARGS)

# What `make mutants` changes, e.g. `make mutants CODE=src/meritbook/core/service`.
CODE ?= src/meritbook/core/law

.PHONY: mutants
mutants: setup ## Change code in one place at a time and see whether a test notices (CODE=FOLDER; half an hour)
	@$(BIN)/python .ci/mutants.py $(CODE) $(ARGS)

LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: lock
lock: $(VENV)/.packages-stamp ## Resolve the dependencies again and lock them with hashes (ARGS=--upgrade moves versions)
	@$(LOCK) $(ARGS) --all-extras --group dev pyproject.toml -o requirements.lock
	@$(LOCK) --extra postgresql --no-annotate --constraint requirements.lock pyproject.toml -o requirements-run.lock
	@$(LOCK) $(ARGS) requirements-node.in -o requirements-node.lock

.PHONY: clean
clean: ## Remove what the commands made (the environment, caches, results); the demonstration's data stays
	@rm -rf $(VENV) node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		benchmarks/results src/meritbook/web/static/vendor
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
