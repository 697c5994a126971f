# make demo, make test, make setup, make bench: see README.md.
# The system's own Python where it will do, else the first on the path: distributions build theirs with profile-guided optimisation, which
# makes pages and tests a tenth quicker.
PYTHON ?= $(shell for one in /usr/bin/python3 python3; do \
  $$one -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && exit; done; echo python3)
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export UV_COMPILE_BYTECODE := 1
export UV_LINK_MODE := copy

.PHONY: demo test setup bench lock check clean

demo: setup
	@PORT=$(PORT) $(BIN)/klynge demo

# What engines do differently (locks, races, triggers, search, types, order, what is unique) is tested on both; the rest once. Pages ask the
# same queries and rules on either: on PostgreSQL the sight of every model, and what only its text columns and numbers can refuse.
BOTH := tests/access tests/people tests/ops tests/search tests/house/test_sight.py tests/site/test_cli.py \
  $(addprefix tests/ledger/test_,aid.py at_once.py attendance_run.py bad_input.py book.py hours.py law.py racing.py rolls.py standing.py) \
  $(addprefix tests/register/test_,directory.py duplicates.py erase.py import.py import_faults.py linked.py members.py profile.py) \
  $(addprefix tests/market/test_,digest.py intake.py killed.py match.py) \
  $(addprefix tests/projects/test_,accounts.py racing.py) \
  $(addprefix tests/programme/test_,at_once.py evidence.py figures.py packs.py) \
  $(addprefix tests/website/test_,approval.py events.py news.py newsroom.py published.py subscribe.py) \
  $(addprefix tests/house/test_bad_input.py::test_,an_id_that_cannot_be_is_absent bytes_that_are_no_text_break_nothing) \
  --ignore-glob=*pages.py

test: $(VENV)/.dev check
	@$(BIN)/python -m tests.parts
	@echo "On PostgreSQL:"
	@KLYNGE_TEST_DATABASE=postgresql $(BIN)/python -m pytest $(PYTEST_ARGS) $(BOTH)
	@echo "On SQLite, and all that needs no database:"
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/.dev
	@$(BIN)/ruff check --quiet src tests bench
	@$(BIN)/ruff format --quiet --check src tests bench
	@$(BIN)/lint-imports --no-logo > $(VENV)/imports.txt || (cat $(VENV)/imports.txt; exit 1)
	@$(BIN)/mypy

setup: $(VENV)/.base

bench: $(VENV)/.dev
	@$(BIN)/klynge bench --help

$(VENV)/.base: requirements-bootstrap.lock requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Klynge needs Python 3.11 or newer; this is %d.%d. Name another: make PYTHON=python3.12 ..." % sys.version_info[:2])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bootstrap.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements-dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

# The lock files hold names, versions and hashes, and no address.
lock: setup
	@printf 'uv>=0.9,<1\nflit_core>=3.11,<4\n' | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 - --output-file requirements-bootstrap.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml --output-file requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --extra dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) var
