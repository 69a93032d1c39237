// passwd_fuzz.cpp: feeds a text as /etc/passwd and asks for some of its users.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/passwd.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const UserNames users(Text(reinterpret_cast<const char*>(data), size));
  for (const u32 uid : {0u, 1u, 1000u, 65534u, 4294967295u})
    if (users.find(uid).find_first_of(":\n") != Text::npos) std::abort();
  return 0;
}
