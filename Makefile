# Two commands: `make demo` runs the main job, `make test` runs every check.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
RIVALS := .venv-rivals
ARGS ?=

# Every program that a test starts would compile the source anew: a third of a second each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check lint types imports collected lock rivals data pictures clean system-packages

demo: $(VENV)/.runtime  ## environment, sample fair, timetable, pages
	@$(BIN)/fairmatch demo $(ARGS)

test: system-packages $(VENV)/.tests  ## every check and every test
	@$(MAKE) --no-print-directory --jobs=2 --output-sync lint types imports collected
	$(BIN)/python -m pytest -n 3 --dist worksteal --cov --cov-report= --cov-config=setup.cfg $(ARGS)
	$(BIN)/coverage report --skip-covered --sort=cover
	$(BIN)/coverage report --include='solver/*' --fail-under=95 --format=total
	$(BIN)/coverage report --include='fairmatch/*' --fail-under=95 --format=total

check: $(VENV)/.tests lint types imports  ## the quick checks, no tests

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

# Tests are compiled once, before several processes at the same time would each do it.
collected:
	@$(BIN)/python -m pytest --collect-only --quiet >$(VENV)/collected \
	  || { cat $(VENV)/collected; exit 1; }

# Python compiles what is used when it is first used; most of what is installed never is.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "FairMatch needs Python 3.11; name yours with: make demo PYTHON=/path/to/python3.11" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock setup.cfg pyproject.toml | $(VENV)/bin/python
	@echo "Making the environment in $(VENV), from the lock file: once, about half a minute."
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.tests: requirements-test.lock setup.cfg pyproject.toml | $(VENV)/bin/python
	@echo "Making the environment in $(VENV), with what the tests need: once, about a minute."
	@$(INSTALL) --require-hashes -r requirements-test.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runtime

# The tests drive a real browser and a real PostgreSQL server.
system-packages:
	@.ci/system-packages

rivals: $(RIVALS)/.rivals  ## other solvers to measure ours against, in an environment of their own
	@echo "Now: $(RIVALS)/bin/python -m benchmarks rivals --help"

$(RIVALS)/.rivals: requirements-rivals.lock
	@$(PYTHON) -m venv $(RIVALS)
	@$(RIVALS)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --require-hashes -r requirements-rivals.lock
	@touch $@

LOCK := uv pip compile --quiet --python-version 3.11 --generate-hashes \
  --custom-compile-command "make lock" --extra build

lock:  ## resolve the dependencies of setup.cfg anew
	$(LOCK) setup.cfg -o requirements.lock
	$(LOCK) --extra test -c requirements.lock setup.cfg -o requirements-test.lock
	$(LOCK) --extra rivals -c requirements.lock setup.cfg -o requirements-rivals.lock

clean:
	rm -rf $(VENV) $(RIVALS) var out build dist *.egg-info .coverage .coverage.* .mypy_cache .ruff_cache \
	  .pytest_cache .hypothesis .import_linter_cache
