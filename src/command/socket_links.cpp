// socket_links.cpp: sockets that agree are one link; a connection within the machine is one.
// SPDX-License-Identifier: Apache-2.0
#include "command/socket_links.hpp"

#include <algorithm>
#include <optional>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "tables/census.hpp"
#include "tables/socket_columns.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

using socket_columns::detail_of;

constexpr Text arrow = " \xe2\x86\x92 ";

std::string address_text(const Endpoint& end) {
  std::string text;
  append_address(text, {end.bytes, end.version, {}});
  return text;
}

std::string end_text(const Endpoint& end) {
  const std::string host = address_text(end);
  return (end.version == 6 ? "[" + host + "]" : host) + ":" + std::to_string(end.port);
}

bool is_wildcard(const Endpoint& end) {
  return std::ranges::all_of(end.bytes, [](u8 byte) { return byte == 0; });
}

// Who has the other end, also where NAT or a proxy stands between.
std::optional<Party> other_party(const Socket& socket, const Socket* far) {
  if (far) return party_of(*far);
  const SocketPeer* const peer = socket.peer;
  return peer && peer->why == Absent::Known ? std::optional(party_of(*peer)) : std::nullopt;
}

// Ports below are those of servers, unless somebody says otherwise (ip_local_port_range).
constexpr u16 first_ephemeral_port = 32768;

}  // namespace

SocketLinks::SocketLinks(Inquiry& inquiry)
    : inquiry_(inquiry), own_(census_of(inquiry.world()).own_netns()) {}

void SocketLinks::add(const Found<Socket>& near) {
  near.each([&](const Socket& socket) {
    far_.add(socket, FarEnds::Side::Near);
    if (is_listener(socket) && socket.local.has_port)
      served_.insert({socket.place->netns.value, socket.protocol, socket.local.port});
  });
  near.each([&](const Socket& socket) { far_.want_end_of(socket); });
  Wish<Socket> wish{
      sockets_table, link_columns, "protocol != netlink and protocol != packet", {}, {}};
  wish.early = [&](const Socket& socket) { return far_.wants(socket); };
  const bool has_both_ends =
      (inquiry_.thing().kind & (Thing::Port | Thing::End | Thing::Host)) != 0;
  const Found<Socket> others =
      far_.wants_any() && !has_both_ends ? inquiry_.collect(wish) : Found<Socket>({});
  others.each([&](const Socket& socket) { far_.add(socket, FarEnds::Side::Other); });
  near.each([&](const Socket& socket) {
    if (is_listener(socket))
      add_listener(socket);
    else if (FarEnds::has_other_end(socket))
      add_connection(socket);
  });
  hand_on(listeners_);
  hand_on(connections_);
}

bool SocketLinks::is_listener(const Socket& socket) {
  if (socket.protocol == Protocol::Unix)
    return detail_of(socket).has_path &&
           (socket.state == State::Listen || socket.state == State::Unconn);
  if (socket.state == State::Listen) return true;
  return socket.state == State::Unconn && (!socket.local.has_port || socket.local.port != 0);
}

bool SocketLinks::is_server(const Socket& socket) const {
  const Thing& thing = inquiry_.thing();
  if (socket.protocol == Protocol::Unix) return detail_of(socket).has_path;
  if (thing.port != 0 && socket.local.port == thing.port) return true;
  if (thing.port != 0 && socket.remote.port == thing.port) return false;
  if (served_.contains({socket.place->netns.value, socket.protocol, socket.local.port}))
    return true;
  return socket.local.port < first_ephemeral_port && socket.remote.port >= first_ephemeral_port;
}

// Of a connection both of whose ends are near, the server's end tells it.
bool SocketLinks::is_said_by(const Socket& socket, const FarEnds::Found& far) const {
  if (!far.socket || far.side != FarEnds::Side::Near) return false;
  const bool serves = is_server(socket);
  return serves == is_server(*far.socket) ? far.socket < &socket : !serves;
}

void SocketLinks::add_listener(const Socket& socket) {
  const Party party = party_of(socket);
  Link link;
  link.relation = Relation::Listens;
  set_party(link, party);
  std::string local;
  socket_columns::append_local(local, socket);
  link.address = inquiry_.keep(local);
  link.state = name_of(socket.state);
  std::string text = text_of(party, own_) + " on ";
  if (socket.protocol != Protocol::Tcp) (text += name_of(socket.protocol)) += ' ';
  text += local;
  if (socket.state == State::Listen && socket.recv_q && socket.backlog) {
    append_number(text += ", accept queue ", *socket.recv_q);
    append_number(text += " of ", *socket.backlog);
  }
  const auto [place, is_new] = listeners_.try_emplace(text);
  if (is_new)
    place->second = {link, text, listeners_.size()};
  else
    ++place->second.link.count;
}

// What connections of one group have in common; it is made of each, so it is made of bytes.
std::string SocketLinks::key_of(const Socket& socket, const Socket* far, bool serves) {
  std::string key;
  const auto add = [&](const auto& value) {
    key.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  const auto add_holder = [&](const Socket& one) {
    add(one.holder);
    add(one.place);
    add(one.owner.value);
    add(detail_of(one).pids.size());
  };
  add(socket.protocol);
  add(socket.state);
  add_holder(socket);
  if (far) add_holder(*far);
  if (!far && socket.peer) add(socket.peer->holder), add(socket.peer->netns.value);
  if (socket.protocol == Protocol::Unix) {
    key += serves ? detail_of(socket).path : far ? detail_of(*far).path : Text();
    return key;
  }
  add(socket.remote.bytes);
  add(serves ? socket.local.port : socket.remote.port);
  if (serves) add(socket.local.bytes);
  return key;
}

void SocketLinks::add_connection(const Socket& socket) {
  const FarEnds::Found found = far_.of(socket);
  if (is_said_by(socket, found)) return;
  const Socket* const far = found.socket;
  const bool is_pair = socket.protocol == Protocol::Unix && !detail_of(socket).has_path &&
                       !(far && detail_of(*far).has_path);
  if (is_pair && inquiry_.thing().kind != Thing::Inode) return;  // Within a program, mostly.
  const auto [place, is_new] = connections_.try_emplace(key_of(socket, far, is_server(socket)));
  if (!is_new) {
    ++place->second.link.count;
    return;
  }
  const Party party = party_of(socket);
  Link link;
  link.relation = Relation::Talks;
  set_party(link, party);
  if (const auto other = other_party(socket, far)) set_peer(link, *other);
  link.state = name_of(socket.state);
  std::string address;
  if (socket.protocol == Protocol::Unix)
    address = detail_of(socket).has_path ? detail_of(socket).path
              : far                      ? detail_of(*far).path
                                         : Text();
  else
    address = is_server(socket) ? address_text(socket.remote) : end_text(socket.remote);
  if (!address.empty()) link.address = inquiry_.keep(address);
  place->second = {link, describe(socket, far), connections_.size()};
}

// "10.0.0.7 → nginx (pid 3865) on :80", "curl (pid 77) → 10.0.0.1:80, nginx (pid 3865)".
std::string SocketLinks::describe(const Socket& socket, const Socket* far) const {
  const std::string here = text_of(party_of(socket), own_);
  const auto other = other_party(socket, far);
  const std::string there = other ? text_of(*other, own_) : std::string();
  const bool serves = is_server(socket);
  if (socket.protocol == Protocol::Unix) {
    const Text path = serves ? detail_of(socket).path : far ? detail_of(*far).path : Text();
    const std::string other = there.empty() ? "somebody" : there;
    std::string text =
        serves ? other + std::string(arrow) + here : here + std::string(arrow) + other;
    if (!path.empty()) (text += " on unix ") += path;
    return text;
  }
  const std::string protocol =
      socket.protocol == Protocol::Tcp ? "" : std::string(name_of(socket.protocol)) + " ";
  if (!serves)
    return here + std::string(arrow) + protocol + end_text(socket.remote) +
           (there.empty() ? "" : ", " + there);
  const std::string remote = address_text(socket.remote);
  return (there.empty() ? remote : there + " at " + remote) + std::string(arrow) + here + " on " +
         protocol + end_text(socket.local);
}

void SocketLinks::hand_on(std::unordered_map<std::string, Group>& groups) {
  std::vector<Group*> order;
  for (auto& [key, group] : groups) order.push_back(&group);
  std::ranges::sort(order, [](const Group* left, const Group* right) {
    return std::pair(right->link.count, left->order) < std::pair(left->link.count, right->order);
  });
  const Thing& thing = inquiry_.thing();
  const Text conns = inquiry_.keep(more_of(thing, "conns"));
  const Text listen = inquiry_.keep(more_of(thing, "listen"));
  for (Group* group : order) {
    Link& link = group->link;
    std::string& says = group->text;
    if (link.relation == Relation::Talks) {
      says += ": ";
      if (link.count > 1) append_number(says, link.count);
      if (link.count > 1) says += ' ';
      says += *link.state;
    } else if (link.count > 1) {
      append_number(says += ", ", link.count);
      says += " sockets";
    }
    link.says = inquiry_.keep(says);
    link.next = link.relation == Relation::Talks ? conns : listen;
    inquiry_.add(link);
  }
}

std::string more_of(const Thing& thing, Text command) {
  const std::string all = "sonde " + std::string(command) + " --all ";
  const std::string port = std::to_string(thing.port);
  const bool listens = command == "listen";
  std::string host;
  append_address(host, thing.address);
  switch (thing.kind) {
    case Thing::Port:
      return all +
             (listens ? "sport = :" + port : "'sport = :" + port + " or dport = :" + port + "'");
    case Thing::End:
      host = thing.address.version == 6 ? "[" + host + "]:" + port : host + ":" + port;
      [[fallthrough]];
    case Thing::Host:
      return all + (listens ? "src " + host : "'src " + host + " or dst " + host + "'");
    case Thing::Process: return all + "pids = " + std::to_string(thing.pid);
    case Thing::Inode: return all + "inode = " + std::to_string(thing.inode);
    case Thing::Interface: return all + "interface = " + shell_word(thing.name);
    case Thing::Path: return "sonde sockets --all protocol = unix";
    case Thing::Place:
    case Thing::Name: break;
  }
  constexpr Text words[] = {"", "pid:", "container:", "netns:", "pod:"};
  return "sonde " + std::string(command) + " --in " +
         shell_word(std::string(words[static_cast<std::size_t>(thing.place.kind)]) +
                    thing.place.name);
}

namespace {

constexpr Text with_ports =
    "( protocol = tcp or protocol = udp or protocol = udplite or protocol = sctp )";

bool is(const Endpoint& end, const Address& address) {
  return end.version == address.version && end.bytes == address.bytes;
}

bool holds(const Inquiry::Dwelling& dwelling, const Socket& socket) {
  if (socket.holder && dwelling.has(socket.holder->pid)) return true;
  return std::ranges::any_of(detail_of(socket).pids, [&](int pid) { return dwelling.has(pid); });
}

// Whether nobody else is in the network namespaces of a place: then what has no owner is its own.
bool is_alone(Inquiry& inquiry) {
  const Inquiry::Dwelling& place = inquiry.dwelling;
  return std::ranges::none_of(census_of(inquiry.world()).residents(), [&](const Resident& one) {
    return place.is_in(one.netns) && !place.has(one.pid);
  });
}

Wish<Socket> wish_for(Inquiry& inquiry) {
  const Thing& thing = inquiry.thing();
  const Address& address = thing.address;
  Wish<Socket> wish{sockets_table, link_columns, std::string(with_ports), {}, {}};
  switch (thing.kind) {
    case Thing::Port: {
      const std::string port = std::to_string(thing.port);
      wish.filter += " and ( local_port = " + port + " or remote_port = " + port + " )";
      break;
    }
    case Thing::End:
      wish.early = [&](const Socket& s) {
        const bool is_local = s.local.port == thing.port &&
                              (is(s.local, address) ||
                               (is_wildcard(s.local) && inquiry.dwelling.is_in(s.place->netns)));
        return is_local || (s.remote.port == thing.port && is(s.remote, address));
      };
      break;
    case Thing::Host:
      // Also what listens on all addresses where this is one of them.
      wish.early = [&](const Socket& s) {
        const bool is_open = s.local.has_port && s.remote.port == 0 && is_wildcard(s.local);
        return is(s.local, address) || is(s.remote, address) ||
               (is_open && !is_loopback(address) && inquiry.dwelling.is_in(s.place->netns));
      };
      break;
    case Thing::Interface:
      wish.filter = "protocol != netlink and protocol != unix";
      wish.early = [&](const Socket& s) {
        std::string name;
        if (s.interface && *s.interface != 0) socket_columns::append_interface(name, s);
        return name == thing.name;
      };
      break;
    case Thing::Inode: wish.filter = "inode = " + std::to_string(thing.inode); break;
    case Thing::Path:
      wish.filter = "protocol = unix";
      wish.early = [&](const Socket& s) {
        return detail_of(s).has_path && detail_of(s).path == thing.name;
      };
      break;
    case Thing::Process:
      wish.filter = "protocol != netlink";
      wish.late = [&](const Socket& s) { return holds(inquiry.dwelling, s); };
      break;
    case Thing::Place:
      wish.filter = "protocol != netlink";
      wish.late = [&inquiry, alone = is_alone(inquiry)](const Socket& s) {
        const bool is_its_own = alone && !s.holder && inquiry.dwelling.is_in(s.place->netns);
        return is_its_own || holds(inquiry.dwelling, s);
      };
      break;
    case Thing::Name: break;  // A Process for each was put in its place.
  }
  return wish;
}

}  // namespace

Result<void> find_sockets(Inquiry& inquiry) {
  const bool has_owner = (inquiry.thing().kind & (Thing::Process | Thing::Place)) != 0;
  if (has_owner && !inquiry.is_known()) return {};
  SocketLinks links(inquiry);
  links.add(inquiry.collect(wish_for(inquiry)));
  return {};
}

}  // namespace sonde
