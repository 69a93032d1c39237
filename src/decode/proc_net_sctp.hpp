// proc_net_sctp.hpp: lines of /proc/net/sctp/eps and /proc/net/sctp/assocs.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/decoded_socket.hpp"
#include "decode/table_header.hpp"

namespace sonde {

// The endpoints hold what is bound or listens, the associations what has a peer. A one-to-one
// socket with a peer stands in both, with the same inode.
enum class SctpFile : u8 { Endpoints, Associations };

// Decodes the lines of one table in their order. `file` says which it is until a header does.
// Of several addresses a row takes the first of each end. Source: net/sctp/proc.c, Linux 6.8.
class SctpTable {
public:
  explicit SctpTable(SctpFile file);
  Line decode(Text line, DecodedSocket& row);

private:
  SctpFile file_;
  TableHeader endpoints_, associations_;
};

}  // namespace sonde
