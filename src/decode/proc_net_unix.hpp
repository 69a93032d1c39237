// proc_net_unix.hpp: lines of /proc/net/unix.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/decoded_socket.hpp"

namespace sonde {

// Decodes one line. The kernel prints the path raw: a newline in it ends the line, and what follows
// may imitate a row. No decoder can tell; only a cross-check with unix_diag can.
// Source: net/unix/af_unix.c (unix_seq_show), Linux 6.18.
Line decode_unix_line(Text line, DecodedSocket& row);

}  // namespace sonde
