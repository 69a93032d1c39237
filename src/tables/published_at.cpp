// published_at.cpp: the table "published" read backwards, from the listener to the port.
// SPDX-License-Identifier: Apache-2.0
#include "tables/published_at.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "decode/proc_pid.hpp"
#include "tables/census.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// Takes rows, and remembers why some are missing.
class PublishedRows final : public Sink {
public:
  explicit PublishedRows(const std::function<void(const Published&)>& use) : use_(use) {}
  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) use_(*static_cast<const Published*>(chunk[i]));
    return More::Yes;
  }
  void gap(const Gap& gap) override {
    if (gap.column.empty()) hidden = gap.why;
  }
  void note(Text) override {}
  void end() override {}

  Absent hidden = Absent::Known;

private:
  const std::function<void(const Published&)>& use_;
};

// Where it leads is asked for, and not who answers there: that takes a look at all processes.
Request request_of_targets() {
  Request request;
  for (const Text name : {Text("protocol"), Text("address"), Text("port"), Text("target_address"),
                          Text("target_port"), Text("target_netns")})
    request.columns.set(published_table.index_of(*published_table.find(name)));
  request.possible = [](std::span<const Fact> facts) {
    return std::ranges::none_of(facts, [](const Fact& fact) {
      const Text* const word = std::get_if<Text>(&fact.value);
      return word && *word == name_of(PublishedBy::HostNetwork);
    });
  };
  return request;
}

bool is_on(const Socket& socket, const Known<Address>& target) {
  if (!target) return true;  // A redirect: to whatever address of its own.
  if (socket.local.bytes == target.value.bytes && socket.local.version == target.value.version)
    return true;
  const bool is_any = std::ranges::all_of(socket.local.bytes, [](u8 byte) { return byte == 0; });
  const bool is_other_family =
      socket.family == Family::Ipv6
          ? target.value.version == 4 && socket.dual_stack && !*socket.dual_stack
          : target.value.version == 6;
  return is_any && !is_other_family;
}

bool is_listener(const Socket& socket) {
  return socket.local.has_port && socket.local.port != 0 &&
         (socket.state == State::Listen || socket.state == State::Unconn);
}

}  // namespace

PublishedAt::PublishedAt(World& world) {
  const Census& census = census_of(world);
  machine_ = census.machine_netns();
  if (!census.listed()) {
    unseen_ =
        world.source.is_copy() ? Absent::NotCollected : reason_of(census.listed().error().code);
    return;
  }
  std::string room;
  const auto links = world.source.ask({Question::How::Links, "self/ns"}, room);
  is_inside_ = links && !is_first_pid_namespace(*links);
  if (is_inside_) unseen_ = Absent::Elsewhere;
  World machine = inner_world(world);
  for (Network& network : census.networks())
    if (machine_ && *network.netns == *machine_) machine.networks.push_back(std::move(network));
  const std::function<void(const Published&)> use = [this](const Published& row) { take(row); };
  PublishedRows rows(use);
  const Request request = request_of_targets();
  const auto done = published_table.scan(machine, published_table, request, rows);
  const Absent hidden = done                     ? rows.hidden
                        : world.source.is_copy() ? Absent::NotCollected
                                                 : reason_of(done.error().code);
  if (hidden != Absent::Known && unseen_ == Absent::NotApplicable) unseen_ = hidden;
}

void PublishedAt::take(const Published& row) {
  if (!row.target_netns || !row.port) {
    // Of several that have the address nobody knows which one is meant.
    if (row.target_netns.why == Absent::Unsupported) unseen_ = Absent::Unsupported;
    return;
  }
  if (!row.target_port) {
    uncertain_.insert(*row.target_netns);
    return;
  }
  std::string at;
  append_address(at, row.address);
  if (row.address.version == 6) at = "[" + at + "]";
  append_number(at += ':', *row.port);
  const Text protocol = row.protocol == "udp"    ? Text("udp")
                        : row.protocol == "sctp" ? "sctp"
                                                 : "tcp";
  std::vector<Port>& ports = ports_[{*row.target_netns, protocol, *row.target_port}];
  const auto is_same = [&](const Port& port) {
    return port.at == at && port.target.why == row.target_address.why &&
           port.target.value == row.target_address.value;
  };
  if (std::ranges::none_of(ports, is_same)) ports.push_back({row.target_address, std::move(at)});
}

Known<Text> PublishedAt::of(const Socket& socket, std::string& room) const {
  if (!is_listener(socket)) return Absent::NotApplicable;
  const Known<u32>& netns = socket.place->netns;
  if (!netns) return netns.why;
  room.clear();
  const auto found = ports_.find({*netns, name_of(socket.protocol), socket.local.port});
  if (found != ports_.end())
    for (const Port& port : found->second)
      if (is_on(socket, port.target)) (room += room.empty() ? "" : ", ") += port.at;
  if (!room.empty()) return Text(room);
  if (is_loopback(socket.local)) return Absent::NotApplicable;
  if (is_inside_) return unseen_;
  if (machine_ && *machine_ == *netns) return Absent::NotApplicable;
  return uncertain_.contains(*netns) ? Absent::NotCollected : unseen_;
}

}  // namespace sonde
