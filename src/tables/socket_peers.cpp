// socket_peers.cpp: follows connections from one socket to the other.
// SPDX-License-Identifier: Apache-2.0
#include "tables/socket_peers.hpp"

#include <algorithm>
#include <set>

#include "decode/docker_proxy.hpp"
#include "tables/census.hpp"
#include "tables/container_addresses.hpp"
#include "tables/inner_sink.hpp"
#include "tables/networks.hpp"
#include "tables/other_machines.hpp"
#include "tables/socket_columns.hpp"
#include "tables/socket_reading.hpp"

namespace sonde {
namespace {

using socket_columns::detail_of;

constexpr int rewrites_max = 3;  // A pod in a node in a container: each has its NAT.

bool is_datagram(const Socket& socket) {
  return socket.protocol == Protocol::Udp || socket.protocol == Protocol::Udplite;
}

// Of a connection that is over only this side knows anything.
bool may_have_peer(const Socket& socket) {
  return FarEnds::has_other_end(socket) && socket.state != State::TimeWait;
}

// Of a socket without a peer: where it is takes the place of the other end.
EndsKey open_key(Protocol protocol, const Endpoint& local, u32 netns) {
  EndsKey key = ends_key(protocol, local, {});
  key.words[2] = netns;
  return key;
}

}  // namespace

SocketPeers::SocketPeers(World& world, RowStore<Socket>& rows)
    : world_(world), rows_(rows), census_(census_of(world)), near_count_(rows.size()) {}

void SocketPeers::add_far_sockets() {
  if (!census_.listed()) return;  // A paste: there are no processes.
  for (std::size_t i = 0; i < near_count_; ++i) ends_.add(rows_[i], FarEnds::Side::Near);
  for (std::size_t i = 0; i < near_count_; ++i)
    if (may_have_peer(rows_[i]))
      pending_.push_back({.socket = &rows_[i], .far = FarEnds::key_of_far_end(rows_[i])});
  for (int rewrites = 0; wants_more(); ++rewrites) {
    addresses_ = &world_.shared<NetworkAddresses>();
    for (Pending& one : pending_) find_place(one);
    read_far_sockets();
    if (!wants_more() || rewrites == rewrites_max) break;
    follow_nat();
  }
  lost_.insert(lost_.end(), pending_.begin(), pending_.end());
}

// Puts aside what is found by now. False when nothing is left.
bool SocketPeers::wants_more() {
  std::erase_if(pending_, [this](const Pending& one) {
    const Socket* far = ends_.end_of(*one.socket, one.far).socket;
    if (!far) far = datagram_end(one);
    if (far) found_.emplace_back(one.socket, far);
    return far != nullptr;
  });
  return !pending_.empty();
}

// Which namespace has the address of the other end. An address of the loopback is in its own.
void SocketPeers::find_place(Pending& one) const {
  const Known<u32>& own = one.socket->place->netns;
  one.unseen = Absent::NotApplicable;
  if (one.socket->protocol == Protocol::Unix) return;
  const Address address = own_address(one.far);
  one.place = own;
  if (!own) one.unseen = own.why;
  if (is_loopback(address)) return;
  const Known<u32> found =
      is_link_local(address) ? Known<u32>(Absent::Unsupported) : addresses_->find(address);
  one.unseen = found ? Absent::NotApplicable : found.why;
  if (!own && one.unseen == Absent::NotApplicable) one.unseen = own.why;  // Nothing is known.
  // Of several that have it the own one comes first.
  if (found.why != Absent::Unsupported) one.place = found;
}

std::vector<Network> SocketPeers::networks_of(const std::set<u32>& numbers) const {
  std::vector<Network> networks = census_.networks();
  std::erase_if(networks, [&](const Network& one) { return !numbers.contains(*one.netns); });
  return networks;
}

// One look at each namespace in which an end may be.
void SocketPeers::read_far_sockets() {
  std::set<u32> numbers;
  SocketWish wish;
  wish.tcp_states = states_with_peer;
  ends_.want_nothing();
  for (const Pending& one : pending_) {
    const Socket& near = *one.socket;
    if (near.protocol == Protocol::Unix) {  // The inode is all that its owner is found by.
      Socket far{.protocol = Protocol::Unix, .family = Family::Unix, .state = near.state};
      far.inode = *detail_of(near).peer_inode;
      far.place = near.place;
      ends_.add(rows_.add(far), FarEnds::Side::Other);
      continue;
    }
    if (!one.place) continue;
    numbers.insert(*one.place);
    wish.protocols[static_cast<std::size_t>(near.protocol)] = true;
    ends_.want(one.far);
    if (is_datagram(near)) datagram_ports_.insert({*one.place, own_port(one.far)});
  }
  if (numbers.empty()) return;
  World places = inner_world(world_);
  places.networks = networks_of(numbers);
  if (places.networks.empty()) return;  // Its last process has ended.
  HiddenRows hidden;
  const auto done =
      each_network(places, "sockets", hidden, [&](const Network& network, Source& source) {
        const UseSocket use = [&](const DecodedSocket& row) {
          take_far_socket(row.socket, network);
          return More::Yes;
        };
        const auto read = read_sockets(places, source, wish, hidden, use);
        return read ? Result<More>(More::Yes) : std::unexpected(read.error());
      });
  sockets_unseen_ = done ? hidden.why : reason_of(done.error().code);
}

void SocketPeers::take_far_socket(const Socket& socket, const Network& network) {
  const bool takes_any = is_datagram(socket) && socket.state == State::Unconn &&
                         datagram_ports_.contains({*network.netns, socket.local.port});
  if (!takes_any && !ends_.wants(socket)) return;
  const SocketPlace*& place = places_[*network.netns];
  if (!place)
    place = world_.texts.make(SocketPlace{.netns = network.netns,
                                          .container = network.container
                                                           ? world_.texts.keep(*network.container)
                                                           : network.container});
  Socket& kept = rows_.add(socket);
  kept.place = place;
  if (takes_any)
    datagram_ends_.insert({open_key(kept.protocol, kept.local, *network.netns), &kept});
  else
    ends_.add(kept, FarEnds::Side::Other);
}

// A socket without a peer takes what comes: one on the very address before one on all addresses.
const Socket* SocketPeers::datagram_end(const Pending& one) const {
  if (!one.place || !is_datagram(*one.socket)) return nullptr;
  Endpoint end;
  const Address address = own_address(one.far);
  end.bytes = address.bytes;
  end.version = address.version;
  end.port = own_port(one.far);
  const auto find = [&] {
    const auto found = datagram_ends_.find(open_key(one.socket->protocol, end, *one.place));
    return found == datagram_ends_.end() ? nullptr : found->second;
  };
  if (const Socket* const exact = find()) return exact;
  end.bytes = {};
  if (const Socket* const any = find()) return any;
  end.version = 6;
  const Socket* const any = find();
  const bool is_ipv6_only = any && any->dual_stack && !*any->dual_stack;
  return is_ipv6_only && address.version == 4 ? nullptr : any;
}

// Goes on with the ends that NAT makes of them; where it makes nothing the search is over.
void SocketPeers::follow_nat() {
  std::set<u32> numbers;
  if (const Known<u32> machine = census_.machine_netns()) numbers.insert(*machine);
  NatEnds nat;
  for (const Pending& one : pending_) {
    if (one.socket->protocol == Protocol::Unix) continue;
    nat.want(turned_round(one.far));
    if (one.place) numbers.insert(*one.place);
    if (one.socket->place->netns) numbers.insert(*one.socket->place->netns);
  }
  if (std::vector<Network> networks = networks_of(numbers); !networks.empty())
    nat.read(world_, std::move(networks));
  if (nat.unseen() != Absent::Known) nat_unseen_ = nat.unseen();
  std::erase_if(pending_, [&](Pending& one) {
    const EndsKey* const far = nat.find(turned_round(one.far));
    if (!far)
      lost_.push_back(one);
    else
      one.far = *far;
    return far == nullptr;
  });
}

void SocketPeers::settle() {
  for (const auto& [near, far] : found_) near->peer = peer_of(*far);
  const OtherMachines& others = world_.shared<OtherMachines>();
  for (const Pending& one : lost_) {
    const bool is_connection = one.socket->protocol != Protocol::Unix && others.connections;
    one.socket->peer = is_connection ? others.connections->find(one.far, others.own) : nullptr;
    if (one.socket->peer) continue;
    Absent why = one.unseen;
    if (why == Absent::NotApplicable && one.place) why = sockets_unseen_;
    if (why == Absent::NotApplicable || why == Absent::Known) why = nat_unseen_;
    if (one.socket->protocol != Protocol::Unix && why != Absent::Known)
      one.socket->peer = nobody(why);
  }
  for (std::size_t i = 0; !census_.listed() && i < near_count_; ++i)
    if (may_have_peer(rows_[i]))
      rows_[i].peer = nobody(world_.source.is_copy() ? Absent::NotCollected
                                                     : reason_of(census_.listed().error().code));
  rows_.keep_first(near_count_);
}

const SocketPeer* SocketPeers::nobody(Absent why) {
  const SocketPeer*& peer = nobody_[static_cast<std::size_t>(why)];
  if (!peer) peer = world_.texts.make(SocketPeer{.why = why});
  return peer;
}

const SocketPeer* SocketPeers::peer_of(const Socket& far) {
  SocketPeer peer;
  peer.owner = far.owner;
  peer.holder = far.holder;
  peer.holders = detail_of(far).pids.size();
  peer.netns = far.place->netns;
  peer.container = socket_columns::container(far);
  const bool is_proxy = far.holder && far.holder->process &&
                        *far.holder->process == "docker-proxy" &&
                        peer.container.why == Absent::NotApplicable;
  if (is_proxy) peer.container = behind_proxy(far.holder->pid);
  peer.is_proxy = is_proxy && peer.container;
  return world_.texts.make(peer);
}

// Docker's proxy says in its command line where it sends whatever comes.
Known<Text> SocketPeers::behind_proxy(int pid) {
  const auto [place, is_new] = proxies_.try_emplace(pid, Absent::NotApplicable);
  if (!is_new) return place->second;
  std::string room;
  const auto line =
      world_.source.ask({Question::How::Read, std::to_string(pid) + "/cmdline"}, room);
  const auto forwarded = line ? decode_docker_proxy(*line) : std::nullopt;
  if (!forwarded) return place->second;
  const Address& address = forwarded->container;
  return place->second = world_.shared<ContainerAddresses>().find(address.bytes, address.version);
}

}  // namespace sonde
