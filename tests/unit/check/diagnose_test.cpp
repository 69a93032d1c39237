// diagnose_test.cpp: verdicts, groups and what is left out, on rows of a test.
// SPDX-License-Identifier: Apache-2.0
#include "check/diagnose.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sonde {
namespace {

struct Row {
  int pid = 0;
  Known<u32> value{};
  Text peer{};
};
constexpr ColumnInfo row_columns[] = {
    column<&Row::pid>("pid", "A process.", Show::Always),
    column<&Row::value>("value", "A number that may be missing.", Show::Always),
    column<&Row::peer>("peer", "A text.", Show::Always),
};

// Hands out rows and gaps, and counts how often it was asked.
class RowSource final : public Source {
public:
  std::vector<Row> rows{};
  std::vector<Gap> gaps{};
  std::errc failure{};
  int scans = 0;
  std::size_t kept = 0;
  std::bitset<64> columns{};
  bool is_live_ = true;

  Text name() const override { return "here"; }
  bool is_live() const override { return is_live_; }
  Result<Text> ask(Question question, std::string& room) override {
    if (question.how == Question::How::Link && question.name == "self") return Text(room = "77");
    return failed(std::errc::no_message, "ask", "");
  }
  Result<std::unique_ptr<Blocks>> stream(Question) override {
    return failed(std::errc::no_message, "stream", "");
  }
};

Result<void> scan_rows(Scan<Row>& scan) {
  RowSource& source = static_cast<RowSource&>(scan.world.source);
  ++source.scans;
  source.columns = scan.request.columns;
  RowStore<Row> kept;
  std::bitset<64> ready;
  ready.set();
  for (const Row& row : source.rows)
    if (scan.request.may_pass(&row, ready)) kept.add(row);
  source.kept = kept.size();
  for (const Gap& gap : source.gaps) scan.sink.gap(gap);
  for (Chunk& chunk : kept.chunks()) scan.sink.rows(std::move(chunk));
  if (source.failure != std::errc{}) return failed(source.failure, "read", "rows");
  return {};
}

Text remedy(Text, Absent) { return "look closer"; }

constexpr TableInfo rows_table = {
    "rows", "Rows of a test.", row_columns, &run_scan<scan_rows>, {}, {}, &remedy};
constexpr const TableInfo* tables[] = {&rows_table};

constexpr Check high = {.name = "test.high",
                        .asks = "Is it high?",
                        .table = "rows",
                        .condition = "value > 10",
                        .critical_if = "value > 100",
                        .evidence = "value",
                        .where = "pid {pid}",
                        .says = "{peer} is at {value}, {count} times.",
                        .remedy = "Lower {value}.",
                        .severity = Severity::Warning,
                        .scope = Scope::Process,
                        .source = "A test."};
constexpr Check crowd = [] {
  Check check = high;
  check.name = "test.crowd";
  check.by = "peer";
  check.at_least = 3;
  return check;
}();
constexpr Check eased = [] {
  Check check = high;
  check.name = "test.eased";
  check.by = "peer";
  check.eased_if = "value = 1";
  check.severity = Severity::Critical;
  return check;
}();
constexpr Check elsewhere = [] {
  Check check = high;
  check.name = "test.elsewhere";
  check.table = "nothing";
  return check;
}();

// The world, which owns the texts of findings, lives as long as the answer.
struct Diagnosis {
  RowSource source{};
  World world{source};
  std::vector<Judgement> answer{};

  const Judgement& of(const Check& check) {
    const Check* const chosen[] = {&check};
    answer = diagnose(world, tables, chosen);
    return answer.front();
  }
};

TEST(Diagnose, IsClearOnlyWhenEveryRowWasDecided) {
  Diagnosis d;
  d.source.rows = {{1, 3U, "a"}, {2, 10U, "b"}};
  EXPECT_EQ(d.of(high).verdict, Verdict::Clear);
  EXPECT_TRUE(d.answer.front().doubts.empty());
  d.source.rows.push_back({3, Absent::NotPermitted, "c"});
  EXPECT_EQ(d.of(high).verdict, Verdict::Unknown);
  const std::span<const Gap> doubts = d.answer.front().doubts.all();
  ASSERT_EQ(doubts.size(), 1U);
  EXPECT_EQ(doubts[0].column, "value");
  EXPECT_EQ(doubts[0].why, Absent::NotPermitted);
  EXPECT_EQ(*doubts[0].count, 1U);
  EXPECT_EQ(doubts[0].remedy, "look closer");
}

TEST(Diagnose, IsClearWhenAMissingValueDoesNotApply) {
  Diagnosis d;
  d.source.rows = {{1, Absent::NotApplicable, "a"}};
  EXPECT_EQ(d.of(high).verdict, Verdict::Clear);
}

TEST(Diagnose, IsUnknownWhenRowsAreHiddenOrTheScanFails) {
  Diagnosis d;
  d.source.gaps = {{"rows", "", Absent::NotPermitted, Absent::NotApplicable, "some", "be root"}};
  EXPECT_EQ(d.of(high).verdict, Verdict::Unknown);
  d.source.gaps = {{"rows", "value", Absent::NotCollected, Absent::NotApplicable}};
  EXPECT_EQ(d.of(high).verdict, Verdict::Unknown) << "nobody could count what is hidden";
  d.source.gaps = {{"rows", "peer", Absent::NotCollected, Absent::NotApplicable}};
  EXPECT_EQ(d.of(high).verdict, Verdict::Clear) << "the condition does not need it";
  d.source.gaps.clear();
  d.source.failure = std::errc::permission_denied;
  EXPECT_EQ(d.of(high).verdict, Verdict::Unknown);
  EXPECT_EQ(d.of(elsewhere).verdict, Verdict::Unknown) << "without its table";
}

TEST(Diagnose, FillsTheSentencesOfAFinding) {
  Diagnosis d;
  d.source.rows = {{5, 11U, "db"}, {6, 101U, "web"}};
  const std::vector<Finding>& findings = d.of(high).findings;
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].where, "pid 5");
  EXPECT_EQ(findings[0].says, "db is at 11, 1 times.");
  EXPECT_EQ(findings[0].remedy, "Lower 11.");
  EXPECT_EQ(findings[0].evidence, "value 11");
  EXPECT_EQ(*findings[0].pid, 5);
  EXPECT_EQ(findings[0].severity, Severity::Warning);
  EXPECT_EQ(findings[1].severity, Severity::Critical);
}

TEST(Diagnose, StillTellsWhatIsHiddenBesideAFinding) {
  Diagnosis d;
  d.source.rows = {{5, 11U, "db"}, {6, Absent::Elsewhere, "web"}};
  EXPECT_EQ(d.of(high).verdict, Verdict::Found);
  EXPECT_EQ(d.answer.front().findings.size(), 1U);
  EXPECT_FALSE(d.answer.front().doubts.empty());
}

TEST(Diagnose, MakesOneFindingOfRowsThatAgree) {
  Diagnosis d;
  d.source.rows = {{1, 11U, "a"}, {2, 12U, "b"}, {3, 200U, "a"}, {4, 13U, "a"}};
  const std::vector<Finding>& findings = d.of(crowd).findings;
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].count, 3U);
  EXPECT_EQ(findings[0].severity, Severity::Critical) << "one of them is";
  EXPECT_EQ(findings[0].says, "a is at 200, 3 times.") << "the one that says most";
}

TEST(Diagnose, CountsUndecidedRowsOnlyWhereTheyCouldMakeAFinding) {
  Diagnosis d;
  d.source.rows = {{1, 11U, "a"}, {2, Absent::NotPermitted, "a"}, {3, Absent::NotPermitted, "b"}};
  EXPECT_EQ(d.of(crowd).verdict, Verdict::Clear) << "two of three, at most";
  d.source.rows.push_back({4, 12U, "a"});
  EXPECT_EQ(d.of(crowd).verdict, Verdict::Unknown);
}

TEST(Diagnose, IsMilderWhereAnotherRowOfTheGroupIsWell) {
  Diagnosis d;
  d.source.rows = {{1, 11U, "a"}, {2, 1U, "a"}, {3, 11U, "b"}, {4, 1U, "c"}};
  const std::vector<Finding>& findings = d.of(eased).findings;
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].severity, Severity::Warning);
  EXPECT_EQ(findings[1].severity, Severity::Critical);
  EXPECT_EQ(d.source.kept, 2U) << "a row that only eases is not kept";
}

TEST(Diagnose, LeavesItselfOut) {
  Diagnosis d;
  d.source.rows = {{77, 500U, "sonde"}, {77, Absent::NotPermitted, "sonde"}};
  EXPECT_EQ(d.of(high).verdict, Verdict::Clear);
}

TEST(Diagnose, OfAPasteIsUnknownWhenNoRowOfTheKindWasThere) {
  Diagnosis d;
  d.source.is_live_ = false;
  EXPECT_EQ(d.of(high).verdict, Verdict::Unknown) << "nothing was looked at";
  d.source.rows = {{1, 11U, "a"}};
  EXPECT_EQ(d.of(high).verdict, Verdict::Found);
}

TEST(Diagnose, ScansATableOnceForAllChecks) {
  Diagnosis d;
  d.source.rows = {{1, 11U, "a"}, {2, 3U, "b"}};
  const Check* const chosen[] = {&high, &crowd, &eased, &elsewhere};
  const std::vector<Judgement> answer = diagnose(d.world, tables, chosen);
  EXPECT_EQ(d.source.scans, 1);
  EXPECT_EQ(d.source.kept, 1U) << "what matters to none is not kept";
  EXPECT_EQ(d.source.columns.count(), 3U);
  ASSERT_EQ(answer.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(answer[i].check, chosen[i]);
  EXPECT_EQ(answer[0].verdict, Verdict::Found);
  EXPECT_EQ(answer[1].verdict, Verdict::Clear);
}

}  // namespace
}  // namespace sonde
