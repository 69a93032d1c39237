// netlink_socket.hpp: sends a request to the kernel and reads its datagrams, nobody else's.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "core/source.hpp"

namespace sonde {

// Sends one NETLINK_SOCK_DIAG request; its answer comes datagram by datagram. When the kernel does
// not answer for five seconds, that is an error.
Result<std::unique_ptr<Blocks>> dump_sockets(Text request);

}  // namespace sonde
