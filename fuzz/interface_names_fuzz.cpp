// interface_names_fuzz.cpp: feeds a text as each of the tables that name interfaces.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/interface_names.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  InterfaceNames names;
  names.add_igmp(file);
  names.add_if_inet6(file);
  names.add_dev_mcast(file);
  for (u32 index = 0; index < 100; ++index)
    if (names.find(index).size() > 15) std::abort();
  if (!names.find(0).empty()) std::abort();
  return 0;
}
