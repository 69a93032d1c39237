// gaps.cpp: the table "gaps": what could not be seen in all the others, as rows.
// SPDX-License-Identifier: Apache-2.0
#include "base/error_words.hpp"
#include "tables/gap_collector.hpp"
#include "tables/here.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

Columns all_of(const TableInfo& table) {
  Columns columns;
  for (const ColumnInfo& column : table.columns) columns.push_back(&column);
  return columns;
}

Result<void> scan_gaps(Scan<Gap>& scan) {
  for (const TableInfo* table : all_tables) {
    if (table == &scan.table || table == &access_table) continue;
    // Nobody's environment or home is read unless it is asked for.
    if (table == &config_table || table == &hints_table) continue;
    GapCollector collector(*table, all_of(*table));
    Request everything;
    everything.columns.set();
    if (const auto done = table->scan(scan.world, *table, everything, collector); !done)
      collector.gap({table->name, "", reason_of(done.error().code), Absent::NotApplicable,
                     words_of(done.error())});
    collector.end();
    RowStore<Gap> rows;
    for (const Gap& gap : collector.gaps().all()) {
      if (gap.table != table->name) continue;  // Its own scan tells it.
      const std::string remedy = fit_remedy(scan.world, gap.remedy);
      Gap kept = gap;
      kept.remedy = remedy;
      for (Text* text : {&kept.table, &kept.column, &kept.example, &kept.remedy})
        *text = scan.world.texts.keep(*text);
      rows.add(kept);
    }
    give(rows.chunks(), scan.sink);
  }
  return {};
}

constexpr Text key[] = {"table", "column", "reason", "remedy"};

}  // namespace

const TableInfo gaps_table = {"gaps", "What could not be seen, why, and what would change it.",
                              gap_columns, &run_scan<scan_gaps>, key};

}  // namespace sonde
