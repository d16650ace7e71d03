# Every target sets up what it needs: a virtual environment of its own with the pinned versions.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check accuracy soak bench compile interpret formats lock clean

demo: $(READY)
	$(BIN)/fiches convert data/samples -o out/demo

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadscope

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Builds the gold corpus, converts it, prints the figures; fails below the floors in tests/accuracy/floors.toml.
accuracy: $(READY)
	$(BIN)/python -m tests.accuracy score

# What a batch must bear: hostile files, kills at random, interruptions, a full disk. Minutes long.
soak: $(READY)
	$(BIN)/python -m tests.soak

# Of what a wheel has: compiled modules, which are taken away again.
bench: compile
	$(BIN)/python -m tests.bench; found=$$?; $(BIN)/python hatch_build.py --remove; exit $$found

# Puts compiled modules beside their sources, where they hide them: what is changed from then on has no effect until the next time.
# Needs a C compiler; takes minutes.
compile: $(READY)
	$(BIN)/python hatch_build.py

# Takes them away.
interpret: $(READY)
	$(BIN)/python hatch_build.py --remove

# Installs what reads every format, and shows what is still missing (programs of the system).
formats: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[all]'
	$(BIN)/fiches formats

# Rewrites constraints.txt from pyproject.toml; the only target that resolves versions anew.
lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet uv
	.venv-lock/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header --quiet --upgrade --output-file constraints.txt
	rm -rf .venv-lock

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group dev --editable .
	touch $(READY)

clean:
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache
