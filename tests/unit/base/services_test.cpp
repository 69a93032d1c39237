// services_test.cpp: the names of ports, both ways.
// SPDX-License-Identifier: Apache-2.0
#include "base/services.hpp"

#include <optional>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "base/types.hpp"

namespace sonde {
namespace {

TEST(Services, KnowsWhatOperatorsMeet) {
  EXPECT_EQ(service_name(22, "tcp"), "ssh");
  EXPECT_EQ(service_name(53, "udp"), "domain");
  EXPECT_EQ(service_name(3306, "tcp"), "mysql");
  EXPECT_EQ(service_name(5432, "tcp"), "postgresql");
  EXPECT_EQ(service_name(6443, "tcp"), "kube-apiserver");
  EXPECT_EQ(service_name(8080, "tcp"), "http-alt");
  EXPECT_EQ(service_name(51820, "udp"), "wireguard");
}

TEST(Services, TheProtocolDecidesBetweenTwoNamesOfAPort) {
  EXPECT_EQ(service_name(514, "tcp"), "shell");
  EXPECT_EQ(service_name(514, "udp"), "syslog");
  EXPECT_EQ(service_name(22, "udp"), "");
  EXPECT_EQ(service_name(123, "tcp"), "");
  EXPECT_EQ(service_name(443, "udp"), "https");
  EXPECT_EQ(service_name(22, "mptcp"), "ssh");
  EXPECT_EQ(service_name(123, "udplite"), "ntp");
}

TEST(Services, AnAmbiguousOrUnknownPortHasNoName) {
  EXPECT_EQ(service_name(0, "tcp"), "");
  EXPECT_EQ(service_name(3000, "tcp"), "");
  EXPECT_EQ(service_name(65535, "udp"), "");
}

TEST(Services, FindsAPortByNameAliasAndAnyCase) {
  EXPECT_EQ(service_port("ssh"), 22);
  EXPECT_EQ(service_port("HTTPS"), 443);
  EXPECT_EQ(service_port("dns"), 53);
  EXPECT_EQ(service_port("postgres"), 5432);
  EXPECT_EQ(service_port("etcd_client"), 2379);
  EXPECT_EQ(service_port("syslog"), 514);
  EXPECT_EQ(service_port("nosuch"), std::nullopt);
  EXPECT_EQ(service_port(""), std::nullopt);
}

TEST(Services, EveryNameLeadsBackToItsPortAndNoOther) {
  std::set<std::string> names;
  for (u32 port = 0; port <= 65535; ++port) {
    std::set<std::string> here;
    for (const Text protocol : {"tcp", "udp"}) {
      const Text name = service_name(static_cast<u16>(port), protocol);
      if (name.empty()) continue;
      EXPECT_EQ(service_port(name), port) << name;
      here.emplace(name);
    }
    for (const std::string& name : here) EXPECT_TRUE(names.insert(name).second) << name;
  }
  EXPECT_GT(names.size(), 120U);
}

}  // namespace
}  // namespace sonde
