# The verbs of the house. They need make and Python 3.11 or newer, and nothing else of this machine.
#
#   make install   what the site runs on, in .venv
#   make run       the site with its demo towns on http://127.0.0.1:8000; another port: make run PORT=8001
#   make test      every check and every test; PostgreSQL and Redis too when DATABASE_URL and REDIS_URL are set
#   make bench     the measurements; the short ones alone: make bench QUICK=1
#   make lint      the checks without the tests
#   make messages  gather what the site says into the catalogues and name what is untranslated
#   make lock      new versions into requirements.lock, for those who maintain it

.DEFAULT_GOAL := help
.PHONY: help install run test bench lint lock messages chromium
.DELETE_ON_ERROR:

# The newest Python that can make an environment. Name one yourself: make install PYTHON=/path/to/python3
PYTHON ?=
PY := .venv/bin/python

export PORT QUICK

define FIND_PYTHON
fit='import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'; \
for candidate in $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3 python); do \
  if "$$candidate" -c "$$fit" >/dev/null 2>&1; then python=$$candidate; break; fi; \
done; \
if [ -z "$$python" ]; then \
  echo "Dohoda needs Python 3.11 or newer with its venv module, and found none$(if $(PYTHON), at $(PYTHON))." >&2; \
  echo "  Debian, Ubuntu: apt install python3-venv    Fedora: dnf install python3    macOS: brew install python" >&2; \
  echo "  Installed elsewhere: make install PYTHON=/path/to/python3" >&2; \
  exit 1; \
fi
endef

# Show this list of verbs.
help:
	@sed -n 's/^#   //p' Makefile

# Put the locked libraries into .venv and compile the translations; nothing else.
install: .venv/installed
	@$(PY) -m consult.catalogues

.venv/installed: requirements.lock
	@$(FIND_PYTHON); \
	echo "1/2  Making .venv with $$("$$python" --version)"; \
	"$$python" -m venv --clear .venv || exit 1; \
	echo "2/2  Fetching the libraries named in requirements.lock (about a minute)"; \
	$(PY) -m pip install --disable-pip-version-check --no-input --require-hashes --requirement requirements.lock || { \
	  echo "The libraries could not be fetched: is there a way to a Python package index? Then try again: make install" >&2; \
	  exit 1; \
	}
	@touch $@

# Serve the site on this machine, demo towns included, until Ctrl-C.
run: install
	@exec $(PY) manage.py serve

# A browser for the tests, installed if this machine has none.
chromium: install
	@$(PY) -m tests.chromium

# Check style, boundaries, types and migrations.
lint: install
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports
	$(PY) -m mypy
	DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py check --fail-level WARNING
	DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py makemigrations --check --dry-run

# Run every check, then every test; the tests' own closing line comes last.
test: chromium lint
	$(PY) -m pytest -n 2

# Measure, print a table and write bench.json.
bench: install
	@exec $(PY) -m tests.bench

# Resolve the dependencies of pyproject.toml anew.
lock:
	@$(FIND_PYTHON); "$$python" -m venv var/lock && var/lock/bin/python -m pip install --quiet 'pip-tools>=7.6,<8'
	CUSTOM_COMPILE_COMMAND="make lock" var/lock/bin/pip-compile --quiet --upgrade --all-extras --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe --output-file requirements.lock pyproject.toml

# Gather what the site says into the catalogues; what is untranslated is named.
messages: install
	@$(PY) -m consult.catalogues messages
