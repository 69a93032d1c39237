// proc_net_packet.hpp: lines of /proc/net/packet.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/decoded_socket.hpp"
#include "decode/table_header.hpp"

namespace sonde {

// Decodes the lines of one table in their order. Source: net/packet/af_packet.c (packet_seq_show).
class PacketTable {
public:
  PacketTable();
  Line decode(Text line, DecodedSocket& row);

private:
  TableHeader header_;
};

}  // namespace sonde
