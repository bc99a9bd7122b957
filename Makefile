# Two commands do everything: `make check` judges the profiles, `make test` tests the engine.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: check test bench browser site screenshots coverage lint validators clean

check: $(VENV)/.installed
	@$(BIN)/python -m pytest jurisdictions/ -q; code=$$?; \
	if [ $$code -gt 1 ]; then exit $$code; fi; \
	$(BIN)/safeguards check --quiet; code=$$?; \
	if [ $$code -le 1 ]; then exit 0; else exit $$code; fi

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n 2 -rs

# each peer by itself, so that one that does not install is a line of the table and stops nothing; OPA's package asks
# for a newer Python than it needs
bench: $(VENV)/.installed-test
	@for each in $$($(BIN)/python -m benchmarks.peers.packages); do \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --ignore-requires-python "$$each" \
		|| echo "$$each does not install here"; \
	done
	$(BIN)/python -m benchmarks

browser: $(VENV)/.installed-test
	tests/browser/setup $(abspath $(BIN)/python)
	BROWSER=required $(BIN)/python -m pytest tests/test_browser.py

site: $(VENV)/.installed-test
	$(BIN)/safeguards site -o site

screenshots: $(VENV)/.installed-test
	tests/browser/setup $(abspath $(BIN)/python)
	$(BIN)/python benchmarks/screenshots.py docs

# the files left out run an installed copy or a browser, of which nothing is measured
coverage: $(VENV)/.installed-test
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n 2 --ignore=tests/test_action_runs.py --ignore=tests/test_hooks_run.py \
		--ignore=tests/test_browser.py
	$(BIN)/coverage combine -q
	$(BIN)/coverage report --skip-covered

lint: $(VENV)/.installed-test
	$(BIN)/ruff format --check engine tests benchmarks
	$(BIN)/ruff check engine tests benchmarks
	$(BIN)/mypy

# what the tests of workflows and of SARIF need besides; without it they skip, and say so
validators: $(VENV)/.installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[ci]'
	npm ci --prefix tests/npm --ignore-scripts --no-audit --no-fund --loglevel=error
	chmod u+x tests/npm/node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis
