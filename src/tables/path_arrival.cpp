// path_arrival.cpp: over which interface the packet comes in, and what that place lets come in.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <net/if.h>

#include "base/text.hpp"
#include "model/interface.hpp"
#include "model/interface_address.hpp"
#include "tables/path_walk.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

const Interface* link_of(std::span<const Interface* const> links, const Known<u32>& index) {
  for (const Interface* const link : links)
    if (index && link->index && *link->index == *index) return link;
  return nullptr;
}

// The only one that packets can come in by; null where there are several.
const Interface* only_link(std::span<const Interface* const> links) {
  const Interface* only = nullptr;
  for (const Interface* const link : links) {
    const bool is_out = link->flags && (*link->flags & IFF_UP) && !(*link->flags & IFF_LOOPBACK);
    if (!is_out) continue;
    if (only) return nullptr;
    only = link;
  }
  return only;
}

// Those of which a packet comes to the protocols by the device above (netif_receive_skb()).
bool gathers(const Interface& master) {
  constexpr Text kinds[] = {"bridge", "bond", "team"};
  return master.kind && std::ranges::find(kinds, *master.kind) != std::end(kinds);
}

}  // namespace

Known<u32> path_setting(Source& source, const std::string& name) {
  std::string room;
  const auto file = source.ask({Question::How::Read, "sys/net/" + name}, room);
  if (!file) return reason_of(file.error().code);
  u32 number = 0;
  return parse_number(trim(*file), number) ? Known<u32>(number) : Absent::Malformed;
}

// As IN_DEV_MAXCONF() of include/linux/inetdevice.h.
Known<u32> path_setting_of(Source& source, Text interface, Text name) {
  const std::string folder = "ipv4/conf/";
  const std::string file = "/" + std::string(name);
  const Known<u32> all = path_setting(source, folder + "all" + file);
  const Known<u32> own = path_setting(source, folder + std::string(interface) + file);
  if (!all || !own) return all ? own : all;
  return std::max(*all, *own);
}

PathPeer PathWalk::peer_of(const PathPlace& place, Text interface) {
  World world = inner_world(world_);
  world.networks = place.world.networks;
  KeptRows links(interfaces_table, table_, sink_);
  links.read(world, "name,kind,peer,link_index,link_netns", [&](const void* row) {
    const auto& one = *static_cast<const Interface*>(row);
    return one.name == interface && one.has_peer();
  });
  const std::vector<const Interface*> found = links.all<Interface>();
  if (found.empty()) return {};
  const Known<u32>& netns = found.front()->link_netns;
  const bool is_here = netns.why == Absent::NotApplicable;
  return {is_here ? place.place->netns : netns, found.front()->link};
}

void PathWalk::arrive(PathPlace& place) {
  arrival_ = {};
  KeptRows kept(interfaces_table, table_, sink_);
  kept.read(place.world, "name,index,kind,flags,master", [](const void*) { return true; });
  const std::vector<const Interface*> links = kept.all<Interface>();
  const PathPeer peer = way_.interface ? peer_of(*here_, *way_.interface) : PathPeer{};
  const bool is_there = peer.netns && place.place->netns && *peer.netns == *place.place->netns;
  arrival_.is_direct = is_there || way_.gateway.why == Absent::NotApplicable;
  const Interface* port = is_there ? link_of(links, peer.index) : only_link(links);
  if (!port) return;
  arrival_.port = keep(port->name);
  const Interface* const master = link_of(links, port->master_index);
  if (port->master_index && (!master || !gathers(*master))) return;
  if (master) port = master;
  arrival_.interface = keep(port->name);
  arrival_.index = port->index;
}

// To where a redirect leads: the address of the interface that it comes in by (nf_nat_redirect()).
Address PathWalk::address_of_arrival(PathPlace& place) {
  KeptRows addresses(addresses_table, table_, sink_);
  if (!arrival_.interface) return packet_.destination;
  addresses.read(place.world, "interface,address,prefix,scope", [this](const void* row) {
    const auto& one = *static_cast<const InterfaceAddress*>(row);
    return one.interface && *one.interface == *arrival_.interface && one.address &&
           one.address.value.version == packet_.destination.version && !is_link_local(*one.address);
  });
  const auto found = addresses.all<InterfaceAddress>();
  if (found.empty()) return packet_.destination;
  Address address = *found.front()->address;
  address.zone = {};
  return address;
}

// Another destination may be that of another place (ip_route_input_slow() of net/ipv4/route.c).
PathWalk::Goes PathWalk::settle(PathPlace& place) {
  const std::string to = path_address(packet_.destination);
  const bool is_ipv4 = packet_.destination.version == 4;
  const auto tell = [&](PathVerdict verdict, const std::string& says, const std::string& next) {
    PathStep& step = add(PathStage::Route, verdict, says + place.called);
    step.place = place.place;
    step.next = keep(next);
    return verdict == PathVerdict::Fails ? Goes::No : Goes::On;
  };
  if (is_ipv4 && is_loopback(packet_.destination)) {
    const std::string device(arrival_.interface ? *arrival_.interface : Text("all"));
    const Known<u32> lets = path_setting_of(place.source(), device, "route_localnet");
    if (lets && *lets != 0) return Goes::On;
    const bool is_sure = lets && arrival_.interface;
    const std::string name = "net.ipv4.conf." + device + ".route_localnet";
    return tell(is_sure ? PathVerdict::Fails : PathVerdict::Unknown,
                is_sure ? "what comes in for " + to + " is dropped: " + name + " is 0"
                        : "whether what comes in for " + to + " is taken cannot be seen",
                "there: sysctl " + name + "=1, or redirect instead of dnat");
  }
  PathWays ways(table_, sink_);
  ways.read(place.world, std::span(&packet_.destination, 1));
  if (ways.is_local(packet_.destination)) return Goes::On;
  is_forwarded_ = true;
  if (ways.no_routes() != Absent::Known) return Goes::On;
  const Text device = arrival_.interface ? *arrival_.interface : Text("all");
  const std::string name =
      (is_ipv4 ? "ipv4/conf/" + std::string(device) : "ipv6/conf/all") + "/forwarding";
  const Known<u32> forwards = path_setting(place.source(), name);
  if (!forwards || *forwards != 0 || !arrival_.interface) return Goes::On;
  return tell(PathVerdict::Fails,
              to + " is no address there, and it is not forwarded: " + name + " is 0",
              std::string("there: sysctl net.") +
                  (is_ipv4 ? "ipv4.ip_forward=1" : "ipv6.conf.all.forwarding=1"));
}

}  // namespace sonde
