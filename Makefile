# Curbstop: the commands of every day. `make` alone lists them.
# Each installs what it needs on a Debian machine, says so, and asks through sudo where it is not root.
.DEFAULT_GOAL := help
SHELL := /bin/bash

help: ## list the commands
	@printf 'Curbstop, the field system of a water utility that works without signal. Commands:\n\n'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
	@printf '\n  make demo DATA=../shared/data     the same on real data\n  make report DATA=../shared/data   its counts, without a page\n'

demo: ## a morning of twenty phones in a sample town; prints the address of the dispatcher's page
	@scripts/demo.sh demo $(if $(DATA),--data "$(DATA)")

report: ## DATA=folder: the real data through phones and server, its counts in target/report.json
	@$(if $(DATA),,printf 'make report needs a folder: make report DATA=../shared/data\n' >&2; exit 2;) scripts/demo.sh report --data "$(DATA)"

phone: ## the app in a phone-sized window beside a small town; needs a display
	@scripts/phone.sh window

screenshots: ## every screen of the app in every state, both languages, into target/screenshots
	@scripts/phone.sh screenshots $(CURDIR)/target/screenshots

bench: ## drain 1k and 10k readings and print rates, CPU and bytes beside raw SQLite
	@scripts/demo.sh bench

sim: ## SEED=n SEEDS=m: phones, server, network, disks and clocks from seeds; nothing may be lost or done twice
	@scripts/sim.sh $(or $(SEED),1) $(or $(SEEDS),1000)

test: ## everything that shows whether Curbstop is sound
	@scripts/test.sh

format: ## format the Rust and the Kotlin code
	@scripts/format.sh

check: ## format, lints and docs only
	@scripts/check.sh

console: ## build the dispatcher's page, to be embedded into the server
	@scripts/build-console.sh

library: ## the library as it ships: its size, its pages, a day's work through it; some minutes
	@scripts/build-library.sh

wheel: library ## a Python wheel with that library, tried in an environment of its own
	@scripts/python-wheel.sh

android-check: ## type-check the library for Android's processors, without an NDK; some minutes
	@scripts/check-android.sh

.PHONY: help demo phone screenshots report bench sim test format check console library wheel android-check
