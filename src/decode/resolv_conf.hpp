// resolv_conf.hpp: who is asked for names, from the text of /etc/resolv.conf.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "base/types.hpp"

namespace sonde {

// Texts are pieces of the file.
struct ResolvConf {
  static constexpr std::size_t servers_max = 3;  // MAXNS of glibc's resolv.h; musl takes three too.
  std::vector<Text> servers{};                   // In the order in which they are asked.
  u64 unused_servers = 0;                        // Behind these, which nobody asks.
  Text search{};                                 // The domains of the last line that has some.
  u32 search_domains = 0;                        // How many these are.
  u32 ndots = 1;                                 // Of the options; at most RES_MAXNDOTS of glibc.
};

ResolvConf decode_resolv_conf(Text file);

}  // namespace sonde
