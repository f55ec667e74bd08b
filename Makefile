# The front door. `make` alone lists what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# The tests start hundreds of programs: each would compile all of it anew where nothing compiled may be kept.
unexport PYTHONDONTWRITEBYTECODE

EXTRAS ?= demo
ARGS ?=
comma := ,
VENV := .venv
ALL := .venv-all
SUITES := --ignore=tests/extras --ignore=tests/servers --ignore=tests/benchmarks
# Parts of about the same CPU time that run beside each other: what writes to boards, what asks people, what is killed
# and started anew (beside it what listens to recordings), and the rest.
WRITING := $(addprefix tests/,changes checkup cli conformance contracts doubles kanban_connectors roundup wire wiring)
ASKING := $(addprefix tests/,messenger notifier)
PROVING := $(addprefix tests/,audio2text crash proofs)
PINS := pyproject.toml deploy/constraints.txt deploy/requirements-nodeps.txt
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo $$name; break; }; done)

# $(call install,ENVIRONMENT,EXTRAS): our packages (editable), pinned, and the wheel of which we read the weights.
# Retried, because a download can fail; the stamps keep a later run from doing it again.
define install
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=/path/to/python3.12 $@"; exit 3; }
	@test -x $(1)/bin/python || "$(PYTHON)" -m venv $(1)
	@echo "Installing into $(1) (minutes the first time, seconds later)"
	@for try in 1 2 3; do \
		$(1)/bin/python -m pip install --disable-pip-version-check --no-input -q -c deploy/constraints.txt -e '.[$(2)]' \
		&& $(1)/bin/python -m pip install --disable-pip-version-check --no-input -q --no-deps -r deploy/requirements-nodeps.txt \
		&& break; \
		test $$try -lt 3 || { echo "The packages could not be installed."; exit 1; }; \
		echo "Installing failed, trying again"; sleep 5; \
	done
	@$(1)/bin/python -m audio2text.torchaudio_repair
	@touch $(1)/.demo $@
endef

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(VENV)/.installed-$(EXTRAS) ## Install into .venv; EXTRAS=demo (default), semantic, speech or all

$(VENV)/.installed-$(EXTRAS): $(PINS)
	$(call install,$(VENV),$(EXTRAS))

.PHONY: demo
demo: $(VENV)/.demo ## The whole loop on a sample meeting and a local board: no keys, no torch, no model downloads
	@$(VENV)/bin/boardscribe demo $(ARGS)

$(VENV)/.demo: $(PINS)
	$(call install,$(VENV),demo)

$(VENV)/.dev: $(PINS)
	$(call install,$(VENV),demo$(comma)dev)

$(VENV)/.browser: $(PINS)
	$(call install,$(VENV),demo$(comma)dev$(comma)browser)

$(ALL)/.all: $(PINS)
	$(call install,$(ALL),all$(comma)dev)

.PHONY: check
check: $(VENV)/.dev ## ruff, mypy --strict, the direction of imports
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

.PHONY: test
test: check ## The checks and every test that needs no torch, no browser, no network and no root
ifeq ($(ARGS),)
	@mkdir -p .cache
	@echo "Four parts of the tests run beside each other; what three of them say comes at the end."
	@run() { exec $(VENV)/bin/python -m pytest "$${@:2}" > ".cache/$$1.log" 2>&1; }; \
	run writing $(WRITING) & parts=($$!); run asking $(ASKING) & parts+=($$!); run proving $(PROVING) & parts+=($$!); \
	trap 'kill "$${parts[@]}" 2>/dev/null || :' EXIT INT TERM; code=0; \
	$(VENV)/bin/python -m pytest tests $(SUITES) $(addprefix --ignore=,$(WRITING) $(ASKING) $(PROVING)) || code=$$?; \
	for part in "$${parts[@]}"; do wait "$$part" || code=$$?; done; \
	cat .cache/writing.log .cache/asking.log .cache/proving.log; exit $$code
else
	$(VENV)/bin/python -m pytest tests $(SUITES) $(ARGS)
endif

.PHONY: test-extras
test-extras: $(ALL)/.all ## A fresh .venv-all with every extra: everything imports, and what needs torch works
	$(ALL)/bin/python -m pytest tests/extras $(ARGS)

.PHONY: test-servers
test-servers: $(VENV)/.browser ## The pages in a real Chromium, a real Kanboard (apt), Synapse (pip) and Bot API server (npm)
	BOARDSCRIBE_TEST_CHROMIUM="$$(.ci/chromium)" BOARDSCRIBE_TEST_KANBOARD="$$(.ci/kanboard)" \
	BOARDSCRIBE_TEST_SYNAPSE="$$(.ci/synapse)" BOARDSCRIBE_TEST_TELEGRAM="$$(.ci/telegram-server)" \
	$(VENV)/bin/python -m pytest tests/servers $(ARGS)

# $(call prove,NAME): one proof of tests/proofs on real servers; it prints its figures and fails when one is not reached.
define prove
	BOARDSCRIBE_TEST_KANBOARD="$$(.ci/kanboard)" $(VENV)/bin/python -m tests.proofs.$(1) $(ARGS)
endef

.PHONY: prove-once
prove-once: $(VENV)/.dev ## 1,000 creates and 1,000 edits with faults on a real Kanboard: none lost, none twice
	$(call prove,once)

.PHONY: prove-conflicts
prove-conflicts: $(VENV)/.dev ## 500 edits of people and ours at once on Kanboard and Roundup: nothing written over unseen
	$(call prove,conflicts)

.PHONY: prove-undo
prove-undo: $(VENV)/.dev ## Each kind of change on the local board, Kanboard and Roundup, taken back field for field
	$(call prove,undo)

.PHONY: prove-pace
prove-pace: $(VENV)/.dev ## 100 changes on a Roundup that takes 5 calls in 10 seconds: none fails; takes a quarter of an hour
	$(VENV)/bin/python -m tests.proofs.pace $(ARGS)

.PHONY: prove-presses
prove-presses: $(VENV)/.dev ## 1,000 double presses by two approvers: each is one change, and both see the same
	$(VENV)/bin/python -m tests.proofs.presses $(ARGS)

.PHONY: prove-forged
prove-forged: $(VENV)/.dev ## 100 presses that must not count on every channel: none does
	$(VENV)/bin/python -m tests.proofs.forged $(ARGS)

.PHONY: prove-ack
prove-ack: $(VENV)/.dev ## 50 presses at once while the board takes 10 s: each is answered, 95 of 100 within 300 ms
	$(VENV)/bin/python -m tests.proofs.ack $(ARGS)

.PHONY: prove-killed
prove-killed: $(VENV)/.dev ## kill -9 at every boundary between a press and the change: one decision, one change
	$(VENV)/bin/python -m tests.proofs.killed $(ARGS)

.PHONY: prove-storm
prove-storm: $(VENV)/.dev ## 500 proposals to 24 leads and a group: never above Telegram's limits, nothing lost; 8 minutes
	$(VENV)/bin/python -m tests.proofs.storm $(ARGS)

.PHONY: prove-cutoff
prove-cutoff: $(VENV)/.dev ## Telegram is cut off in two ways: all else works, and what waited arrives once when it is back
	$(VENV)/bin/python -m tests.proofs.cutoff $(ARGS)

.PHONY: prove-replies
prove-replies: $(VENV)/.dev ## 1,000 forms from doubles of vLLM and Ollama with every known fault: 99.5 % come with one repair
	$(VENV)/bin/python -m tests.proofs.replies $(ARGS)

.PHONY: prove-hostile
prove-hostile: $(VENV)/.dev ## All attacks on live boards against a model that obeys them: no write that nobody asked for
	$(VENV)/bin/python -m tests.proofs.hostile $(ARGS)

.PHONY: evening
evening: $(VENV)/.dev ## A lead's whole evening in Telegram, replayed in both languages; the chats as pages (OUT=folder)
	$(VENV)/bin/python -m tests.proofs.evening $(or $(OUT),.cache/evening)

.PHONY: prove-size
prove-size: $(VENV)/.dev ## Boards of 5,000 cards on Kanboard and the doubles of Trello and Kaiten: requests, memory
	$(call prove,size)

.PHONY: prove-crash
prove-crash: $(VENV)/.dev ## kill -9 at every boundary of the write path and of its recovery, for every operation: no wrong board
	$(VENV)/bin/python -m tests.proofs.crash $(ARGS)

PRISM := .cache/contracts

.PHONY: contracts
contracts: $(VENV)/.dev $(PRISM)/.installed ## Our requests against the vendors' API descriptions; SPECS=folder, see docs/contracts.md
	@$(VENV)/bin/python -m tests.contracts "$(SPECS)" $(PRISM)

$(PRISM)/.installed: tests/contracts/package.json tests/contracts/package-lock.json
	@command -v npm >/dev/null || { echo "node and npm are needed: https://nodejs.org"; exit 3; }
	@mkdir -p $(PRISM) && cp $^ $(PRISM)/
	@for try in 1 2 3; do \
		npm ci --prefix $(PRISM) --ignore-scripts --no-audit --no-fund --loglevel=error && break; \
		test $$try -lt 3 || { echo "prism could not be installed."; exit 1; }; \
		echo "Installing failed, trying again"; sleep 5; \
	done
	@touch $@

.PHONY: bench
bench: $(VENV)/.dev ## Measure speed and quality; asserts nothing about this machine
	@for script in tests/benchmarks/bench_*.py; do name=$$(basename "$$script" .py); echo "== $$name"; $(VENV)/bin/python -m "tests.benchmarks.$$name" $(ARGS); done

.PHONY: figures
figures: $(VENV)/.dev ## Whole meetings against what a careful lead would have changed: recorded, weak and no model
	@for answers in recorded weak none; do echo "== $$answers"; $(VENV)/bin/python -m tests.figures.scenarios --answers $$answers; done

.PHONY: fmt
fmt: $(VENV)/.dev ## Format, and mend what ruff can mend
	$(VENV)/bin/ruff check --fix-only .
	$(VENV)/bin/ruff format .

.PHONY: clean
clean: ## Remove the environments and all that was built
	rm -rf $(VENV) $(ALL) .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
