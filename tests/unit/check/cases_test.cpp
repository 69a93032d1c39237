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
      for (auto& [check, values] : seen.now.by_check) values.at -= std::chrono::seconds(1);
      seen.now.facts_at -= std::chrono::seconds(1);
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

// They have no case yet. The list only shrinks.
constexpr Text without_case[] = {
<<<<<<< HEAD
    // listener
    "tcp.listen.overflow",
    "tcp.listen.backlog_small",
    "sock.v6only_listener",
    "sock.reuseport_foreign",
    // local_socket
    "sock.unix_backlog_full",
    "sock.netlink_drops",
    "sock.packet_left_open",
    "sock.count_high",
    // dns
    "dns.no_nameserver",
    "dns.loopback_stub_dead",
    "dns.ndots_search",
    "dns.servers_ignored",
    // host
    "softnet.dropped",
    "softnet.time_squeeze",
    "tcp.mem_pressure",
    "udp.mem_pressure",
    "host.file_nr",
    "mem.available_low",
    "mem.psi",
    "mem.limit_near",
    "mem.oom_kill",
    "mem.oom_kill_host",
    "mem.swap_thrash",
    "mem.ecc",
    "cgroup.pids_limit",
    "host.pid_max",
    "cpu.steal",
    "cpu.iowait",
    "cpu.saturated",
    "cgroup.cpu_throttled",
    "disk.full",
    "disk.inodes_full",
    "disk.readonly",
    "disk.busy",
    "kernel.taint_hung",
    // process
    "proc.fd_limit_near",
    "proc.zombies",
    "proc.stopped",
    "proc.d_state",
    "proc.pipe_stalled",
    "proc.spin",
    "proc.deleted_binary",
    "ns.orphan_netns",
    "proc.deleted_file_open",
=======
    // link
    "link.admin_down",
    "link.no_carrier",
    "link.rx_errors",
    "link.rx_dropped",
    "link.tx_dropped",
    "link.fifo_overrun",
    "link.collisions",
    "link.duplex",
    "link.mtu_mismatch",
    "link.flap",
    "link.utilisation",
    "bridge.port_blocked",
    "qdisc.drops",
    "addr.none",
    "addr.linklocal_only",
    "addr.dad_failed",
    "neigh.gateway_failed",
    "neigh.failed_many",
    "neigh.table_near_full",
    "neigh.table_full",
    // route
    "route.no_default",
    "route.two_defaults",
    "route.blackhole",
    "route.rule_empty_table",
    "route.src_missing",
    "route.linkdown",
    "route.rp_filter_drop",
    "ip.out_no_routes",
    "ip6.out_no_routes",
    "ip.forwarding_off",
    "ip.local_port_range_small",
    // netfilter
    "conntrack.near_full",
    "conntrack.full_drop",
    "conntrack.insert_failed",
    "conntrack.invalid",
    "conntrack.hash_crowded",
    "sock.published_loopback_only",
    "nat.target_not_listening",
    "conntrack.unreplied_many",
    "nat.dead_target",
    "fw.legacy_and_nft",
>>>>>>> e39139e (counters tell how the clock is kept, and diagnose whether nobody keeps it or somebody set it; each check of the machine has its cases)
};

TEST(AllChecks, HaveACaseInWhichTheyAreFoundAndOneInWhichTheyAreSilent) {
  for (const Check& check : all_checks) {
    bool is_found = is_played_live(check.name);
    bool is_silent = false;
    for (const Family& family : families)
      for (const CheckCase& one : *family.cases)
        if (one.check == check.name) (one.is_found ? is_found : is_silent) = true;
    const bool may_lack = std::ranges::find(without_case, check.name) != std::end(without_case);
    if (may_lack) {
      EXPECT_FALSE(is_found && is_silent) << check.name << " has its cases: take it off the list.";
      continue;
    }
    EXPECT_TRUE(is_found) << check.name << " is found nowhere.";
    EXPECT_TRUE(is_silent) << check.name << " is silent nowhere.";
  }
}

TEST(AllChecks, ThatHaveNoCaseExist) {
  for (const Text name : without_case) EXPECT_NE(find_check(name), nullptr) << name;
}

}  // namespace
}  // namespace sonde
