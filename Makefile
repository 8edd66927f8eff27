# The portal's commands; `make` alone lists them. What they do stands in scripts/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
python := .venv/bin/python

.PHONY: help run demo test check format messages bench lock

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## set everything up and serve the portal at http://127.0.0.1:8000 (PORT=8001 for another port)
	@PORT="$(PORT)" scripts/run.sh

demo: ## set everything up and load an invented agency with several years, for http://demo.localhost:8000
	@PORT="$(PORT)" scripts/demo.sh

test: ## set everything up, check the code and run all tests, on SQLite and on PostgreSQL
	@scripts/test.sh

check: ## lint, format, who imports whom, types, shell scripts
	@scripts/check.sh

format: ## write the code in the house format
	@scripts/virtualenv.sh requirements-test.lock
	$(python) -m ruff check --fix --exit-zero --quiet .
	$(python) -m ruff format .

messages: ## compile the translations after locale/ was edited
	@scripts/system_packages.sh messages
	@for catalogue in locale*/*/LC_MESSAGES/*.po; do msgfmt --check-format --output-file="$${catalogue%.po}.mo" "$$catalogue" || exit 1; done

bench: ## measure what the portal promises, and print it as a table
	@scripts/virtualenv.sh requirements-test.lock
	@$(python) -m bench

lock: ## pin anew, with hashes, all that requirements.txt and requirements-test.txt lead to
	@scripts/lock.sh
