// declared_test.cpp: checks as they are declared, over machines in memory that have the fault.
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
