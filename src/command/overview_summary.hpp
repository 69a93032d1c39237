// overview_summary.hpp: adds up the sockets of a place for the overview: listeners, peers.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/table.hpp"
#include "model/socket.hpp"

namespace sonde {

// A listening port: all rows of one program on one port, however many addresses and threads.
struct Listener {
  std::string holder{}, protocol{};
  std::string published_at{};  // Empty unless the scan was asked for it.
  std::set<std::string> addresses{};
  u64 waiting = 0, connections = 0;
  Known<u32> backlog{};
};

// A service that this place talks to.
struct Peer {
  std::string holder{};
  bool is_held = false;  // By a process, not only by the kernel.
  u64 open = 0, opening = 0, closing = 0;
  u64 total() const { return open + opening + closing; }
};

// A port of a network namespace: the same one of another is another service.
struct Service {
  u16 port = 0;
  std::string protocol{};
  u32 netns = 0;
  auto operator<=>(const Service&) const = default;
};
struct RemoteService {
  std::string name{};
  u32 netns = 0;  // That it is talked to from.
  auto operator<=>(const RemoteService&) const = default;
};

// Takes the sockets of one scan, listeners before connections, and adds them up.
class OverviewSummary final : public Sink {
public:
  GapList gaps{};
  std::vector<std::string> notes{};
  std::map<Service, Listener> listeners{};
  std::map<RemoteService, Peer> peers{};
  // Listeners whose limit is not known, or where they are published, by reason.
  std::array<u64, 8> unknown_queues{}, unknown_ports{};

  More rows(Chunk chunk) override;
  // A queue whose limit is not known may be full, and a port published: adds the gaps that say so.
  void tell_unknown();
  void gap(const Gap& gap) override { gaps.add(gap); }
  void note(Text sentence) override { notes.emplace_back(sentence); }
  void end() override {}

private:
  void take(const Socket& socket);
  void take_listener(const Socket& socket);
  void take_connection(const Socket& socket);
};

}  // namespace sonde
