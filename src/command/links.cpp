// links.cpp: the table "links": for each thing that was asked everything that is linked to it.
// SPDX-License-Identifier: Apache-2.0
#include "command/links.hpp"

#include <algorithm>

#include "base/services.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "command/inquiry.hpp"
#include "command/socket_links.hpp"
#include "tables/process_target.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr Vocabulary relation_words = {relation_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Link::thing>("thing", "What was asked; a bare word or number may mean several.", Show::Machine),
    column<&Link::relation>("relation", "How it is linked; is: what the thing itself is.", Show::Always).with(relation_words),
    column<&Link::says>("says", "The link in words.", Show::Always),
    column<&Link::netns>("netns", "Network namespace of it.", Show::Machine, Unit::Inode),
    column<&Link::container>("container", "Its container.", Show::Machine).missing_with("pid"),
    column<&Link::pid>("pid", "Its process.", Show::Machine),
    column<&Link::process>("process", "Name of the process: /proc/PID/comm.", Show::Machine).missing_with("pid"),
    column<&Link::address>("address", "Where: an address, the other end of a connection, a path.", Show::Machine),
    column<&Link::state>("state", "State of the sockets.", Show::Machine),
    column<&Link::count>("count", "How many sockets agree in all this.", Show::Machine),
    column<&Link::peer_netns>("peer_netns", "Network namespace of the other end, where that is on this machine.", Show::Machine, Unit::Inode),
    column<&Link::peer_container>("peer_container", "Container of the other end.", Show::Machine).missing_with("peer_pid"),
    column<&Link::peer_pid>("peer_pid", "Process that has the other end.", Show::Machine),
    column<&Link::peer_process>("peer_process", "Name of that process.", Show::Machine).missing_with("peer_pid"),
    column<&Link::peer_host>("peer_host", "Machine of the other end, where it is another one of those that answer.", Show::Machine),
};
// clang-format on

constexpr Text key[] = {"thing", "relation", "says"};

Text remedy(Text, Absent why) { return remedy_for_processes(why); }

// Who finds links of what. The order is the order of the answer; whoever knows of one more way by
// which things are linked adds a line.
constexpr LinkFinder finders[] = {
    {Thing::Process, find_process},
    {Thing::Place, find_place},
    {Thing::Host | Thing::End, find_host},
    {Thing::Interface, find_interface},
    {Thing::Inode, find_inode},
    {Thing::Port | Thing::End | Thing::Host | Thing::Process | Thing::Place, find_published},
    {Thing::Port | Thing::End | Thing::Host | Thing::Process | Thing::Place | Thing::Path |
         Thing::Inode | Thing::Interface,
     find_sockets},
    {Thing::Path, find_path},
    {Thing::Process | Thing::Place, find_logs},
};

std::string title_of(const Thing& thing, std::span<const Link> links) {
  std::string title = thing.called;
  const Text service = thing.kind == Thing::Port ? service_name(thing.port, "tcp") : Text();
  if (!service.empty()) ((title += " (") += service) += ')';
  const auto published = std::ranges::find_if(links, [](const Link& link) {
    return link.relation == Relation::Published && !link.is_target;
  });
  if (published == links.end()) return title;
  if (published->container)
    return (title += " is published into container ") += *published->container;
  const bool is_far =
      published->netns && published->peer_netns && *published->netns != *published->peer_netns;
  if (is_far) {
    append_number(title += " is published into network namespace ", *published->netns);
    return title;
  }
  if (!published->address) return title;
  const Text target = *published->address;
  if (target.starts_with(':'))
    return ((title += " is redirected to port ") += target.substr(1)) += " here";
  return (title += " is forwarded to ") += target;
}

// What ports, addresses, paths and the like are can be said when something is linked to them.
void name_thing(Inquiry& inquiry) {
  if (inquiry.is_known() || inquiry.links().empty()) return;
  const Thing& thing = inquiry.thing();
  const std::string conns = more_of(thing, "conns");
  std::string next;
  switch (thing.kind) {
    case Thing::Path: next = "sonde files " + shell_word("target ~ " + thing.name + "*"); break;
    case Thing::Inode: next = "sonde files inode = " + std::to_string(thing.inode); break;
    case Thing::Interface:
      next = "sonde sockets --all interface = " + shell_word(thing.name);
      break;
    default: next = more_of(thing, "listen") + "   " + conns; break;
  }
  for (const Link& link : inquiry.links()) {
    if (!link.pid || link.relation == Relation::Has) continue;
    next += "   sonde who pid:" + std::to_string(*link.pid);
    break;
  }
  Link link;
  link.says = inquiry.keep(title_of(thing, inquiry.links()));
  inquiry.be(link, inquiry.keep(next));
}

// A name stands for each process that has it.
std::vector<Thing> each_meant(World& world, const std::vector<Thing>& asked, Sink& sink) {
  constexpr std::size_t processes_max = 5;  // A screen each.
  std::vector<Thing> things;
  for (const Thing& thing : asked) {
    if (thing.kind != Thing::Name) {
      things.push_back(thing);
      continue;
    }
    const std::vector<int> pids = processes_called(world, thing.name);
    for (std::size_t i = 0; i < std::min(pids.size(), processes_max); ++i)
      things.push_back(process_thing(pids[i]));
    if (pids.size() > processes_max)
      sink.note(std::to_string(pids.size() - processes_max) + " more processes are called " +
                thing.name + ": sonde processes process = " + thing.name);
  }
  return things;
}

Result<void> scan_links(Scan<Link>& scan) {
  World& world = scan.world;
  const LinkQuestion& question = world.shared<LinkQuestion>();
  Untold untold(world);
  RowStore<Link> rows;
  const std::vector<Thing> things = each_meant(world, question.things, scan.sink);
  for (const Thing& thing : things) {
    Inquiry inquiry(world, thing, untold);
    for (const LinkFinder& finder : finders)
      if ((finder.kinds & thing.kind) != 0) TRY(finder.find(inquiry));
    name_thing(inquiry);
    for (const Link& link : inquiry.links()) rows.add(link);
  }
  give(rows.chunks(), scan.sink);
  untold.tell(scan.sink);
  if (question.undecided) *question.undecided += untold.undecided;
  return {};
}

}  // namespace

constinit const TableInfo links_table = {
    "links", "Everything that is linked to a thing: a port, a process, a path, a container.",
    columns, &run_scan<scan_links>,
    key,     {},
    &remedy,
};

}  // namespace sonde
