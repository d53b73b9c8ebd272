# The steps of CI and of every day: `make help` lists them. Only Python, make and git have to be there.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL: # each step keeps all cores busy by itself, and some read what others write
MAKEFLAGS += --no-builtin-rules

# What an activated environment exports would send the set-up elsewhere or add modules to it.
unexport VIRTUAL_ENV CONDA_PREFIX PYTHONHOME PYTHONPATH PIP_PREFIX PIP_TARGET PIP_USER UV_PYTHON UV_SYSTEM_PYTHON
# Each step starts many processes: without bytecode every one of them would compile hundreds of modules again.
unexport PYTHONDONTWRITEBYTECODE

# Settings are given to make and not read from the environment: `make mock API=name`.
PYTHON = python3
SPECS = specs
OUT = generated
PROFILE = standard
API =
PORT =
ARGS =
BIN = .venv/bin

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' Makefile

.PHONY: setup
setup: .venv/ready ## install everything from requirements.lock into .venv (PYTHON=python3.13 picks another Python)

.PHONY: check
check: lint facts check-generated conformance right-servers test test-libraries ## run everything that CI runs

.PHONY: generate
generate: setup ## generate the clients that are not up to date (SPECS=dir OUT=dir ARGS=--force)
	$(BIN)/conformance generate --specs "$(SPECS)" --out "$(OUT)" $(ARGS)

.PHONY: check-generated
check-generated: setup ## fail if anything under generated/ differs from what its spec gives
	$(BIN)/conformance generate --specs "$(SPECS)" --out "$(OUT)" --check

.PHONY: conformance
conformance: generate ## generate every client, then run the suite on the embedded mocks (API="a b" PROFILE=quick)
	printf '%s\n' $(or $(API),$(APIS)) | xargs -P 2 -I NAME \
	    $(BIN)/conformance run NAME --specs "$(SPECS)" --generated "$(OUT)" --profile "$(PROFILE)" | cat

.PHONY: test
test: setup ## test the toolchain itself (ARGS="-k words" selects)
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

CLIENT_TESTS = tests/clients tests/generate/render/runtime
LIBRARIES = .venv/libraries

.PHONY: test-libraries
test-libraries: setup $(LIBRARIES)/ready ## test the clients with the oldest libraries they allow, and on httpx2
	PYTHONPATH=$(LIBRARIES) $(BIN)/python -m pytest -n auto --dist worksteal $(CLIENT_TESTS) $(ARGS)
	HTTP_LIBRARY=httpx2 $(BIN)/python -m pytest -n auto --dist worksteal $(CLIENT_TESTS) $(ARGS)

.PHONY: right-servers
right-servers: setup ## run the suite against right servers of another make (ARGS="--seeds 10 --wrongs" for more)
	$(BIN)/conformance generate --specs tests/servers --out .venv/servers
	$(BIN)/python -m tests.servers.check --clients .venv/servers $(ARGS)

.PHONY: fuzz
fuzz: setup ## generate from 2,000 made-up documents, to find what is lost or crashes (ARGS="-k words" selects)
	FUZZ=2000 $(BIN)/python -m pytest -n auto tests/generate/test_fuzz.py $(ARGS)

.PHONY: bench
bench: setup ## measure, beside peers where there are any: whatever is in scripts/bench (ARGS=--help)
	for file in scripts/bench/[a-z]*.py; do \
	    name=$${file##*/}; echo "== $${name%.py}"; $(BIN)/python -m scripts.bench.$${name%.py} $(ARGS); \
	done

.PHONY: lint
lint: setup ## check style, types and the CI workflow
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy conformance scripts tests $(wildcard specs/*/*.py)
	$(if $(CLIENTS),$(BIN)/mypy --config-file= --strict $(CLIENTS))
	MYPYPATH="$(subst $(SPACE),:,$(PROJECTS))" $(BIN)/mypy examples
	echo '$(PYRIGHT)' > .venv/pyright.json
	$(BIN)/basedpyright --project .venv/pyright.json --warnings
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(BIN)/zizmor --offline --quiet .github/workflows action.yml

SPACE := $(subst ,, )
COMMA := ,
PROJECTS = $(wildcard generated/*)
# What pyright asks for unless configured: many who use clients have it in their editor.
PYRIGHT = { "typeCheckingMode": "standard", "venvPath": "..", "venv": ".venv", "include": ["../generated", "../examples"], \
    "extraPaths": [$(subst $(SPACE),$(COMMA),$(PROJECTS:%="../%"))] }

# Every package of every generated project.
CLIENTS = $(patsubst %/__init__.py,%,$(wildcard generated/*/*/__init__.py))

APIS = $(notdir $(patsubst %/openapi.yaml,%,$(wildcard $(SPECS)/*/openapi.yaml)))

.PHONY: mock
mock: setup ## serve one API's mock: make mock API=name (PORT=8080)
	@[ -n "$(API)" ] || { echo "make mock API=name, one of: $(APIS)" >&2; exit 2; }
	$(BIN)/conformance mock $(API) --specs "$(SPECS)" $(if $(PORT),--port $(PORT))

.PHONY: dist
dist: setup ## build the package into dist/ and check it
	rm -rf dist
	$(BIN)/python -m hatchling build
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl

.PHONY: facts
facts: setup ## show where each fact of the vendors' documents is covered, and fail for one that is not (API="a b")
	$(BIN)/conformance facts $(API) --specs "$(SPECS)"

.PHONY: lock
lock: .venv/uv ## resolve the locks after a change of pyproject.toml (ARGS=--upgrade moves every version)
	$(COMPILE) pyproject.toml --all-extras --group dev --output-file requirements.lock $(ARGS)
	$(COMPILE) --group oldest --output-file requirements-oldest.lock $(ARGS)

COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --custom-compile-command "make lock" --quiet

.PHONY: clean
clean: ## remove the environment and all caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/ready: .venv/uv pyproject.toml requirements.lock
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes --requirement requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/uv pip check --quiet --python $(BIN)/python
	touch $@

$(LIBRARIES)/ready: .venv/uv requirements-oldest.lock
	rm -rf $(LIBRARIES)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --target $(LIBRARIES) --require-hashes \
	    --requirement requirements-oldest.lock
	touch $@

# uv itself, by its line of the lock.
.venv/uv: requirements.lock
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed; name one: make PYTHON=/path/to/python3.12 …" >&2; exit 2; }
	"$(PYTHON)" -m venv .venv
	awk '/^[^ #]/ { keep = /^uv==/ } keep' requirements.lock > .venv/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement .venv/uv.txt
	touch $@
