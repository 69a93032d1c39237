// facts_test.cpp: counters and settings, of which place they are, and what hides them.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "check/diagnose.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

struct FactRow {
  Known<u32> netns{};
  Text group{}, name{};
  Known<i64> value{};
};
constexpr ColumnInfo fact_columns[] = {
    column<&FactRow::netns>("netns", "A namespace.", Show::Always),
    column<&FactRow::group>("group", "A group.", Show::Always),
    column<&FactRow::name>("name", "A name.", Show::Always),
    column<&FactRow::value>("value", "A number.", Show::Always),
};
std::vector<FactRow> fact_rows;
Result<void> scan_fact_rows(Scan<FactRow>& scan) {
  RowStore<FactRow> rows;
  for (const FactRow& row : fact_rows) rows.add(row);
  for (Chunk& chunk : rows.chunks()) scan.sink.rows(std::move(chunk));
  return {};
}
constexpr TableInfo counters_of_test = {"counters", "Counters of a test.", fact_columns,
                                        &run_scan<scan_fact_rows>};
constexpr const TableInfo* fact_tables[] = {&counters_of_test};

constexpr Check lossy = {.name = "test.lossy",
                         .asks = "Is much sent twice?",
                         .table = "facts",
                         .watches = "Tcp.RetransSegs,Tcp.OutSegs",
                         .shares = "twice = Tcp.RetransSegs.rise of Tcp.OutSegs.rise",
                         .change = "Tcp.OutSegs.rise >= 200 and twice >= 3",
                         .evidence = "Tcp.RetransSegs.rise,Tcp.OutSegs.rise,twice",
                         .where = "network namespace {netns}",
                         .says = "{twice} % is sent twice.",
                         .remedy = "Look at the path.",
                         .severity = Severity::Warning,
                         .scope = Scope::Netns,
                         .source = "A test."};
constexpr Check queue_of_all = [] {
  Check check = lossy;
  check.name = "test.queue";
  check.watches = "softnet.dropped";
  check.shares = "";
  check.change = "softnet.dropped.rise > 0";
  check.evidence = "softnet.dropped.rise";
  check.where = "the machine";
  check.says = "{softnet.dropped.rise} were dropped.";
  check.scope = Scope::Host;
  return check;
}();

struct Facts {
  test::FakeSource source{test::FakeSource::Kind::Live};
  World world{source};
  SeenBefore seen{};

  Judgement look(const Check& check, std::vector<FactRow> rows) {
    fact_rows = std::move(rows);
    const Check* const chosen[] = {&check};
    return std::move(diagnose(world, fact_tables, chosen, &seen).front());
  }
};

TEST(Facts, AreOfTheirNamespace) {
  Facts t;
  t.look(lossy, {{1U, "Tcp", "RetransSegs", 0},
                 {1U, "Tcp", "OutSegs", 0},
                 {2U, "Tcp", "RetransSegs", 5},
                 {2U, "Tcp", "OutSegs", 100}});
  const Judgement second = t.look(lossy, {{1U, "Tcp", "RetransSegs", 1},
                                          {1U, "Tcp", "OutSegs", 1000},
                                          {2U, "Tcp", "RetransSegs", 25},
                                          {2U, "Tcp", "OutSegs", 300}});
  ASSERT_EQ(second.findings.size(), 1U);
  EXPECT_EQ(second.findings[0].where, "network namespace 2");
  EXPECT_EQ(second.findings[0].says, "10.00 % is sent twice.");
  EXPECT_EQ(second.findings[0].evidence,
            "Tcp.RetransSegs.rise 20 \u00b7 Tcp.OutSegs.rise 200 (/proc/net/snmp) "
            "\u00b7 twice 10.00")
      << "neighbours of one origin name it once";
}

TEST(Facts, OfAllProcessorsAreOneOfTheMachine) {
  Facts t;
  const Known<u32> none = Absent::NotApplicable;
  t.look(queue_of_all,
         {{none, "softnet", "cpu0 dropped", 1}, {none, "softnet", "cpu1 dropped", 2}});
  const Judgement second = t.look(
      queue_of_all, {{none, "softnet", "cpu0 dropped", 4}, {none, "softnet", "cpu1 dropped", 4}});
  ASSERT_EQ(second.findings.size(), 1U);
  EXPECT_EQ(second.findings[0].says, "5 were dropped.");
}

TEST(Facts, ThatTheKernelLacksMakeUnknown) {
  Facts t;
  t.look(lossy, {{1U, "Tcp", "OutSegs", 100}});
  const Judgement second = t.look(lossy, {{1U, "Tcp", "OutSegs", 300}});
  EXPECT_EQ(second.verdict, Verdict::Unknown);
  ASSERT_EQ(second.doubts.all().size(), 1U);
  EXPECT_EQ(second.doubts.all()[0].column, "Tcp.RetransSegs");
}

TEST(Facts, ThatNobodyCouldReadMakeUnknown) {
  Facts t;
  t.look(lossy, {});
  EXPECT_EQ(t.look(lossy, {}).verdict, Verdict::Unknown);
  t.look(queue_of_all, {});
  EXPECT_EQ(t.look(queue_of_all, {}).verdict, Verdict::Unknown);
}

// A table that one of several namespaces does not show.
constexpr ColumnInfo rule_columns[] = {
    column<&FactRow::netns>("netns", "A namespace.", Show::Always),
    column<&FactRow::group>("family", "What packets it sees.", Show::Always),
    column<&FactRow::name>("verdict", "What a rule does.", Show::Always),
};
Result<void> scan_hidden_rules(Scan<FactRow>& scan) {
  scan.sink.gap({"firewall", "", Absent::NotPermitted, Absent::NotApplicable, "one", "be root"});
  return {};
}
constexpr TableInfo hidden_rules = {"firewall", "Rules of a test.", rule_columns,
                                    &run_scan<scan_hidden_rules>};
constexpr const TableInfo* tables_with_rules[] = {&counters_of_test, &hidden_rules};
constexpr Check ruled = [] {
  Check check = lossy;
  check.name = "test.ruled";
  check.watches = "count.masquerade_rules";
  check.shares = "";
  check.change = "count.masquerade_rules > 0";
  check.evidence = "count.masquerade_rules";
  check.says = "{count.masquerade_rules} rules.";
  return check;
}();

TEST(Facts, OfATableThatIsHiddenAreUnknownAndNoOthers) {
  Facts t;
  t.world.networks.resize(2);
  const Check* const chosen[] = {&lossy, &queue_of_all, &ruled};
  for (int i = 0; i < 2; ++i) {
    fact_rows = {{1U, "Tcp", "RetransSegs", 0},
                 {1U, "Tcp", "OutSegs", 0},
                 {Absent::NotApplicable, "softnet", "cpu0 dropped", 1}};
    const std::vector<Judgement> answer = diagnose(t.world, tables_with_rules, chosen, &t.seen);
    if (i == 0) continue;
    EXPECT_EQ(answer[0].verdict, Verdict::Clear);
    EXPECT_EQ(answer[1].verdict, Verdict::Clear);
    EXPECT_EQ(answer[2].verdict, Verdict::Unknown);
    ASSERT_FALSE(answer[2].doubts.empty());
    EXPECT_EQ(answer[2].doubts.all()[0].why, Absent::NotPermitted);
  }
}

}  // namespace
}  // namespace sonde
