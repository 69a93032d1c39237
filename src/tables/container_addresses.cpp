// container_addresses.cpp: asks the network namespace of every container for its addresses.
// SPDX-License-Identifier: Apache-2.0
#include "tables/container_addresses.hpp"

#include <string>

#include "decode/fib_trie.hpp"
#include "tables/census.hpp"

namespace sonde {

Absent each_address_of(Source& source, int pid, const std::function<void(const Address&)>& use) {
  const std::string folder = std::to_string(pid) + "/net/";
  std::string room;
  bool was_read = false;
  Absent why = Absent::NotCollected;
  const auto add = [&](Text file, auto decode) {
    const auto text = source.ask({Question::How::Read, folder + std::string(file)}, room);
    if (!text) {
      why = reason_of(text.error().code);
      return;
    }
    was_read = true;
    for (const LocalAddress& local : decode(*text))
      if (!local.link_local) use(local.address);
  };
  add("fib_trie", decode_fib_trie);
  add("if_inet6", decode_if_inet6);
  return was_read ? Absent::Known : why;
}

ContainerAddresses::ContainerAddresses(World& world) {
  const Census& census = census_of(world);
  // What all containers of one network namespace are called together.
  std::map<u32, std::pair<const Container*, Known<Text>>> networks;
  const Resident* const first = census.find(1);
  const Known<u32> machine = first && !first->container ? first->netns : census.own_netns();
  for (const Container* container : census.containers()) {
    if (!container->netns) continue;
    const bool is_of_machine = machine && *machine == *container->netns;
    if (is_of_machine) continue;
    const auto [place, is_new] =
        networks.try_emplace(*container->netns, std::pair{container, container->shown()});
    if (is_new) continue;
    auto& [other, name] = place->second;
    const bool is_one_pod = container->pod && other->pod && *container->pod == *other->pod;
    name = is_one_pod ? container->pod : Absent::NotApplicable;
  }
  for (const auto& [netns, named] : networks)
    each_address_of(world.source, named.first->pid, [&](const Address& address) {
      const auto [place, is_new] =
          names_.try_emplace({address.version, address.bytes}, named.second);
      if (!is_new) place->second = Absent::NotApplicable;  // Two networks have the same one.
    });
}

Known<Text> ContainerAddresses::find(const std::array<u8, 16>& bytes, u8 version) const {
  const auto found = names_.find({version, bytes});
  return found == names_.end() ? Known<Text>(Absent::NotApplicable) : found->second;
}

}  // namespace sonde
