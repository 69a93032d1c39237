// ethtool_fuzz.cpp: any bytes as a message of the family "ethtool", or of the list of families.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/ethtool.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  if (size == 0) return 0;
  const Text bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  decode_ethtool_family(bytes);
  EthtoolAnswer answer;
  const bool is_device = decode_ethtool(ethtool_topics[data[0] % 3], bytes, answer);
  if (is_device != (answer.index != 0)) std::abort();
  if (answer.errors && answer.errors.value.empty()) std::abort();
  return 0;
}
