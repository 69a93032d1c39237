// hosts_test.cpp: the names of /etc/hosts, as hosts(5) describes the file.
// SPDX-License-Identifier: Apache-2.0
#include "decode/hosts.hpp"

#include <gtest/gtest.h>

using namespace sonde;

namespace {

Text name_in(const HostNames& names, Text address) {
  Address parsed;
  EXPECT_TRUE(parse_address(address, parsed));
  return names.find(parsed.bytes, parsed.version);
}

TEST(Hosts, TheFirstNameOfTheFirstLineOfAnAddressCounts) {
  const HostNames names("127.0.0.1\tlocalhost\n"
                        "# 192.0.2.1 not.this\n"
                        "192.0.2.7  web.example.org web  # a comment\n"
                        "192.0.2.7  later\n"
                        "::1 ip6-localhost ip6-loopback\r\n"
                        "nonsense here\n"
                        "192.0.2.8\n"
                        "192.0.2.9 last");
  EXPECT_EQ(name_in(names, "127.0.0.1"), "localhost");
  EXPECT_EQ(name_in(names, "192.0.2.7"), "web.example.org");
  EXPECT_EQ(name_in(names, "::1"), "ip6-localhost");
  EXPECT_EQ(name_in(names, "192.0.2.9"), "last");
  for (const Text none : {"192.0.2.1", "192.0.2.8", "::2"}) EXPECT_EQ(name_in(names, none), "");
}

TEST(Hosts, LinesAreCountedWithThoseThatNameNothing) {
  Text rest = "# a comment\n192.0.2.7\tweb.example.org web # the web\n\n192.0.2.8\n::1 one";
  HostLine host;
  ASSERT_TRUE(next_host(rest, host));
  EXPECT_EQ(host.names, "web.example.org web");
  EXPECT_EQ(host.line, 2U);
  ASSERT_TRUE(next_host(rest, host));
  EXPECT_EQ(host.names, "one");
  EXPECT_EQ(host.line, 5U);
  EXPECT_FALSE(next_host(rest, host));
}

}  // namespace
