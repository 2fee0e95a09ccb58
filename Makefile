# Every target is self-sufficient: it creates the environment in .venv first.
PYTHON ?= python3
RUN := .venv/bin/python

.PHONY: install chat test check bench lock clean

install: .venv/ready

.venv/ready: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	touch .venv/ready

chat: install
	$(RUN) -m bot chat

check: install
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(RUN) -m bot check

test: check
	$(RUN) -m pytest

bench: install
	$(RUN) -m benchmarks.answers
	$(RUN) -m benchmarks.names

lock:
	.venv/bin/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --allow-unsafe --strip-extras --output-file requirements.txt requirements.in

clean:
	rm -rf .venv .cache
