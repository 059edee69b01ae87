# The two commands a newcomer needs are `make demo` and `make test`; each sets up all it needs.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo serve test gallery bench check lock

serve: .venv/demo
	$(BIN)/python app.py serve

demo: .venv/demo
	$(BIN)/python app.py demo

test: .venv/test
	$(BIN)/python -m pytest -n auto --dist loadfile

gallery: .venv/test
	$(BIN)/python docs/gallery.py

bench: .venv/test
	$(BIN)/python -m benchmarks

check: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Milepost needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/demo: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/test: requirements-dev.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# After a change in pyproject.toml: resolve anew, for every platform, with hashes and without addresses.
lock: .venv/test
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --generate-hashes \
		--no-header pyproject.toml --group sandbox -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --generate-hashes \
		--no-header pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
