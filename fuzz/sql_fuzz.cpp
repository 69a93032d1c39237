// sql_fuzz.cpp: any text is a query that is answered, or a sentence of what is wrong with it.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "query/sql.hpp"
#include "unit/support/thing_source.hpp"

namespace {

using namespace sonde;

// Reads every cell, as a renderer does.
struct ReadingSink final : Sink {
  const TableInfo* table = nullptr;
  std::string text{};
  u64 rows_seen = 0;
  int ends = 0;

  More rows(Chunk chunk) override {
    std::string room;
    if (!table || ends != 0) std::abort();
    for (std::size_t i = 0; i < chunk.size(); ++i)
      for (const ColumnInfo& column : table->columns) {
        text.clear();
        append_plain(text, column.read(chunk[i], room));
      }
    rows_seen += chunk.size();
    return rows_seen < 10000 ? More::Yes : More::No;
  }
  void gap(const Gap& gap) override {
    if (sentence_of(gap).empty()) std::abort();
  }
  void note(Text) override {}
  void end() override { ++ends; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t query_bytes_max = 2000;
  constexpr int questions_max = 50;  // Half a million steps of SQLite's machine.
  if (size > query_bytes_max) return 0;
  test::ThingSource source;
  source.rows["things"] = {{.number = 1, .name = "a", .maybe = Absent::NotPermitted},
                           {.number = 2, .name = "b", .maybe = 2U, .flag = true, .real = 0.5}};
  source.rows["others"] = {{.number = 2, .name = "\xff", .address = Address{}}};
  World world{source};
  int questions = 0;
  Result<Database> database =
      Database::open(world, test::thing_tables, [&] { return ++questions > questions_max; });
  if (!database) std::abort();
  ReadingSink sink;
  const Text query(reinterpret_cast<const char*>(data), size);
  const auto done =
      database->run(query, [&](const TableInfo& table) { sink.table = &table; }, sink);
  if (done && (!sink.table || sink.ends != 1)) std::abort();
  if (!done && done.error().operation.empty()) std::abort();
  if (!done && sink.rows_seen != 0) std::abort();
  return 0;
}
