// things.hpp: a small table of the tests, with a column of every kind.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/table.hpp"

namespace sonde::test {

struct Thing {
  i64 number = 0;
  Text name{};
  Known<u32> maybe{};
  Known<Address> address{Absent::NotApplicable};
  Numbers list{};
  bool flag = false;
  double real = 0;
};

inline constexpr ColumnInfo thing_columns[] = {
    column<&Thing::number>("number", "A number.", Show::Always),
    column<&Thing::name>("name", "A text.", Show::Always),
    column<&Thing::maybe>("maybe", "A number that may be missing.", Show::Always),
    column<&Thing::address>("address", "An address.", Show::Always),
    column<&Thing::list>("list", "Numbers.", Show::Always),
    column<&Thing::flag>("flag", "Yes or no.", Show::Always),
    column<&Thing::real>("real", "A fraction.", Show::Always),
};
inline constexpr EndpointWord thing_words[] = {{"at", "address", ""}};
inline constexpr Text thing_key[] = {"number"};
inline constexpr TableInfo things = {"things", "Things of a test.", thing_columns,
                                     nullptr,  thing_key,           thing_words};

inline std::vector<const ColumnInfo*> all_columns(const TableInfo& table) {
  std::vector<const ColumnInfo*> columns;
  for (const ColumnInfo& column : table.columns) columns.push_back(&column);
  return columns;
}

// Hands the rows on in chunks, as a scan does.
inline void send(std::vector<Thing> rows, Sink& sink) {
  RowStore<Thing> store;
  for (const Thing& row : rows) {
    store.add(row).name = {};
    Thing& kept = store[store.size() - 1];
    kept.name = store.texts().keep(row.name);
    kept.list = store.texts().keep(row.list);
  }
  for (Chunk& chunk : store.chunks())
    if (sink.rows(std::move(chunk)) == More::No) break;
  sink.end();
}

// Keeps copies of what arrives.
struct ThingSink final : Sink {
  std::vector<i64> numbers{};
  std::vector<std::string> names{};
  std::size_t chunks = 0, ends = 0;
  More rows(Chunk chunk) override {
    ++chunks;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const Thing& row = *static_cast<const Thing*>(chunk[i]);
      numbers.push_back(row.number);
      names.emplace_back(row.name);
    }
    return More::Yes;
  }
  void gap(const Gap&) override {}
  void note(Text) override {}
  void end() override { ++ends; }
};

}  // namespace sonde::test
