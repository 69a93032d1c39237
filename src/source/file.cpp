// file.cpp: looks at the beginning of a file, and hands it to whoever can read it.
// SPDX-License-Identifier: Apache-2.0
#include "source/file.hpp"

#include <utility>

#include "source/capture_file.hpp"
#include "source/capture_text.hpp"
#include "source/files.hpp"
#include "source/paste.hpp"

namespace sonde {
namespace {

constexpr std::size_t beginning_min = 1024;  // A header of an archive has 512.

}  // namespace

Result<std::unique_ptr<Source>> open_file(const std::string& path) {
  std::unique_ptr<Blocks> file = TRY(open_text(path));
  std::string beginning;
  while (beginning.size() < beginning_min) {
    const Text block = TRY(file->next());
    if (block.empty()) break;
    beginning += block;
  }
  const bool is_capture = is_capture_file(beginning);
  const bool is_printed = !is_capture && is_capture_text(beginning);
  file = preceded(std::move(beginning), std::move(file));
  if (is_capture) return open_capture(TRY(read_capture_file(std::move(file))), "from " + path);
  if (is_printed) return open_capture(TRY(read_capture_text(*file)), "from " + path);
  PasteParts parts;
  parts.push_back(std::move(file));
  return paste_of(std::move(parts), {path});
}

}  // namespace sonde
