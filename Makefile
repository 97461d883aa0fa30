# Everything that is done with a checkout. The set-up is tools/setup; each target runs it and it returns at once when
# nothing is missing.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test laws verapdf bench messages format clean

bin := .venv/bin
# With CI=true the plugin makes a skipped test a failure.
pytest := PYTHONPATH=tools $(bin)/pytest -q -n auto -p no_skips --cov

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## the whole main job on the submissions shipped with the kit, into demo/
	@tools/setup demo
	$(bin)/coherence demo -o demo

test: ## all that has to be green: style, types, layers, tests, content
	@tools/setup test
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy
	$(bin)/lint-imports --no-cache
	$(pytest) -m "not slow" --cov-report= --cov-fail-under=0
	$(pytest) -m slow --cov-append
	$(bin)/coherence check questionnaires seeds

laws: ## the laws of scoring on 10,000 examples each
	@tools/setup test
	HYPOTHESIS_PROFILE=laws PYTHONPATH=tools $(bin)/pytest -q -n 2 tests/property/test_laws.py tests/property/test_explanations.py tests/property/test_figures.py

verapdf: demo ## judge the reports of the demo as PDF/UA-1 and PDF/A-3a with veraPDF
	@tools/setup verapdf
	PYTHON=.venv-verapdf/bin/python tests/verapdf/verapdf ua1 $$(find demo -name '*.pdf' | sort)
	PYTHON=.venv-verapdf/bin/python tests/verapdf/verapdf 3a $$(find demo -name '*.pdf' | sort)

bench: ## measure speed and size
	@tools/setup demo
	$(bin)/python -m benchmarks

messages: ## collect the sentences of the code and the templates into the catalogues of every language
	@tools/setup demo
	$(bin)/python tools/messages

format: ## set the code in the project's style and mend what can be mended
	@tools/setup demo
	$(bin)/ruff check --fix
	$(bin)/ruff format

clean: ## remove all that make has made, the environments too
	rm -rf .venv .venv-verapdf demo build dist htmlcov .coverage
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
