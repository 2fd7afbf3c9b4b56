# Two lines for everybody else: python3 run.py report, python3 run.py test. This file only saves typing.
# It works with GNU make 3.81 (macOS) and newer. Arguments: make test ARGS="-k splitting"

# The redirection makes even an old make use a shell, which knows `command`.
PYTHON ?= $(shell for name in python3 python; do command -v $$name >/dev/null 2>&1 && echo $$name && break; done)
ARGS ?=

define NO_PYTHON

No Python was found. Everypoint needs Python 3.11 or newer:
  Debian, Ubuntu:  sudo apt install python3 python3-venv
  macOS:           brew install python, or the installer from python.org
  Windows:         winget install Python.Python.3.13, or the installer from python.org
Then type the same command again, or name one yourself: make report PYTHON=/path/to/python3

endef

RUN = $(if $(strip $(PYTHON)),$(PYTHON) run.py,$(error $(NO_PYTHON)))

.PHONY: help report test benchmark lock clean
.NOTPARALLEL:

help:
	@$(RUN) help

report:
	@$(RUN) report $(ARGS)

test:
	@$(RUN) test $(ARGS)

benchmark:
	@$(RUN) benchmark $(ARGS)

lock:
	@$(RUN) lock $(ARGS)

clean:
	@$(RUN) clean
