# make run   installs what is needed and serves at http://127.0.0.1:8000
# make test  installs the test tools too (Chromium where it is missing) and runs the tests
# make lock  after a change of requirements.txt: pins what they need, too, and the hash of every file
# make audit asks the Python advisory database about the locked packages
# make sbom  writes sbom.json, a CycloneDX list of them
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOOLS := $(VENV)/tools
APPLICATION := tests/app tests/faults
INSTALL := $(BIN)/python -m pip install --quiet

.PHONY: run test test-library test-application lint bench lock audit sbom chromium clean

run: $(VENV)/.runtime
	$(BIN)/python -m app

# Side by side: two halves of about the same length.
test: $(VENV)/.dev chromium
	$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-application test-library

test-library:
	$(BIN)/python -m pytest $(APPLICATION:%=--ignore=%)

test-application:
	$(BIN)/python -m pytest $(APPLICATION)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(INSTALL) duckdb==2.0.0
	@command -v goaccess >/dev/null || (apt-get update -qq && apt-get install -y -qq goaccess) || true
	$(BIN)/python -m tests.benchmarks --chart bench.svg --markdown bench.md

lock: $(TOOLS)/.made
	CUSTOM_COMPILE_COMMAND="make lock" $(TOOLS)/bin/pip-compile --quiet --generate-hashes \
	  --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links \
	  --output-file requirements.lock requirements.txt

audit: $(TOOLS)/.made
	$(TOOLS)/bin/pip-audit --disable-pip --require-hashes --requirement requirements.lock

sbom: $(TOOLS)/.made
	$(TOOLS)/bin/cyclonedx-py requirements --output-reproducible --output-file sbom.json \
	  requirements.lock

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --upgrade pip

$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(BIN)/python -m analyzer.kernels
	$(BIN)/python -m compileall -q analyzer app
	touch $@

$(VENV)/.dev: $(VENV)/.runtime pyproject.toml
	$(INSTALL) --group dev
	touch $@

$(TOOLS)/.made: | $(VENV)/bin/python
	$(BIN)/python -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet pip-tools==7.6.2 pip-audit==2.10.1 cyclonedx-bom==7.5.0
	touch $@

# Debian's Chromium, for the browser tests.
chromium:
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq chromium)

clean:
	rm -rf $(VENV)
