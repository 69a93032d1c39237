// sick_machine_test.cpp: checks as they are declared, over machines in memory that have the fault.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "check/diagnose.hpp"
#include "tables/tables.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using How = Question::How;

// What this machine of a test, or its kernel, cannot be made to do.
struct Sick {
  test::FakeSource source{test::FakeSource::Kind::Live};
  World world{source};
  SeenBefore seen{};

  Judgement look(Text name) {
    const Check* const chosen[] = {find_check(name)};
    return std::move(diagnose(world, all_tables, chosen, &seen).front());
  }
  // Two looks at a file that changes between them.
  std::vector<Finding> change(Text name, const std::string& file, const std::string& before,
                              const std::string& now) {
    seen = {};
    source.file(file, before);
    look(name);
    source.file(file, now);
    return look(name).findings;
  }
};

TEST(DeclaredChecks, ThrashingReadsAndWritesSwap) {
  Sick sick;
  const std::string quiet = "pswpin 0\npswpout 500\npgmajfault 1\noom_kill 0\n";
  const auto found = sick.change("mem.swap_thrash", "vmstat", quiet,
                                 "pswpin 9000\npswpout 9500\npgmajfault 9\noom_kill 0\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].severity, Severity::Warning);
  EXPECT_EQ(found[0].scope, Scope::Host);
  EXPECT_TRUE(found[0].says.starts_with("9000 pages were read from swap and 9000 written"));
  EXPECT_TRUE(sick.change("mem.swap_thrash", "vmstat", quiet,
                          "pswpin 9000\npswpout 500\npgmajfault 9\noom_kill 0\n")
                  .empty())
      << "what only comes back";
}

TEST(DeclaredChecks, AKillSomewhereOnTheMachineIsOfTheMachine) {
  Sick sick;
  const auto found = sick.change("mem.oom_kill_host", "vmstat", "oom_kill 3\n", "oom_kill 5\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].severity, Severity::Critical);
  EXPECT_EQ(found[0].evidence,
            "vmstat.oom_kill.rise 2 (/proc/vmstat) \u00b7 vmstat.oom_kill 5 (/proc/vmstat)");
  EXPECT_TRUE(sick.change("mem.oom_kill_host", "vmstat", "oom_kill 5\n", "oom_kill 5\n").empty());
}

TEST(DeclaredChecks, MemoryThatFailsIsFound) {
  Sick sick;
  const std::string folder = "sys/devices/system/edac/mc";
  sick.source.put(How::HostList, folder, std::string("mc0\0mc1\0power\0", 14));
  const auto counts = [&](const std::string& corrected, const std::string& lost) {
    for (const Text controller : {"/mc0/", "/mc1/"}) {
      sick.source.put(How::HostFile, folder + std::string(controller) + "ce_count", corrected);
      sick.source.put(How::HostFile, folder + std::string(controller) + "ue_count", lost);
    }
    return sick.look("mem.ecc").findings;
  };
  counts("3\n", "0\n");
  EXPECT_TRUE(counts("3\n", "0\n").empty()) << "what was corrected before";
  const auto found = counts("4\n", "0\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].severity, Severity::Warning);
  EXPECT_TRUE(found[0].evidence.contains("edac.ce_count.rise 2 ")) << found[0].evidence;
  EXPECT_EQ(counts("4\n", "1\n")[0].severity, Severity::Critical);
}

TEST(DeclaredChecks, TroubleOfTheKernelIsToldForAnHour) {
  Sick sick;
  sick.source.put(How::HostTail, "dev/kmsg",
                  "3,0,100000000,-;INFO: task dd:4711 blocked for more than 122 seconds.\n"
                  "3,1,200000000,-;INFO: task dd:4711 blocked for more than 245 seconds.\n");
  sick.source.file("stat", "btime 1795289582\n");
  sick.source.file("uptime", "1000.00 100.00\n");
  const auto found = sick.look("kernel.taint_hung").findings;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].count, 2U);
  EXPECT_EQ(found[0].severity, Severity::Warning);
  sick.source.file("uptime", "300.00 100.00\n");
  EXPECT_EQ(sick.look("kernel.taint_hung").findings[0].severity, Severity::Critical);
  sick.source.file("uptime", "9000.00 100.00\n");
  EXPECT_EQ(sick.look("kernel.taint_hung").verdict, Verdict::Clear);
}

TEST(DeclaredChecks, AResolvConfOfAPodAsksManyQuestions) {
  Sick sick;
  sick.source.put(How::HostFile, "etc/resolv.conf",
                  "search default.svc.cluster.local svc.cluster.local cluster.local\n"
                  "nameserver 10.96.0.10\noptions ndots:5\n");
  EXPECT_EQ(sick.look("dns.ndots_search").findings.size(), 1U);
  EXPECT_TRUE(sick.look("dns.servers_ignored").findings.empty());
  sick.source.put(How::HostFile, "etc/resolv.conf",
                  "nameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n"
                  "nameserver 192.0.2.4\nsearch a.test\n");
  EXPECT_TRUE(sick.look("dns.ndots_search").findings.empty());
  const auto found = sick.look("dns.servers_ignored").findings;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].says.contains("names 1 servers behind the third"));
}

}  // namespace
}  // namespace sonde
