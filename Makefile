# Kulanz. `make` alone explains the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export KULANZ_HOME ?= $(CURDIR)/.kulanz

.PHONY: help start test check lock schema golden train images bench clean

help: ## Show what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

start: $(VENV)/installed ## Install from the lock file if needed and run Kulanz with a shop (ARGS="DIR --port 9000")
	@$(BIN)/kulanz start $(ARGS)

test: $(VENV)/installed-dev ## Run every check and test: style, types, import contract, tests
	@$(MAKE) --no-print-directory check
	@bash tests/browser/ensure_chromium.sh
	@$(BIN)/python -m pytest

check: $(VENV)/installed-dev ## Style, types and the import contract, without tests
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports

golden: $(VENV)/installed-dev ## Write the golden drafts anew, to be read before they are committed
	@$(BIN)/python -m tests.drafting.write_golden

bench: $(VENV)/installed-dev ## Print speed (first word, loading, start), how well mails are read and passages found, proof
	@$(BIN)/python -m evals.benchmarks.first_word
	@$(BIN)/python -m evals.benchmarks.load_pack
	@$(BIN)/python -m evals.benchmarks.start
	@$(BIN)/python -m evals.benchmarks.reading
	@$(BIN)/python -m evals.benchmarks.retrieval
	@$(BIN)/python -m evals.benchmarks.own_words
	@$(BIN)/python -m evals.benchmarks.search_scale
	@$(BIN)/python -m evals.benchmarks.import_memory
	@$(BIN)/python -m evals.benchmarks.proof
	@$(BIN)/python -m evals.benchmarks.floor 10000
	@$(BIN)/python -m evals.benchmarks.replay

train: $(VENV)/installed-dev ## Train the mail reader anew from evals/mails (installs torch; a quarter of an hour)
	@$(BIN)/pip install --quiet --disable-pip-version-check "torch>=2.13"
	@$(BIN)/python -m evals.training.mail_reader

images: $(VENV)/installed-dev ## Take the screenshots of the docs anew
	@bash tests/browser/ensure_chromium.sh
	@$(BIN)/python -m tests.browser.write_images

schema: $(VENV)/installed-dev ## Write openapi.json from the routes
	@$(BIN)/python -m tests.house.write_openapi

lock: $(VENV)/installed-dev ## Resolve the lock files anew (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra checkout pyproject.toml -o requirements.lock
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra checkout --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## Remove the virtual environment and caches; the shop's data under .kulanz stays
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Kulanz needs Python 3.11 or newer; say which with make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing from requirements.lock ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "Installing from requirements-dev.lock ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
