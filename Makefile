# Every command of Second Story. Paths are relative, so that the folder may have any name.
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory

PYTHON := .venv/bin/python
READY := .venv/in-step-with-requirements
# For checks that start no server: settings as in production, a database that is never asked.
AS_IN_PRODUCTION := env DEMO=0 BASE_URL=https://reviews.example.org DATABASE_URL=postgresql:///never-asked \
	SECRET_KEY=a-long-text-that-protects-nothing-because-nothing-is-served DATA_DIR=.data

.PHONY: help setup run test lint audit fmt bench prove mails lock shell backup backup-key backup-nightly restore screens demo-anew

help:
	@echo "make run       start Second Story (PORT, DATA_DIR, DATABASE_URL, REDIS_URL, SMTP_URL; see .env.example)"
	@echo "make test      run the tests on a real database (ARGS='tests/mail -k name' for some of them)"
	@echo "make lint      check style, types, imports, templates, migrations and deployment"
	@echo "make audit     ask a list of known holes about every pinned package (needs the network)"
	@echo "make fmt       put the code in shape"
	@echo "make prove     run the long proofs and print their table (QUICK=1 for a small version)"
	@echo "make bench     measure and print the ratios"
	@echo "make setup     make .venv, start nothing"
	@echo "make lock      pin the newest allowed versions in requirements/"
	@echo "make shell     a Python shell on the data of DATA_DIR"
	@echo "make backup    write the database to FILE=       make restore    read it back from FILE="
	@echo "make backup-nightly FOLDER=  one now and one each night, sealed and tried     make backup-key  make BACKUP_KEY"
	@echo "make demo-anew take away what visitors of the demonstration wrote, and tell its stories again"
	@echo "make mails     print two mails of every kind, for reading aloud"
	@echo "make screens   take every screen again, for README.md and docs/screens"

setup: $(READY)
	@:

# An environment whose Python does not run, as after a move to another machine, is made again.
ifneq ($(shell $(PYTHON) -c 'print("runs")' 2>/dev/null),runs)
.PHONY: $(READY)
endif

$(READY): requirements/dev.txt
	@sh .ci/setup
	@touch $(READY)

run: setup
	@exec $(PYTHON) -m postmortems.embedded --with-parent

# Four on two cores: who waits for a browser, or for a server that starts, leaves its core to another.
test: setup
	@$(PYTHON) -m pytest -n 4 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: setup
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(AS_IN_PRODUCTION) $(PYTHON) -m mypy postmortems accounts
	@.venv/bin/lint-imports
	@$(PYTHON) -m djlint --quiet --lint templates
	@$(PYTHON) -m bandit --quiet --recursive --severity-level medium -c pyproject.toml postmortems accounts
	@$(AS_IN_PRODUCTION) $(PYTHON) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@$(AS_IN_PRODUCTION) $(PYTHON) manage.py check --deploy --fail-level WARNING

audit: setup
	@$(PYTHON) .ci/audit.py

fmt: setup
	@$(PYTHON) -m ruff check --fix-only --quiet
	@$(PYTHON) -m ruff format --quiet

bench: setup
	@$(PYTHON) -m bench $(ARGS)

prove: setup
	@$(PYTHON) -m tests.prove $(ARGS)

mails: setup
	@$(PYTHON) -m tests.mails $(ARGS)

screens: setup
	@$(PYTHON) -m tests.screens $(ARGS)

shell: setup
	@$(PYTHON) -m postmortems.embedded.with_database $(PYTHON) manage.py shell

demo-anew: setup
	@$(PYTHON) -m postmortems.embedded.with_database $(PYTHON) manage.py demo --anew

backup: setup
	@$(PYTHON) -m postmortems.embedded.backup write "$(FILE)"

backup-nightly: setup
	@exec $(PYTHON) -m postmortems.embedded.nightly "$(FOLDER)" $(ARGS)

backup-key: setup
	@$(PYTHON) -m postmortems.embedded.sealing

restore: setup
	@$(PYTHON) -m postmortems.embedded.backup read "$(FILE)"

lock: setup
	@sh .ci/setup uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
		--no-header --upgrade pyproject.toml -o requirements/base.txt
	@sh .ci/setup uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
		--no-header --upgrade --group embedded pyproject.toml -o requirements/embedded.txt
	@sh .ci/setup uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
		--no-header --upgrade --group dev pyproject.toml -o requirements/dev.txt
