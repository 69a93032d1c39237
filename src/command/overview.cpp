// overview.cpp: "sonde" alone: what this place is, what listens, and who it talks to.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "check/diagnose.hpp"
#include "command/answer.hpp"
#include "command/overview_places.hpp"
#include "command/overview_state.hpp"
#include "command/overview_summary.hpp"
#include "command/own_session.hpp"
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

// The worst that one look finds; others need the two looks of diagnose.
void print_findings(Out& out, World& world, std::size_t width, const std::string& there) {
  constexpr std::size_t findings_max = 4;
  std::vector<const Check*> chosen;
  for (const Check& check : all_checks)
    if (!needs_two_looks(check)) chosen.push_back(&check);
  share_own_session(world);
  const std::vector<Judgement> judgements = diagnose(world, all_tables, chosen);
  std::vector<const Finding*> worst;
  for (const Judgement& judgement : judgements)
    for (const Finding& finding : judgement.findings)
      if (finding.severity != Severity::Info) worst.push_back(&finding);
  std::ranges::stable_sort(worst, [](const Finding* left, const Finding* right) {
    return left->severity > right->severity;
  });
  Section section(out, "wrong", 2, width);
  for (std::size_t i = 0; i < std::min(worst.size(), findings_max); ++i) {
    const Finding& finding = *worst[i];
    std::string says;
    if (finding.container) says.append(*finding.container).append(": ");
    section.add({std::string(name_of(finding.severity)), escaped(says.append(finding.says))});
  }
  section.print();
  const auto unknown = static_cast<std::size_t>(
      std::ranges::count(judgements, Verdict::Unknown, &Judgement::verdict));
  std::string not_made;
  if (unknown > 0)
    not_made.append("; ").append(
        counted(unknown, "check could not be made here", "checks could not be made here"));
  if (worst.empty())
    return print_line(out, "wrong",
                      "nothing that one look finds" + not_made +
                          "; rates and rises take two looks: sonde diagnose" + there,
                      width);
  const std::size_t more = worst.size() - std::min(worst.size(), findings_max);
  const std::string rest = more > 0 ? counted(more, "more: ") : "what to do: ";
  print_line(out, "", rest + "sonde diagnose" + there, width);
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
  print_findings(out, world, width, there);
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
  for (const std::string& lost : source->lost()) gaps.add({escaped(lost)});
  for (const Gap& gap : seen.gaps.all()) gaps.add({escaped(sentence_of(gap, Say::WhatOnly))});
  gaps.print();
  Section notes(out, "note", 1, width);
  for (const std::string& note : seen.notes) notes.add({escaped(note)});
  notes.print();
  print_line(out, "next",
             "sonde listen" + there + "   sonde conns" + there + "   sonde containers" + there +
                 "   sonde can" + there + "   sonde help",
             width);
  return Exit::Answered;
}

}  // namespace sonde
