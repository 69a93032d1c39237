// overview.cpp: "sonde" alone: what this place is, what listens, and who it talks to.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <unistd.h>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/place.hpp"
#include "tables/gap_collector.hpp"
#include "tables/socket_columns.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

namespace columns = socket_columns;
constexpr std::size_t lines_max = 10;

// A listening port: all rows of one program on one port, however many addresses and threads.
struct Listener {
  std::string holder{}, protocol{};
  std::set<std::string> addresses{};
  u64 waiting = 0, connections = 0;
  Known<u32> backlog{};
};

// A service that this place talks to.
struct Peer {
  std::string holder{};
  u64 open = 0, opening = 0, closing = 0;
  u64 total() const { return open + opening + closing; }
};

// Takes the sockets of one scan and adds them up.
class Summary final : public Sink {
public:
  GapList gaps{};
  std::map<std::pair<u16, std::string>, Listener> listeners{};
  std::map<std::string, Peer> peers{};
  u64 forgotten = 0, unanswered = 0, stuck = 0, full_queues = 0;
  std::string forgotten_by{}, unanswered_by{}, full_queue{};

  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) take(*static_cast<const Socket*>(chunk[i]));
    return More::Yes;
  }
  void gap(const Gap& gap) override { gaps.add(gap); }
  void note(Text) override {}
  void end() override {}

private:
  void take(const Socket& s) {
    if (s.family != Family::Ipv4 && s.family != Family::Ipv6) return;
    const bool is_datagram = s.protocol == Protocol::Udp && s.state == State::Unconn;
    if (s.local.has_port && (s.state == State::Listen || (is_datagram && s.local.port > 0)))
      take_listener(s);
    else if (s.remote.has_port)
      take_connection(s);
  }

  static std::string holder_of(const Socket& s) {
    std::string holder;
    columns::append_holder(holder, s);
    return holder;
  }

  void take_listener(const Socket& s) {
    Listener& listener = listeners[{s.local.port, std::string(name_of(s.protocol))}];
    std::string address;
    columns::append_local(address, s);
    if (s.dual_stack && *s.dual_stack) address += " (IPv4 too)";
    listener.addresses.insert(address);
    listener.protocol = name_of(s.protocol);
    if (listener.holder.empty()) listener.holder = holder_of(s);
    if (s.state != State::Listen || !s.recv_q) return;
    listener.waiting += *s.recv_q;
    if (!s.backlog) return;
    listener.backlog = std::max(listener.backlog.value, *s.backlog);
    if (*s.recv_q > *s.backlog) {
      ++full_queues;
      full_queue = address + " " + holder_of(s);
    }
  }

  // Listeners come before connections in every scan, so which side a connection is on is known.
  void take_connection(const Socket& s) {
    if (s.state == State::CloseWait && s.inode != 0) {
      ++forgotten;
      forgotten_by = holder_of(s);
    }
    if (s.state == State::SynSent) {
      ++unanswered;
      columns::append_remote(unanswered_by = {}, s);
    }
    if (s.retransmits && *s.retransmits >= 3) ++stuck;
    const auto listener = listeners.find({s.local.port, std::string(name_of(s.protocol))});
    if (listener != listeners.end()) {
      ++listener->second.connections;
      return;
    }
    std::string name;
    columns::append_remote(name, s);
    Peer& peer = peers[name];
    if (peer.holder.empty() || s.holder) peer.holder = holder_of(s);
    if (s.state == State::Established)
      ++peer.open;
    else if (s.state == State::SynSent || s.state == State::SynRecv)
      ++peer.opening;
    else
      ++peer.closing;
  }
};

// Lines of one section: its title once, then columns of their own width.
class Section {
public:
  Section(Out& out, Text title) : out_(out), title_(title) {}
  void add(std::vector<std::string> cells) { lines_.push_back(std::move(cells)); }
  void print() {
    std::vector<std::size_t> widths;
    for (const auto& line : lines_)
      for (std::size_t c = 0; c < line.size(); ++c) {
        widths.resize(std::max(widths.size(), c + 1));
        if (c + 1 < line.size()) widths[c] = std::max(widths[c], display_width(line[c]));
      }
    for (const auto& line : lines_) {
      out_.put(title_);
      out_.pad(12 - title_.size());
      title_ = {};
      for (std::size_t c = 0; c < line.size(); ++c) {
        out_.put(line[c]);
        if (c + 1 < line.size()) out_.pad(widths[c] - display_width(line[c]) + 2);
      }
      out_.put('\n');
    }
  }

private:
  Out& out_;
  Text title_;
  std::vector<std::vector<std::string>> lines_{};
};

std::string escaped(Text foreign) {
  std::string text;
  escape_to(text, foreign);
  return text;
}

std::string counted(u64 count, Text one, Text many) {
  std::string text;
  append_number(text, count);
  return text.append(" ").append(count == 1 ? one : many);
}

std::string queue_of(const Listener& listener) {
  if (listener.protocol != "tcp") return {};
  std::string text = counted(listener.connections, "connection", "connections");
  if (listener.waiting == 0) return text;
  text += ", accept queue ";
  append_number(text, listener.waiting);
  if (!listener.backlog) return text;
  text += " of ";
  append_number(text, *listener.backlog);
  return text;
}

void print_listeners(Out& out, const Summary& seen) {
  Section section(out, "listens");
  std::size_t shown = 0;
  for (const auto& [port, listener] : seen.listeners) {
    if (shown++ == lines_max) break;
    std::string addresses;
    for (const std::string& one : listener.addresses)
      addresses += (addresses.empty() ? "" : ", ") + one;
    section.add(
        {listener.protocol, escaped(addresses), escaped(listener.holder), queue_of(listener)});
  }
  if (seen.listeners.size() > lines_max)
    section.add(
        {counted(seen.listeners.size() - lines_max, "more: sonde listen", "more: sonde listen")});
  if (seen.listeners.empty()) section.add({"nothing"});
  section.print();
}

void print_peers(Out& out, const Summary& seen) {
  std::vector<std::pair<Text, const Peer*>> order;
  for (const auto& [name, peer] : seen.peers) order.emplace_back(name, &peer);
  std::ranges::stable_sort(order,
                           [](auto& a, auto& b) { return a.second->total() > b.second->total(); });
  Section section(out, "talks to");
  for (std::size_t i = 0; i < std::min(order.size(), lines_max); ++i) {
    const Peer& peer = *order[i].second;
    std::string counts;
    const auto add = [&](u64 count, Text word) {
      if (count > 0) counts += (counts.empty() ? "" : ", ") + counted(count, word, word);
    };
    add(peer.open, "open");
    add(peer.opening, "opening");
    add(peer.closing, "closing");
    section.add({escaped(order[i].first), counts, escaped(peer.holder)});
  }
  if (order.size() > lines_max)
    section.add({counted(order.size() - lines_max, "more: sonde peers", "more: sonde peers")});
  if (order.empty()) section.add({"nobody"});
  section.print();
}

void print_trouble(Out& out, const Summary& seen) {
  Section section(out, "look at");
  if (seen.full_queues > 0)
    section.add({counted(seen.full_queues, "full accept queue", "full accept queues"),
                 escaped(seen.full_queue), "sonde listen 'recv_q > backlog'"});
  if (seen.unanswered > 0)
    section.add(
        {counted(seen.unanswered, "connection not answered yet", "connections not answered yet"),
         "e.g. to " + escaped(seen.unanswered_by), "sonde conns state syn-sent"});
  if (seen.stuck > 0)
    section.add({counted(seen.stuck, "connection retransmits again and again",
                         "connections retransmit again and again"),
                 "", "sonde conns 'retransmits >= 3'"});
  if (seen.forgotten > 0)
    section.add({counted(seen.forgotten, "connection closed by the peer and not here",
                         "connections closed by the peer and not here"),
                 "e.g. " + escaped(seen.forgotten_by), "sonde conns state close-wait"});
  section.print();
}

}  // namespace

Result<Exit> run_overview(Call& call) {
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  World world{*source, call.options.source, call.options.endian};
  Request request;
  for (std::size_t i = 0; i < sockets_table.columns.size(); ++i)
    request.columns[i] = sockets_table.columns[i].show == Show::Screen;
  Summary seen;
  TRY(sockets_table.scan(world, sockets_table, request, seen));
  Out& out = call.out;
  out.put(describe_place(*source));
  out.put("\n\n");
  print_listeners(out, seen);
  print_peers(out, seen);
  print_trouble(out, seen);
  Section gaps(out, "not seen");
  for (const Gap& gap : seen.gaps.all()) gaps.add({escaped(sentence_of(gap).substr(10))});
  gaps.print();
  Section next(out, "next");
  next.add(
      {"sonde listen", "sonde conns", "sonde peers", "sonde explain CLOSE_WAIT", "sonde help"});
  next.print();
  return Exit::Answered;
}

}  // namespace sonde
