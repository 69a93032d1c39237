// proc_net_unix_fuzz.cpp: feeds lines to the decoder of /proc/net/unix.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/proc_net_unix.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  Text rest(reinterpret_cast<const char*>(data), size);
  DecodedSocket row;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const Text line = rest.substr(0, end);
    rest.remove_prefix(end == Text::npos ? rest.size() : end + 1);
    if (decode_unix_line(line, row) != Line::Row) continue;
    // A path is a part of its line, and does not end with NUL.
    const Text path = row.detail.path;
    if (row.detail.has_path != !path.empty() || path.ends_with('\0')) std::abort();
    if (row.detail.has_path && line.find(path) == Text::npos) std::abort();
  }
  return 0;
}
