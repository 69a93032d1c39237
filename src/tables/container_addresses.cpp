// container_addresses.cpp: asks the network namespace of every container for its addresses.
// SPDX-License-Identifier: Apache-2.0
#include "tables/container_addresses.hpp"

#include <set>
#include <string>

#include "decode/fib_trie.hpp"
#include "tables/census.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

// PROC_PID_INIT_INO of include/linux/proc_ns.h: from there every process is seen.
constexpr Text first_pid_namespace = "pid:[4026531836]";

}  // namespace

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

NetworkAddresses::NetworkAddresses(World& world) {
  const Census& census = census_of(world);
  if (!census.listed()) note_unseen(reason_of(census.listed().error().code));
  if (!world.source.is_copy() && processes_are_hidden(world.source))
    note_unseen(Absent::NotPermitted);
  if (census.unread() > 0) note_unseen(Absent::NotCollected);
  std::string room;
  for (const Resident& resident : census.residents()) {
    if (resident.netns.why != Absent::NotPermitted) continue;
    const std::string file = std::to_string(resident.pid) + "/net/tcp";
    const auto seen = world.source.ask({Question::How::Stat, file}, room);
    const bool is_refused = !seen && reason_of(seen.error().code) == Absent::NotPermitted;
    if (is_refused) note_unseen(Absent::NotPermitted);  // A zombie has none.
  }
  const auto own = world.source.ask({Question::How::Link, "self/ns/pid"}, room);
  if (own && *own != first_pid_namespace) note_unseen(Absent::Elsewhere);
  std::set<u32> known;
  for (const Resident& resident : census.residents())
    if (resident.netns && !known.contains(*resident.netns) && read(world.source, resident))
      known.insert(*resident.netns);
}

// False when the process has ended: another one of its network may tell.
bool NetworkAddresses::read(Source& source, const Resident& resident) {
  const u32 netns = *resident.netns;
  const Absent why = each_address_of(source, resident.pid, [&](const Address& address) {
    const auto [place, is_new] = networks_.try_emplace({address.version, address.bytes}, netns);
    if (!is_new && (!place->second || *place->second != netns)) place->second = Absent::Unsupported;
  });
  if (why == Absent::Known) return true;
  std::string room;
  const std::string stat = std::to_string(resident.pid) + "/stat";
  if (!source.is_copy() && !source.ask({Question::How::Read, stat}, room)) return false;
  note_unseen(source.is_copy() ? Absent::NotCollected : why);
  return true;
}

void NetworkAddresses::note_unseen(Absent why) {
  if (unseen_ == Absent::NotApplicable) unseen_ = why;
}

Known<u32> NetworkAddresses::find(const Address& address) const {
  const auto found = networks_.find({address.version, address.bytes});
  return found == networks_.end() ? Known<u32>(unseen_) : found->second;
}

ContainerAddresses::ContainerAddresses(World& world)
    : addresses_(world.shared<NetworkAddresses>()) {
  const Census& census = census_of(world);
  std::map<u32, const Container*> first_there;
  const Known<u32> machine = census.machine_netns();
  for (const Container* container : census.containers()) {
    if (!container->netns) continue;
    const bool is_of_machine = machine && *machine == *container->netns;
    if (is_of_machine) continue;
    const auto [place, is_new] = first_there.try_emplace(*container->netns, container);
    Known<Text>& name = names_[*container->netns];
    if (is_new) {
      name = container->shown();
      continue;
    }
    const Container* const other = place->second;
    const bool is_one_pod = container->pod && other->pod && *container->pod == *other->pod;
    name = is_one_pod ? container->pod : Absent::NotApplicable;
  }
}

Known<Text> ContainerAddresses::find(const std::array<u8, 16>& bytes, u8 version) const {
  const Address address{bytes, version, {}};
  if (is_loopback(address)) return Absent::NotApplicable;
  const Known<u32> netns = addresses_.find(address);
  if (!netns) return netns.why;
  const auto found = names_.find(*netns);
  return found == names_.end() ? Known<Text>(Absent::NotApplicable) : found->second;
}

}  // namespace sonde
