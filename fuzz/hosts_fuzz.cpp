// hosts_fuzz.cpp: any bytes as /etc/hosts.
// SPDX-License-Identifier: Apache-2.0
#include "decode/hosts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const sonde::HostNames names({reinterpret_cast<const char*>(data), size});
  (void)names.find({127, 0, 0, 1}, 4);
  return 0;
}
