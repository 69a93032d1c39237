// forward_fuzz.cpp: no command line of a stranger makes a forward without ports.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdlib>

#include "decode/forward.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto found = sonde::decode_forward({reinterpret_cast<const char*>(data), size});
  if (found && (!found->address.zone.empty() || found->address.version == 0)) std::abort();
  return 0;
}
