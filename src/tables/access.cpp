// access.cpp: the table "access": what can be seen from here, what not, and what would change it.
// SPDX-License-Identifier: Apache-2.0
#include "tables/gap_collector.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

enum class Extent : u8 { Full, Partial, None };
constexpr Text extent_names[] = {"full", "partial", "none"};
constexpr Text name_of(Extent e) { return extent_names[static_cast<std::size_t>(e)]; }

struct Access {
  Text table{}, what{};
  Extent extent = Extent::Full;
  Text why{}, remedy{};
};

constexpr auto why = [](const Access& row) {
  return row.why.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(row.why);
};
constexpr auto remedy = [](const Access& row) {
  return row.remedy.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(row.remedy);
};
constexpr Vocabulary extent_words = {extent_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Access::table>("table", "The table it is about.", Show::Always),
    column<&Access::what>("what", "What is looked for.", Show::Always),
    column<&Access::extent>("access", "How much of it can be seen: full, partial or none.", Show::Always).with(extent_words),
    column<why>("why", "What stands in the way.", Show::Always),
    column<remedy>("remedy", "The least change that would help.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"table", "what"};

// The questions, each a set of columns that a scan of the table has to fill.
struct Asked {
  const TableInfo* table;
  Text what;
  Text column;
};
constexpr Asked questions[] = {
    {&sockets_table, "sockets of this network namespace", "state"},
    {&sockets_table, "limits of accept queues", "backlog"},
    {&sockets_table, "processes that hold them", "pid"},
    {&sockets_table, "names of users", "user"},
    {&processes_table, "processes, also of other users", "pid"},
    {&processes_table, "which file each of them runs", "exe"},
    {&files_table, "what each of them has open", "fd"},
    {&ports_table, "range of ephemeral ports", "range"},
};

// What stands in the way of a column: a gap of its own before one of whole rows.
const Gap* gap_about(Text column, const GapList& gaps) {
  const Gap* rows = nullptr;
  for (const Gap& gap : gaps.all()) {
    if (gap.column == column) return &gap;
    if (gap.column.empty() && !rows) rows = &gap;
  }
  return rows;
}

// Looks for real: what a scan says of itself is all that is told.
Access look(World& world, const Asked& asked) {
  const ColumnInfo* const column = asked.table->find(asked.column);
  Request request;
  request.columns.set(asked.table->index_of(*column));
  GapCollector seen(*asked.table, {column});
  const Result<void> done = asked.table->scan(world, *asked.table, request, seen);
  seen.end();
  Access row{asked.table->name, asked.what};
  if (!done) {
    row.extent = Extent::None;
    row.why = world.texts.keep(done.error().operation + " " + done.error().object);
    return row;
  }
  const Gap* const told = gap_about(asked.column, seen.gaps());
  if (!told) return row;
  const Gap& gap = *told;
  const bool nothing = seen.row_count() == 0 || (gap.count && *gap.count >= seen.row_count());
  row.extent = nothing ? Extent::None : Extent::Partial;
  row.why = world.texts.keep(
      sentence_of({gap.table, gap.column, gap.why, gap.count, gap.example}, Say::WhatOnly));
  row.remedy = world.texts.keep(gap.remedy);
  return row;
}

Result<void> scan_access(Scan<Access>& scan) {
  RowStore<Access> rows;
  for (const Asked& asked : questions) rows.add(look(scan.world, asked));
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo access_table = {
    "access", "What can be seen from here, what not, and the least that would change it.", columns,
    &run_scan<scan_access>, key};

}  // namespace sonde
