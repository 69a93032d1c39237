// iptables_socket.cpp: the two questions of iptables-legacy, asked again while the table changes.
// SPDX-License-Identifier: Apache-2.0
#include "source/iptables_socket.hpp"

// First: the headers of the kernel leave out what it has defined already.
#include <netinet/in.h>

#include <cerrno>
#include <cstring>
#include <linux/netfilter_ipv4/ip_tables.h>
#include <sys/socket.h>

#include "source/files.hpp"

namespace sonde {
namespace {

// What both families have: ip6_tables.h has the same numbers and the same structures of its own.
static_assert(sizeof(ipt_getinfo) == 84 && sizeof(ipt_get_entries) == 40);

// No sane machine has more rules; the kernel itself has no limit.
constexpr u32 entries_bytes_max = 256 * 1024 * 1024;
constexpr int tries_max = 4;

struct Place {
  int domain, level;
  Text table;
};

Result<Place> place_of(Text name) {
  const std::size_t slash = name.find('/');
  const Text family = name.substr(0, slash);
  const Text table = slash == Text::npos ? Text() : name.substr(slash + 1);
  if ((family != "ip" && family != "ip6") || table.empty() || table.size() >= XT_TABLE_MAXNAMELEN)
    return failed(std::errc::invalid_argument, "read iptables", std::string(name));
  if (family == "ip") return Place{AF_INET, IPPROTO_IP, table};
  return Place{AF_INET6, IPPROTO_IPV6, table};
}

}  // namespace

Result<UniqueFd> open_iptables(Text name) {
  const Place place = TRY(place_of(name));
  UniqueFd socket(::socket(place.domain, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) return errno_failed("open", "socket");
  return socket;
}

Result<Text> ask_iptables(int socket, Text name, std::string& room) {
  const Place place = TRY(place_of(name));
  const std::string object = "the iptables table " + std::string(name);
  for (int tries = 0; tries < tries_max; ++tries) {
    ipt_getinfo info{};
    std::memcpy(info.name, place.table.data(), place.table.size());
    socklen_t size = sizeof info;
    if (::getsockopt(socket, place.level, IPT_SO_GET_INFO, &info, &size) != 0)
      return errno_failed("read", object);
    if (info.size > entries_bytes_max) return failed(std::errc::message_size, "read", object);
    ipt_get_entries head{};
    std::memcpy(head.name, place.table.data(), place.table.size());
    head.size = info.size;
    room.assign(reinterpret_cast<const char*>(&info), sizeof info);
    room.append(reinterpret_cast<const char*>(&head), sizeof head);
    room.resize(room.size() + info.size);
    size = static_cast<socklen_t>(room.size() - sizeof info);
    if (::getsockopt(socket, place.level, IPT_SO_GET_ENTRIES, room.data() + sizeof info, &size) ==
        0)
      return Text(room);
    if (errno != EAGAIN) return errno_failed("read", object);  // EAGAIN: it changed meanwhile.
  }
  return failed(std::errc::resource_unavailable_try_again, "read", object);
}

}  // namespace sonde
