// overview.cpp: "sonde" alone: what this place is, what listens, and who it talks to.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/overview_places.hpp"
#include "command/overview_state.hpp"
#include "command/overview_summary.hpp"
#include "command/place.hpp"
#include "command/section.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

std::string queue_of(const Listener& listener) {
  if (listener.protocol != "tcp" || listener.connections + listener.waiting == 0) return {};
  std::string text = counted(listener.connections, "connection", "connections");
  if (listener.waiting == 0) return text;
  text += ", accept queue ";
  append_number(text, listener.waiting);
  if (!listener.backlog) return text;
  text += " of ";
  append_number(text, *listener.backlog);
  return text;
}

void print_listeners(Out& out, const OverviewSummary& seen, std::size_t width,
                     const std::string& there) {
  Section section(out, "listens", 4, width);
  std::size_t shown = 0;
  for (const auto& [service, listener] : seen.listeners) {
    if (shown++ == lines_max) break;
    std::string addresses;
    for (const std::string& one : listener.addresses)
      addresses += (addresses.empty() ? "" : ", ") + one;
    std::string more = queue_of(listener);
    if (!listener.published_at.empty())
      (more += more.empty() ? "published at " : ", published at ") += listener.published_at;
    section.add({listener.protocol, escaped(addresses), escaped(listener.holder), more});
  }
  section.print();
  if (seen.listeners.empty()) print_line(out, "listens", "nothing", width);
  if (seen.listeners.size() > lines_max)
    print_line(out, "", counted(seen.listeners.size() - lines_max, "more: sonde listen" + there),
               width);
}

std::string counts_of(const Peer& peer) {
  std::string counts;
  const auto add = [&](u64 count, Text word) {
    if (count > 0) counts += (counts.empty() ? "" : ", ") + counted(count, word);
  };
  add(peer.open, "open");
  add(peer.opening, "opening");
  add(peer.closing, "closing");
  return counts;
}

void print_peers(Out& out, const OverviewSummary& seen, std::size_t width,
                 const std::string& there) {
  std::vector<std::pair<Text, const Peer*>> order;
  for (const auto& [remote, peer] : seen.peers) order.emplace_back(remote.name, &peer);
  std::ranges::stable_sort(order, [](const auto& left, const auto& right) {
    return left.second->total() > right.second->total();
  });
  Section section(out, "talks to", 3, width);
  for (std::size_t i = 0; i < std::min(order.size(), lines_max); ++i) {
    const auto& [name, peer] = order[i];
    section.add({escaped(name), counts_of(*peer), escaped(peer->holder)});
  }
  section.print();
  if (order.empty()) print_line(out, "talks to", "nobody", width);
  if (order.size() > lines_max)
    print_line(out, "", counted(order.size() - lines_max, "more: sonde peers" + there), width);
}

// What a person should look at, each with the command that shows it.
void print_trouble(Out& out, const OverviewSummary& seen, std::size_t width,
                   const std::string& there) {
  Section section(out, "look at", 2, width);
  if (seen.full_queues > 0)
    section.add(
        {counted(seen.full_queues, "accept queue is full, e.g. ", "accept queues are full, e.g. ") +
             escaped(seen.full_queue),
         "sonde listen 'recv_q > backlog'" + there});
  if (seen.unanswered > 0)
    section.add({counted(seen.unanswered, "connection is not answered, e.g. to ",
                         "connections are not answered, e.g. to ") +
                     escaped(seen.unanswered_by),
                 "sonde conns state syn-sent" + there});
  if (seen.blocked > 0)
    section.add({counted(seen.blocked, "connection waits for a peer that does not read, e.g. ",
                         "connections wait for peers that do not read, e.g. ") +
                     escaped(seen.blocked_by),
                 "sonde conns timer = zero-window" + there});
  if (seen.stuck > 0)
    section.add({counted(seen.stuck, "connection sends the same again and again",
                         "connections send the same again and again"),
                 "sonde conns 'retransmits >= 3'" + there});
  if (seen.forgotten > 0)
    section.add({counted(seen.forgotten, "connection is closed by the peer and not here, e.g. ",
                         "connections are closed by the peer and not here, e.g. ") +
                     escaped(seen.forgotten_by),
                 "sonde conns state close-wait" + there});
  section.print();
}

}  // namespace

Result<Exit> run_overview(Call& call) {
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  World world{*source, call.options.source, call.options.endian};
  const std::string where = TRY(aim(world, call));
  Request request;
  for (std::size_t i = 0; i < sockets_table.columns.size(); ++i)
    request.columns[i] = sockets_table.columns[i].show == Show::Screen ||
                         (call.options.all && sockets_table.columns[i].name == "container");
  if (call.options.all || call.options.in)  // As "listen" does.
    request.columns.set(sockets_table.index_of(*sockets_table.find("published_at")));
  OverviewSummary seen;
  std::string room;
  const bool is_paste = source->ask({Question::How::Paste}, room).has_value();
  TRY(sockets_table.scan(world, sockets_table, request, seen));
  Out& out = call.out;
  PlaceName name;
  if (call.options.in || call.options.all) name.called = where;
  if (call.options.in) name.pid = world.networks.front().pid;
  out.put(describe_place(*source, name));
  out.put('\n');
  const std::size_t width = TRY(style_of(call)).width;
  const std::string there = place_flags(call.options);
  print_trouble(out, seen, width, there);
  if (!is_paste && !call.options.all) {
    print_network(out, world, seen, width);
    if (!call.options.in || name.pid != 0) print_names(out, *source, name.pid, seen, width);
  }
  if (!is_paste) {
    std::string viewer;
    if (call.options.in && name.pid != 0) viewer = std::to_string(name.pid);
    if (!call.options.in && !call.options.all && is_container(*source)) viewer = "self";
    print_machine(out, world, {viewer}, seen, width);
  }
  print_listeners(out, seen, width, there);
  print_peers(out, seen, width, there);
  print_places(out, world, width);
  Section gaps(out, "not seen", 1, width);
  seen.tell_unknown();
  for (const Gap& gap : seen.gaps.all()) gaps.add({escaped(sentence_of(gap, Say::WhatOnly))});
  gaps.print();
  Section notes(out, "note", 1, width);
  for (const std::string& note : seen.notes) notes.add({escaped(note)});
  notes.print();
  print_line(out, "next",
             "sonde listen" + there + "   sonde conns" + there + "   sonde containers" + there +
                 "   sonde can   sonde help",
             width);
  return Exit::Answered;
}

}  // namespace sonde
