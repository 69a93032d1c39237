// path_ends.cpp: the steps "neighbour", "interface" and "listener".
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <net/if.h>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "model/interface.hpp"
#include "model/neighbor.hpp"
#include "model/socket.hpp"
#include "tables/container_addresses.hpp"
#include "tables/other_ends.hpp"
#include "tables/path_walk.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr u32 lower_up = 1U << 16;  // IFF_LOWER_UP of linux/if.h: there is a carrier.

Address address_at(const Endpoint& end) { return {end.bytes, end.version, {}}; }

bool is_any(const Endpoint& end) {
  return std::ranges::all_of(end.bytes, [](u8 byte) { return byte == 0; });
}

// ::ffff:192.0.2.1 takes IPv4.
bool is_mapped(const Endpoint& end, const Address& address) {
  constexpr std::array<u8, 12> before = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return end.version == 6 && address.version == 4 &&
         std::equal(before.begin(), before.end(), end.bytes.begin()) &&
         std::equal(end.bytes.begin() + 12, end.bytes.end(), address.bytes.begin());
}

Answer serves(const Socket& socket, const Address& address) {
  const Endpoint& end = socket.local;
  if (is_mapped(end, address)) return Answer::Yes;
  if (end.version == address.version)
    return is_any(end) || end.bytes == address.bytes ? Answer::Yes : Answer::No;
  if (end.version != 6 || !is_any(end)) return Answer::No;
  if (!socket.dual_stack) return Answer::Unknown;
  return *socket.dual_stack ? Answer::Yes : Answer::No;
}

std::string name_of_holder(const Socket& socket) {
  if (!socket.holder) return "somebody";
  std::string name(socket.holder->process ? *socket.holder->process : Text("a process"));
  append_number(name += " (pid ", socket.holder->pid);
  return name += ')';
}

std::string end_of(const Socket& socket) {
  std::string end;
  append_address(end, address_at(socket.local), socket.local.port);
  return end;
}

// A listener that is bound to an interface takes what comes in by that one alone.
Answer takes_from(const Socket& socket, const Known<u32>& arrival) {
  if (!socket.interface || *socket.interface == 0) return Answer::Yes;
  if (!arrival) return Answer::Unknown;
  return *socket.interface == *arrival ? Answer::Yes : Answer::No;
}

// Whether a part of the sockets may hold such a listener: other protocols need not be read.
bool may_listen(std::span<const Fact> facts, Protocol protocol, State state) {
  return std::ranges::all_of(facts, [&](const Fact& fact) {
    if (fact.column == sockets_table.find("protocol")->read)
      return std::get<Text>(fact.value) == name_of(protocol);
    return fact.column != sockets_table.find("state")->read ||
           std::get<Text>(fact.value) == name_of(state);
  });
}

// What the contract says of a full queue: sk_acceptq_is_full() of include/net/sock.h.
bool is_full(const Socket& socket) {
  return socket.protocol == Protocol::Tcp && socket.recv_q && socket.backlog &&
         *socket.recv_q > *socket.backlog;
}

}  // namespace

// A card, or what does as if it were one: others of no protocol of addresses are no peers of it.
bool path_must_ask(const Interface& link) {
  constexpr Text kinds[] = {"veth", "bridge", "bond", "team", "vlan", "macvlan"};
  const bool is_like_card = link.kind.why == Absent::NotApplicable ||
                            (link.kind && std::ranges::find(kinds, *link.kind) != std::end(kinds));
  constexpr u32 asks_nobody = IFF_NOARP | IFF_LOOPBACK | IFF_POINTOPOINT;
  return is_like_card && link.flags && (*link.flags & asks_nobody) == IFF_NOARP &&
         (*link.flags & IFF_BROADCAST);
}

// The neighbour comes first, and yet the link decides whether it can answer.
void PathWalk::look_at_link() {
  const Text name = is_to_here() ? Text("lo") : way_.interface ? *way_.interface : Text();
  const Interface* link = nullptr;
  for (const Interface* const one : interfaces_->all<Interface>())
    if (one->name == name) link = one;
  if (is_to_here() && link) arrival_ = {link->name, link->name, link->index};
  const bool has_flags = link && link->flags;
  const bool is_up = has_flags && (*link->flags & IFF_UP);
  const bool has_carrier = is_up && (*link->flags & lower_up);
  look_at_neighbour(link, !has_flags || has_carrier);
  std::string says(name.empty() ? Text("the interface") : name);
  auto verdict = PathVerdict::Unknown;
  Text next = "sonde interfaces, on that machine";
  if (!has_flags) {
    says += ": whether it is up cannot be seen here";
  } else if (!is_up) {
    verdict = PathVerdict::Fails;
    says += " is down";
    next = keep("ip link set " + shell_word(name) + " up");
  } else if (!has_carrier) {
    verdict = PathVerdict::Fails;
    says += " is up and has no carrier";
    next = keep("look at the cable, or the other end: sonde interfaces name = " + shell_word(name));
  } else {
    verdict = PathVerdict::Ok;
    says += " is up";
    if (link->mtu) append_number(says += ", MTU ", *link->mtu);
  }
  PathStep& step = add(PathStage::Interface, verdict, says);
  if (!name.empty()) step.interface = keep(name);
  step.evidence = has_flags ? Text("interfaces flags") : Text("not in /proc/net/dev");
  if (verdict != PathVerdict::Ok) step.next = next;
}

void PathWalk::look_at_neighbour(const Interface* link, bool has_link) {
  if (is_to_here()) return;
  const bool is_of_many = way_.type && *way_.type != RTN_UNICAST;
  const bool asks_nobody =
      link && link->flags && (*link->flags & (IFF_NOARP | IFF_LOOPBACK | IFF_POINTOPOINT));
  const bool must_ask = link && path_must_ask(*link);
  if (is_of_many || (asks_nobody && !must_ask)) return;
  if (way_.gateway.why == Absent::NotCollected) {  // One of several ways.
    add(PathStage::Neighbour, PathVerdict::Unknown, "which neighbour is next is not known");
    return;
  }
  const Address next = way_.gateway ? *way_.gateway : packet_.destination;
  const std::string name = path_address(next);
  KeptRows neighbors(neighbors_table, table_, sink_);
  neighbors.read(here_->world, "address,mac,interface,state,probes", [&](const void* row) {
    const auto& one = *static_cast<const Neighbor*>(row);
    return one.address && one.address.value.bytes == next.bytes && one.interface &&
           way_.interface && *one.interface == *way_.interface;
  });
  const std::vector<const Neighbor*> found = neighbors.all<Neighbor>();
  const std::string seek = "sonde neighbors address = " + shell_word(name);
  std::string says = name;
  if (!has_link) {
    says += " cannot answer without the link";
    add(PathStage::Neighbour, PathVerdict::Unknown, says);
    return;
  }
  const bool knows_one =
      !found.empty() && !(found.front()->state && *found.front()->state == NeighborState::Noarp);
  if (must_ask && !knows_one && neighbors.why() == Absent::Known) {
    says =
        std::string(link->name) + " asks nobody (NOARP), and does not know where " + name + " is";
    add(PathStage::Neighbour, PathVerdict::Unknown, says).next =
        keep("ip link set " + shell_word(link->name) + " arp on");
    return;
  }
  if (found.empty()) {
    says += neighbors.why() == Absent::Known ? " was not asked for yet: the kernel will ask"
                                             : ": whether it answers cannot be seen here";
    add(PathStage::Neighbour, PathVerdict::Unknown, says).next = keep(seek + ", once it was");
    return;
  }
  const Neighbor& one = *found.front();
  const bool is_silent =
      one.state ? *one.state == NeighborState::Failed || *one.state == NeighborState::Incomplete
                : !one.mac;
  const Text state = one.state ? name_of(*one.state) : one.mac ? Text("known") : Text("no answer");
  says += is_silent ? " does not answer: " : " is on the link: ";
  says += state;
  if (one.mac && one.state && *one.state == NeighborState::Permanent) {
    const Known<bool> is_there = is_of_peer(*one.mac);
    if (is_there && !*is_there) {
      PathStep& step = add(PathStage::Neighbour, PathVerdict::Fails,
                           name + " has a hardware address that is not that of the other end");
      step.evidence = Text("neighbors state PERMANENT");
      step.next = keep("ip neigh del " + shell_word(name) + " dev " + shell_word(*one.interface) +
                       "; " + seek);
      return;
    }
  }
  PathStep& step =
      add(PathStage::Neighbour, is_silent ? PathVerdict::Fails : PathVerdict::Ok, says);
  step.evidence = keep("neighbors state " + std::string(state));
  step.gateway = way_.gateway;
  if (is_silent) step.next = keep("is that machine on, is the network's prefix right? " + seek);
}

// Whether the device at the other end takes what is sent to that hardware address. Not known where
// there is none, or where it hands on what is for others.
Known<bool> PathWalk::is_of_peer(Text mac) {
  const PathPeer peer = way_.interface ? peer_of(*here_, *way_.interface) : PathPeer{};
  if (!peer.netns || !peer.index) return Absent::NotCollected;
  std::optional<PathPlace> place = open_place(*peer.netns);
  if (!place) return Absent::Elsewhere;
  KeptRows kept(interfaces_table, table_, sink_);
  kept.read(place->world, "index,mac,master,link_index", [](const void*) { return true; });
  const Interface* end = nullptr;
  bool is_of_others = false;  // As of a macvlan that stands on it.
  for (const Interface* const link : kept.all<Interface>()) {
    if (link->index && *link->index == *peer.index) end = link;
    is_of_others = is_of_others || (link->mac && *link->mac == mac);
  }
  if (!end || !end->mac || end->master_index) return Absent::NotCollected;
  if (*end->mac == mac) return true;
  return is_of_others ? Known<bool>(Absent::NotCollected) : Known<bool>(false);
}

void PathWalk::look_for_listener(PathPlace& place) {
  const Protocol protocol = packet_.protocol == 17 ? Protocol::Udp : Protocol::Tcp;
  const State state = protocol == Protocol::Udp ? State::Unconn : State::Listen;
  KeptRows sockets(sockets_table, table_, sink_);
  sockets.read(
      place.world,
      "protocol,family,state,local_address,local_port,interface,recv_q,backlog,dual_stack,pid,"
      "process",
      [&](const void* row) {
        const auto& one = *static_cast<const Socket*>(row);
        return one.protocol == protocol && one.state == state && one.local.port == port_;
      },
      [&](std::span<const Fact> facts) { return may_listen(facts, protocol, state); });
  const Socket* best = nullptr;
  Answer answer = Answer::No;
  std::string others;
  for (const Socket* const one : sockets.all<Socket>()) {
    const Answer taking = takes_from(*one, arrival_.index);
    const Answer serving = std::min(serves(*one, packet_.destination), taking);
    if (serving == Answer::No) (others += others.empty() ? "" : ", ") += end_of(*one);
    if (taking == Answer::No) others += " over another interface";
    const bool is_better = serving > answer || (serving == answer && best && is_full(*best));
    if (serving == Answer::No || !is_better) continue;
    best = one;
    answer = serving;
  }
  std::string end;
  append_address(end, packet_.destination, port_);
  std::string port = std::to_string(port_);
  const std::string seek =
      "sonde listen" + std::string(place.called.empty() ? "" : " --all") + " local_port = " + port;
  auto verdict = answer == Answer::Yes ? PathVerdict::Ok : PathVerdict::Unknown;
  std::string says;
  std::string evidence = "sockets local_port " + port;
  if (best) {
    says = name_of_holder(*best) + " listens on " + end_of(*best) + place.called;
    if (answer == Answer::Unknown)
      says += takes_from(*best, arrival_.index) == Answer::Unknown
                  ? ", bound to an interface: whether the packet comes in there is not seen"
                  : ", perhaps for IPv6 only";
    if (is_full(*best)) {
      verdict = PathVerdict::Fails;
      append_number(says += ", and its accept queue is full: ", *best->recv_q);
      append_number(says += " of ", *best->backlog);
    }
  } else if (sockets.why() != Absent::Known) {
    says = "whether somebody listens on " + end + " cannot be seen" + place.called;
  } else {
    verdict = PathVerdict::Fails;
    says = "nobody listens on " + end + place.called;
    if (!others.empty()) says += ", only on " + others;
  }
  PathStep& step = add(PathStage::Listener, verdict, says);
  step.place = place.place;
  step.evidence = keep(evidence);
  if (verdict != PathVerdict::Ok) step.next = keep(seek);
}

std::optional<PathPlace> PathWalk::open_place(u32 netns) {
  for (const Network& network : world_.shared<EveryNetwork>().networks) {
    if (!network.netns || *network.netns != netns) continue;
    PathPlace place{inner_world(world_)};
    place.world.networks = {network};
    auto opened = world_.source.network(network.handle);
    if (opened) place.opened = std::move(*opened);
    place.place = world_.texts.make(NetworkPlace{network.netns, network.container});
    place.called = network.container ? " in container " + std::string(*network.container)
                                     : " in network namespace " + std::to_string(netns);
    return place;
  }
  return std::nullopt;
}

std::optional<PathPlace> PathWalk::place_of_destination() {
  const Known<u32> netns = world_.shared<NetworkAddresses>().find(packet_.destination);
  return netns ? open_place(*netns) : std::nullopt;
}

// Another namespace of this machine may have the address: then the rest of the way is seen, too.
void PathWalk::look_elsewhere() {
  std::optional<PathPlace> place = place_of_destination();
  const auto tell_unseen = [this](Text reason) {
    std::string end;
    append_address(end, packet_.destination, port_);
    const std::string says = "who listens on " + end + " is not seen" + std::string(reason);
    PathStep& step = add(PathStage::Listener, PathVerdict::Unknown, says);
    step.next = keep("there: sonde listen local_port = " + std::to_string(port_));
  };
  if (!place) return tell_unseen(" from here");
  packet_.is_from_here = false;
  if (place->opened || place->world.networks.front().handle.empty()) {
    arrive(*place);
    if (pass_firewall(*place, Heading::In) == Goes::No) return;
    if (is_forwarded_) return tell_unseen(": it is sent on from there" + place->called);
    if (look_at_way_back(*place) == Goes::No) return;
  }
  look_for_listener(*place);
}

}  // namespace sonde
