# Two commands do everything: `make run` serves the demo county, `make test` runs all tests.
PYTHON ?= python3
PORT ?= $(or $(TONGPAN_PORT),8000)
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never

.PHONY: help run test coverage setup front lint bench lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

.venv/.installed: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v=sys.version_info[:2]; sys.exit(0 if (3,11)<=v<=(3,13) else "Python 3.11, 3.12 or 3.13 is needed; set PYTHON=python3.12, for example")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m compileall -q -j 0 .venv/lib || true
	@touch $@

front: .venv/.installed ## build the front end once (skipped when unchanged)
	@$(BIN)/python tools/front.py

setup: front ## install everything and build the front end

run: setup ## install, build, create the database, load the demo county, serve the site with its worker
	@$(BIN)/tongpan migrate --verbosity 0
	@$(BIN)/tongpan demo load
	@TONGPAN_PORT=$(PORT) $(BIN)/tongpan serve

test: setup ## install and run all tests, on SQLite and (where it answers) PostgreSQL
	@$(BIN)/python tools/test.py $(TEST_ARGUMENTS)

coverage: .venv/.installed ## fail unless the tests of the law take every branch of it (some two minutes)
	@$(BIN)/python -m coverage run --source src/tongpan/law -m pytest -q tests/law tests/architecture/test_citations.py tests/architecture/test_catalogue.py
	@$(BIN)/python -m coverage report --skip-covered --show-missing --fail-under 100

lint: .venv/.installed ## formatting, types, import contracts
	@$(BIN)/ruff check src tests tools bench manage.py && $(BIN)/ruff format --check src tests tools bench manage.py
	@$(BIN)/mypy -p tongpan
	@$(BIN)/lint-imports

bench: setup ## measure what docs/performance.md promises
	@$(BIN)/python -m bench

lock: .venv/.installed ## renew the hashed requirements
	@for f in base dev; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header requirements/$$f.in -o requirements/$$f.txt; done

clean: ## remove what the commands above made (not your data in var/)
	@rm -rf .venv node_modules frontend/node_modules src/tongpan/ui/static/built src/tongpan/documents/fonts
