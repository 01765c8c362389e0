# Every target sets itself up: a fresh clone needs Python 3.11 or later, a POSIX shell and the package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
PORT ?= 8765

.PHONY: demo demo-page test test-postgres check evals bench docs clean lock

demo: demo-page  ## compare the bundled example and serve its page on 127.0.0.1
	$(BIN)/counterpoint preview build/demo --port $(PORT)

demo-page: $(VENV)/.run
	$(BIN)/counterpoint compare examples/harbour --output build/demo/index.html

test: $(VENV)/.dev  ## the test suite; needs nothing outside the repository
	$(BIN)/python -m pytest -n auto

test-postgres: $(VENV)/.dev  ## the desk's tests again, on a PostgreSQL of their own
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -n auto tests/desk

check: $(VENV)/.dev  ## lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

evals: $(VENV)/.dev  ## quality on labelled data: make evals DATA=DIR
	$(BIN)/python -m evals --data $(DATA)

bench: $(VENV)/.dev  ## speed and memory, each stage and the whole
	$(BIN)/python -m benchmarks

# Hashes are checked on every install; the project itself brings no dependency past the lock file.
$(VENV)/.run: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

docs: $(VENV)/.dev  ## the parts of docs/reference that are made from the code
	$(BIN)/python -m tests.docs.reference

lock:  ## after a change of dependencies; needs uv
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) build
