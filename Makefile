# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check lint types contracts rulebook unit bench pages clean

run: $(VENV)/.stamp-run
	@echo "== 中文 =="
	@$(BIN)/policy-engine decide docs/examples/leave.json --lang zh
	@echo
	@echo "== English =="
	@$(BIN)/policy-engine decide docs/examples/leave.json --lang en

test: lint types contracts rulebook unit

lint: $(VENV)/.stamp-test
	$(BIN)/ruff check src tests bench scripts
	$(BIN)/ruff format --check src

types: $(VENV)/.stamp-test
	$(BIN)/mypy

contracts: $(VENV)/.stamp-test
	$(BIN)/lint-imports --no-cache

rulebook: $(VENV)/.stamp-test
	$(BIN)/policy-engine check rulebook
	$(BIN)/policy-engine test rulebook

# The laws, and what goes through every file or case of the rulebook, run apart: tracing them for coverage would cost
# minutes and add nothing to what the other tests cover.
SWEEPS := tests/laws tests/test_fuzz.py tests/duties/test_fuzz.py tests/test_cases.py tests/test_questions.py \
  tests/test_rulebook.py tests/test_twins.py tests/test_twins_faults.py tests/test_docs.py tests/test_guide.py \
  tests/test_editor.py tests/tools/test_schema.py tests/tools/test_explain.py tests/cli/test_test.py \
  tests/cli/test_coverage.py tests/cli/test_schema.py
SIDE_BY_SIDE := -n auto --dist worksteal

unit: $(VENV)/.stamp-test
	$(BIN)/pytest $(SIDE_BY_SIDE) $(SWEEPS)
	$(BIN)/pytest $(SIDE_BY_SIDE) $(addprefix --ignore ,$(SWEEPS)) --cov=policy_engine --cov-branch --cov-report=term:skip-covered --cov-fail-under=95

bench: $(VENV)/.stamp-test
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.chaining --memory 100000
	$(BIN)/python -m bench.histories --memory 100000

pages: $(VENV)/.stamp-test
	$(BIN)/python scripts/error_pages.py

$(VENV)/.stamp-venv:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.stamp-run: $(VENV)/.stamp-venv pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[cli,calendar]'
	@touch $@

$(VENV)/.stamp-test: $(VENV)/.stamp-venv pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[cli,calendar,dev]'
	@touch $@ $(VENV)/.stamp-run

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
