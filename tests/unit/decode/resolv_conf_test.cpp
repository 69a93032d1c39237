// resolv_conf_test.cpp: who is asked for names, as resolv.conf(5) says.
// SPDX-License-Identifier: Apache-2.0
#include "decode/resolv_conf.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

// Of a pod of Kubernetes.
TEST(ResolvConf, OfAPodHasItsServerAndItsDomains) {
  const ResolvConf conf =
      decode_resolv_conf("search default.svc.cluster.local svc.cluster.local cluster.local\n"
                         "nameserver 10.96.0.10\n"
                         "options ndots:5\n");
  EXPECT_EQ(conf.servers, std::vector<Text>{"10.96.0.10"});
  EXPECT_EQ(conf.search, "default.svc.cluster.local svc.cluster.local cluster.local");
  EXPECT_EQ(conf.search_domains, 3U);
  EXPECT_EQ(conf.ndots, 5U);
  EXPECT_EQ(conf.unused_servers, 0U);
}

TEST(ResolvConf, OnlyTheFirstThreeServersAndTheLastDomainsCount) {
  const ResolvConf conf = decode_resolv_conf("domain old.example\n"
                                             "nameserver 192.0.2.1\n"
                                             "# nameserver 192.0.2.9\n"
                                             "; nameserver 192.0.2.9\n"
                                             " nameserver 192.0.2.9\n"
                                             "nameserver\tfe80::1%eth0  \r\n"
                                             "nameserver\n"
                                             "nameserver 192.0.2.3\n"
                                             "search new.example\n"
                                             "nameserver 192.0.2.4");
  EXPECT_EQ(conf.servers, (std::vector<Text>{"192.0.2.1", "fe80::1%eth0", "192.0.2.3"}));
  EXPECT_EQ(conf.unused_servers, 1U);
  EXPECT_EQ(conf.search, "new.example");
}

// res_init.c of glibc, res_setoptions: the last one counts, and none is above RES_MAXNDOTS, 15.
TEST(ResolvConf, OptionsAreThoseOfTheLastLineThatHasThem) {
  EXPECT_EQ(decode_resolv_conf("options timeout:2 ndots:3 rotate\noptions ndots:99\n").ndots, 15U);
  EXPECT_EQ(decode_resolv_conf("options ndots:\noptions ndots:x\n#options ndots:4\n").ndots, 1U);
}

TEST(ResolvConf, OfNothingSaysNothing) {
  EXPECT_TRUE(decode_resolv_conf("").servers.empty());
  EXPECT_TRUE(decode_resolv_conf("nameserver192.0.2.1\n").servers.empty());
}

}  // namespace
}  // namespace sonde
