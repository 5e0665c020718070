# Every target does its own set-up and may be run again at any time.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo run test lint bench lock clean

help: ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */\1\t/' | expand -t 10

install: $(STAMP) ## everything into .venv, from requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "EMCIP needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing (a minute or two, once) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: install ## the main job over a small simulated web, in this terminal
	@$(BIN)/emcip demo

run: install ## the Dagster UI and daemon on http://127.0.0.1:3000
	@$(BIN)/emcip serve

test: install ## the tests that need nothing but Python
	@$(BIN)/python -m pytest -q -m "not postgres and not browser"

lint: install ## ruff, types, and the rules of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: install ## the benchmarks; EMCIP_CORPUS names the folder of annotated pages
	@for name in $$($(BIN)/emcip bench list); do echo "== $$name"; $(BIN)/emcip bench $$name || exit 1; done

lock: ## pin the dependencies anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-strip-extras --no-emit-index-url \
	  --no-header --output-file requirements.lock pyproject.toml
	@# pip 23 takes lxml's two spellings of its extra for two things; what it stands for is pinned by its own name
	@sed -i 's/^lxml\[html-clean\]==/lxml==/' requirements.lock

clean: ## remove .venv and caches; the home (var/) stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
