# Everything that is done with a checkout. The set-up is tools/setup; each target runs it and it returns at once when
# nothing is missing.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo style quick test test-all coverage laws fuzz docs verapdf bench messages format clean

# Many short processes are started below; without bytecode on disk each would compile the kit and its libraries anew.
unexport PYTHONDONTWRITEBYTECODE

bin := .venv/bin
# With CI=true the plugin makes a skipped test a failure. Tests that share something costly, such as a report, name a
# group and run in one process.
pytest := PYTHONPATH=tools $(bin)/pytest -q -n auto --dist loadgroup -p no_skips
quick := tests/unit tests/property -m quick

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## the whole main job on the submissions shipped with the kit, into demo/
	@tools/setup demo
	$(bin)/coherence demo -o demo

style: ## style, types and layers of the code
	@tools/setup test
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy
	$(bin)/lint-imports --no-cache

quick: style ## style, and the unit and property tests: under a minute
	HYPOTHESIS_PROFILE=quick $(pytest) $(quick)

test: ## all that has to be green: style, all tests, content
	@tools/setup test
# Before pytest compiles a test module it rewrites the asserts in it. That is done once here, beside mypy, which uses one
# processor; else each process that runs tests does it for itself.
	@PYTHONPATH=tools $(bin)/pytest -q --collect-only >/dev/null & make --no-print-directory style && wait
	$(pytest) $(quick)
	$(pytest) -m "not quick"
	$(bin)/coherence check questionnaires seeds

test-all: ## the quick tests under each Python from 3.11 to 3.14 that is found here
	@tools/setup test
	tools/test-all

coverage: ## the share of lines and branches that tests run, at least 90 %; twice as slow as the tests alone
	@tools/setup test
	$(pytest) --cov

laws: ## the laws of scoring on 10,000 examples each, what the examples hold, and 12,500 broken files
	@tools/setup test
	HYPOTHESIS_PROFILE=laws $(pytest) $(addprefix tests/property/test_,laws.py explanations.py figures.py ingredients.py vectorised.py mutations.py)

fuzz: ## hostile files against the kit for MINUTES=8, of one TARGET= or all; REPLAY=file tries one once
	@tools/setup fuzz
	@$(bin)/python -m tests.fuzz $(if $(TARGET),--target $(TARGET)) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(REPLAY),--replay $(REPLAY))

docs: ## the documentation as a site, into build/docs; a warning is an error
	@tools/setup demo
	$(bin)/python -m sphinx -q -W --keep-going -b html -d build/doctrees docs build/docs

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
	rm -rf .venv .venv-* demo build dist htmlcov .coverage
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
