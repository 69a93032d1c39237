# One word each. On a fresh Debian 12 each word installs what it needs.
# SPDX-License-Identifier: Apache-2.0
SONDE_WERROR ?= OFF
FUZZ_SECONDS ?= 2
export FUZZ_SECONDS
CMAKE_FLAGS = -DSONDE_WERROR=$(SONDE_WERROR) --log-level=WARNING

BUILD_PACKAGES = g++ cmake ninja-build make nlohmann-json3-dev libsqlite3-dev libedit-dev libncurses-dev \
  libbsd-dev libmd-dev zlib1g-dev
TEST_PACKAGES = libgtest-dev libutf8proc-dev python3 iproute2 net-tools lsof \
  busybox-static mksh strace runc nftables iptables procps openssh-client ethtool sysstat jq gawk
FUZZ_PACKAGES = clang-19 libclang-rt-19-dev
LINT_PACKAGES = clang-format-19 clang-tidy-19 python3

.PHONY: build run test golden lint tidy fuzz bench docs bloat clean
.DEFAULT_GOAL := build

# $(call need,packages): installs those that are missing; silent and quick when none is.
define need
@command -v dpkg-query >/dev/null || exit 0; missing=; \
for package in $(1); do \
  dpkg-query -W -f '$${db:Status-Status}\n' $$package 2>/dev/null | grep -qx installed || \
    missing="$$missing $$package"; \
done; \
[ -n "$$missing" ] || exit 0; \
if [ "$$(id -u)" = 0 ]; then sudo=; elif command -v sudo >/dev/null; then sudo=sudo; else \
  echo "Missing packages, and neither root nor sudo to install them:$$missing" >&2; exit 1; fi; \
echo "Installing:$$missing"; \
$$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends $$missing >/dev/null
endef

# $(call compile,preset): configures (again only if something changed) and builds.
define compile
@cmake --preset $(1) $(CMAKE_FLAGS) -DSONDE_BUILD_TESTS=ON >/dev/null
@cmake --build --preset $(1)
endef

# $(call ctest,preset): runs the tests; then says what was skipped, and why.
define ctest
@ctest --preset $(1); status=$$?; python3 tools/skipped.py build/$(1); exit $$status
endef

build:  ## The static binary: build/sonde.
	$(call need,$(BUILD_PACKAGES))
	@cmake --preset release $(CMAKE_FLAGS) -DSONDE_BUILD_TESTS=OFF >/dev/null
	@cmake --build --preset release --target sonde

run: build  ## The main job, on this machine. Exit 1 only says that nobody listens.
	build/sonde
	@echo
	build/sonde listen || [ $$? -eq 1 ]

test:  ## Everything: dev (ASan, UBSan), some seconds of fuzzing; then the static release.
	$(call need,$(BUILD_PACKAGES) $(TEST_PACKAGES) $(FUZZ_PACKAGES))
	@echo "== build: release, dev"
	$(call compile,release)
	$(call compile,dev)
	@echo "== test: dev (ASan, UBSan)"
	$(call ctest,dev)
	@echo "== test: release (static)"
	$(call ctest,release)

fuzz:  ## Each target for FUZZ_SECONDS (2), which is a part of the tests of dev.
	$(call need,$(BUILD_PACKAGES) $(TEST_PACKAGES) $(FUZZ_PACKAGES))
	$(call compile,dev)
	@ctest --preset dev -R '^fuzz\.'

golden: build  ## Rewrites the golden files; the diff is the review.
	@SONDE=$(CURDIR)/build/sonde tests/golden/run.sh --accept

lint:  ## clang-format and clang-tidy, warnings are errors. FIX=1 repairs what they can.
	$(call need,$(BUILD_PACKAGES) $(TEST_PACKAGES) $(FUZZ_PACKAGES) $(LINT_PACKAGES))
	@cmake --preset dev $(CMAKE_FLAGS) -B build/lint -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null
	@cmake --build build/lint --target generated/lexicon/packed_texts.hpp
	@[ -z "$(FIX)" ] || find src -name '*.cpp' | xargs -n 1 clang-tidy-19 --quiet --fix -p build/lint || true
	@find src tests fuzz bench -name '*.[ch]pp' 2>/dev/null | \
	  xargs clang-format-19 $(if $(FIX),-i,--dry-run -Werror)
	@find src -name '*.cpp' | xargs -P 2 -n 1 clang-tidy-19 --quiet -p build/lint
	@echo "lint: clean"

tidy:  ## Floors, sizes, first lines, bans.
	@python3 tools/tidy.py

bench: build  ## The promises of the README, measured.
	@SONDE=$(CURDIR)/build/sonde python3 bench/run.py

docs: build  ## docs/reference, help, man page and completions, from the declarations.
	@SONDE=$(CURDIR)/build/sonde tools/docs.sh

bloat: build  ## What the bytes of the binary are: sections, then the largest symbols.
	@cmake --build --preset release --target sonde_unstripped
	@ls -l build/sonde
	@size -A -d build/sonde | sort -k2 -n -r | head -15
	@nm -C --print-size --size-sort -r -t d build/release/sonde_unstripped | head -40 | \
	  cut -d ' ' -f 2- | cut -c 1-140

clean:
	rm -rf build
