// proc_net_dev.cpp: sixteen numbers behind a name and a colon.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_dev.hpp"

#include "base/text.hpp"

namespace sonde {
namespace {

// The order of the numbers. Those without a member are sums of several counters (frame, carrier),
// or of SLIP (compressed).
constexpr Known<u64> Interface::* members[] = {&Interface::rx_bytes,
                                               &Interface::rx_packets,
                                               &Interface::rx_errors,
                                               &Interface::rx_dropped,
                                               &Interface::rx_fifo,
                                               nullptr,
                                               nullptr,
                                               &Interface::multicast,
                                               &Interface::tx_bytes,
                                               &Interface::tx_packets,
                                               &Interface::tx_errors,
                                               &Interface::tx_dropped,
                                               &Interface::tx_fifo,
                                               &Interface::collisions,
                                               nullptr,
                                               nullptr};

constexpr std::size_t name_bytes_max = 15;  // IFNAMSIZ with its NUL is 16.

}  // namespace

// net/core/net-procfs.c, dev_seq_printf_stats; a name holds neither colon nor space, and the first
// number may touch the colon (before Linux 2.6.38):
//   eth0: 1296 16 0 0 0 0 0 0 1296 16 0 0 0 0 0 0
LineSaid decode_proc_net_dev(Text line, Interface& row) {
  line = trim(line);
  if (line.empty() || line.starts_with("Inter-|") || line.starts_with("face |"))
    return LineSaid::Header;
  const std::size_t colon = line.find(':');
  const Text name = line.substr(0, colon);
  if (colon == Text::npos || name.empty() || name.size() > name_bytes_max ||
      name.find_first_of(" \t/") != Text::npos)
    return LineSaid::Unknown;
  row = {};
  row.name = name;
  line.remove_prefix(colon + 1);
  for (const auto member : members) {
    u64 number = 0;
    const bool is_first = member == members[0];
    if (!parse_number(next_word(line), number))
      return is_first ? LineSaid::Unknown : LineSaid::Malformed;
    if (member) row.*member = number;
  }
  return LineSaid::Row;
}

}  // namespace sonde
