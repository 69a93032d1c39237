// routing_rule_fuzz.cpp: a message of rtnetlink about a rule of routing.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/routing_rule.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  RoutingRule row;
  const Text bytes(reinterpret_cast<const char*>(data), size);
  if (decode_routing_rule(bytes, row) != LineSaid::Row) return 0;
  const u8 bits = row.version == 6 ? 128 : 32;
  if (row.from.version != row.version || row.to.version != row.version) std::abort();
  if (row.from_prefix > bits || row.to_prefix > bits) std::abort();
  for (const auto& name : {row.iif, row.oif})
    if (name && name.value.size() > size) std::abort();
  return 0;
}
