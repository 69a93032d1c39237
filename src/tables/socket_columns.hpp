// socket_columns.hpp: how the columns of "sockets" are read from a row; the scan asks for some.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/text.hpp"
#include "decode/interface_names.hpp"
#include "decode/passwd.hpp"
#include "model/socket.hpp"
#include "tables/listening_on.hpp"
#include "tables/published_at.hpp"

namespace sonde::socket_columns {

inline constexpr SocketDetail no_detail{};

inline const SocketDetail& detail_of(const Socket& s) { return s.detail ? *s.detail : no_detail; }

// An end as one text: 127.0.0.1:80, [::1]:80, a path, route:42.
void append_local(std::string& out, const Socket& s);
void append_remote(std::string& out, const Socket& s);
// Its interface: "eth0", or "if7" when the name is not known.
void append_interface(std::string& out, const Socket& s);
// Who holds it: "nginx (pid 3865)", or the reason: "(time-wait)".
void append_holder(std::string& out, const Socket& s);
// Who has the other end: "nginx (pid 3865) in web".
void append_peer(std::string& out, const Socket& s);
// The zone of a link-local address is built in `room`, and lives as long as that is not changed.
Address address_of(const Socket& s, const Endpoint& end, std::string& room);

inline constexpr auto local_address = [](const Socket& s, std::string& room) -> Known<Address> {
  if (s.local.version == 0) return Absent::NotApplicable;
  return address_of(s, s.local, room);
};
inline constexpr auto local_port = [](const Socket& s) -> Known<u16> {
  return s.local.has_port ? Known<u16>(s.local.port) : Absent::NotApplicable;
};
inline constexpr auto remote_address = [](const Socket& s, std::string& room) -> Known<Address> {
  if (s.remote.version == 0) return Absent::NotApplicable;
  return address_of(s, s.remote, room);
};
inline constexpr auto remote_port = [](const Socket& s) -> Known<u16> {
  return s.remote.has_port ? Known<u16>(s.remote.port) : Absent::NotApplicable;
};
inline constexpr auto local = [](const Socket& s, std::string& room) -> Known<Text> {
  room.clear();
  append_local(room, s);
  return room.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(room);
};
inline constexpr auto remote = [](const Socket& s, std::string& room) -> Known<Text> {
  room.clear();
  append_remote(room, s);
  return room.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(room);
};
inline constexpr auto serves = [](const Socket& s) -> Known<Text> {
  const bool is_listener = s.state == State::Listen || s.state == State::Unconn;
  if (!is_listener || !s.local.has_port) return Absent::NotApplicable;
  if (s.family == Family::Ipv4) return Text("IPv4");
  if (s.dual_stack && *s.dual_stack && s.is_dual_stack_assumed) return Text("IPv6 (IPv4?)");
  if (s.dual_stack) return *s.dual_stack ? Text("IPv4+IPv6") : Text("IPv6");
  return s.dual_stack.why == Absent::NotApplicable
             ? Known<Text>(s.local.version == 4 ? Text("IPv4") : Text("IPv6"))
             : Known<Text>(s.dual_stack.why);
};
inline constexpr auto interface = [](const Socket& s, std::string& room) -> Known<Text> {
  if (!s.interface) return s.interface.why;
  if (*s.interface == 0) return Absent::NotApplicable;
  room.clear();
  append_interface(room, s);
  return Text(room);
};
inline constexpr auto timer_ms = [](const Socket& s) -> Known<u32> {
  if (!s.timer) return s.timer.why;
  return *s.timer == Timer::Off ? Known<u32>(Absent::NotApplicable) : Known<u32>(s.timer_ms);
};
inline constexpr auto inode = [](const Socket& s) -> Known<u64> {
  return s.inode != 0 ? Known<u64>(s.inode) : Absent::NotApplicable;
};
inline constexpr auto netns = [](const Socket& s) -> Known<u32> { return s.place->netns; };
inline constexpr auto user = [](const Socket& s, std::string& room) -> Known<Text> {
  if (!s.uid) return s.uid.why;
  // Names of a container's users are in the container. Where those may not be read, numbers do.
  const bool is_refused = s.place->no_users == Absent::NotPermitted;
  if (!s.place->users && !is_refused) return Absent::NotCollected;
  room = s.place->users ? s.place->users->find(*s.uid) : Text();
  if (room.empty()) append_number(room, *s.uid);  // As ps and ls do.
  return Text(room);
};

// Why there is no process: a reason that is known is no gap.
inline Absent no_process(const Known<Owner>& owner) {
  if (!owner) return owner.why;
  if (*owner == Owner::Hidden) return Absent::NotPermitted;
  return *owner == Owner::Elsewhere ? Absent::Elsewhere : Absent::NotApplicable;
}
inline Absent no_process(const Socket& s) { return no_process(s.owner); }
inline constexpr auto pid = [](const Socket& s) -> Known<int> {
  return s.holder ? Known<int>(s.holder->pid) : no_process(s);
};
inline constexpr auto pids = [](const Socket& s) -> Known<Numbers> {
  if (!detail_of(s).pids.empty()) return detail_of(s).pids;
  return s.holder ? Known<Numbers>(Numbers(&s.holder->pid, 1)) : no_process(s);
};
inline constexpr auto process = [](const Socket& s) -> Known<Text> {
  return s.holder ? s.holder->process : no_process(s);
};
inline constexpr auto command = [](const Socket& s) -> Known<Text> {
  return s.holder ? s.holder->command : no_process(s);
};
inline constexpr auto container = [](const Socket& s) -> Known<Text> {
  if (s.holder) return s.holder->container;
  return s.place->container ? s.place->container : no_process(s);
};
inline constexpr auto fd = [](const Socket& s) -> Known<u32> {
  if (!s.holder) return no_process(s);
  const bool is_guess = s.owner && *s.owner == Owner::Probable;  // Nobody saw its descriptors.
  return is_guess ? Known<u32>(Absent::NotPermitted) : Known<u32>(s.fd);
};
inline constexpr auto holder = [](const Socket& s, std::string& room) -> Text {
  room.clear();
  append_holder(room, s);
  return room;
};
inline constexpr auto path = [](const Socket& s) -> Known<Text> {
  const SocketDetail& detail = detail_of(s);
  return detail.has_path ? Known<Text>(detail.path) : Absent::NotApplicable;
};

inline constexpr auto peer = [](const Socket& s, std::string& room) -> Known<Text> {
  if (!s.peer) return Absent::NotApplicable;
  if (s.peer->why != Absent::Known) return s.peer->why;
  room.clear();
  append_peer(room, s);
  return Text(room);
};
inline Absent no_peer(const Socket& s) {
  if (!s.peer || !s.peer->host.empty()) return Absent::NotApplicable;
  return s.peer->why == Absent::Known ? no_process(s.peer->owner) : s.peer->why;
}
inline bool has_peer_here(const Socket& s) {
  return s.peer && s.peer->holder && s.peer->host.empty();
}
inline constexpr auto peer_pid = [](const Socket& s) -> Known<int> {
  return has_peer_here(s) ? Known<int>(s.peer->holder->pid) : no_peer(s);
};
inline constexpr auto peer_process = [](const Socket& s) -> Known<Text> {
  return has_peer_here(s) ? s.peer->holder->process : no_peer(s);
};
inline constexpr auto peer_container = [](const Socket& s) -> Known<Text> {
  const bool is_in_one = s.peer && s.peer->host.empty() && s.peer->container;
  if (is_in_one || has_peer_here(s)) return s.peer->container;
  return no_peer(s);
};
// A connection never gets the port of a listener by itself: connect() leaves ports that somebody
// bound (net/ipv4/inet_hashtables.c, __inet_hash_connect).
inline constexpr auto direction = [](const Socket& s) -> Known<Direction> {
  if (s.protocol != Protocol::Tcp || s.remote.version == 0) return Absent::NotApplicable;
  if (!s.place->listening_on) return Absent::NotCollected;
  return s.place->listening_on->direction_of(s.local.port, s.remote.port);
};

inline constexpr auto published_at = [](const Socket& s, std::string& room) -> Known<Text> {
  if (!s.place->published_at) return Absent::NotCollected;
  return s.place->published_at->of(s, room);
};

// A member of the rarer half of the row.
template <auto Member> inline constexpr auto detail = [](const Socket& s) {
  return detail_of(s).*Member;
};
// A TIME_WAIT and a SYN_RECV are no full sockets: the kernel keeps little of them.
inline bool is_full(const Socket& s) {
  return s.state != State::TimeWait && s.state != State::SynRecv;
}
// The same, where only full internet sockets have it.
template <auto Member> inline constexpr auto inet_detail = [](const Socket& s) {
  using Value = std::remove_cvref_t<decltype(detail_of(s).*Member)>;
  const bool is_inet = s.family == Family::Ipv4 || s.family == Family::Ipv6;
  return is_inet && is_full(s) ? detail_of(s).*Member : Value(Absent::NotApplicable);
};
// The same, where only full TCP sockets have it.
template <auto Member> inline constexpr auto tcp_detail = [](const Socket& s) {
  using Value = std::remove_cvref_t<decltype(detail_of(s).*Member)>;
  const bool has_it = s.protocol == Protocol::Tcp && is_full(s) && s.state != State::Bound &&
                      s.state != State::Listen;
  return has_it ? detail_of(s).*Member : Value(Absent::NotApplicable);
};

}  // namespace sonde::socket_columns
