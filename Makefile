# start: the course in the browser      test: everything      check: style, types, floors      bench: the figures
# hub: many learners on this machine (Debian, root)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
DEV_STAMP := $(VENV)/installed-dev

# What runs under other accounts than root's stands where they may read it, on a Python that they may run.
SHARED ?= /opt/sp404-academy
NEWEST := /opt/sp404-academy-newest
SHARED_PYTHON ?= /usr/bin/python3

.PHONY: start test test-newest-hub check bench pictures widgets clean system-packages hub hub-environments

start: $(STAMP)
	@$(BIN)/academy start

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "The academy needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Install a newer one, or name it: make start PYTHON=python3.12"; exit 1; }
	@echo "Making a place for the academy's packages (.venv) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python's venv is missing. On Debian and Ubuntu: sudo apt install python3-venv, then make start again."; exit 1; }

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing; the first time takes two or three minutes ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@
	@echo "Installed."

$(DEV_STAMP): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the academy with its tests ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(STAMP)

# Debian as root only; elsewhere the tests that need these skip and say so.
system-packages:
	@if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  missing=""; \
	  command -v chromium >/dev/null || missing="$$missing chromium fonts-dejavu fonts-noto-core"; \
	  command -v jackd >/dev/null || missing="$$missing jackd2"; \
	  ldconfig -p | grep -q libasound.so.2 || missing="$$missing libasound2"; \
	  command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	  command -v sox >/dev/null || missing="$$missing sox"; \
	  command -v useradd >/dev/null || missing="$$missing passwd"; \
	  $(SHARED_PYTHON) -c 'import ensurepip' 2>/dev/null || missing="$$missing python3 python3-venv"; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing$$missing ..."; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	  fi; \
	fi

widgets/node_modules: widgets/package.json widgets/package-lock.json
	@if command -v npm >/dev/null; then cd widgets && npm ci --silent && touch node_modules; \
	else echo "No npm here: the JavaScript tests are skipped."; fi

test: system-packages $(DEV_STAMP) widgets/node_modules
	@if [ -d widgets/node_modules ]; then cd widgets && npm test --silent; fi
	$(BIN)/python -m pytest

# The hub's tests once more, with the newest JupyterHub in environments of their own.
test-newest-hub: system-packages $(DEV_STAMP)
	@$(MAKE) --silent hub-environments SHARED=$(NEWEST)
	@for env in service learner; do \
	  $(NEWEST)/$$env/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'jupyterhub>=6'; done
	ACADEMY_TEST_ENVIRONMENTS=$(NEWEST) $(BIN)/python -m pytest tests/hub

check: $(DEV_STAMP) widgets/node_modules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_floors.py
	$(BIN)/academy check
	@if [ -d widgets/node_modules ]; then cd widgets && npm run --silent check; fi

# Two environments: the Hub's and the desk's, which learners cannot read, and the learners' own.
hub-environments: system-packages $(SHARED)/service/installed $(SHARED)/learner/installed $(SHARED)/service/proxy/installed
	@$(SHARED)/service/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .
	@$(SHARED)/learner/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall ./jupyter_config/learner
	@id academy-desk >/dev/null 2>&1 || useradd --system --home-dir /var/lib/sp404-academy/desk --shell /bin/sh academy-desk
	@chgrp academy-desk $(SHARED)/service && chmod 750 $(SHARED)/service

$(SHARED)/service/installed: pyproject.toml constraints.txt
	@echo "Installing Hub and desk in $(SHARED)/service ..."
	@$(SHARED_PYTHON) -m venv $(SHARED)/service
	@$(SHARED)/service/bin/python -m pip install --quiet --disable-pip-version-check 'pip>=24'
	@$(SHARED)/service/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt '.[hub,pay,ai,s3]'
	@touch $@

$(SHARED)/learner/installed: jupyter_config/learner/pyproject.toml constraints.txt
	@echo "Installing what learners' servers run in $(SHARED)/learner ..."
	@$(SHARED_PYTHON) -m venv $(SHARED)/learner
	@$(SHARED)/learner/bin/python -m pip install --quiet --disable-pip-version-check 'pip>=24'
	@$(SHARED)/learner/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt ./jupyter_config/learner
	@touch $@

$(SHARED)/service/proxy/installed: jupyter_config/proxy/package-lock.json | $(SHARED)/service/installed
	@mkdir -p $(@D) && cp jupyter_config/proxy/package*.json $(@D) && cd $(@D) && npm ci --silent
	@touch $@

hub: hub-environments
	@cd / && exec $(SHARED)/service/bin/python -m academy.hub

bench: system-packages $(DEV_STAMP) widgets/node_modules
	$(BIN)/python -m bench

pictures: system-packages $(DEV_STAMP)
	$(BIN)/python docs/journey.py
	$(BIN)/python docs/pictures.py

widgets: widgets/node_modules
	cd widgets && npm run --silent build

clean:
	rm -rf $(VENV) widgets/node_modules
