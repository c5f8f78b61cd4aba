# make demo | test | lint | bench | bundle | clean. Everything lives in .venv; a second run starts at once.
SHELL := bash
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
ANSWERS := -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
CANDIDATES := python3 python3.13 python3.12 python3.11 python
PYTHON ?= $(shell for p in $(CANDIDATES); do $$p $(ANSWERS) >/dev/null 2>&1 && echo $$p && break; done)
CORPORA ?= ../shared/corpora
SETS ?= ../shared/eval
DIR ?= ../shared/w3c
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
NAMED := -c 'import sys, sysconfig; from kg.version import VERSION as v; print(f"chengguo-{v}-{sysconfig.get_platform()}-python{sys.version_info[0]}.{sys.version_info[1]}")'
BUNDLE = bundle/$(shell $(BIN)/python $(NAMED))

HAS_BROWSER = command -v chromium chromium-browser google-chrome chrome >/dev/null
HAS_FONT = [ -n "$$(fc-list :lang=zh 2>/dev/null | head -1)" ]

.PHONY: demo test browser lint bench model eval bundle clean help
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

demo: $(VENV)/core.stamp ## a report becomes a graph that answers (no torch; fresh temporary home)
	@$(BIN)/python -m app.demo

test: lint browser ## everything that must hold
	$(BIN)/python -m pytest -q -n auto --dist loadfile --ignore tests/web
	$(BIN)/python -m pytest -q -n auto --dist loadfile tests/web # apart: Playwright keeps an event loop running in its process

browser: ## what the tests of the pages need: Chromium and a Chinese font (installed where this is Debian and we are root)
	@if $(HAS_BROWSER) && $(HAS_FONT); then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "正在安装 chromium 与 fonts-noto-cjk …"; \
	  apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; \
	fi; \
	$(HAS_BROWSER) || echo "没有 Chromium，网页测试会跳过（CI=true 时失败）；Debian、Ubuntu 上：apt install chromium fonts-noto-cjk" \
	  "| no Chromium: the tests of the pages are skipped (with CI=true they fail)" >&2; \
	$(HAS_FONT) || echo "没有中文字体，截图里的汉字会是方框：apt install fonts-noto-cjk | no Chinese font" >&2

lint: $(VENV)/full.stamp ## form, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/$(if $(CORE),core,bench).stamp ## speed, beside peers (txtai, sentence-transformers …); CORE=1 installs none of them
	$(BIN)/python -m bench

model: $(VENV)/training.stamp ## trains the embedding model (minutes to an hour on one core): make model CORPORA=FOLDER
	OMP_NUM_THREADS=1 $(BIN)/python -m models train $(CORPORA)

eval: $(VENV)/core.stamp ## what search finds, by meaning, by words, by both; what extraction finds; how questions are answered: make eval SETS=FOLDER MODEL=NAME
	$(BIN)/python -m bench.retrieval --sets $(SETS) $(if $(MODEL),--model $(MODEL))
	$(BIN)/python -m bench.extraction_quality
	$(BIN)/python -m bench.answer_quality

w3c: $(VENV)/core.stamp ## the W3C's SPARQL 1.1 tests through the endpoint: make w3c DIR=FOLDER
	$(BIN)/python -m bench.w3c $(DIR)

bundle: $(VENV)/core.stamp ## wheels for a machine without an index; WITH=models adds torch
	rm -rf build bundle
	mkdir -p $(BUNDLE)/wheels
	$(PIP) wheel --wheel-dir $(BUNDLE)/wheels '.$(if $(WITH),[$(WITH)])'
	cp packaging/install.sh packaging/README.txt $(BUNDLE)/
	tar -C bundle -czf $(BUNDLE).tar.gz $(notdir $(BUNDLE))
	rm -rf build
	@echo "$(BUNDLE).tar.gz"

clean: ## removes what was built, also .venv; never kg-data
	rm -rf build bundle dist *.egg-info $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/pyvenv.cfg:
	@if [ -z "$(PYTHON)" ]; then echo "需要 Python 3.11 或更新的版本，并带有 venv 模块（Debian、Ubuntu 上：apt install python3-venv）；也可写明：make demo PYTHON=/路径/python3.12" \
	  "| Python 3.11 or later with its venv module is needed (Debian, Ubuntu: apt install python3-venv); or say: make demo PYTHON=/path/to/python3.12" >&2; exit 1; fi
	@$(PYTHON) $(ANSWERS) || { echo "$(PYTHON)：不是带有 venv 模块的 Python 3.11 或更新版本。| not a Python 3.11 or later with venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/core.stamp: pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "正在安装依赖到 $(VENV) …"
	$(PIP) install --editable .
	@touch $@

$(VENV)/full.stamp: pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "正在安装依赖到 $(VENV)（含 torch，较大）…"
	$(PIP) install --editable '.[dev,models]'
	@touch $(VENV)/core.stamp $@

$(VENV)/bench.stamp: pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "正在安装对照用的库到 $(VENV)（含 torch，较大；不装则 make bench CORE=1）…"
	$(PIP) install --editable '.[bench]'
	@touch $(VENV)/core.stamp $@

$(VENV)/training.stamp: pyproject.toml | $(VENV)/pyvenv.cfg
	$(PIP) install --editable '.[training]'
	@touch $(VENV)/core.stamp $@
