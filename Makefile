# make run     set up, then open the app on the sample paper and print its address
# make test    set up with what the tests need, Chromium included, and run them all
# make check   format, lint, types, import layers, content
# make clean   remove the environment and all caches
#
# PYTHON=python3.11   the Python to make the environment with      PORT=8501   where the app answers
# CUDA=1              take PyTorch's CUDA build even where no NVIDIA GPU is found

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
ifeq ($(PYTHON),)
$(error Cartouche needs Python 3.11: install it, or name it with PYTHON=...)
endif
BIN := .venv/bin
SETUP := pyproject.toml constraints.txt tools/install.py

.PHONY: run test check clean
.DELETE_ON_ERROR:

run: .venv/.installed
	$(BIN)/cartouche app --port $(PORT)

test: .venv/.installed-dev
	@$(PYTHON) tools/install.py browser
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: .venv/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/python -m glossary.concepts
	$(BIN)/python -m glossary.notation
	$(BIN)/python -m patterns.library
	$(BIN)/python -m patterns.explanation.check
	$(BIN)/python -m patterns.runner

# The stamps make a second run start at once; they are renewed when the pinned versions change.
.venv/.installed: $(SETUP)
	$(PYTHON) tools/install.py run
	@touch $@

.venv/.installed-dev: $(SETUP)
	$(PYTHON) tools/install.py dev
	@touch .venv/.installed $@

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
