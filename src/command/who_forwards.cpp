// who_forwards.cpp: ports that a program hands on to a container, as its command line says.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "command/inquiry.hpp"
#include "command/links.hpp"
#include "command/party.hpp"
#include "command/socket_links.hpp"
#include "decode/fib_trie.hpp"
#include "decode/forward.hpp"
#include "tables/census.hpp"
#include "tables/networks.hpp"
#include "tables/socket_columns.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

struct FoundForward {
  Forward forward{};
  const Resident* by = nullptr;
  Known<u32> netns{};  // That has the address; of several the last, which is a container's.
};

bool concerns(const Inquiry& inquiry, const FoundForward& found) {
  const Thing& thing = inquiry.thing();
  const Forward& forward = found.forward;
  const Known<Address>& host = forward.host_address;
  switch (thing.kind) {
    case Thing::Port: return forward.host_port == thing.port;
    case Thing::End:
      return (forward.host_port == thing.port && (!host || *host == thing.address)) ||
             (forward.port == thing.port && forward.address == thing.address);
    case Thing::Host: return forward.address == thing.address;
    case Thing::Process: return found.by->pid == thing.pid || inquiry.dwelling.is_in(found.netns);
    case Thing::Place: return inquiry.dwelling.is_in(found.netns);
    default: return false;
  }
}

std::vector<FoundForward> all_forwards(World& world) {
  std::vector<FoundForward> found;
  std::string room;
  for (const Resident& resident : census_of(world).residents()) {
    // Few programs do it: the command lines of all others need not be read.
    if (!resident.name.contains("proxy") && !resident.name.starts_with("socat")) continue;
    const auto file =
        world.source.ask({Question::How::Read, std::to_string(resident.pid) + "/cmdline"}, room);
    if (const auto forward = file ? decode_forward(*file) : std::nullopt)
      found.push_back({*forward, &resident, Absent::NotApplicable});
  }
  return found;
}

void find_targets(Inquiry& inquiry, std::vector<FoundForward>& forwards) {
  UntoldSink told(inquiry.untold());
  const UseNetwork look = [&](const Network& network, Source& source) -> Result<More> {
    std::string room;
    for (const bool is_old : {true, false}) {
      const auto file =
          source.ask({Question::How::Read, is_old ? "net/fib_trie" : "net/if_inet6"}, room);
      if (!file) continue;
      for (const LocalAddress& local : is_old ? decode_fib_trie(*file) : decode_if_inet6(*file))
        for (FoundForward& one : forwards)
          if (one.forward.address.version == local.address.version &&
              one.forward.address.bytes == local.address.bytes)
            one.netns = network.netns ? network.netns : own_netns(source);
    }
    return More::Yes;
  };
  const Result<void> done = each_network(inquiry.world(), sockets_table.name, told, look);
  if (!done)
    inquiry.untold().add({links_table.name, "address", reason_of(done.error().code),
                          Absent::NotApplicable, "net/fib_trie", ""});
}

// "docker-proxy (pid 812) hands :8080 on to 172.17.0.2:80"
std::string way_of(const FoundForward& found) {
  const Forward& forward = found.forward;
  std::string text(found.by->name);
  append_number(text += " (pid ", found.by->pid);
  text += ") hands ";
  if (forward.is_udp) text += "udp ";
  if (forward.host_address) append_address(text, *forward.host_address);
  append_number(text += ':', forward.host_port);
  text += " on to ";
  std::string host;
  append_address(host, forward.address);
  text += forward.address.version == 6 ? "[" + host + "]" : host;
  append_number(text += ':', forward.port);
  return text;
}

void add_forward(Inquiry& inquiry, const FoundForward& found) {
  const Forward& forward = found.forward;
  const auto is_protocol = [&](const Socket& s) {
    return forward.is_udp ? s.protocol == Protocol::Udp && s.state == State::Unconn
                          : s.protocol == Protocol::Tcp && s.state == State::Listen;
  };
  Wish<Socket> wish{sockets_table,
                    link_columns,
                    "( protocol = tcp and state = LISTEN or protocol = udp and state = UNCONN ) "
                    "and local_port = " +
                        std::to_string(forward.port),
                    {},
                    {}};
  wish.early = [&](const Socket& s) {
    const bool is_there = found.netns && s.place->netns && *s.place->netns == *found.netns;
    const bool is_any = std::ranges::all_of(s.local.bytes, [](u8 byte) { return byte == 0; });
    return is_there && is_protocol(s) && (is_any || s.local.bytes == forward.address.bytes);
  };
  const std::string way = way_of(found);
  const Known<u32> own = census_of(inquiry.world()).own_netns();
  bool has_listener = false;
  Link link;
  link.relation = Relation::Published;
  std::string address;
  append_address(address, forward.address);
  if (forward.address.version == 6) address = "[" + address + "]";
  link.address = inquiry.keep(address + ":" + std::to_string(forward.port));
  link.netns = found.netns;
  inquiry.collect(wish).each([&](const Socket& socket) {
    has_listener = true;
    const Party party = party_of(socket);
    set_party(link, party);
    std::string local;
    socket_columns::append_local(local, socket);
    link.says = inquiry.keep(way + ": " + text_of(party, own) + " on " + local);
    inquiry.add(link);
  });
  if (has_listener) return;
  link.says = inquiry.keep(way + (found.netns ? ", where nothing listens on it"
                                              : ", an address that no namespace here has"));
  inquiry.add(link);
}

}  // namespace

Result<void> find_forwards(Inquiry& inquiry) {
  const bool has_owner = (inquiry.thing().kind & (Thing::Process | Thing::Place)) != 0;
  if (has_owner && !inquiry.is_known()) return {};
  std::vector<FoundForward> forwards = all_forwards(inquiry.world());
  if (forwards.empty()) return {};
  find_targets(inquiry, forwards);
  for (const FoundForward& found : forwards)
    if (concerns(inquiry, found)) add_forward(inquiry, found);
  return {};
}

}  // namespace sonde
