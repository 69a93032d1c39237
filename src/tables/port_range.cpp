// port_range.cpp: two numbers of /proc/sys.
// SPDX-License-Identifier: Apache-2.0
#include "tables/port_range.hpp"

#include "base/text.hpp"

namespace sonde {

// "32768\t60999\n" of /proc/sys/net/ipv4/ip_local_port_range.
Result<std::pair<u32, u32>> port_range(Source& source) {
  std::string room;
  Text text = TRY(source.ask({Question::How::Read, "sys/net/ipv4/ip_local_port_range"}, room));
  u32 first = 0;
  u32 last = 0;
  text = trim(text);
  if (!parse_number(next_word(text), first) || !parse_number(next_word(text), last) ||
      first > last || last > 65535)
    return failed(std::errc::bad_message, "read", "ip_local_port_range");
  return std::pair{first, last};
}

}  // namespace sonde
