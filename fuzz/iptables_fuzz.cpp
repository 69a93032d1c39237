// iptables_fuzz.cpp: tables of iptables-legacy, and single matches and targets.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>

#include "decode/iptables.hpp"
#include "decode/xtables.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  if (size < 2) return 0;
  const Text bytes(reinterpret_cast<const char*>(data + 2), size - 2);
  const u8 version = data[0] % 2 == 0 ? 4 : 6;
  if (data[1] % 2 == 0) {
    u64 rules = 0;
    decode_iptables(bytes, version, [&](const IptablesRule& rule) {
      if (rule.chain.empty()) std::abort();
      ++rules;
    });
    if (rules > size) std::abort();
    return 0;
  }
  constexpr Text matches[] = {"tcp",      "udp",     "multiport", "comment",   "conntrack",
                              "addrtype", "mark",    "limit",     "statistic", "iprange",
                              "icmp",     "physdev", "state",     "something"};
  constexpr Text targets[] = {"DNAT", "SNAT", "MASQUERADE", "REDIRECT", "REJECT",
                              "LOG",  "MARK", "CONNMARK",   "TCPMSS",   "CT"};
  DecodedRule rule;
  decode_xt_match({matches[data[1] % std::size(matches)], data[0] / 2U % 4U, bytes, version}, rule);
  decode_xt_target({targets[data[1] % std::size(targets)], data[0] / 2U % 4U, bytes, version},
                   rule);
  return 0;
}
