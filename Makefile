# `make serve` and `make test` set up all they need in .venv; HOST and PORT say where to serve.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
STREAMS ?= 2

BIN := .venv/bin
FLASK := $(BIN)/python -m flask --app wsgi
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help
.PHONY: help serve test test-inside test-outside browser lint check generated bench bench-large lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

serve: .venv/runtime ## serve the API on HOST:PORT (127.0.0.1:8000)
	$(FLASK) dataset build
	$(MEMORY) $(BIN)/python -m granian $(GRANIAN) --workers $(WORKERS) --host $(HOST) --port $(PORT) wsgi:app

# Why these: docs/serving.md.
MEMORY := MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576
GRANIAN = --interface wsgi --no-ws --blocking-threads $(THREADS) --backpressure 1024 --http1-header-read-timeout 10000 --workers-kill-timeout 20

# A long answer takes a thread; two are left for everything else. What is no number, the server refuses.
THREADS = $(shell expr $(STREAMS) + 2 2>/dev/null || echo 4)

test: .venv/development browser ## run all tests
	$(MAKE) --jobs 2 --output-sync test-inside test-outside

# Two chains of about the same length, for two cores.
test-inside: .venv/development
	$(BIN)/python -m pytest -q --ignore tests/live
	$(BIN)/python -m pytest -q --engine postgresql tests/store tests/resources tests/pages

test-outside: .venv/development
	$(BIN)/python -m pytest -q tests/live
	$(BIN)/python -m pytest -q --engine postgresql tests/http

# Where Debian's packages can be installed, the browser test gets its browser; elsewhere it is skipped.
browser:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } || true

lint: .venv/development ## check form and types
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

check: .venv/runtime ## check the dataset
	$(FLASK) dataset check

generated: .venv/runtime ## write openapi.yaml, the JSON Schemas, CITATION.cff and the picture
	$(FLASK) openapi-yaml
	$(FLASK) json-schemas
	$(FLASK) citation-cff
	$(FLASK) matrix-svg

bench: .venv/development ## measure speed beside others, in 10 minutes; writes benchmarks/results.md
	$(BIN)/python -m benchmarks

# 5.3 GB and, with lines and store to be made first, some 20 minutes.
bench-large: .venv/development ## the same with 1,000,000 positions too
	test -d $(LINES) || $(FLASK) dataset synthesize --positions 1000000 --as ndjson $(LINES)
	store=$$(STORE_DIR=$(LINES)-store $(FLASK) dataset build-ndjson $(LINES)) && \
	LARGE_STORE=$$store $(BIN)/python -m benchmarks

LINES := instance/benchmarks/positions-1000000

lock: ## write the locked requirements (needs uv)
	uv pip compile --quiet $(LOCK) pyproject.toml -o requirements.txt
	uv pip compile --quiet $(LOCK) --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt

LOCK := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

clean: ## remove what was built
	rm -rf .venv instance

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name it with PYTHON=...")'
	$(PYTHON) -m venv --clear .venv || { echo "On Debian, install python3-venv."; exit 1; }

.venv/runtime: requirements.txt | .venv/bin/pip
	$(PIP) -r requirements.txt
	@touch $@

.venv/development: requirements-dev.txt | .venv/bin/pip
	$(PIP) -r requirements-dev.txt
	@touch $@ .venv/runtime
