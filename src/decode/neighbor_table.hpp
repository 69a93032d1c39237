// neighbor_table.hpp: how full the tables of neighbours are, as rtnetlink tells it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "decode/counters.hpp"

namespace sonde {

inline constexpr u32 neighbor_table_sequence = 0x17;

// A dump of the tables of neighbours. They are the machine's: each namespace sees the same.
std::string neighbor_table_request();

// Decodes one RTM_NEWNEIGHTBL, without its netlink header, to "arp_cache entries" and others. The
// settings of single devices, which are messages of the same kind, are nothing. Source:
// net/core/neighbour.c, neightbl_fill_info, Linux 6.8.
void decode_neighbor_table(Text message, Text group, Arena& texts, CounterFile& into);

}  // namespace sonde
