# Two commands: `make demo` shows what it does, `make test` checks that it still does it.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Annotated articles, one a line: see benchmarks/extraction.py.
GOLD ?=

.PHONY: install demo test lint bench models clean

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -e '.[dev]' -c constraints.txt
	# Writes the lists of words to the cache folder, which the first check would do else.
	$(BIN)/python -c "from quotes import dictionary; dictionary.load('nl')"
	touch $@

# The last three find something, as they should: exit code 1.
demo: install
	rm -f demo.db demo.db-wal demo.db-shm
	$(BIN)/woordelijk --db demo.db ingest seeds/*.txt
	@echo
	$(BIN)/woordelijk --db demo.db check "Het lijkt zeker op genocide" --speaker Poetin
	@echo
	$(BIN)/woordelijk --db demo.db query --speaker Vonk
	@echo
	$(BIN)/woordelijk --db demo.db check "Het lijkt zeker niet op genocide" --speaker Poetin; test $$? -eq 1
	@echo
	$(BIN)/woordelijk --db demo.db verify seeds/draft/wijkkrant.txt; test $$? -eq 1
	@echo
	$(BIN)/woordelijk --db demo.db verify seeds/draft --format html --output demo.html; test $$? -eq 1

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: lint
	$(BIN)/python -m pytest

bench: install
	$(BIN)/python benchmarks/extraction.py $(GOLD)

# Trains the bundled models anew, for hours: see docs/models.md for TREEBANKS, NOVELS and MANUALS.
models: install
	$(BIN)/python -m pip install --quiet -e '.[dev,models]' -c constraints.txt
	$(MAKE) -j2 -f models/models.mk PYTHON=$(BIN)/python

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis demo.db* demo.html
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
