// overview_summary.cpp: which side of a connection this place is on.
// SPDX-License-Identifier: Apache-2.0
#include "command/overview_summary.hpp"

#include <algorithm>

#include "tables/socket_columns.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

namespace columns = socket_columns;

std::string holder_of(const Socket& s) {
  std::string holder;
  columns::append_holder(holder, s);
  const Known<Text> container = columns::container(s);
  if (container) holder.append(" in ").append(*container);
  return holder;
}

Service local_service(const Socket& s) {
  return {s.local.port, std::string(name_of(s.protocol)), s.place->netns.value};
}

}  // namespace

More OverviewSummary::rows(Chunk chunk) {
  for (std::size_t i = 0; i < chunk.size(); ++i) take(*static_cast<const Socket*>(chunk[i]));
  return More::Yes;
}

void OverviewSummary::take(const Socket& s) {
  if (s.family != Family::Ipv4 && s.family != Family::Ipv6) return;
  const bool is_datagram = s.protocol == Protocol::Udp && s.state == State::Unconn;
  if (s.local.has_port && (s.state == State::Listen || (is_datagram && s.local.port > 0)))
    take_listener(s);
  else if (s.remote.has_port)
    take_connection(s);
}

void OverviewSummary::take_listener(const Socket& s) {
  Listener& listener = listeners[local_service(s)];
  std::string address;
  columns::append_local(address, s);
  if (s.dual_stack && *s.dual_stack)
    address += s.is_dual_stack_assumed ? " (IPv4?)" : " (IPv4 too)";
  listener.addresses.insert(address);
  listener.protocol = name_of(s.protocol);
  if (listener.holder.empty()) listener.holder = holder_of(s);
  if (s.place->published_at) {
    std::string room;
    const Known<Text> published = columns::published_at(s, room);
    if (published)
      listener.published_at = *published;
    else
      ++unknown_ports[static_cast<std::size_t>(published.why)];
  }
  if (s.state != State::Listen || !s.recv_q) return;
  listener.waiting += *s.recv_q;
  if (!s.backlog) {
    ++unknown_queues[static_cast<std::size_t>(s.backlog.why)];
    return;
  }
  listener.backlog = std::max(listener.backlog.value, *s.backlog);
}

void OverviewSummary::take_connection(const Socket& s) {
  const auto listener = listeners.find(local_service(s));
  if (listener != listeners.end()) {
    ++listener->second.connections;
    return;
  }
  std::string name;
  columns::append_remote(name, s);
  Peer& peer = peers[{name, s.place->netns.value}];
  // A process says more than a reason, and any reason more than that some are over already.
  const bool says_more = s.holder || (!peer.is_held && s.state != State::TimeWait);
  if (peer.holder.empty() || says_more) peer.holder = holder_of(s);
  peer.is_held = peer.is_held || s.holder;
  if (s.state == State::Established)
    ++peer.open;
  else if (s.state == State::SynSent || s.state == State::SynRecv)
    ++peer.opening;
  else
    ++peer.closing;
}

void OverviewSummary::tell_unknown() {
  const auto tell = [this](const std::array<u64, 8>& counts, Text column, Text example) {
    for (std::size_t why = static_cast<std::size_t>(Absent::NotPermitted); why < counts.size();
         ++why) {
      const auto reason = static_cast<Absent>(why);
      if (counts[why] == 0) continue;
      gaps.add({sockets_table.name, column, reason, counts[why], example,
                sockets_table.remedy(column, reason)});
    }
  };
  tell(unknown_queues, "backlog", "whether accept queues are full");
  tell(unknown_ports, "published_at", "ports that lead there");
}

}  // namespace sonde
