// netlink_socket.hpp: sends a request to the kernel and reads its datagrams, nobody else's.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "base/unique_fd.hpp"
#include "core/source.hpp"

namespace sonde {

// A socket of NETLINK_SOCK_DIAG. It belongs to the network namespace of the thread that opens it.
Result<UniqueFd> open_sock_diag();

// Sends one request; its answer comes datagram by datagram. When the kernel does not answer for
// five seconds, that is an error.
Result<std::unique_ptr<Blocks>> dump_sockets(UniqueFd socket, Text request);

}  // namespace sonde
