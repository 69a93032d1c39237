// access.cpp: the table "access": what can be seen from here, what not, and what would change it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "tables/gap_collector.hpp"
#include "tables/here.hpp"
#include "tables/sampled_source.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

enum class Extent : u8 { Full, Partial, None };
constexpr Text extent_names[] = {"full", "partial", "none"};
constexpr Text name_of(Extent e) { return extent_names[static_cast<std::size_t>(e)]; }

struct Access {
  Text table{}, what{};
  Extent extent = Extent::Full;
  Text why{}, cause{}, remedy{};
};

template <Text Access::* Member> constexpr auto said = [](const Access& row) {
  return (row.*Member).empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(row.*Member);
};
constexpr Vocabulary extent_words = {extent_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Access::table>("table", "The table it is about.", Show::Always),
    column<&Access::what>("what", "What is looked for.", Show::Always),
    column<&Access::extent>("access", "How much of it can be seen: full, partial or none.", Show::Always).with(extent_words),
    column<said<&Access::why>>("why", "What was refused or is missing.", Show::Always),
    column<said<&Access::cause>>("cause", "What of this place is behind it, where that is known.", Show::Always),
    column<said<&Access::remedy>>("remedy", "The least change that would help.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"table", "what"};

// A question is a set of columns that a scan of a table has to fill.
struct Asked {
  const TableInfo* about;
  Text what;                             // "": what the table is for, in its own words.
  Text column;                           // "": all that are shown unless somebody chooses.
  const TableInfo* judged_by = nullptr;  // Another table that is scanned in its place.
};

// Beside the question that every table is asked.
constexpr Asked questions[] = {
    {&sockets_table, "sockets of this network namespace", "state"},
    {&sockets_table, "limits of accept queues", "backlog"},
    {&sockets_table, "processes that hold them", "pid"},
    {&sockets_table, "processes at the other end", "peer_pid"},
    {&sockets_table, "names of users", "user"},
    {&processes_table, "processes, also of other users", "pid"},
    {&processes_table, "which file each of them runs", "exe"},
    {&files_table, "what each of them has open", "fd"},
    {&ports_table, "range of ephemeral ports", "range"},
    {&interfaces_table, "rings and errors that the driver tells", "rx_ring"},
};

// Nobody's environment, files or home are read unless somebody asks for them, which this is not:
// what decides is whether the processes may be looked into.
constexpr Asked judged[] = {
    {&config_table, "what configures each process", "exe", &processes_table},
    {&hints_table, "what processes and their files say of servers", "exe", &processes_table},
};
// These tell what is missing in the others, and miss nothing themselves.
bool tells_of_others(const TableInfo& table) {
  return &table == &access_table || &table == &gaps_table;
}

// Stops a scan that has shown enough.
class Enough final : public Sink {
public:
  Enough(const TableInfo& table, Columns columns) : seen_(table, std::move(columns)) {}
  More rows(Chunk chunk) override {
    constexpr u64 rows_max = 16 * Chunk::rows_max;
    return seen_.rows(std::move(chunk)) == More::Yes && seen_.row_count() < rows_max ? More::Yes
                                                                                     : More::No;
  }
  void gap(const Gap& gap) override { seen_.gap(gap); }
  void note(Text) override {}
  void end() override { seen_.end(); }
  const GapCollector& seen() const { return seen_; }

private:
  GapCollector seen_;
};

// What is shown in JSON unless somebody chooses.
bool is_usual(const ColumnInfo& column) {
  const bool is_shown = column.show == Show::Always || column.show == Show::Machine;
  return is_shown && !column.needs_two_looks;
}

class AccessScan {
public:
  explicit AccessScan(Scan<Access>& scan)
      : scan_(scan), here_(scan.world.shared<Here>()), pids_(sample_of(scan.world.pids)),
        source_(scan.world.source, pids_),
        world_{source_, scan.world.way, scan.world.byte_order, scan.world.networks, pids_} {
    // Before the first question, so that it is known whether there is a sample at all.
    std::string room;
    (void)source_.ask({Question::How::List, ""}, room);
  }

  void run() {
    for (const TableInfo* const table : all_tables) {
      if (!scan_.possible(scan_.fact<&Access::table>(table->name))) continue;
      for (const Asked& asked : questions)
        if (asked.about == table) rows_.add(look(asked));
      const auto instead = std::ranges::find(judged, table, &Asked::about);
      rows_.add(instead != std::end(judged) ? look(*instead) : look({table, "", ""}));
    }
    tell_sample();
    give(rows_.chunks(), scan_.sink);
  }

private:
  std::size_t left_out() const {
    return pids_.empty() ? source_.left_out() : scan_.world.pids.size() - pids_.size();
  }

  void tell_sample() {
    if (left_out() == 0) return;
    const std::size_t all = pids_.empty() ? source_.listed() : scan_.world.pids.size();
    scan_.sink.note(std::to_string(all - left_out()) + " of " + std::to_string(all) +
                    " processes were looked at");
  }

  // Of a sample nobody can say that a socket is held by no process: there, whether its processes
  // may be looked into decides.
  Asked without_sample(Asked asked) const {
    if (asked.about != &sockets_table || left_out() == 0) return asked;
    if (asked.column == "pid" || asked.column == "peer_pid")
      return {asked.about, asked.what, "fd", &files_table};
    return asked;
  }

  // Looks for real: what a scan says of itself is all that is told.
  Access look(const Asked& wanted) {
    const Asked asked = without_sample(wanted);
    Access row{asked.about->name, asked.what.empty() ? asked.about->doc : asked.what};
    if (tells_of_others(*asked.about)) return row;
    const bool is_capture = !scan_.world.source.is_live() && !scan_.world.source.is_copy();
    if (asked.judged_by && is_capture) {
      row.extent = Extent::None;
      row.why = "what people and programs wrote is not in a capture";
      row.remedy = "run sonde on that machine";
      return row;
    }
    const TableInfo& table = asked.judged_by ? *asked.judged_by : *asked.about;
    Columns chosen;
    for (const ColumnInfo& column : table.columns) {
      const bool is_asked = asked.column.empty() ? is_usual(column) : column.name == asked.column;
      const bool is_unsure = left_out() > 0 && &table == &sockets_table && is_owner(column);
      if (is_asked && !is_unsure) chosen.push_back(&column);
    }
    Request request;
    request.columns = table.set_of(chosen);
    Enough sink(table, chosen);
    const Result<void> done = table.scan(world_, table, request, sink);
    sink.end();
    if (!done) {
      row.extent = Extent::None;
      std::string why = done.error().operation + " " + done.error().object;
      if (done.error().kind == Error::Kind::System)
        why += ": " + std::make_error_code(done.error().code).message();
      row.why = keep(why);
      if (here_.is_netlink_refused) settle(row, allow_netlink);
      return row;
    }
    judge(row, asked.column, sink.seen());
    return row;
  }

  static bool is_owner(const ColumnInfo& column) {
    return column.name == "pid" || column.name == "pids" || column.name == "owner" ||
           column.follows == "pid";
  }

  void judge(Access& row, Text column, const GapCollector& seen) {
    const Gap* told = nullptr;
    u64 others = 0;
    bool is_nothing = false;
    for (const Gap& gap : seen.gaps().all()) {
      if (!is_about_here(gap)) continue;
      const bool is_row = gap.column.empty();
      if (!column.empty() && !is_row && gap.column != column) continue;
      is_nothing |= is_row && (gap.is_all || seen.row_count() == 0);
      is_nothing |= !is_row && !column.empty() && gap.count && *gap.count >= seen.row_count();
      others += told != nullptr;
      if (!told || weight(gap, column) > weight(*told, column)) told = &gap;
    }
    if (!told) return;
    row.extent = is_nothing ? Extent::None : Extent::Partial;
    std::string why = sentence_of(
        {told->table, told->column, told->why, told->count, told->example}, Say::WhatOnly);
    if (others > 0) {
      why += "; and ";
      append_number(why, others);
      why += " more: sonde gaps table = ";
      why += row.table;
    }
    row.why = keep(why);
    settle(row, told->remedy);
  }

  // What went away while it was read is no matter of rights, and what is in no process of a sample
  // may be in one that was left out.
  bool is_about_here(const Gap& gap) const {
    return gap.why != Absent::Vanished && (gap.why != Absent::Elsewhere || left_out() == 0);
  }

  // The gap of the column that is asked about; then what rights would change, and whole rows.
  static int weight(const Gap& gap, Text column) {
    const int own = column.empty() ? 1 : 4;
    return (gap.column == column ? own : 0) + (gap.why == Absent::NotPermitted ? 2 : 0);
  }

  void settle(Access& row, Text remedy) {
    row.cause = keep(cause_of(here_, remedy));
    row.remedy = keep(fit_remedy(here_, remedy));
  }

  Text keep(Text text) { return scan_.world.texts.keep(text); }

  Scan<Access>& scan_;
  const Here& here_;
  std::vector<int> pids_;
  SampledSource source_;
  World world_;
  RowStore<Access> rows_{};
};

Result<void> scan_access(Scan<Access>& scan) {
  AccessScan(scan).run();
  return {};
}

}  // namespace

constinit const TableInfo access_table = {
    "access", "What can be seen from here, what not, and the least that would change it.", columns,
    &run_scan<scan_access>, key};

}  // namespace sonde
