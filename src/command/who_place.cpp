// who_place.cpp: what "who" says of containers, pods, namespaces, addresses and interfaces.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "command/inquiry.hpp"
#include "command/links.hpp"
#include "command/socket_links.hpp"
#include "decode/fib_trie.hpp"
#include "model/container.hpp"
#include "tables/census.hpp"
#include "tables/networks.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

void add_container(Inquiry& inquiry, const Container& container) {
  const Resident* const first = census_of(inquiry.world()).find(container.pid);
  Link link;
  link.relation = Relation::Runs;
  link.pid = container.pid;
  link.netns = container.netns;
  link.container = inquiry.keep(container.shown());
  if (first) link.process = first->name;
  std::string says(first ? first->name : Text("?"));
  append_number(says += " (pid ", container.pid);
  says += ") is its first process";
  append_number(says += ", of ", container.processes);
  if (container.image) (says += ", image ") += *container.image;
  if (container.started) (says += ", since ") += *container.started;
  link.says = inquiry.keep(says);
  inquiry.add(link);
  if (!container.addresses) return;
  Link addresses = link;
  addresses.relation = Relation::Has;
  addresses.address = addresses.says = inquiry.keep(*container.addresses);
  inquiry.add(addresses);
}

// Of a place without a container: who is there.
void add_processes(Inquiry& inquiry) {
  for (const int pid : inquiry.dwelling.pids) {
    const Resident* const one = census_of(inquiry.world()).find(pid);
    if (!one) continue;
    Link link;
    link.relation = Relation::Runs;
    link.pid = pid;
    link.process = one->name;
    link.netns = one->netns;
    std::string says(one->name);
    append_number(says += " (pid ", pid);
    link.says = inquiry.keep(says + ")");
    link.next =
        inquiry.keep("sonde processes --in " + shell_word("netns:" + inquiry.thing().place.name));
    inquiry.add(link);
  }
}

// Whether a name is that of a place; "no" is no error, since a word may mean something else.
Result<bool> settle(Inquiry& inquiry) {
  World& world = inquiry.world();
  World place = inner_world(world);
  const Result<std::string> called = look_at(place, inquiry.thing().place);
  if (!called && called.error().code == nothing_has_the_name) return false;
  if (!called) return std::unexpected(called.error());
  inquiry.dwelling.called = *called;
  inquiry.dwelling.pids = place.pids;
  for (Network network : place.networks) {
    network.container = inquiry.keep(network.container);
    inquiry.dwelling.networks.push_back(std::move(network));
  }
  return true;
}

}  // namespace

Result<void> find_place(Inquiry& inquiry) {
  if (!TRY(settle(inquiry))) return {};
  const Thing& thing = inquiry.thing();
  Link link;
  link.says = inquiry.keep(inquiry.dwelling.called);
  const Known<u32> netns = inquiry.dwelling.networks.front().netns;
  link.netns = netns;
  link.container = inquiry.dwelling.networks.front().container;
  const std::string in = more_of(thing, "conns").substr(Text("sonde conns").size());
  std::string next = "sonde" + in + "   sonde conns" + in + "   sonde tree" + in;
  const bool is_netns = thing.place.kind == Target::Kind::Netns;
  if (!is_netns) next = "sonde logs " + shell_word(thing.place.name) + "   " + next;
  inquiry.be(link, inquiry.keep(next));
  if (is_netns) {
    add_processes(inquiry);
    return {};
  }
  Wish<Container> wish{containers_table, "id,name,image,addresses,started,netns", {}, {}, {}};
  wish.late = [&](const Container& one) { return inquiry.dwelling.has(one.pid); };
  inquiry.collect(wish).each([&](const Container& one) { add_container(inquiry, one); });
  return {};
}

namespace {

bool has_address(Source& source, const Address& wanted, Absent& why) {
  std::string room;
  const auto file = source.ask(
      {Question::How::Read, wanted.version == 4 ? "net/fib_trie" : "net/if_inet6"}, room);
  if (!file) {
    why = reason_of(file.error().code);
    return false;
  }
  const auto locals = wanted.version == 4 ? decode_fib_trie(*file) : decode_if_inet6(*file);
  return std::ranges::any_of(
      locals, [&](const LocalAddress& one) { return one.address.bytes == wanted.bytes; });
}

void add_home(Inquiry& inquiry, const Network& network, Text what) {
  const Resident* const one = census_of(inquiry.world()).find(network.pid);
  Link link;
  link.relation = Relation::Has;
  link.netns = network.netns;
  link.container = inquiry.keep(network.container);
  std::string says = network.container ? "container " + std::string(*network.container) + ", " : "";
  if (network.netns) append_number(says += "network namespace ", *network.netns);
  if (!network.netns) says += "this network namespace";
  const Known<u32> own = census_of(inquiry.world()).own_netns();
  if (own && network.netns && *own == *network.netns) says += ", where sonde is";
  if (one) {
    append_number(((says += ", of ") += one->name) += " (pid ", one->pid);
    says += ')';
    link.pid = one->pid;
    link.process = one->name;
  }
  link.says = inquiry.keep(says);
  link.address = what;
  inquiry.add(link);
}

bool has_interface(Text file, Text name) {
  while (!file.empty()) {
    const Text line = next_line(file);
    const std::size_t colon = line.rfind(':');
    if (colon != Text::npos && trim(line.substr(0, colon)) == name) return true;
  }
  return false;
}

}  // namespace

// Which network namespaces have the address. It may also be that of somebody else, far away.
Result<void> find_host(Inquiry& inquiry) {
  const Thing& thing = inquiry.thing();
  Absent why = Absent::Known;
  UntoldSink told(inquiry.untold());
  const Text address = inquiry.keep(thing.called);
  const UseNetwork look = [&](const Network& network, Source& source) -> Result<More> {
    const bool is_everywhere = is_loopback(thing.address);  // Each namespace has one.
    if (!is_everywhere && !has_address(source, thing.address, why)) return More::Yes;
    inquiry.dwelling.networks.push_back(network);
    if (is_everywhere) return More::Yes;
    add_home(inquiry, network, address);
    return More::Yes;
  };
  TRY(each_network(inquiry.world(), sockets_table.name, told, look));
  if (why != Absent::Known)
    inquiry.untold().add({links_table.name, "", why, Absent::NotApplicable, "net/fib_trie", ""});
  return {};
}

// Which network namespaces have an interface of this name.
Result<void> find_interface(Inquiry& inquiry) {
  UntoldSink told(inquiry.untold());
  const Thing& thing = inquiry.thing();
  const Text address = inquiry.keep(thing.name);
  const UseNetwork look = [&](const Network& network, Source& source) -> Result<More> {
    std::string room;
    const auto file = source.ask({Question::How::Read, "net/dev"}, room);
    if (file && has_interface(*file, thing.name)) add_home(inquiry, network, address);
    return More::Yes;
  };
  return each_network(inquiry.world(), sockets_table.name, told, look);
}

}  // namespace sonde
