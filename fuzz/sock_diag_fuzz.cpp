// sock_diag_fuzz.cpp: feeds a message of a dump to each decoder of sock_diag.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "decode/sock_diag.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  if (size == 0) return 0;
  const Text message(reinterpret_cast<const char*>(data + 1), size - 1);
  constexpr Protocol protocols[] = {Protocol::Tcp, Protocol::Udp, Protocol::Raw, Protocol::Sctp};
  DecodedSocket row;
  std::string room;
  bool is_row = false;
  switch (data[0] % 7) {
    case 0: is_row = decode_unix_diag(message, row, room); break;
    case 1: is_row = decode_packet_diag(message, row); break;
    case 2: is_row = decode_netlink_diag(message, row); break;
    default: is_row = decode_inet_diag(message, protocols[data[0] % 7 - 3], row); break;
  }
  if (!is_row) return 0;
  if (static_cast<std::size_t>(row.socket.state) >= std::size(state_names)) std::abort();
  if (static_cast<std::size_t>(row.socket.family) >= std::size(family_names)) std::abort();
  if (row.socket.timer && static_cast<std::size_t>(*row.socket.timer) >= std::size(timer_names))
    std::abort();
  std::size_t bytes = 0;
  for (const char c : row.detail.path) bytes += static_cast<unsigned char>(c) != 0;
  if (row.detail.congestion)
    for (const char c : *row.detail.congestion) bytes += static_cast<unsigned char>(c) != 0;
  if (bytes > size) std::abort();
  return 0;
}
