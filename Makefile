# One command each, from a clean clone with Python 3.11 and pip:
#
#   make run      a server with a demo organisation at http://127.0.0.1:8000
#   make test     the tests
#   make check    style, types, imports, sizes, contract, docs
#   make bench    speed and judgement, as tables
#   make prove    the long proofs: crashes, load, hostile input
#
# Each sets up what it needs in .venv/ first; a second call costs nothing. `make lock` renews requirements/*.txt.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
UV := $(BIN)/uv
# uv reads none of pip's settings; whoever told pip of a mirror means it for us as well.
MIRROR := $${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(PYTHON) -m pip config get global.index-url 2>/dev/null || true)}}
INSTALL := UV_DEFAULT_INDEX=$(MIRROR) $(UV) pip install --quiet --python $(BIN)/python
MODULES := server/pyproject.toml sdk/pyproject.toml

.PHONY: help run test check bench prove lock format clean

help:
	@sed -n '3,9s/^# *//p' Makefile

run: .venv/.run .venv/.node
	@$(BIN)/python -m tools.console build
	$(BIN)/handrail demo

test: .venv/.dev .venv/.node
	@$(BIN)/python -m tools.console build
	$(BIN)/python -m pytest -q -n $(WORKERS)

check: .venv/.dev .venv/.node
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.check
	$(BIN)/python -m handrail_server.contract --check
	@$(BIN)/python -m tools.console check

bench: .venv/.dev
	$(BIN)/python -m bench

prove: .venv/.dev .venv/.ray
	$(BIN)/python -m pytest -q -m prove --hypothesis-profile=prove

format: .venv/.dev
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .

# Set-up. The stamps lie inside .venv, so that removing it removes them; each is renewed when what it stands for changes.

.venv/.run: requirements/run.txt $(MODULES) | $(UV)
	@echo 'Setting up .venv/ (once): what the server needs …'
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation -e server -e sdk
	@touch $@

.venv/.dev: requirements/dev.txt $(MODULES) | $(UV)
	@echo 'Setting up .venv/ (once): what tests and checks need …'
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@$(INSTALL) --no-deps --no-build-isolation -e server -e sdk
	@touch $@ .venv/.run

# The server's extra `ray`: only the proofs take it.
.venv/.ray: requirements/ray.txt | .venv/.dev
	@$(INSTALL) --require-hashes -r requirements/ray.txt
	@touch $@

# The console's Node: the machine's own where it is new enough, else the one in a wheel.
.venv/.node: requirements/node.txt | .venv/.run
	@$(BIN)/python -m tools.node || $(INSTALL) --require-hashes -r requirements/node.txt
	@touch $@

# Debian's Python makes environments without pip unless python3-venv is installed: the machine's own pip fills it.
$(UV): requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Handrail needs Python 3.11 or newer: make PYTHON=…")'
	@$(PYTHON) -m venv --without-pip .venv
	@$(PYTHON) -m pip --disable-pip-version-check --quiet --python $(BIN)/python install --require-hashes -r requirements/uv.txt
	@touch $@

lock: $(UV)
	$(call compile,uv,requirements/uv.in)
	$(call compile,run,$(MODULES) requirements/run.in)
	$(call compile,node,requirements/node.in)
	$(call compile,dev,$(MODULES) requirements/run.in requirements/dev.in)
	$(call compile,pii,--constraints requirements/dev.txt requirements/pii.in)
	$(call compile,ray,--constraints requirements/dev.txt requirements/ray.in)

# Universal: one file for every platform. No registry's address is written, so any mirror serves.
compile = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --output-file requirements/$(1).txt $(2)

clean:
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
