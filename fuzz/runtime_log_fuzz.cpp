// runtime_log_fuzz.cpp: any bytes as the file in which a runtime keeps a container's output.
// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "decode/runtime_log.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace sonde;
  const Text text(reinterpret_cast<const char*>(data), size);
  for (std::size_t count = 0; count < 4; ++count)
    if (!text.ends_with(last_lines(text, count))) std::abort();
  std::string out;
  for (Text rest = text; !rest.empty();) append_plain_log_line(out, next_line(rest));
  return 0;
}
