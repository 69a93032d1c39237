// path_walk.cpp: the order of the steps: from a name to the one who listens.
// SPDX-License-Identifier: Apache-2.0
#include "tables/path_walk.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "decode/proc_pid.hpp"
#include "tables/container_addresses.hpp"
#include "tables/networks.hpp"

namespace sonde {

std::string path_address(const Address& address) {
  std::string text;
  append_address(text, address);
  return text;
}

PathStep& PathWalk::add(PathStage stage, PathVerdict verdict, Text says) {
  PathStep step;
  step.number = static_cast<u32>(steps.size() + 1);
  step.step = stage;
  step.verdict = verdict;
  step.says = keep(says);
  step.source = source_;
  if (asked_.destination || stage != PathStage::Name) step.destination = packet_.destination;
  step.port = port_;
  step.place = here_->place;
  steps.push_back(step);
  return steps.back();
}

// Of several networks the one that has the source, or the one that sonde itself is in.
Result<void> PathWalk::enter() {
  here_.emplace(inner_world(world_));
  Network network;
  if (!world_.networks.empty()) network = world_.networks.front();
  if (world_.networks.size() > 1 && asked_.source && !is_loopback(*asked_.source)) {
    const Known<u32> wanted = world_.shared<NetworkAddresses>().find(*asked_.source);
    for (const Network& one : world_.networks)
      if (wanted && one.netns && *one.netns == *wanted) network = one;
  } else if (world_.networks.size() > 1) {
    const Known<u32> own = own_netns(world_.source);
    for (const Network& one : world_.networks)
      if (own && one.netns && *one.netns == *own) network = one;
  }
  if (!world_.networks.empty()) here_->world.networks = {network};
  here_->world.pids = world_.pids;
  if (!network.handle.empty()) here_->opened = TRY(world_.source.network(network.handle));
  const Known<u32> netns = network.netns ? network.netns : own_netns(here_->source());
  here_->place = world_.texts.make(NetworkPlace{netns, network.container});
  return {};
}

Result<void> PathWalk::run() {
  TRY(enter());
  packet_.protocol = asked_.protocol;
  port_ = asked_.port;
  packet_.port = PortRange{port_, port_};
  PortRange ports;
  const Question range{Question::How::Read, "sys/net/ipv4/ip_local_port_range"};
  const auto file = here_->source().ask(range, room_);
  Text rest = file ? trim(*file) : Text();
  if (parse_number(next_word(rest), ports.first) && parse_number(next_word(rest), ports.last))
    packet_.source_port = ports;
  source_ = asked_.source;
  if (world_.source.is_live()) {  // Rules for users are asked of whoever asks.
    const auto status = world_.source.ask({Question::How::Read, "self/status"}, room_);
    if (status) packet_.uid = decode_pid_status(*status).uid;
  }
  if (asked_.destination) packet_.destination = *asked_.destination;
  if (!asked_.destination && find_address() == Goes::No) return {};
  if (find_route() == Goes::No || pass_firewall(*here_, Heading::Out) == Goes::No) return {};
  look_at_link();
  if (is_to_here())
    look_for_listener(*here_);
  else
    look_elsewhere();
  return {};
}

}  // namespace sonde
