// sql_test.cpp: what SQL asks of scans, what it answers, and what it refuses.
// SPDX-License-Identifier: Apache-2.0
#include "query/sql.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tables/tables.hpp"
#include "unit/support/fake_source.hpp"
#include "unit/support/thing_source.hpp"

namespace sonde {
namespace {

using test::Asked;
using test::scanned_things;
using test::Thing;
using test::thing_tables;
using test::ThingSource;

// Keeps an answer as text.
struct AnswerSink final : Sink {
  const TableInfo* table = nullptr;
  std::vector<std::string> rows_seen{};
  std::vector<std::string> gaps{};
  std::size_t rows_max = std::size_t(-1);
  int ends = 0;

  More rows(Chunk chunk) override {
    std::string room;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      std::string line;
      for (const ColumnInfo& column : table->columns) {
        if (!line.empty()) line += '|';
        append_plain(line, column.read(chunk[i], room));
      }
      rows_seen.push_back(line);
    }
    return rows_seen.size() < rows_max ? More::Yes : More::No;
  }
  void gap(const Gap& gap) override { gaps.push_back(sentence_of(gap)); }
  std::vector<std::string> notes{};
  void note(Text sentence) override { notes.emplace_back(sentence); }
  void end() override { ++ends; }
};

struct Said {
  Result<SqlOutcome> done{};
  std::vector<std::string> rows{}, gaps{}, names{};
  std::vector<Kind> kinds{};
};

Said ask(ThingSource& source, Text query, Database::Stop stop = {},
         std::size_t rows_max = std::size_t(-1)) {
  World world{source};
  Result<Database> database = Database::open(world, thing_tables, std::move(stop));
  if (!database) return {std::unexpected(database.error())};
  AnswerSink sink;
  sink.rows_max = rows_max;
  Said said;
  said.done = database->run(query, [&](const TableInfo& table) { sink.table = &table; }, sink);
  said.rows = sink.rows_seen;
  said.gaps = sink.gaps;
  if (!said.done) return said;
  EXPECT_EQ(sink.ends, 1);
  for (const ColumnInfo& column : sink.table->columns) {
    said.names.emplace_back(column.name);
    said.kinds.push_back(column.kind);
  }
  return said;
}

using Lines = std::vector<std::string>;

Lines sorted(Lines lines) {
  std::ranges::sort(lines);
  return lines;
}

constexpr Text names[] = {"a", "b", "B", "", "3", "03", "10.0.0.9", "\xff"};
constexpr Text hosts[] = {"10.0.0.9", "::1"};
const int lists[] = {3, 4};

std::vector<Thing> random_things(std::mt19937& random, std::size_t count) {
  std::vector<Thing> rows;
  for (std::size_t i = 0; i < count; ++i) {
    Thing thing{.number = static_cast<i64>(random() % 6), .name = names[random() % 8]};
    thing.maybe = Known<u32>(static_cast<u32>(random() % 5));
    if (random() % 3 == 0) thing.maybe = static_cast<Absent>(1 + random() % 7);
    Address address;
    if (random() % 3 != 0 && parse_address(hosts[random() % 2], address)) thing.address = address;
    thing.list = std::span(lists).first(random() % 3);
    thing.flag = random() % 2 == 0;
    thing.real = static_cast<double>(random() % 8) / 2;
    rows.push_back(thing);
  }
  return rows;
}

TEST(Sql, ARateIsNullWithANoteThatSaysWhereItIsNot) {
  test::FakeSource source(test::FakeSource::Kind::Copy);
  source.file("net/dev", " face |bytes\n eth0: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
  const auto notes_of = [&](Text query) {
    World world{source};
    const TableInfo* const tables[] = {&interfaces_table};
    Result<Database> database = Database::open(world, tables, {});
    AnswerSink sink;
    EXPECT_TRUE(database->run(query, [&](const TableInfo& table) { sink.table = &table; }, sink));
    return sink.notes;
  };
  EXPECT_EQ(notes_of("select rx_bytes from interfaces"), std::vector<std::string>());
  EXPECT_EQ(notes_of("select rx_bytes_per_s, tx_bytes_per_s from interfaces"),
            std::vector<std::string>{"rates of interfaces have no value here: they need two looks, "
                                     "as of sonde interfaces --interval 1"});
}

ThingSource some_things() {
  std::mt19937 random(5);
  ThingSource source;
  source.rows["things"] = random_things(random, 200);
  source.rows["others"] = random_things(random, 60);
  return source;
}

std::bitset<64> columns_of(std::initializer_list<Text> wanted) {
  std::bitset<64> set;
  for (const Text name : wanted)
    set.set(static_cast<std::size_t>(scanned_things.find(name) - scanned_things.columns.data()));
  return set;
}

TEST(Sql, AsksAScanOnlyForTheColumnsItUses) {
  ThingSource source = some_things();
  ask(source, "select number from things where name = 'a' order by flag");
  ASSERT_EQ(source.asked.size(), 1U);
  EXPECT_EQ(source.asked[0].columns, columns_of({"number", "name", "flag"}));
  ask(source, "select count(*) from things");
  EXPECT_TRUE(source.asked[1].columns.none());
}

TEST(Sql, ConstantsReachTheScanAndItsFacts) {
  ThingSource source = some_things();
  ask(source, "select number from things where flag = 1 and number = 3");
  ask(source, "select number from things where flag in (0)");
  ask(source, "select number from things where +flag = 1");
  ask(source, "select number from things where flag = '1'");
  ASSERT_EQ(source.asked.size(), 4U);
  EXPECT_TRUE(source.asked[0].possible_true && !source.asked[0].possible_false);
  EXPECT_LT(source.asked[0].handed_out, 50U);
  EXPECT_TRUE(!source.asked[1].possible_true && source.asked[1].possible_false);
  for (const std::size_t i : {2U, 3U}) {  // What only SQLite can compare is left to it.
    EXPECT_TRUE(source.asked[i].possible_true && source.asked[i].possible_false);
    EXPECT_EQ(source.asked[i].handed_out, 200U);
  }
}

// The reference: SQLite materialises a subquery with LIMIT, and then does everything itself.
const std::string plain_things = "(select * from things limit -1)";

TEST(Sql, PushingDownChangesNoAnswer) {
  std::mt19937 random(7);
  ThingSource source = some_things();
  const auto one_of = [&](const std::vector<Text>& list) {
    return std::string(list[random() % list.size()]);
  };
  const std::vector<Text> columns = {"number", "name", "maybe", "address", "list", "flag", "real"};
  const std::vector<Text> values = {"3",
                                    "'3'",
                                    "3.0",
                                    "'a'",
                                    "'b'",
                                    "''",
                                    "null",
                                    "1",
                                    "'1'",
                                    "0",
                                    "2.5",
                                    "x'ff'",
                                    "'03'",
                                    "cast(3 as text)",
                                    "'3 4'",
                                    "'10.0.0.9'",
                                    "'::1'",
                                    "1 + 2",
                                    "'a'||''",
                                    "true",
                                    "(select max(number) from others)"};
  const std::vector<Text> tails = {"", " collate nocase", " or number = 1"};
  for (int round = 0; round < 1500; ++round) {
    source.ready = std::bitset<64>(random());
    std::string terms;
    for (int term = 0; term < 2; ++term) {
      std::string right = " = " + one_of(values);
      if (random() % 3 == 0) right = " in (" + one_of(values) + ", " + one_of(values) + ")";
      terms += (term == 0 ? "(" : " and (") + one_of(columns) + right + one_of(tails) + ")";
    }
    const Said pushed = ask(source, "select * from things where " + terms);
    const Said plain = ask(source, "select * from " + plain_things + " where " + terms);
    ASSERT_TRUE(pushed.done.has_value()) << pushed.done.error().operation << terms;
    ASSERT_EQ(sorted(pushed.rows), sorted(plain.rows)) << terms;
  }
}

TEST(Sql, JoinsAreTheSameByAnIndexAndWithout) {
  std::mt19937 random(9);
  const std::vector<Text> columns = {"number", "name", "maybe", "address", "list", "flag", "real"};
  const std::vector<Text> sides = {
      "others o", "(select * from others union all select 3, '3', '03', 'a', '3 4', '1', 2.5) o"};
  ThingSource source = some_things();
  for (int round = 0; round < 500; ++round) {
    const std::string how = random() % 2 == 0 ? " join " : " left join ";
    const std::string begin =
        "select t.number, t.name, o.number, o.name from " + std::string(sides[random() % 2]) + how;
    std::string end = " t on ";
    for (int term = 0; term < 2; ++term) {
      const std::string left(columns[random() % columns.size()]);
      const std::string right(columns[random() % columns.size()]);
      end += (term == 0 ? "t." : " and t.") + left + " = o." + right;
    }
    if (random() % 2 == 0) end += " where o.number in (1, 2, 3)";
    const Said by_index = ask(source, begin + "things" + end);
    const Said plain = ask(source, begin + plain_things + end);
    ASSERT_TRUE(by_index.done.has_value()) << by_index.done.error().operation;
    ASSERT_EQ(sorted(by_index.rows), sorted(plain.rows)) << begin << end;
  }
}

// SQLite tells by numbers which rows it has had already: both sides must number the same rows.
TEST(Sql, AnOrAndARightJoinLoseNoRows) {
  ThingSource source = some_things();
  const auto same = [&](const std::string& query, const std::string& reference) {
    const Said said = ask(source, query);
    ASSERT_TRUE(said.done.has_value()) << said.done.error().operation;
    EXPECT_FALSE(said.rows.empty());
    EXPECT_EQ(sorted(said.rows), sorted(ask(source, reference).rows)) << query;
  };
  const std::string pairs = "select o.number, t.name, t.maybe from others o ";
  same(pairs + "join things t on (t.number = o.number and t.flag = 1) or t.maybe = o.maybe",
       pairs + "join things t on (+t.number = o.number and +t.flag = 1) or +t.maybe = o.maybe");
  same(pairs + "join things t on t.name = 'a' and t.number = o.number or t.name = 'b' and "
               "t.maybe = o.maybe",
       pairs + "join things t on +t.name = 'a' and +t.number = o.number or +t.name = 'b' and "
               "+t.maybe = o.maybe");
  same(pairs + "right join things t on t.number = o.number and t.flag = 1 and o.name = 'a'",
       pairs + "right join things t on +t.number = +o.number and +t.flag = 1 and +o.name = 'a'");
  same(pairs + "right join things t on t.number = o.number where t.flag = 1",
       "select o.number, t.name, t.maybe from things t left join others o on t.number = +o.number "
       "where +t.flag = 1");
  same("select name, maybe from things where number = 1 or maybe = 2 or flag = 1 and name = 'a'",
       "select name, maybe from things where +number = 1 or +maybe = 2 or +flag = 1 and +name = "
       "'a'");
}

TEST(Sql, AJoinBeginsWithTheTableThatConstantsRestrict) {
  ThingSource source = some_things();
  for (const Text query :
       {"explain query plan select * from others o join things t on t.number = o.number where "
        "o.name = 'a'",
        "explain query plan select * from things t join others o on t.number = o.number where "
        "o.name = 'a'"}) {
    const Said said = ask(source, query);
    ASSERT_EQ(said.rows.size(), 2U);
    EXPECT_TRUE(said.rows[0].contains("SCAN o")) << said.rows[0];
  }
}

TEST(Sql, AJoinScansEachTableOnce) {
  std::mt19937 random(3);
  ThingSource source;
  for (int i = 0; i < 20000; ++i) {
    source.rows["things"].push_back({.number = i, .name = "x"});
    source.rows["others"].push_back({.number = i + 10000, .name = "y"});
  }
  const Said said = ask(source, "select count(*), sum(t.number), min(o.name) from things t join "
                                "others o on o.number = t.number and o.name = 'y'");
  EXPECT_EQ(said.rows, Lines{"10000|149995000|y"});
  EXPECT_EQ(source.asked.size(), 2U);
}

TEST(Sql, ACorrelatedListIsNotScannedForEveryRow) {
  ThingSource source = some_things();
  const Said said =
      ask(source, "select count(*) from things t where exists (select 1 from others o "
                  "where o.name in (t.name, 'zz'))");
  EXPECT_EQ(said.rows.size(), 1U);
  EXPECT_LE(source.asked.size(), 4U);
}

TEST(Sql, TheSameTableTwiceIsScannedOnce) {
  ThingSource source = some_things();
  const Said said =
      ask(source, "select count(*) from things a, things b where a.number = b.number");
  EXPECT_EQ(said.rows.size(), 1U);
  EXPECT_EQ(source.asked.size(), 1U);
}

TEST(Sql, MissingCellsThatWereReadBecomeGaps) {
  ThingSource source;
  source.rows["things"] = {{.number = 1, .maybe = Absent::NotPermitted},
                           {.number = 2, .maybe = Absent::NotPermitted},
                           {.number = 3, .maybe = Absent::NotApplicable},
                           {.number = 4, .maybe = 7U}};
  source.gaps.push_back({"things", "", Absent::Vanished, 5U});
  const Text vanished = "not seen: 5 things (gone while it was read)";
  const auto gaps_of = [&](Text query) { return ask(source, query).gaps; };
  EXPECT_EQ(gaps_of("select number from things"), Lines{std::string(vanished)});
  const Lines both = {std::string(vanished), "not seen: maybe of 2 things (not permitted)"};
  EXPECT_EQ(gaps_of("select maybe from things"), both);
  EXPECT_EQ(gaps_of("select maybe, maybe + 1 from things order by maybe"), both);
  // A row of which nobody knows whether it matches is a gap as well.
  EXPECT_EQ(gaps_of("select number from things where maybe = 7"), both);
  EXPECT_EQ(gaps_of("select number from things where maybe = 7 and number = 2")[1],
            "not seen: maybe of 1 thing (not permitted)");
  EXPECT_EQ(gaps_of("select count(*) from others o left join things t on t.maybe = o.number"),
            Lines{std::string(vanished)});
}

TEST(Sql, NamesAreUniqueAndKindsAreThoseOfTheFirstValue) {
  ThingSource source;
  const Said said = ask(source, "select 1, count(*), count(*), null as n, 'x' as n, 2.5\n\t+ 1");
  EXPECT_EQ(said.names, (Lines{"1", "count(*)", "count(*)_2", "n", "n_2", "2.5 + 1"}));
  EXPECT_EQ(said.kinds,
            (std::vector{Kind::Int, Kind::Int, Kind::Int, Kind::Text, Kind::Text, Kind::Real}));
  const Said later = ask(source, "select null as a union all select 7");
  EXPECT_EQ(later.kinds, std::vector{Kind::Int});
}

TEST(Sql, AWrongQueryIsAUsageErrorThatSaysWhatWasMeant) {
  ThingSource source = some_things();
  const auto error_of = [&](Text query) {
    const Said said = ask(source, query);
    if (said.done) return std::string("no error");
    EXPECT_EQ(said.done.error().kind, Error::Kind::Usage) << query;
    return said.done.error().operation;
  };
  EXPECT_EQ(error_of("select nam from things"),
            "no such column: nam; did you mean 'name'? (sonde help things lists its columns)");
  EXPECT_EQ(error_of("select 1 from thing"),
            "no such table: thing; did you mean 'things'? (there are things, others)");
  EXPECT_EQ(error_of("selec 1"), "near \"selec\": syntax error");
  EXPECT_EQ(error_of(" ; -- nothing"), "the query is empty");
  EXPECT_EQ(error_of(""), "the query is empty");
  EXPECT_TRUE(error_of("select 1; select 2").starts_with("one statement"));
  EXPECT_TRUE(error_of("select 1; garbage").starts_with("one statement"));
  EXPECT_TRUE(error_of(Text("select 1\0", 9)).contains("NUL"));
  std::string many = "select 0";
  for (int i = 0; i < 64; ++i) many += ", 0";
  EXPECT_TRUE(error_of(many).contains("64 columns"));
  EXPECT_TRUE(ask(source, "select 1;\n-- the end\n;").done.has_value());
}

// What is not linked must be an error, and never a wrong number.
TEST(Sql, FunctionsThatAreLeftOutAreRefused) {
  ThingSource source;
  for (const Text name : {"acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "sin",
                          "sinh", "tan", "tanh"}) {
    const Said said = ask(source, "select " + std::string(name) + "(0.5)");
    ASSERT_FALSE(said.done.has_value()) << name;
    EXPECT_TRUE(said.done.error().operation.contains("left out of sonde")) << name;
  }
  EXPECT_FALSE(ask(source, "select atan2(1, 2)").done.has_value());
  EXPECT_EQ(ask(source, "select sqrt(16.0), pow(2, 10), round(ln(exp(1.0)), 6), floor(2.5)").rows,
            Lines{"4.00|1024.00|1.00|2.00"});
}

TEST(Sql, SaysThatLocalTimeIsLeftOut) {
  ThingSource source;
  for (const Text modifier : {"localtime", "utc"}) {
    const Said said =
        ask(source, "select datetime(0, 'unixepoch', '" + std::string(modifier) + "')");
    ASSERT_FALSE(said.done.has_value()) << modifier;
    EXPECT_EQ(said.done.error().operation, "local time unavailable");
  }
}

TEST(Sql, OnlyReads) {
  ThingSource source = some_things();
  for (const Text query : {"delete from things",
                           "update things set name = 'x'",
                           "insert into things(name) values('x')",
                           "create table x(y)",
                           "create temp table x(y)",
                           "create view v as select 1",
                           "create virtual table v using things",
                           "drop table things",
                           "attach ':memory:' as x",
                           "detach main",
                           "vacuum",
                           "vacuum into '/tmp/sonde-test'",
                           "reindex",
                           "analyze",
                           "begin",
                           "savepoint x",
                           "pragma user_version",
                           "pragma temp_store_directory='/'",
                           "select * from pragma_database_list",
                           "select load_extension('x')",
                           "explain delete from things",
                           "with x as (select 1) delete from things"}) {
    const Said said = ask(source, query);
    ASSERT_FALSE(said.done.has_value()) << query;
    EXPECT_EQ(said.done.error().operation, "sonde sql only reads: it takes one SELECT") << query;
  }
  EXPECT_TRUE(source.asked.empty());
  // Full-text search and R-trees are left out of the binary.
  for (const Text query :
       {"select * from dbstat", "select * from sqlite_stmt", "select fts3_tokenizer('simple')",
        "select fts5(1)", "select rtreecheck('x')"})
    EXPECT_FALSE(ask(source, query).done.has_value()) << query;
}

TEST(Sql, MemoryAndTimeAreBounded) {
  ThingSource source = some_things();
  const Said large =
      ask(source, "with recursive c(x) as (select 1 union all select x + 1 from c) "
                  "select count(*) from (select x, zeroblob(100000) z from c order by z, x)");
  ASSERT_FALSE(large.done.has_value());
  EXPECT_TRUE(large.done.error().operation.contains("256 MiB")) << large.done.error().operation;
  int asked = 0;
  const Said endless = ask(source,
                           "with recursive c(x) as (select 1 union all select x + 1 from c) "
                           "select max(x) from c",
                           [&] { return ++asked > 20; });
  ASSERT_FALSE(endless.done.has_value());
  EXPECT_EQ(endless.done.error().code, std::errc::interrupted);
  // Whoever reads the rows may have enough.
  const Said enough = ask(source,
                          "with recursive c(x) as (select 1 union all select x + 1 from c) "
                          "select x from c",
                          {}, 5000);
  EXPECT_TRUE(enough.done.has_value());
  EXPECT_EQ(enough.rows.size(), 8192U);
}

TEST(Sql, AScanThatFailsIsAnErrorOrAGap) {
  ThingSource source;
  source.failure = std::errc::permission_denied;
  const Said nothing = ask(source, "select * from things");
  ASSERT_FALSE(nothing.done.has_value());
  EXPECT_EQ(nothing.done.error().code, std::errc::permission_denied);
  EXPECT_EQ(nothing.done.error().kind, Error::Kind::System);
  source.rows["things"] = {{.number = 1}};
  const Said half = ask(source, "select number from things");
  ASSERT_TRUE(half.done.has_value());
  EXPECT_TRUE(half.done->broke_off);
  EXPECT_EQ(half.rows, Lines{"1"});
  EXPECT_EQ(half.gaps.size(), 1U);
}

TEST(Sql, ForeignBytesPassAndNumbersKeepTheirPlaces) {
  ThingSource source;
  source.rows["things"] = {{.number = 9007199254740993, .name = "a\xff\n\x1b", .list = lists}};
  EXPECT_EQ(ask(source, "select number, name, list, 1e300, 0.125, 2.0 from things").rows,
            Lines{"9007199254740993|a\xff\n\x1b|3 4|1e+300|0.125|2.00"});
}

}  // namespace
}  // namespace sonde
