// diagnose_test.cpp: verdicts, groups and what is left out, on rows of a test.
// SPDX-License-Identifier: Apache-2.0
#include "check/diagnose.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "check/remedy.hpp"

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

constexpr Check advised = [] {
  Check check = high;
  check.name = "test.advised";
  check.condition = "pid = 5";
  check.critical_if = "";
  check.evidence = "pid";
  check.says = "{pid} does.";
  return check;
}();

TEST(Diagnose, OffersOnlyWhatCanBeTyped) {
  Check check = advised;
  check.remedy = "Send it: kill -{value} {pid}; or end {peer}.";
  Diagnosis d;
  d.source.rows = {{5, 11U, "db"}};
  EXPECT_EQ(d.of(check).findings.at(0).remedy, "Send it: kill -11 5; or end db.");
  d.source.rows = {{5, Absent::NotApplicable, "db"}};
  EXPECT_EQ(d.of(check).findings.at(0).remedy, "Or end db.");
  check.remedy = "Send it: kill -{value} {pid}.";
  EXPECT_EQ(d.of(check).findings.at(0).remedy,
            "It depends on the value, which is not known here: look closer.");
}

TEST(Remedies, CarryThePlaceThatTheyAreTypedFor) {
  EXPECT_EQ(remedy_in_place(
                "See it: sonde conns pid = 9; sonde routes, sonde who :80 (sonde rules).", 4711),
            "See it: sonde --in netns:4711 conns pid = 9; sonde --in netns:4711 routes, sonde --in "
            "netns:4711 who :80 (sonde --in netns:4711 rules).");
  EXPECT_EQ(remedy_in_place("sonde interfaces --all; sonde listen --in netns:1", 4711),
            "sonde interfaces --all; sonde listen --in netns:1");
  EXPECT_EQ(remedy_in_place("Switch it on: ip link set eth0 up", 4711),
            "Switch it on: sonde run --in netns:4711 -- ip link set eth0 up")
      << "the machine's own eth0 is another one";
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

// ---- two looks
constexpr Text row_key[] = {"pid"};
constexpr TableInfo keyed_table = {
    "rows", "Rows of a test.", row_columns, &run_scan<scan_rows>, row_key, {}, &remedy};
constexpr const TableInfo* keyed_tables[] = {&keyed_table};

constexpr Check rising = [] {
  Check check = high;
  check.name = "test.rising";
  check.condition = "value > 0";
  check.watches = "value";
  check.change = "value.rise > 0";
  check.critical_if = "value.rise >= 10";
  check.evidence = "value,value.before,value.rise";
  check.says = "It rose by {value.rise} to {value}.";
  return check;
}();
constexpr Check share = [] {
  Check check = rising;
  check.name = "test.share";
  check.shares = "hundredths = value.rise of value.before";
  check.change = "hundredths >= 50";
  check.critical_if = "";
  check.evidence = "hundredths";
  check.says = "It rose by {hundredths} %.";
  return check;
}();

struct TwoLooks {
  RowSource source{};
  World world{source};
  SeenBefore seen{};

  Judgement look(const Check& check, std::vector<Row> rows) {
    source.rows = std::move(rows);
    const Check* const chosen[] = {&check};
    return std::move(diagnose(world, keyed_tables, chosen, &seen).front());
  }
};

TEST(TwoLooks, OnlyTheSecondJudges) {
  TwoLooks t;
  const Judgement first = t.look(rising, {{5, 3U, "a"}});
  EXPECT_TRUE(first.findings.empty());
  const Judgement second = t.look(rising, {{5, 7U, "a"}});
  ASSERT_EQ(second.findings.size(), 1U);
  EXPECT_EQ(second.findings[0].says, "It rose by 4 to 7.");
  EXPECT_EQ(second.findings[0].evidence, "value 7 \u00b7 value.before 3 \u00b7 value.rise 4");
  EXPECT_EQ(second.findings[0].severity, Severity::Warning);
  EXPECT_EQ(t.look(rising, {{5, 17U, "a"}}).findings[0].severity, Severity::Critical);
}

TEST(TwoLooks, FindNothingInWhatStaysFallsOrIsNew) {
  TwoLooks t;
  t.look(rising, {{5, 3U, "a"}, {6, 9U, "b"}, {8, 0U, "c"}});
  const Judgement second =
      t.look(rising, {{5, 3U, "a"}, {6, 2U, "b"}, {7, 99U, "c"}, {8, 1U, "d"}});
  EXPECT_EQ(second.verdict, Verdict::Clear) << "the condition held once only, of the last one";
}

TEST(TwoLooks, AreUnknownWhereAValueIsMissing) {
  TwoLooks t;
  t.look(rising, {{5, 3U, "a"}});
  EXPECT_EQ(t.look(rising, {{5, Absent::NotPermitted, "a"}}).verdict, Verdict::Unknown);
}

TEST(TwoLooks, AreUnknownWhereThereIsOneOnly) {
  Diagnosis d;
  d.source.rows = {{5, 300U, "a"}};
  const Judgement& one = d.of(rising);
  EXPECT_EQ(one.verdict, Verdict::Unknown);
  ASSERT_EQ(one.doubts.all().size(), 1U);
  EXPECT_EQ(one.doubts.all()[0].example, "a second look");
  EXPECT_EQ(d.source.scans, 0) << "nothing was looked at in vain";
}

TEST(TwoLooks, WorkSharesOut) {
  TwoLooks t;
  t.look(share, {{5, 100U, "a"}, {6, 100U, "b"}});
  const Judgement second = t.look(share, {{5, 149U, "a"}, {6, 150U, "b"}});
  ASSERT_EQ(second.findings.size(), 1U);
  EXPECT_EQ(second.findings[0].where, "pid 6");
  EXPECT_EQ(second.findings[0].says, "It rose by 50.00 %.");
}

TEST(TwoLooks, AreNotMadeWhereOneIsEnough) {
  TwoLooks t;
  EXPECT_EQ(t.look(high, {{5, 300U, "a"}}).verdict, Verdict::Found);
  EXPECT_EQ(t.source.scans, 1);
}

TEST(TwoLooks, LeaveChecksOfOneLookForTheSecond) {
  TwoLooks t;
  t.source.rows = {{5, 300U, "a"}};
  const Check* const chosen[] = {&high, &rising};
  EXPECT_TRUE(diagnose(t.world, keyed_tables, chosen, &t.seen)[0].findings.empty());
  EXPECT_EQ(diagnose(t.world, keyed_tables, chosen, &t.seen)[0].findings.size(), 1U);
}

// ---- effects
struct LinkRow {
  Known<u32> netns{};
  bool is_down = false;
  u32 lost = 0;
};
constexpr ColumnInfo link_columns[] = {
    column<&LinkRow::netns>("netns", "A namespace.", Show::Always),
    column<&LinkRow::is_down>("down", "Whether it is down.", Show::Always),
    column<&LinkRow::lost>("lost", "How many were lost.", Show::Always),
};
std::vector<LinkRow> link_rows;
Result<void> scan_link_rows(Scan<LinkRow>& scan) {
  RowStore<LinkRow> rows;
  for (const LinkRow& row : link_rows) rows.add(row);
  for (Chunk& chunk : rows.chunks()) scan.sink.rows(std::move(chunk));
  return {};
}
constexpr TableInfo links_table = {"links", "Links of a test.", link_columns,
                                   &run_scan<scan_link_rows>};
constexpr Check lost = [] {
  Check check = high;
  check.name = "test.lost";
  check.table = "links";
  check.condition = "lost > 0";
  check.critical_if = "";
  check.evidence = "lost";
  check.where = "a link of {netns}";
  check.says = "{lost} were lost.";
  check.remedy = "Look at the link.";
  return check;
}();
constexpr Check down = [] {
  Check check = lost;
  check.name = "test.down";
  check.condition = "down = true";
  check.says = "It is down.";
  check.explains = "test.lost";
  return check;
}();

TEST(Effects, AreToldUnderTheirCauseInTheSameNamespace) {
  link_rows = {{1U, true, 0}, {1U, false, 5}, {2U, false, 7}};
  constexpr const TableInfo* tables_of_links[] = {&links_table};
  RowSource source;
  World world{source};
  const Check* const chosen[] = {&lost, &down};
  const std::vector<Judgement> answer = diagnose(world, tables_of_links, chosen);
  ASSERT_EQ(answer[0].findings.size(), 1U) << "the other one has another cause";
  EXPECT_EQ(answer[0].findings[0].says, "7 were lost.");
  ASSERT_EQ(answer[1].findings.size(), 1U);
  ASSERT_TRUE(answer[1].findings[0].explains);
  EXPECT_EQ(*answer[1].findings[0].explains, "test.lost a link of 1");
}

}  // namespace
}  // namespace sonde
