// proc_net_inet_fuzz.cpp: feeds lines to the decoder of /proc/net/tcp and its siblings.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "decode/proc_net_inet.hpp"

namespace {

// A row of a little-endian machine, read so, is the row of a big-endian one with every word turned.
bool is_mirrored(const sonde::Endpoint& little, const sonde::Endpoint& big) {
  if (little.version != big.version || little.port != big.port) return little.version == 0;
  for (std::size_t i = 0; i < 16; ++i)
    if (little.bytes[i] != big.bytes[i / 4 * 4 + 3 - i % 4]) return false;
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  Text rest(reinterpret_cast<const char*>(data), size);
  constexpr Protocol protocols[] = {Protocol::Tcp, Protocol::Udp, Protocol::Udplite, Protocol::Raw,
                                    Protocol::Icmp};
  for (std::size_t number = 0; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    const Text line = rest.substr(0, end);
    const Protocol protocol = protocols[number % std::size(protocols)];
    DecodedSocket little;
    DecodedSocket big;
    const Line first = decode_inet_line(line, protocol, ByteOrder::Little, little);
    if (first != decode_inet_line(line, protocol, ByteOrder::Big, big)) std::abort();
    if (first == Line::Row) {
      const bool has_state = !name_of(little.socket.state).empty();
      if (little.socket.protocol != protocol || !has_state) std::abort();
      if (little.socket.family == Family::Ipv4 &&
          !is_mirrored(little.socket.local, big.socket.local))
        std::abort();
    }
    rest.remove_prefix(end == Text::npos ? rest.size() : end + 1);
  }
  return 0;
}
