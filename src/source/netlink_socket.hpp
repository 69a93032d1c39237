// netlink_socket.hpp: sends a request to the kernel and reads its datagrams, nobody else's.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "base/unique_fd.hpp"
#include "core/source.hpp"

namespace sonde {

// A socket of a netlink protocol: NETLINK_SOCK_DIAG, NETLINK_NETFILTER, NETLINK_ROUTE. It belongs
// to the network namespace of the thread that opens it.
Result<UniqueFd> open_netlink(int protocol);

// The protocol that a Question::How::Netlink is for; an error when it has no request.
Result<int> protocol_of_question(Text name);

// Sends the request of a Question::How::Netlink; its answer comes datagram by datagram. When the
// kernel does not answer for five seconds, that is an error.
Result<std::unique_ptr<Blocks>> ask_netlink(UniqueFd socket, Text name);

}  // namespace sonde
