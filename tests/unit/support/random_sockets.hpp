// random_sockets.hpp: rows of the table "sockets" for properties that must hold for all of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <random>

#include "base/text.hpp"
#include "model/socket.hpp"

namespace sonde::test {

inline Endpoint endpoint(Text address, u16 port) {
  Address parsed;
  parse_address(address, parsed);
  return {.bytes = parsed.bytes, .port = port, .version = parsed.version, .has_port = true};
}

// A row, and all that it points to.
struct SocketBox {
  Socket socket{};
  SocketDetail detail{};
  SocketPlace place{};
  Holder holder{};
  bool held = false;

  // The row as it stands where the box stands now.
  const Socket& row() {
    socket.detail = &detail;
    socket.place = &place;
    socket.holder = held ? &holder : nullptr;
    return socket;
  }
};

inline SocketBox random_socket(std::mt19937& random) {
  const auto one_of = [&](std::size_t count) { return random() % count; };
  const auto known = [&](u32 most) -> Known<u32> {
    if (one_of(4) == 0) return static_cast<Absent>(1 + one_of(7));
    return static_cast<u32>(one_of(most));
  };
  SocketBox box;
  Socket& s = box.socket;
  s.protocol = static_cast<Protocol>(one_of(std::size(protocol_names)));
  s.family = s.protocol == Protocol::Unix      ? Family::Unix
             : s.protocol == Protocol::Packet  ? Family::Packet
             : s.protocol == Protocol::Netlink ? Family::Netlink
                                               : static_cast<Family>(one_of(2));
  s.state = static_cast<State>(1 + one_of(14));
  constexpr Text hosts[] = {"127.0.0.1", "10.0.0.9", "0.0.0.0", "::1", "2001:db8::7"};
  constexpr u16 ports[] = {0, 22, 443, 40000};
  if (s.family == Family::Ipv4 || s.family == Family::Ipv6) {
    s.local = endpoint(hosts[one_of(5)], ports[one_of(4)]);
    if (one_of(2) == 0) s.remote = endpoint(hosts[one_of(5)], ports[one_of(4)]);
  }
  s.recv_q = known(3);
  s.send_q = known(3);
  s.backlog = known(3);
  s.uid = known(2);
  s.inode = one_of(3) == 0 ? 0 : 1 + one_of(5);
  if (one_of(2) == 0) s.dual_stack = one_of(2) == 0;
  if (s.protocol == Protocol::Unix && one_of(2) == 0) {
    box.detail.path = one_of(2) == 0 ? Text("/run/x.sock") : Text("@abstract");
    box.detail.has_path = true;
  }
  box.held = one_of(2) == 0;
  box.holder = {.pid = 7, .process = one_of(2) == 0 ? Text("bash") : Text("nginx")};
  if (!box.held) s.owner = static_cast<Owner>(3 + one_of(8));
  return box;
}

}  // namespace sonde::test
