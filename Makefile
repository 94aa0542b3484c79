# Every target makes ready what it needs, and does nothing that was done before.

export STARTED_AT := $(shell date +%s)
PYTHON := .venv/bin/python

.PHONY: run test lint fmt check messages bench backup restore environment development

run: environment
	@$(PYTHON) manage.py serve --end-with-parent

test:
	@python3 config/set_up.py --development --browser
	@$(PYTHON) -m pytest -n 2 --dist loadgroup

lint: development
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy .
	@.venv/bin/lint-imports
	@$(PYTHON) -m djlint templates --lint --quiet
	@$(PYTHON) manage.py makemigrations --check --dry-run
	@$(PYTHON) manage.py check_catalogues

check: lint test

fmt: development
	@$(PYTHON) -m ruff check --fix-only .
	@$(PYTHON) -m ruff format .

messages: development
	@$(PYTHON) manage.py makemessages --locale nl --locale fr --locale de --no-obsolete --add-location file

# All three sizes, or SIZE=50k (200k, 1M) alone.
bench: development
	@$(PYTHON) -m tests.bench $(SIZE)

backup: environment
	@$(PYTHON) manage.py backup

restore: environment
	@$(PYTHON) manage.py restore $(if $(FILE),"$(FILE)")

environment:
	@python3 config/set_up.py

development:
	@python3 config/set_up.py --development
