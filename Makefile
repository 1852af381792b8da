# Each target works alone on a clean clone with Python 3.11 or newer and make: it creates .venv
# and installs what it needs. Stamp files in .venv make the second run quick.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# A pyenv shim stands on PATH without an interpreter behind it, so each candidate is started.
# Name another one with `make PYTHON=/path/to/python test`.
PYTHON ?=
CANDIDATES = $(or $(PYTHON),python3.13 python3.12 python3.11 python3)
PROBE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs bench coverage mutation clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */  make \1	/' | expand -t 18

demo: $(VENV)/.installed-demo  ## run the whole process on the example workplace, into demo/
	$(BIN)/ledertrivsel demo demo

CHECKERS := tests/exports/node_modules

test: lint docs $(CHECKERS)/.installed  ## everything that must hold: style, types, docs, tests
	$(BIN)/python -m pytest -n 3 --dist worksteal

# What tests read files with, in versions that package.json names; without npm those tests skip.
$(CHECKERS)/.installed: tests/exports/package.json
	@if npm install --prefix tests/exports --ignore-scripts --no-save --no-package-lock --no-audit --no-fund \
	  --loglevel=error; then touch $@; \
	else echo "Without npm and the network, pages and calendars are not read by what comes from there."; fi

lint: $(VENV)/.installed-test  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src tests/typing examples/plugins/*/src

docs: $(VENV)/.installed-test  ## build the documentation; warnings are errors
	$(BIN)/sphinx-build -q -E -W --keep-going -b html docs docs/_build/html

bench: $(VENV)/.installed-test  ## the paired benchmarks
	$(BIN)/python -m benchmarks

STORAGE := tests/stores $(patsubst %,tests/test_%.py,storage personal redaction retention transfer \
  texts comparison guarded)
COVERAGE := $(BIN)/python -m coverage

coverage: $(VENV)/.installed-mutation  ## does every branch of the storage layer run in a test?
	@mkdir -p build/coverage
	$(COVERAGE) run --rcfile=tests/stores/coverage.ini -m pytest -q $(STORAGE)
	$(COVERAGE) combine -q --rcfile=tests/stores/coverage.ini
	$(COVERAGE) report --rcfile=tests/stores/coverage.ini

mutation: $(VENV)/.installed-mutation  ## would the tests notice? all mutants of the core; takes long
	$(BIN)/python tests/mutation/run.py --all

clean:  ## remove .venv, demo/, built documentation and caches
	rm -rf $(VENV) $(CHECKERS) demo docs/_build build dist .nox .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests examples benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/.created:
	@python=; for candidate in $(CANDIDATES); do \
	  if "$$candidate" -c '$(PROBE)' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "ledertrivsel needs Python 3.11 or newer with its venv module (on Debian: apt-get install python3-venv); none of these starts: $(CANDIDATES). Name one with make PYTHON=/path/to/python." >&2; \
	  exit 1; \
	fi; \
	"$$python" -m venv $(VENV)
	$(PIP) --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.installed-demo: pyproject.toml $(VENV)/.created
	$(PIP) -e ".[all]"
	@touch $@

$(VENV)/.installed-test: pyproject.toml $(VENV)/.created
	$(PIP) -e ".[all]" --group test --group lint --group docs
	@touch $@

$(VENV)/.installed-mutation: pyproject.toml $(VENV)/.installed-test
	$(PIP) --group mutation
	@touch $@
