// other_ends.cpp: asks the kernel for the other end's name, and by which processes it is kept.
// SPDX-License-Identifier: Apache-2.0
#include "tables/other_ends.hpp"

#include <algorithm>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "decode/link.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/netns_id.hpp"
#include "tables/namespace_finder.hpp"

namespace sonde {
namespace {

// The kernel drops answers for which the socket has no room: few questions at a time.
constexpr std::size_t questions_at_once = 32;

// Asks `count` questions and hands each answer to `use(number, type, payload)`. Where the kernel
// answers no more, the rest has no answer.
template <class Ask, class Use>
void ask_many(Source& source, std::size_t count, Ask question, Use use) {
  for (std::size_t begin = 0; begin < count; begin += questions_at_once) {
    const std::size_t end = std::min(count, begin + questions_at_once);
    std::string questions;
    for (std::size_t i = begin; i < end; ++i) questions += question(i, static_cast<u32>(i + 1));
    const std::string name = netlink_question(NETLINK_ROUTE, questions);
    const auto blocks = source.stream({Question::How::Netlink, name});
    if (!blocks) return;
    const auto hand_out = [&](u32 sequence, u16 type, Text payload) {
      if (sequence > begin && sequence <= end) use(sequence - 1, type, payload);
    };
    if (!read_answers(**blocks, end - begin, hand_out)) return;
  }
}

}  // namespace

void add_interface_names(Source& source, const std::string& folder, InterfaceNames& names) {
  std::string room;
  const auto read = [&](Text file) {
    const std::string name = folder + std::string(file);
    const auto text = source.ask({Question::How::Read, name}, room);
    return text ? *text : Text();
  };
  names.add_igmp(read("igmp"));
  names.add_if_inet6(read("if_inet6"));
  names.add_dev_mcast(read("dev_mcast"));
}

EveryNetwork::EveryNetwork(World& world) : networks(all_networks(world)) {}

void OtherEnds::find(std::span<Interface* const> here) {
  for (const Interface* const row : here) places_.push_back({*row->link_id});
  std::ranges::sort(places_, {}, &Place::id);
  const auto rest = std::ranges::unique(places_, {}, &Place::id);
  places_.erase(rest.begin(), rest.end());
  ends_.resize(here.size());
  ask_names(here);
  ask_processes();
  if (!all_are_found()) look_into_the_others(here);
  for (std::size_t i = 0; i < here.size(); ++i) settle(*here[i], ends_[i]);
}

void OtherEnds::ask_names(std::span<Interface* const> here) {
  Interface end;
  ask_many(
      source_, here.size(),
      [&](std::size_t i, u32 sequence) {
        return link_request_elsewhere(sequence, *here[i]->link_id, *here[i]->link);
      },
      [&](std::size_t i, u16 type, Text payload) {
        if (type == RTM_NEWLINK && decode_link(payload, end))
          ends_[i] = {std::string(end.name), std::string(end.mac.value), end.mtu};
      });
}

// The machine's own comes first, and most lead there: then a single question finds it.
void OtherEnds::ask_processes() {
  const auto& networks = world_.shared<EveryNetwork>().networks;
  std::vector<const Network*> with_process;
  for (const Network& network : networks)
    if (network.pid != 0) with_process.push_back(&network);
  for (std::size_t done = 0; done < with_process.size() && !all_are_found();) {
    const auto some = std::span(with_process)
                          .subspan(done)
                          .first(std::min(questions_at_once, with_process.size() - done));
    ask_many(
        source_, some.size(),
        [&](std::size_t i, u32 sequence) { return netns_id_request(sequence, some[i]->pid); },
        [&](std::size_t i, u16 type, Text payload) {
          const Known<u32> id = decode_netns_id(type, payload);
          Place* const place = id ? place_of(*id) : nullptr;
          if (place) place->network = some[i];
        });
    done += some.size();
  }
}

// A namespace without processes is the right one when it has that very device.
void OtherEnds::look_into_the_others(std::span<Interface* const> here) {
  for (const Network& network : world_.shared<EveryNetwork>().networks) {
    const bool is_this = netns_ && network.netns && *network.netns == *netns_;
    if (network.pid == 0 && !is_this) look_into(network, here);
    if (all_are_found()) return;
  }
}

void OtherEnds::look_into(const Network& network, std::span<Interface* const> here) {
  const auto source = world_.source.network(network.handle);
  if (!source) return;
  const std::string name = netlink_question(NETLINK_ROUTE, link_request());
  const auto blocks = (*source)->stream({Question::How::Netlink, name});
  if (!blocks) return;
  Interface there;
  const auto compare = [&](u16, Text message) {
    if (!decode_link(message, there) || !there.link) return true;
    for (std::size_t i = 0; i < here.size(); ++i) {
      const bool is_end = *here[i]->link == *there.index && *here[i]->index == *there.link &&
                          ends_[i].name == there.name && there.mac && ends_[i].mac == *there.mac;
      if (is_end) place_of(*here[i]->link_id)->network = &network;
    }
    return true;
  };
  // What breaks off has not found the rest.
  [[maybe_unused]] const Result<void> read = read_dump(**blocks, link_sequence, compare);
}

void OtherEnds::settle(Interface& row, const End& end) {
  const Network* const network = place_of(*row.link_id)->network;
  row.link_netns = network ? network->netns : Absent::Elsewhere;
  row.link_container = network ? network->container : Absent::Elsewhere;
  row.link_mtu = network && !end.mtu ? Absent::NotPermitted : end.mtu;
  if (!end.name.empty())
    row.link_name = world_.texts.keep(end.name);
  else
    row.link_name = network ? name_in_text(*network, *row.link) : Absent::Elsewhere;
}

// Whoever may not ask still reads /proc/PID/net, where some files have both number and name.
Known<Text> OtherEnds::name_in_text(const Network& network, u32 index) {
  InterfaceNames names;
  add_interface_names(world_.source, std::to_string(network.pid) + "/net/", names);
  const Text name = names.find(index);
  if (name.empty()) return Absent::NotPermitted;
  return world_.texts.keep(name);
}

OtherEnds::Place* OtherEnds::place_of(u32 id) {
  const auto found = std::ranges::lower_bound(places_, id, {}, &Place::id);
  return found == places_.end() || found->id != id ? nullptr : &*found;
}

bool OtherEnds::all_are_found() const {
  return std::ranges::all_of(places_, [](const Place& place) { return place.network; });
}

}  // namespace sonde
