#!/bin/sh
# pack_texts.sh: the texts and scripts of the lexicon, compressed, as arrays of C++, one a folder.
# SPDX-License-Identifier: Apache-2.0
# Usage: tools/pack_texts.sh HEADER FOLDER/FILE... Only sh, sed, gzip and od are needed, and the same
# texts give the same bytes.
set -eu
LC_ALL=C
export LC_ALL
header=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for file; do  # Comments and blank lines are for readers.
  sed -e '/^ *#/d' -e '/^$/d' "$file" >>"$work/$(basename "$(dirname "$file")")"
done
{
  echo "// packed_texts.hpp: written by tools/pack_texts.sh from src/lexicon."
  echo "#pragma once"
  echo "#include <cstddef>"
  echo "#include <span>"
  echo "namespace sonde::lexicon::packed {"
  echo "struct Folder {"
  echo "  std::span<const unsigned char> bytes;  // Deflated (RFC 1951)."
  echo "  std::size_t text_size;"
  echo "};"
  for text in "$work"/*; do
    folder=$(basename "$text")
    size=$(wc -c <"$text")
    echo "inline constexpr unsigned char ${folder}_bytes[] = {"
    gzip -9n "$text"
    tail -c +11 "$text.gz" | od -An -v -tu1 | sed 's/[0-9]\{1,\}/&,/g'  # Without gzip's header.
    echo "};"
    echo "inline constexpr Folder $folder{${folder}_bytes, $size};"
  done
  echo "}  // namespace sonde::lexicon::packed"
} >"$work.header"
mkdir -p "$(dirname "$header")"
mv "$work.header" "$header"
