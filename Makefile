# The only door: `make run`, `make test`, `make check`, `make fix`, `make bench`. Each target first makes what it
# needs. Needed on the machine: Python 3.11 (with venv), make, git. Written to: .venv, var, staticfiles, caches.

PYTHON ?= python3.11
PORT ?= 8000
# What `make pins` passes on, for example PINS=--upgrade or PINS="--upgrade-package django".
PINS ?=
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all:
# Settings are those of production unless DEBUG says otherwise; everything below that is not a check of those
# settings is development.
DEVELOPMENT := DEBUG=1
COMPILE := $(BIN)/uv --quiet pip compile pyproject.toml --generate-hashes --only-binary :all: \
  --python-version 3.11 --python-platform linux --no-emit-index-url --custom-compile-command "make pins"

.DEFAULT_GOAL := help
CHECKS := check-form check-types check-layers check-templates check-migrations check-deployment check-document check-packages
.PHONY: help setup run stack worker test check $(CHECKS) fix bench document pins clean

help: ## What there is
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup: .venv/dev.stamp ## The environment in .venv, everything pinned; costs nothing the second time

run: .venv/runtime.stamp ## The site with the demonstration data at http://127.0.0.1:8000 (PORT=…)
	@$(DEVELOPMENT) $(BIN)/python manage.py serve_demo --port $(PORT)

stack: .venv/dev.stamp ## The production stack for trial: PostgreSQL, Valkey, gunicorn, worker, beat (PORT=…)
	@$(BIN)/python -m tests.servers --port $(PORT)

worker: .venv/runtime.stamp ## A Celery worker with beat, for a site whose REDIS_URL is set
	@$(DEVELOPMENT) $(BIN)/celery -A config worker --beat --schedule var/beat --concurrency 1 --loglevel INFO

test: .venv/dev.stamp ## Everything: SQLite, PostgreSQL, broker and worker, browser
	@$(BIN)/python -m tests.all

check: .venv/dev.stamp ## Form, types, layers, templates, migrations, deployment, API document; all, though one fails
	@$(MAKE) --no-print-directory --keep-going --jobs 2 --output-sync $(CHECKS)

check-form:
	$(BIN)/ruff format --check --output-format concise .
	$(BIN)/ruff check --output-format concise .
check-types:
	$(DEVELOPMENT) $(BIN)/mypy
check-layers:
	$(BIN)/lint-imports
check-templates:
	$(BIN)/djlint --lint --quiet templates
	find templates -name '*.html' -exec $(BIN)/djade --check {} +
check-migrations:
	$(DEVELOPMENT) $(BIN)/python manage.py makemigrations --check --dry-run
check-deployment:
	DEBUG=0 ALLOWED_HOSTS=plan.example SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING
check-document:
	$(DEVELOPMENT) $(BIN)/python manage.py spectacular --validate --fail-on-warn --file /dev/null
check-packages:
	$(BIN)/python -m pip --disable-pip-version-check check

fix: .venv/dev.stamp ## Put the form right
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .
	-find templates -name '*.html' -exec $(BIN)/djade {} +

bench: .venv/dev.stamp ## Every benchmark against its budget
	@$(DEVELOPMENT) $(BIN)/python -m benchmarks

document: .venv/dev.stamp ## Remake docs/openapi-v1.json; refuses while anything released would be missing
	@$(DEVELOPMENT) DJANGO_SETTINGS_MODULE=config.settings $(BIN)/python -m config.document

pins: .venv/dev.stamp ## Remake requirements/*.txt from pyproject.toml
	$(COMPILE) $(PINS) --output-file requirements/runtime.txt
	$(COMPILE) $(PINS) --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt

clean: ## Away with the environment and the caches; data in var stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis staticfiles

# Running venv again on a finished environment is harmless, and mends one that was interrupted.
.venv/runtime.stamp: requirements/runtime.txt
	@$(PYTHON) -c 'import sys; sys.version_info[:2] == (3, 11) or sys.exit("Python 3.11 is needed: make PYTHON=/path/to/python3.11")'
	@echo "Installing into .venv (a minute or so) …"
	@$(PYTHON) -m venv .venv
	@$(PIP) --requirement requirements/runtime.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/runtime.stamp
	@echo "Installing the development tools into .venv …"
	@$(PIP) --requirement requirements/dev.txt
	@touch $@
