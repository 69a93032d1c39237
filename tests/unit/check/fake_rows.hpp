// fake_rows.hpp: asks a check that is declared of rows of a test, in two looks.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <utility>
#include <vector>

#include "check/look.hpp"
#include "tables/tables.hpp"

namespace sonde::test {

// The cells of a row that a test is about; the others do not apply.
using FakeRow = std::vector<std::pair<Text, Cell>>;

// A check over the rows of the table that it names, which are made up.
class FakeRows {
public:
  explicit FakeRows(Text check) : check_(*find_check(check)), sheet_(origin()) {
    for (const ColumnInfo& column : origin().columns) sheet_.add(column, column.name);
    table_ = sheet_.info();
    table_.key = origin().key;
  }

  // What the second look finds.
  std::vector<Finding> look(const std::vector<FakeRow>& first, const std::vector<FakeRow>& second) {
    Seen before, now;
    take(first, {nullptr, &before});
    return take(second, {&before, &now});
  }
  // The same where one look is enough.
  std::vector<Finding> look(const std::vector<FakeRow>& rows) { return take(rows, {}); }

private:
  const TableInfo& origin() const {
    for (const TableInfo* table : all_tables)
      if (table->name == check_.table) return *table;
    return *all_tables[0];  // Never: a test of all declarations sees to it.
  }

  std::vector<Finding> take(const std::vector<FakeRow>& rows, Looks looks) {
    Result<RuleLook> rule = RuleLook::make(check_, table_, looks);
    if (!rule) return {};
    rule->begin(std::chrono::steady_clock::now());
    for (const FakeRow& row : rows) {
      Sheet sheet;
      sheet.cells.assign(table_.columns.size(), Absent::NotApplicable);
      for (const auto& [name, cell] : row) sheet.cells[table_.index_of(*table_.find(name))] = cell;
      rule->take(&sheet);
    }
    return rule->judge({}, texts_).findings;
  }

  const Check& check_;
  SheetTable sheet_;
  TableInfo table_{};
  Arena texts_{};
};

}  // namespace sonde::test
