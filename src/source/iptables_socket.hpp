// iptables_socket.hpp: reads a table of the older iptables, which has no netlink, by getsockopt(2).
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/unique_fd.hpp"
#include "core/source.hpp"

namespace sonde {

// A socket that can be asked for the table of a Question::How::Iptables. It belongs to the network
// namespace of the thread that opens it. Any internet socket will do; a datagram socket needs no
// rights to be opened.
Result<UniqueFd> open_iptables(Text name);

// The answer to the question: IPT_SO_GET_INFO, then IPT_SO_GET_ENTRIES. It needs CAP_NET_ADMIN in
// that namespace (net/ipv4/netfilter/ip_tables.c, do_ipt_get_ctl, Linux 6.8).
Result<Text> ask_iptables(int socket, Text name, std::string& room);

}  // namespace sonde
