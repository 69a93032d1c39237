// pipeline_test.cpp: filter, order, limit and groups over many chunks of rows.
// SPDX-License-Identifier: Apache-2.0
#include "query/pipeline.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "unit/support/things.hpp"

namespace sonde {
namespace {

using test::send;
using test::Thing;
using test::things;
using test::ThingSink;
using Direction = OrderStage::Direction;

std::vector<Thing> many(std::size_t count) {
  std::mt19937 random(11);
  constexpr Text names[] = {"a", "b", "", "c\nd"};
  std::vector<Thing> rows;
  for (std::size_t i = 0; i < count; ++i) {
    Thing thing{.number = static_cast<i64>(random() % 1000), .name = names[random() % 4]};
    thing.maybe = random() % 5 == 0 ? Known<u32>(Absent::NotApplicable)
                                    : Known<u32>(static_cast<u32>(random() % 9));
    rows.push_back(thing);
  }
  return rows;
}

TEST(FilterStage, LetsOnlyRowsPassForWhichTheAnswerIsYes) {
  const std::string words[] = {"number < 500 and maybe > 3"};
  const Result<Filter> filter = Filter::parse(things, words);
  ASSERT_TRUE(filter.has_value());
  const std::vector<Thing> rows = many(10000);
  ThingSink sink;
  FilterStage stage(sink, things, *filter);
  send(rows, stage);
  std::vector<i64> wanted;
  for (const Thing& row : rows)
    if (row.number < 500 && row.maybe && *row.maybe > 3) wanted.push_back(row.number);
  EXPECT_EQ(sink.numbers, wanted);
  EXPECT_EQ(sink.ends, 1U);
}

TEST(OrderStage, SortsOverAllChunksAndKeepsTheOrderOfEqualRows) {
  std::vector<Thing> rows = many(10000);
  for (const Direction direction : {Direction::Ascending, Direction::Descending}) {
    ThingSink sink;
    OrderStage stage(sink, things, *things.find("number"), direction);
    send(rows, stage);
    ASSERT_EQ(sink.numbers.size(), rows.size());
    std::vector<Thing> wanted = rows;
    std::ranges::stable_sort(wanted, [&](const Thing& a, const Thing& b) {
      return direction == Direction::Ascending ? a.number < b.number : a.number > b.number;
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ASSERT_EQ(sink.numbers[i], wanted[i].number) << i;
      ASSERT_EQ(sink.names[i], wanted[i].name) << i;
    }
  }
}

TEST(OrderStage, MissingValuesStandLastInBothDirections) {
  for (const Direction direction : {Direction::Ascending, Direction::Descending}) {
    std::vector<Thing> rows;
    for (i64 i = 0; i < 6; ++i) {
      Thing thing{.number = i};
      thing.maybe = i % 2 == 0 ? Known<u32>(Absent::NotPermitted) : Known<u32>(static_cast<u32>(i));
      rows.push_back(thing);
    }
    ThingSink sink;
    OrderStage stage(sink, things, *things.find("maybe"), direction);
    send(rows, stage);
    const std::vector<i64> last(sink.numbers.end() - 3, sink.numbers.end());
    EXPECT_EQ(last, (std::vector<i64>{0, 2, 4}));
  }
}

TEST(LimitStage, CountsRowsAcrossChunks) {
  for (const u64 limit : {u64{0}, u64{1}, u64{4096}, u64{4097}, u64{9999}, u64{100000}}) {
    ThingSink sink;
    LimitStage stage(sink, things, test::all_columns(things), limit);
    send(many(10000), stage);
    EXPECT_EQ(sink.numbers.size(), std::min<u64>(limit, 10000)) << limit;
    EXPECT_EQ(sink.ends, 1U);
  }
}

// Keeps the rows of groups as "name|maybe" and count.
struct GroupSink final : Sink {
  const TableInfo* table = nullptr;
  std::map<std::string, i64> counts{};
  More rows(Chunk chunk) override {
    std::string room;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      std::string key;
      i64 count = 0;
      for (const ColumnInfo& column : table->columns) {
        const Cell cell = column.read(chunk[i], room);
        if (column.name == "count")
          count = std::get<i64>(cell);
        else
          append_plain(key += '|', cell);
      }
      EXPECT_TRUE(counts.emplace(key, count).second) << "a group stands twice: " << key;
    }
    return More::Yes;
  }
  void gap(const Gap&) override {}
  void note(Text) override {}
  void end() override {}
};

TEST(GroupStage, CountsWhatAgreesAndCountsMissingValuesByTheirReason) {
  const std::vector<Thing> rows = many(20000);
  GroupSink sink;
  const GroupTable groups(things, {things.find("name"), things.find("maybe")});
  GroupStage stage(sink, groups);
  sink.table = &groups.info();
  send(rows, stage);
  std::map<std::string, i64> wanted;
  for (const Thing& row : rows) {
    std::string key;
    append_plain(key += '|', row.name);
    append_plain(key += '|', to_cell(row.maybe));
    ++wanted[key];
  }
  EXPECT_EQ(sink.counts, wanted);
  EXPECT_EQ(groups.info().columns.size(), 3U);
}

TEST(GroupStage, TextsThatLookLikeSeparatorsDoNotJoinGroups) {
  std::vector<Thing> rows(2);
  rows[0].name = Text("a\0", 2);
  rows[1].name = "a";
  GroupSink sink;
  const GroupTable groups(things, {things.find("name"), things.find("number")});
  GroupStage stage(sink, groups);
  sink.table = &groups.info();
  send(rows, stage);
  EXPECT_EQ(sink.counts.size(), 2U);
}

}  // namespace
}  // namespace sonde
