#!/bin/sh
# docs.sh: docs/reference as the binary itself tells it: Markdown, man page, completions.
# SPDX-License-Identifier: Apache-2.0
# With --check it writes nothing and exits 1 with a diff when docs/reference is out of date.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
sonde=${SONDE:-$root/build/sonde}
reference=$root/docs/reference
case ${1-} in
  '') target=$reference ;;
  --check) target=$(mktemp -d); trap 'rm -rf "$target"' EXIT ;;
  *) echo "usage: tools/docs.sh [--check]" >&2; exit 2 ;;
esac

mkdir -p "$target/completion"
"$sonde" help --markdown >"$target/sonde.md"
"$sonde" help --man >"$target/sonde.1"
"$sonde" completion bash >"$target/completion/sonde.bash"
"$sonde" completion zsh >"$target/completion/_sonde"
"$sonde" completion fish >"$target/completion/sonde.fish"

if [ "$target" != "$reference" ] && ! diff -ru "$reference" "$target"; then
  echo "docs/reference is out of date: run make docs" >&2
  exit 1
fi
