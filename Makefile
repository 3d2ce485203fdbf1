# The house's commands; `make` alone lists them. They need make and Python 3.11 or newer, nothing else.
#
# .venv holds one stamp per extra, so a target pays only for what it uses. The extras nest
# (dev > test > demo > cli): installing a larger one settles the smaller ones too.

PYTHON ?= python3
WORKERS ?= auto
EVERY ?= 1
KILLS ?= 300
SECONDS ?= 60

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
FRESH := build/fresh
settles_demo := cli
settles_test := demo cli journal
settles_hosts := test demo cli journal
settles_test-postgres := test demo cli journal
settles_test-audit := test demo cli journal audit report
settles_test-spark := test-audit test demo cli journal audit report
settles_dev := test demo cli journal
settles_mutate := test demo cli journal

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test test-browser test-hosts test-postgres test-crash test-audit test-spark check lint types layers house coverage mutate fuzz format reference bench bench-peers constraints clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/.demo ## play the example: a deal claimed further than the customer's own acts support, and its gate review
	@$(BIN)/python examples/line-3-retrofit/demo.py

test: .venv/.test ## run all tests but those of a group of their own (WORKERS=1 for one process)
	$(BIN)/pytest -q -n $(WORKERS) --maxprocesses=8 --dist=worksteal -m 'not postgres and not crash and not audit and not spark' --ignore=tests/browser --ignore=tests/hosts --ignore=tests/audit --ignore=tests/spark tests

test-browser: .venv/.test .venv/.report ## look at the pictures and the report in Chromium; as root on Debian it is installed where it is missing
	@command -v chromium >/dev/null || ! command -v apt-get >/dev/null || test "$$(id -u)" != 0 || { \
	  echo "installing chromium"; \
	  apt-get update -qq && apt-get install -qq --yes --no-install-recommends chromium >/dev/null; }
	$(BIN)/pytest -q -n0 tests/browser

test-hosts: .venv/.hosts ## run the programs of docs/embedding.md on real hosts: Django on SQLite
	$(BIN)/pytest -q -n0 tests/hosts

test-postgres: .venv/.test-postgres ## the journal in PostgreSQL: a server that the tests start, or GATECOACH_TEST_POSTGRES
	$(BIN)/pytest -q -n0 -m 'postgres and not crash' tests/journal

test-crash: .venv/.test-postgres ## kill writers of the journal, cut and flip its log, stop the server (KILLS=10000: for a release)
	@command -v strace >/dev/null || ! command -v apt-get >/dev/null || test "$$(id -u)" != 0 || { \
	  echo "installing strace"; \
	  apt-get update -qq && apt-get install -qq --yes --no-install-recommends strace >/dev/null; }
	GATECOACH_KILLS=$(KILLS) $(BIN)/pytest -q -n0 -m crash -s tests/journal

test-audit: .venv/.test-audit ## the audit beside the kernel, over made-up deals (GATECOACH_FRAMEWORKS=2000 GATECOACH_DEALS=500: for a release)
	$(BIN)/pytest -q -n $(WORKERS) --maxprocesses=4 --dist=worksteal tests/audit
	$(BIN)/pytest -q -n0 -m audit tests/docs/test_blocks.py
	$(BIN)/pytest -q -n0 -k 'audit or impact or pipeline or priorities or trend' tests/cli/test_help.py

test-spark: .venv/.test-spark ## the same on Spark, over fewer deals; it needs Java 17, as root on Debian it is installed where it is missing
	@command -v java >/dev/null || ! command -v apt-get >/dev/null || test "$$(id -u)" != 0 || { \
	  echo "installing Java"; \
	  apt-get update -qq && apt-get install -qq --yes --no-install-recommends openjdk-17-jre-headless >/dev/null; }
	$(BIN)/pytest -q -n0 tests/spark
	$(BIN)/pytest -q -n0 -m spark tests/docs/test_blocks.py

check: lint types layers house coverage ## everything a change must pass beside the tests: the next five

lint: .venv/.dev ## ruff: rules and layout of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.dev ## mypy --strict over the engine
	$(BIN)/mypy

layers: .venv/.dev ## import-linter: a module imports only from floors below its own
	$(BIN)/lint-imports

house: .venv/.dev ## run every block of the docs and measure the house
	$(BIN)/pytest -q -m 'not audit and not spark' tests/docs tests/house

coverage: .venv/.dev ## every branch of the modules that judge is taken by their own tests
	$(BIN)/coverage run -m pytest -q tests/test_*.py tests/conformance tests/missing
	$(BIN)/coverage report

mutate: .venv/.mutate ## change the modules that judge in thousands of small ways, which the tests must notice (hours; EVERY=10: a tenth)
	nice -n 19 $(BIN)/python tests/mutation/run.py --every $(EVERY) --least 90

fuzz: .venv/.test ## feed damaged input to the readers until the time is up (SECONDS=600)
	$(BIN)/python tests/fuzz/run.py --seconds $(SECONDS)

format: .venv/.dev ## mend what ruff can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

reference: .venv/.cli ## write what is made of code, content and tests: tables, schemas, pictures of talks, docs/requirements.md
	@set -e; for each in docs/reference/*.py docs/conversations/generate.py; do $(BIN)/python "$$each"; done

bench: .venv/.cli .venv/.journal .venv/.audit ## run the benchmarks, one after the other
	@set -e; for each in benchmarks/*.py; do \
	  test -e "$$each" || { echo "there are no benchmarks yet"; break; }; \
	  echo "== $$each"; $(BIN)/python "$$each"; \
	done

bench-peers: .venv/.bench-peers ## run the same work on other engines too (installs them; never in CI)
	@$(BIN)/python benchmarks/peers/run.py

constraints: ## look up what the extras need today and write constraints.txt
	@echo "resolving gatecoach[dev,hosts,test-postgres,test-audit,test-spark,bench-peers,mutate] in a fresh environment"
	@rm -rf $(FRESH) && $(PYTHON) -m venv $(FRESH)
	@$(FRESH)/bin/python -m pip install -qq --disable-pip-version-check -e '.[dev,hosts,test-postgres,test-audit,test-spark,bench-peers,mutate]'
	@$(FRESH)/bin/python -m pip freeze --exclude-editable > build/constraints.txt
	@! grep -vE '^[A-Za-z0-9._-]+==[A-Za-z0-9._+!-]+$$' build/constraints.txt || \
	  { echo "these lines are no plain name==version" >&2; exit 1; }
	@mv build/constraints.txt constraints.txt && rm -rf $(FRESH)

clean: ## remove everything that was made here, the environment too
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "gatecoach needs Python 3.11 or newer, and $(PYTHON) is not. Name another: make PYTHON=python3.12" >&2; exit 1; }
	@echo "making .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.%: pyproject.toml constraints.txt | .venv/ready
	@echo "installing gatecoach[$*] into .venv"
	@$(PIP) install -qq -c constraints.txt -e '.[$*]'
	@touch $@ $(addprefix .venv/.,$(settles_$*))
