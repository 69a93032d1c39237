// cases_test.cpp: every check is found where its fault is, and silent beside what looks like it.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "check/diagnose.hpp"
#include "core/gap.hpp"
#include "lexicon/check_texts.hpp"
#include "tables/tables.hpp"
#include "unit/support/fixture.hpp"
#include "unit/support/network_messages.hpp"

namespace sonde {
namespace {

using test::CheckCase;

struct Family {
  const char* name;
  const std::span<const CheckCase>* cases;
};
constexpr Family families[] = {{"link", &test::link_cases},
                               {"route", &test::route_cases},
                               {"netfilter", &test::netfilter_cases},
                               {"listener", &test::listener_cases},
                               {"tcp", &test::tcp_cases},
                               {"tcp_counter", &test::tcp_counter_cases},
                               {"udp", &test::udp_cases},
                               {"local_socket", &test::local_socket_cases},
                               {"dns", &test::dns_cases},
                               {"host", &test::host_cases},
                               {"process", &test::process_cases},
                               {"busy", &test::busy_cases}};

// What came of the last look, and what was missing in it.
struct Played {
  test::FakeSource source{test::FakeSource::Kind::Live};
  World world{source};
  SeenBefore seen{};
  Judgement judgement{};
  std::string lacks{};

  explicit Played(const CheckCase& one) {
    test::make_healthy(source);
    if (one.before) one.before(source);
    const Check* const chosen[] = {find_check(one.check)};
    judgement = std::move(diagnose(world, all_tables, chosen, &seen).front());
    if (needs_two_looks(*chosen[0])) {
      source.clock += std::chrono::seconds(1);
      if (one.now) one.now(source);
      seen.is_last = true;  // As sonde diagnose without --watch.
      judgement = std::move(diagnose(world, all_tables, chosen, &seen).front());
    } else {
      EXPECT_EQ(one.now, nullptr) << "this check looks once";
    }
    for (const Gap& gap : judgement.doubts.all()) lacks += sentence_of(gap) + "\n";
  }
};

void expect_found(const CheckCase& one, const Played& played) {
  ASSERT_EQ(played.judgement.verdict, Verdict::Found) << played.lacks;
  const Finding& finding = played.judgement.findings.front();
  const bool says = finding.says.contains(one.says) || finding.evidence.contains(one.says) ||
                    finding.where.contains(one.says);
  EXPECT_TRUE(says) << finding.where << "\n" << finding.says << "\n" << finding.evidence;
  if (!one.severity.empty()) {
    EXPECT_EQ(name_of(finding.severity), one.severity);
  }
  EXPECT_FALSE(finding.says.contains('?')) << finding.says << " lacks a value.";
}

class CheckCases : public testing::TestWithParam<Family> {};

TEST_P(CheckCases, AreFoundOrSilentAsTheySay) {
  for (const CheckCase& one : *GetParam().cases) {
    SCOPED_TRACE(std::string(one.check) + ": " + std::string(one.why));
    ASSERT_NE(find_check(one.check), nullptr);
    EXPECT_TRUE(one.before || one.now) << "an empty machine proves nothing";
    const Played played(one);
    if (one.is_found)
      expect_found(one, played);
    else
      EXPECT_EQ(played.judgement.verdict, Verdict::Clear) << played.lacks;
  }
}

INSTANTIATE_TEST_SUITE_P(Families, CheckCases, testing::ValuesIn(families),
                         [](const auto& one) { return std::string(one.param.name); });

// Whether tests/live/reproduce.py makes the fault, so that no machine in memory has to.
bool is_played_live(Text check) {
  if (commands_of_check(check).empty()) return false;
  const std::string script = test::bytes_of(test::folder() + "/live/reproduce.py");
  const std::size_t begin = script.find("NOT_HERE = {");
  EXPECT_NE(begin, std::string::npos);
  const Text list = Text(script).substr(begin, script.find('}', begin) - begin);
  return !list.contains("\"" + std::string(check) + "\"");
}

TEST(AllChecks, HaveACaseInWhichTheyAreFoundAndOneInWhichTheyAreSilent) {
  for (const Check& check : all_checks) {
    bool is_found = is_played_live(check.name);
    bool is_silent = false;
    for (const Family& family : families)
      for (const CheckCase& one : *family.cases)
        if (one.check == check.name) (one.is_found ? is_found : is_silent) = true;
    EXPECT_TRUE(is_found) << check.name << " is found nowhere.";
    EXPECT_TRUE(is_silent) << check.name << " is silent nowhere.";
  }
}

// ---- what must not be called clear
TEST(FirewallDrops, WithoutACounterAreUnknownWhileConnectionsWait) {
  const auto wait = [](test::FakeSource& m) { test::raise(m, "TcpExt.TCPSynRetrans", 2); };
  const CheckCase of_a_rule = {
      "fw.drop_active", "a rule", false,
      [](test::FakeSource& m) { test::put_chains(m, {{.rules = {test::verdict_expression(0)}}}); },
      wait};
  const CheckCase of_a_policy = {"fw.drop_active", "a policy", false,
                                 [](test::FakeSource& m) { test::put_chains(m, {{.policy = 0}}); },
                                 wait};
  for (const CheckCase* const one : {&of_a_rule, &of_a_policy}) {
    const Played played(*one);
    EXPECT_EQ(played.judgement.verdict, Verdict::Unknown) << one->why;
    EXPECT_TRUE(played.lacks.starts_with("not seen: dropped of 1 row of firewall")) << played.lacks;
    EXPECT_TRUE(played.lacks.contains("counter")) << played.lacks;
  }
}

// ---- what one look tells
TEST(OneLook, FindsWhatOnlyTheSeverityNeedsTwoFor) {
  const auto one = std::ranges::find_if(test::listener_cases, [](const CheckCase& any) {
    return any.check == "sock.v6only_listener" && any.is_found;
  });
  test::FakeSource source{test::FakeSource::Kind::Live};
  World world{source};
  test::make_healthy(source);
  one->before(source);
  const Check* const chosen[] = {find_check(one->check), find_check("link.mtu_mismatch")};
  const std::vector<Judgement> answer = diagnose(world, all_tables, chosen, nullptr);
  EXPECT_EQ(answer[0].verdict, Verdict::Found);
  EXPECT_EQ(answer[0].findings.front().severity, Severity::Info);
  EXPECT_EQ(answer[1].verdict, Verdict::Unknown) << "it says what vanished between two looks";
}

// ---- what must not be told twice
TEST(Kills, InACgroupAreNotToldOfTheMachineToo) {
  const auto case_of = [](Text name) {
    return *std::ranges::find_if(
        test::host_cases, [&](const CheckCase& one) { return one.check == name && one.is_found; });
  };
  const CheckCase in_cgroup = case_of("mem.oom_kill");
  const CheckCase on_machine = case_of("mem.oom_kill_host");
  test::FakeSource source{test::FakeSource::Kind::Live};
  World world{source};
  SeenBefore seen{};
  const Check* const chosen[] = {find_check("mem.oom_kill"), find_check("mem.oom_kill_host")};
  test::make_healthy(source);
  in_cgroup.before(source);
  (void)diagnose(world, all_tables, chosen, &seen);
  in_cgroup.now(source);
  on_machine.now(source);
  const std::vector<Judgement> answer = diagnose(world, all_tables, chosen, &seen);
  EXPECT_TRUE(answer[1].findings.empty());
  ASSERT_EQ(answer[0].findings.size(), 1U);
  ASSERT_TRUE(answer[0].findings[0].explains);
  EXPECT_TRUE(answer[0].findings[0].explains.value.contains("mem.oom_kill_host"));
}

}  // namespace
}  // namespace sonde
