// net_table.hpp: what the tables of rtnetlink share: each namespace is asked, or its text is read.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>
#include <string>

#include "core/network.hpp"
#include "core/table.hpp"
#include "decode/line_said.hpp"
#include "model/network_place.hpp"

namespace sonde {

struct Route;

// A file of /proc/net, "net/dev".
struct NetFile {
  Text name;
  bool may_be_absent = false;  // In a kernel without IPv6.
};

class NetTable {
public:
  NetTable(World& world, const TableInfo& table, const Request& request, Sink& sink)
      : world_(world), table_(table), request_(request), sink_(sink) {}
  virtual ~NetTable() = default;
  NetTable(const NetTable&) = delete;
  NetTable& operator=(const NetTable&) = delete;

  // Visits the namespaces of the world, one after the other, until nobody wants more rows.
  Result<void> visit();

protected:
  // The same of a table that keeps its rows until all are there.
  template <class Row> Result<void> visit_into(RowStore<Row>& rows) {
    TRY(visit());
    give(rows.chunks(), sink_);
    return {};
  }

  // Reads the namespace by netlink. An error leads to the text, unless rows came already.
  virtual Result<void> ask(Source& source) = 0;
  // Reads it from /proc/net, or from pasted text; `why` it was not netlink.
  virtual Result<void> read_text(Source& source, Absent why) = 0;

  // One dump of rtnetlink. `use` decodes a message.
  Result<void> dump(Source& source, u32 sequence, Text request,
                    const std::function<LineSaid(u16 type, Text message)>& use);
  // Each next hop of each route, of all tables: for rows that say where something leads.
  Result<void> each_route(Source& source, const std::function<void(const Route&)>& use);
  // Hands each line of each file to `use`, whose `file` is "" for pasted text, which may be of any
  // of them. What could not be read or understood becomes a gap or a note. An error only when
  // something was pasted and nothing in it is a row.
  Result<void> read_lines(Source& source, std::span<const NetFile> files,
                          const std::function<LineSaid(Text file, Text line)>& use);
  // For read_text() of a table that only netlink has: the gap, whose example says so.
  void tell_not_in_text(const Source& source, Absent why, Text example);

  World& world_;
  const TableInfo& table_;
  const Request& request_;
  Sink& sink_;
  const NetworkPlace* place_ = nullptr;  // Where rows come from now.
  std::string place_key_{};              // Tells that place from others, from look to look.
  Network network_{};
  More more_ = More::Yes;

private:
  struct Counts;
  Result<More> read(const Network& network, Source& source);
  void tell(const Counts& counts);
  void tell_unread(const Source& source, const Counts& counts);

  u64 rows_of_dump_ = 0;
};

}  // namespace sonde
