// sheet.cpp: columns that read a cell by its place.
// SPDX-License-Identifier: Apache-2.0
#include "check/sheet.hpp"

#include <array>
#include <cassert>

namespace sonde {
namespace {

using Read = Cell (*)(const void*, std::string&);

template <std::size_t place> Cell read_cell_at(const void* row, std::string&) {
  return static_cast<const Sheet*>(row)->cells[place];
}

template <std::size_t... places>
constexpr std::array<Read, sizeof...(places)> readers(std::index_sequence<places...>) {
  return {&read_cell_at<places>...};
}
constexpr auto all_readers = readers(std::make_index_sequence<SheetTable::columns_max>());

}  // namespace

SheetTable::SheetTable(const TableInfo& origin) : origin_(origin) { origin_.key = {}; }

std::size_t SheetTable::add(const ColumnInfo& like, Text name) {
  assert(columns_.size() < columns_max);
  ColumnInfo column = like;
  column.name = names_.keep(name);
  column.read = all_readers[columns_.size()];
  columns_.push_back(column);
  return columns_.size() - 1;
}

TableInfo SheetTable::info() const {
  TableInfo info = origin_;
  info.columns = columns_;
  return info;
}

}  // namespace sonde
