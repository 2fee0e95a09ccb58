# Every target is self-sufficient: it creates the environment in .venv first.
PYTHON ?= python3
RUN := .venv/bin/python
# What is imported is compiled then: most of what is installed never is.
PIP := -m pip --quiet --disable-pip-version-check install --no-compile --no-deps --require-hashes --requirement

# What was compiled once is there for the next process.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install chat run check style types content test tests score bench lock clean

install: .venv/first-answer

.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; try: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(RUN) $(PIP) requirements.txt
	@touch .venv/ready

# The first answer waits for the models to be fitted; the next ones come at once.
.venv/first-answer: .venv/ready
	$(RUN) -m bot ask "hello" > $@.$$$$ && mv $@.$$$$ $@

chat: install
	@$(RUN) -m bot chat

run: install
	@$(RUN) -m bot run

check: style
	@$(MAKE) --no-print-directory --jobs 2 types content

style: .venv/ready
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .

types: .venv/ready
	$(RUN) -m mypy

content: install
	$(RUN) -m bot check

# The tests look at the content as `content` does; while models are fitted, types are checked.
test: style
	@$(MAKE) --no-print-directory --jobs 2 types tests

# Four workers, for two processors: processes of tests wait now and then. A file stays with one
# worker, for what its tests share is costly to set up.
tests: install
	$(RUN) -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

# How many of the held-out questions are answered right, by language and kind.
score: install
	$(RUN) -m benchmarks.score tests/heldout/*.jsonl

bench: .venv/ready-bench
	$(RUN) -m benchmarks.answers
	$(RUN) -m benchmarks.names
	$(RUN) -m benchmarks.telegram
	$(RUN) -m benchmarks.rehearsal

# The peers that benchmarks compare with are no dependencies of the bot.
.venv/ready-bench: install benchmarks/requirements.txt
	$(RUN) $(PIP) benchmarks/requirements.txt
	@touch .venv/ready-bench

# Resolves the direct requirements anew. Lock files name no index.
COMPILE := .venv-lock/bin/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --allow-unsafe --strip-extras
lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip --quiet install pip-tools
	$(COMPILE) --output-file requirements.txt requirements.in
	$(COMPILE) --output-file benchmarks/requirements.txt benchmarks/requirements.in

clean:
	rm -rf .venv .venv-lock .cache
