// net_table.cpp: asks rtnetlink, falls back to text, counts what neither could say.
// SPDX-License-Identifier: Apache-2.0
#include "tables/net_table.hpp"

#include <array>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "base/text.hpp"
#include "decode/route.hpp"
#include "tables/census.hpp"
#include "tables/netlink_asking.hpp"
#include "tables/networks.hpp"
#include "tables/rights.hpp"

namespace sonde {

// What lines were.
struct NetTable::Counts {
  u64 rows = 0, malformed = 0, unknown = 0;
  bool has_lines = false;
  std::string malformed_example{}, unknown_example{};
  std::array<std::string, static_cast<std::size_t>(Absent::Malformed) + 1> unread{};  // Files.

  void add(LineSaid said, Text line) {
    has_lines = true;
    if (said == LineSaid::Row) ++rows;
    if (said == LineSaid::Malformed && malformed++ == 0) malformed_example = line;
    if (said == LineSaid::Unknown && unknown++ == 0) unknown_example = line;
  }
  void note_unread(Absent why, Text file) {
    std::string& files = unread[static_cast<std::size_t>(why)];
    (files += files.empty() ? "" : ", ") += file;
  }
};

Result<void> NetTable::visit() {
  TRY(each_network(world_, table_.name, sink_, [this](const Network& network, Source& source) {
    return read(network, source);
  }));
  const ColumnInfo* const netns = table_.find("netns");
  if (!world_.networks.empty() && request_.columns[table_.index_of(*netns)])
    tell_hidden_numbers(world_, table_.name, sink_);
  return {};
}

Result<More> NetTable::read(const Network& network, Source& source) {
  const Fact fact[] = {{table_.find("netns")->read, to_cell(network.netns)}};
  if (network.netns && request_.possible && !request_.possible(fact)) return More::Yes;
  const Known<u32> netns = network.netns ? network.netns : own_netns(source);
  network_ = network;
  place_ = world_.texts.make(NetworkPlace{netns, network.container});
  // Where the number is not known, the handle is.
  place_key_ = netns ? std::to_string(*netns) : network.handle;
  rows_of_dump_ = 0;
  const bool may_ask = !source.is_copy() && world_.way != Way::Proc;
  const Result<void> asked = may_ask ? ask(source) : failed(std::errc::no_message, "ask", "");
  if (asked) return more_;
  if (world_.way == Way::Netlink || rows_of_dump_ > 0) return std::unexpected(asked.error());
  TRY(read_text(source, may_ask ? reason_of(asked.error().code) : Absent::NotCollected));
  return more_;
}

Result<void> NetTable::dump(Source& source, u32 sequence, Text request,
                            const std::function<LineSaid(u16 type, Text message)>& use) {
  u64 malformed = 0;
  const Dump whole =
      TRY(dump_netlink(source, NETLINK_ROUTE, sequence, request, [&](u16 type, Text message) {
        const LineSaid said = use(type, message);
        if (said == LineSaid::Row) ++rows_of_dump_;
        if (said == LineSaid::Malformed) ++malformed;
        return more_ == More::Yes;
      }));
  if (malformed > 0)
    sink_.gap({table_.name, "", Absent::Malformed, malformed, "a netlink message",
               "read the text instead: --source=proc"});
  if (whole == Dump::Interrupted)
    sink_.note("the table changed while it was read: a row may be missing or double");
  return {};
}

Result<void> NetTable::each_route(Source& source, const std::function<void(const Route&)>& use) {
  RouteDecoder decoder;
  Route route;
  return dump(source, route_sequence, route_request(), [&](u16 type, Text message) {
    if (type != RTM_NEWROUTE || decoder.read(message) != RouteSaid::Routes) return LineSaid::Header;
    while (decoder.next(route)) use(route);
    return LineSaid::Header;
  });
}

Result<void> NetTable::read_lines(Source& source, std::span<const NetFile> files,
                                  const std::function<LineSaid(Text file, Text line)>& use) {
  Counts counts;
  const auto read_all = [&](Blocks& blocks, Text file) -> Result<void> {
    Lines lines(blocks);
    TRY(lines.each([&](Text line) {
      if (more_ == More::Yes) counts.add(use(file, line), line);
    }));
    counts.malformed += lines.too_long();
    return {};
  };
  const auto paste = source.stream({Question::How::Paste});
  if (!paste && paste.error().code != std::errc::no_message) return std::unexpected(paste.error());
  if (paste) {
    TRY(read_all(**paste, ""));
    const bool says_nothing = counts.malformed > 0 || counts.unknown > 0 || !counts.has_lines;
    if (counts.rows == 0 && says_nothing)
      return std::unexpected(Error{
          std::errc::bad_message, "nothing to show",
          !counts.has_lines      ? "the input is empty"
          : counts.malformed > 0 ? "there are rows, and all are broken off: paste whole lines"
                                 : "no line in it is of /proc/" + std::string(files.front().name),
          Error::Kind::Sentence});
    tell(counts);
    return {};
  }
  for (const NetFile& file : files) {
    const auto blocks = source.stream({Question::How::Read, file.name});
    const Result<void> done =
        blocks ? read_all(**blocks, file.name) : std::unexpected(blocks.error());
    if (done) continue;
    const bool is_absent = done.error().code == std::errc::no_such_file_or_directory;
    if (is_absent && !source.is_copy() && file.may_be_absent) continue;
    counts.note_unread(source.is_copy() && is_absent ? Absent::NotCollected
                                                     : reason_of(done.error().code),
                       file.name);
  }
  tell(counts);
  tell_unread(source, counts);
  return {};
}

void NetTable::tell_not_in_text(const Source& source, Absent why, Text example) {
  Gap gap{table_.name, "", why};
  gap.example = example;
  const bool is_asked = !source.is_copy() && why != Absent::NotCollected;
  gap.remedy = !is_asked                     ? Text("run sonde on that machine")
               : why == Absent::NotPermitted ? table_.remedy("", why)
                                             : allow_netlink;
  gap.is_all = world_.networks.size() <= 1;
  sink_.gap(gap);
}

void NetTable::tell(const Counts& counts) {
  if (counts.malformed > 0)
    sink_.gap({table_.name, "", Absent::Malformed, counts.malformed,
               world_.texts.keep(counts.malformed_example), "look at the whole line"});
  if (counts.unknown == 0) return;
  std::string said;
  append_number(said, counts.unknown);
  said += counts.unknown == 1 ? " line" : " lines";
  sink_.note(said + " could not be used, e.g. " + counts.unknown_example);
}

// One gap for each reason.
void NetTable::tell_unread(const Source& source, const Counts& counts) {
  for (std::size_t why = 0; why < counts.unread.size(); ++why) {
    if (counts.unread[why].empty()) continue;
    Gap gap{table_.name, "", static_cast<Absent>(why)};
    gap.example = world_.texts.keep(counts.unread[why]);
    gap.remedy = gap.why == Absent::NotCollected ? "copy this file too"
                 : !source.is_copy()             ? allow_netlink
                                                 : "look at the copy: this is no plain file";
    gap.is_all = counts.rows == 0;
    sink_.gap(gap);
  }
}

}  // namespace sonde
