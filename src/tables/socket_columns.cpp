// socket_columns.cpp: the columns of "sockets" that are put together from several members.
// SPDX-License-Identifier: Apache-2.0
#include "tables/socket_columns.hpp"

#include "base/services.hpp"
#include "decode/hosts.hpp"
#include "decode/proc_net_netlink.hpp"

namespace sonde::socket_columns {
namespace {

void append_port(std::string& out, const Socket& s, u16 port) {
  const Text name = s.place->resolve ? service_name(port, name_of(s.protocol)) : Text();
  out += ':';
  if (name.empty())
    append_number(out, port);
  else
    out += name;
}

void append_end(std::string& out, const Socket& s, const Endpoint& end) {
  const Text host = s.place->hosts ? s.place->hosts->find(end.bytes, end.version) : Text();
  if (!host.empty()) {
    out += host;
    if (end.has_port) append_port(out, s, end.port);
    return;
  }
  std::string zone;
  const bool brackets = end.version == 6;
  if (brackets) out += '[';
  append_address(out, address_of(s, end, zone));
  if (brackets) out += ']';
  if (end.has_port) append_port(out, s, end.port);
}

// A unix socket's peer has an inode and no name of its own: "→ 4711" would be no end.
void append_netlink(std::string& out, const SocketDetail& detail) {
  const Text name =
      detail.protocol_number ? netlink_protocol_name(*detail.protocol_number) : Text();
  if (!name.empty())
    out += name;
  else if (detail.protocol_number)
    append_number(out, *detail.protocol_number);
  out += ':';
  if (detail.port_id) append_number(out, *detail.port_id);
}

void append_packet(std::string& out, const Socket& s, const SocketDetail& detail) {
  out += "0x";
  if (detail.protocol_number) append_hex(out, *detail.protocol_number, 4);
  out += ':';
  if (s.interface && *s.interface != 0)
    append_interface(out, s);
  else
    out += '*';
}

}  // namespace

Address address_of(const Socket& s, const Endpoint& end, std::string& room) {
  Address address{end.bytes, end.version, {}};
  if (!is_link_local(address) || !s.interface || *s.interface == 0) return address;
  room.clear();
  const Text name = s.place->interfaces ? s.place->interfaces->find(*s.interface) : Text();
  if (name.empty())
    append_number(room, *s.interface);
  else
    room = name;
  address.zone = room;
  return address;
}

void append_interface(std::string& out, const Socket& s) {
  const Text name = s.place->interfaces ? s.place->interfaces->find(*s.interface) : Text();
  if (!name.empty()) {
    out += name;
    return;
  }
  out += "if";
  append_number(out, *s.interface);
}

void append_local(std::string& out, const Socket& s) {
  const SocketDetail& detail = detail_of(s);
  switch (s.family) {
    case Family::Unix:
      if (detail.has_path) out += detail.path;
      return;
    case Family::Netlink: return append_netlink(out, detail);
    case Family::Packet: return append_packet(out, s, detail);
    default: append_end(out, s, s.local);
  }
}

void append_remote(std::string& out, const Socket& s) {
  if (s.remote.version != 0) append_end(out, s, s.remote);
}

namespace {

// "nginx (pid 3865 and 4 more)", "(time-wait)".
void append_party(std::string& out, const Holder* holder, const Known<Owner>& owner, u64 holders) {
  if (!holder) {
    out += '(';
    out += owner ? name_of(*owner) : Text("unknown");
    out += ')';
    return;
  }
  if (owner && *owner == Owner::Probable) out += "probably ";
  out += holder->process ? *holder->process : Text("?");
  out += " (pid ";
  append_number(out, holder->pid);
  if (holders > 1) {
    out += " and ";
    append_number(out, holders - 1);
    out += " more";
  }
  out += ')';
}

}  // namespace

void append_holder(std::string& out, const Socket& s) {
  append_party(out, s.holder, s.owner, detail_of(s).pids.size());
}

void append_peer(std::string& out, const Socket& s) {
  const SocketPeer& peer = *s.peer;
  append_party(out, peer.holder, peer.owner, peer.holders);
  if (!peer.host.empty()) {
    if (peer.container) (out += " in ") += *peer.container;
    (out += " on ") += peer.host;
    return;
  }
  const Known<Text> own = container(s);
  if (own && peer.container && *own == *peer.container) return;
  if (peer.container) {
    out += peer.is_proxy ? " to " : " in ";
    out += *peer.container;
  } else if (peer.netns && !(s.place->netns && *s.place->netns == *peer.netns)) {
    append_number(out += " in netns ", *peer.netns);
  }
}

}  // namespace sonde::socket_columns
