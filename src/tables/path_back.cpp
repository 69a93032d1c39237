// path_back.cpp: whether the answer finds its way back, and whether each side takes what comes in.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <linux/rtnetlink.h>
#include <net/if.h>

#include "base/shell_word.hpp"
#include "model/interface.hpp"
#include "model/neighbor.hpp"
#include "tables/path_walk.hpp"
#include "tables/route_words.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr u32 strict = 1;  // rp_filter: it must be the interface that the answer leaves by.

bool leaves_by(const RouteChoice& choice, Text interface) {
  return std::ranges::any_of(choice.routes, [&](const Route* route) {
    return route->interface && *route->interface == interface;
  });
}

}  // namespace

PathWalk::Goes PathWalk::tell_back(const PathPlace& place, PathVerdict verdict,
                                   const std::string& says, const std::string& next) {
  const bool is_sure = verdict != PathVerdict::Fails || arrival_.is_direct;
  if (!is_sure) verdict = PathVerdict::Unknown;
  const Text condition = is_sure ? "" : ", unless a router on the way gives it another source";
  PathStep& step = add(PathStage::Route, verdict, (says + place.called).append(condition));
  step.place = place.place;
  step.next = keep(next);
  return verdict == PathVerdict::Fails ? Goes::No : Goes::On;
}

// Nothing is said of a way back that leads back.
PathWalk::Goes PathWalk::look_at_way_back(PathPlace& place) {
  const std::string to = path_address(packet_.source);
  if (source_is_ == SourceIs::Unknown)
    return tell_back(place, PathVerdict::Unknown, "which source the packet has cannot be seen",
                     "sonde firewall shows who rewrites it");
  if (!source_ || is_link_local(packet_.source)) return Goes::On;
  PathWays ways(table_, sink_);
  const Address wanted[] = {packet_.source, packet_.destination};
  ways.read(place.world, wanted);
  RouteLookup flow;
  flow.destination = packet_.source;
  flow.source = packet_.destination;
  flow.protocol = packet_.protocol;
  flow.source_port = port_;
  flow.uid = Absent::NotCollected;
  const RouteChoice choice = ways.choose(flow);
  if (choice.doubt)
    return tell_back(place, PathVerdict::Unknown,
                     "the answer to " + to + " may be led elsewhere by a rule",
                     "there: sonde rules");
  const bool is_whole = ways.no_rules() == Absent::Known && ways.no_routes() == Absent::Known;
  if (choice.routes.empty() || is_refusal(choice.routes.front()->type)) {
    std::string says = "no route leads the answer back to " + to;
    std::string room;
    if (!choice.routes.empty()) {
      const Route& route = *choice.routes.front();
      says = "the answer to " + to +
             " is refused: " + std::string(network_word(route.destination, route.prefix, room));
      if (route.type) (says += " is ") += route_type_names[*route.type];
    }
    return tell_back(place, is_whole ? PathVerdict::Fails : PathVerdict::Unknown, says,
                     "there: sonde routes; ip route add " + to + " via GATEWAY");
  }
  if (choice.routes.front()->type && *choice.routes.front()->type == RTN_LOCAL)
    return tell_back(place, PathVerdict::Fails,
                     to + " is an address of that place, too: the answer never leaves it",
                     "give one of both another address: sonde addresses --all");
  if (look_at_filter(place, choice) == Goes::No) return Goes::No;
  if (source_is_ == SourceIs::Rewritten) return look_at_new_source(place, *choice.routes.front());
  return look_at_neighbour_back(place, *choice.routes.front());
}

// What comes in over another interface than the answer leaves by (fib_validate_source() of
// net/ipv4/fib_frontend.c). IPv6 has no such setting.
PathWalk::Goes PathWalk::look_at_filter(PathPlace& place, const RouteChoice& choice) {
  const Route& back = *choice.routes.front();
  if (packet_.source.version == 6 || !back.interface) return Goes::On;
  const bool is_seen = static_cast<bool>(arrival_.interface);
  if (is_seen && leaves_by(choice, *arrival_.interface)) return Goes::On;
  const std::string to = path_address(packet_.source);
  const std::string in(is_seen ? *arrival_.interface : *back.interface);
  const std::string way = to + " is reached over " + std::string(*back.interface);
  const Known<u32> mode = path_setting_of(place.source(), in, "rp_filter");
  const std::string next =
      "there: sysctl " + shell_word("net/ipv4/conf/" + in + "/rp_filter=2") + " (also of all)";
  if (mode && *mode == strict && is_seen)
    return tell_back(place, PathVerdict::Fails,
                     "what comes in over " + in + " is dropped: rp_filter is 1, and " + way, next);
  if (is_seen ? !mode : mode && *mode == strict)
    return tell_back(place, PathVerdict::Unknown,
                     "whether rp_filter lets it in cannot be seen: " + way, next);
  return is_seen ? look_at_filter_here(place, *back.interface) : Goes::On;
}

// The answer comes by another way than the packet left: this place may not take it.
PathWalk::Goes PathWalk::look_at_filter_here(const PathPlace& place, Text leaves_by) {
  const PathPeer peer = peer_of(place, leaves_by);
  const bool is_here = peer.netns && here_->place->netns && *peer.netns == *here_->place->netns;
  Text in;
  for (const Interface* const link : interfaces_->all<Interface>())
    if (is_here && peer.index && link->index && *link->index == *peer.index) in = link->name;
  const std::string says = "the answer leaves by " + std::string(leaves_by) + place.called;
  const Known<u32> mode =
      in.empty() ? Absent::NotCollected : path_setting_of(here_->source(), in, "rp_filter");
  const std::string next =
      "sysctl " +
      shell_word("net/ipv4/conf/" + std::string(in.empty() ? "all" : in) + "/rp_filter=2") +
      " (also of all)";
  if (!mode)
    return tell_back(*here_, PathVerdict::Unknown,
                     says + ": whether rp_filter lets it in here cannot be seen", next);
  if (*mode != strict || (way_.interface && *way_.interface == in)) return Goes::On;
  return tell_back(*here_, PathVerdict::Fails,
                   says + " and is dropped here as it comes in over " + std::string(in) +
                       ": rp_filter is 1",
                   next);
}

// An address that a rule has given to the packet: somebody must take what comes for it.
PathWalk::Goes PathWalk::look_at_new_source(const PathPlace& place, const Route& back) {
  std::vector<Address> wanted = {packet_.source};
  if (back.gateway) wanted.push_back(*back.gateway);
  PathWays own(table_, sink_);
  own.read(here_->world, wanted);
  const bool is_taken = own.is_local(back.gateway ? *back.gateway : packet_.source);
  if (is_taken) return Goes::On;
  const std::string to = path_address(packet_.source);
  const std::string next = "let the rule give an address of this place: sonde firewall";
  if (back.gateway || own.no_routes() != Absent::Known || answers_for_others())
    return tell_back(place, PathVerdict::Unknown,
                     "whether the answer to " + to + " comes here cannot be seen", next);
  const NeighborSeen seen = neighbour_of(place, packet_.source, back);
  if (seen != NeighborSeen::No)
    return tell_back(place, PathVerdict::Unknown,
                     to + " is no address of this place: who takes the answer cannot be seen",
                     next);
  return tell_back(place, PathVerdict::Fails, "the answer goes to " + to + ", which nobody has",
                   next);
}

// Proxy ARP.
bool PathWalk::answers_for_others() {
  if (!way_.interface) return true;
  const Known<u32> proxy = path_setting_of(here_->source(), *way_.interface, "proxy_arp");
  return !proxy || *proxy != 0;
}

PathWalk::NeighborSeen PathWalk::neighbour_of(const PathPlace& place, const Address& address,
                                              const Route& way) {
  World world = inner_world(world_);
  world.networks = place.world.networks;
  KeptRows neighbors(neighbors_table, table_, sink_);
  neighbors.read(world, "address,mac,interface,state", [&](const void* row) {
    const auto& one = *static_cast<const Neighbor*>(row);
    const bool is_it = one.address && one.address.value.bytes == address.bytes && one.interface &&
                       way.interface && *one.interface == *way.interface;
    return is_it && one.mac && one.state && *one.state != NeighborState::Noarp &&
           *one.state != NeighborState::Failed;
  });
  if (!neighbors.all<Neighbor>().empty()) return NeighborSeen::Yes;
  return neighbors.why() == Absent::Known ? NeighborSeen::No : NeighborSeen::Unknown;
}

// A device that asks nobody sends to its own hardware address (arp_constructor() of
// net/ipv4/arp.c), unless somebody wrote down another one.
PathWalk::Goes PathWalk::look_at_neighbour_back(PathPlace& place, const Route& back) {
  if (!back.interface) return Goes::On;
  KeptRows links(interfaces_table, table_, sink_);
  links.read(place.world, "name,kind,flags,mac", [&](const void* row) {
    return static_cast<const Interface*>(row)->name == *back.interface;
  });
  const std::vector<const Interface*> found = links.all<Interface>();
  if (found.empty() || !path_must_ask(*found.front())) return Goes::On;
  const Address next = back.gateway ? *back.gateway : packet_.source;
  if (neighbour_of(place, next, back) == NeighborSeen::Yes) return Goes::On;
  return tell_back(place, PathVerdict::Unknown,
                   std::string(*back.interface) + " asks nobody (NOARP), and does not know where " +
                       path_address(next) + " is",
                   "there: ip link set " + std::string(*back.interface) + " arp on");
}

}  // namespace sonde
