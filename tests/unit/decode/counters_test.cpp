// counters_test.cpp: the counting files of /proc/net, recorded, broken and of other kernels.
// SPDX-License-Identifier: Apache-2.0
#include "decode/counters.hpp"

#include <gtest/gtest.h>

#include <map>

#include "unit/support/fixture.hpp"

namespace sonde {
namespace {

using Values = std::map<std::string, Known<i64>>;

// By "GROUP NAME"; a name that stands twice is an error.
Values values_of(const CounterFile& file) {
  Values values;
  for (const DecodedCounter& counter : file.counters) {
    const std::string name = std::string(counter.group) + " " + std::string(counter.name);
    EXPECT_TRUE(values.emplace(name, counter.value).second) << name;
  }
  return values;
}

void expect_value(const Values& values, const std::string& name, i64 right) {
  const auto found = values.find(name);
  ASSERT_NE(found, values.end()) << name;
  EXPECT_TRUE(found->second) << name;
  EXPECT_EQ(*found->second, right) << name;
}

// The right numbers are those of the index of the fixtures, and of netstat -s beside them.
TEST(Snmp, ARecordedFileIsReadByName) {
  Arena texts;
  const std::string text = test::fixture("node_exporter/proc/net/snmp");
  const CounterFile file = decode_snmp(text, "", texts);
  const Values values = values_of(file);
  expect_value(values, "Tcp ActiveOpens", 3556);
  expect_value(values, "Tcp RetransSegs", 227);
  expect_value(values, "Tcp OutSegs", 54915039);
  expect_value(values, "Tcp MaxConn", -1);
  expect_value(values, "IcmpMsg OutType3", 120);
  EXPECT_EQ(file.unused_lines, 0U);
  for (const DecodedCounter& counter : file.counters)
    EXPECT_EQ(counter.kind == CounterKind::Gauge,
              counter.name.starts_with("Rto") || counter.name == "MaxConn" ||
                  counter.name == "CurrEstab" || counter.name == "Forwarding" ||
                  counter.name == "DefaultTTL")
        << counter.name;
}

// gVisor wrote a header without its values (gvisor#13151).
TEST(Snmp, AHeaderWithoutValuesLosesNothingElse) {
  Arena texts;
  const CounterFile file = decode_snmp("Ip: Forwarding InReceives\nIp: 1 123456789012\n"
                                       "Udp: InDatagrams NoPorts\n"
                                       "Tcp: MaxConn RetransSegs BrandNew\nTcp: -1 4294967295 77\n"
                                       "Last: One",
                                       "", texts);
  const Values values = values_of(file);
  expect_value(values, "Ip InReceives", 123456789012);
  expect_value(values, "Tcp MaxConn", -1);
  expect_value(values, "Tcp RetransSegs", 4294967295);
  expect_value(values, "Tcp BrandNew", 77);
  EXPECT_EQ(values.at("Udp InDatagrams").why, Absent::Malformed);
  EXPECT_EQ(values.at("Udp NoPorts").why, Absent::Malformed);
  EXPECT_EQ(values.at("Last One").why, Absent::Malformed);
  EXPECT_EQ(values.size(), 8U);
}

TEST(Snmp, WhatIsNoNumberAndWhatHasNoNameIsSaid) {
  Arena texts;
  const CounterFile file =
      decode_snmp("garbage\r\nA: x y\nA: 1 two 3\n\nB: z\nB: 99999999999999999999\n", "", texts);
  const Values values = values_of(file);
  expect_value(values, "A x", 1);
  EXPECT_EQ(values.at("A y").why, Absent::Malformed);
  EXPECT_EQ(values.at("B z").why, Absent::Malformed);
  EXPECT_EQ(file.unused_lines, 2U);  // "garbage", and the value 3.
  EXPECT_EQ(file.unused_example, "garbage");
}

TEST(Snmp6, TheProtocolInFrontOfANameIsTheGroup) {
  Arena texts;
  const std::string text = test::fixture("node_exporter/proc/net/snmp6");
  const Values values = values_of(decode_snmp6(text, "snmp6", texts));
  expect_value(values, "Ip6 InReceives", 7);
  expect_value(values, "Ip6 OutNoRoutes", 3003);
  expect_value(values, "Icmp6 OutMsgs", 8);
  EXPECT_TRUE(values.contains("UdpLite6 InDatagrams"));
  EXPECT_TRUE(values.contains("Udp6 InDatagrams"));
  const Values odd = values_of(decode_snmp6("Sctp6New 3\nIp6 4\nIp6Broken\n", "snmp6", texts));
  expect_value(odd, "snmp6 Sctp6New", 3);
  expect_value(odd, "snmp6 Ip6", 4);
  EXPECT_EQ(odd.at("Ip6 Broken").why, Absent::Malformed);
}

TEST(Sockstat, ANameBearsItsLabel) {
  Arena texts;
  const std::string text = test::fixture("node_exporter/proc/net/sockstat");
  const CounterFile file = decode_sockstat(text, "sockstat", texts);
  const Values values = values_of(file);
  expect_value(values, "sockstat sockets used", 229);
  expect_value(values, "sockstat TCP tw", 4);
  expect_value(values, "sockstat TCP alloc", 17);
  const std::string six = test::fixture("node_exporter/proc/net/sockstat6");
  expect_value(values_of(decode_sockstat(six, "sockstat6", texts)), "sockstat6 TCP6 inuse", 17);
  for (const DecodedCounter& counter : file.counters)
    EXPECT_EQ(counter.kind, CounterKind::Gauge) << counter.name;
}

TEST(Softnet, ColumnsAreThoseOfTheKernelThatWroteThem) {
  Arena texts;
  const std::string eleven = test::fixture("node_exporter/proc/net/softnet_stat");
  const Values old = values_of(decode_softnet(eleven, "softnet", texts));
  expect_value(old, "softnet row1 processed", 0x000dfb82);
  expect_value(old, "softnet row1 dropped", 0x29);
  expect_value(old, "softnet row3 time_squeeze", 0x32);
  expect_value(old, "softnet row0 flow_limit", 0);
  EXPECT_FALSE(old.contains("softnet row0 backlog"));
  // Linux 6.18 with processor 0 switched off.
  const Values numbered = values_of(decode_softnet(
      "0065ba5d 00000166 00000007 00000000 00000000 00000000 00000000 00000000 00000000 00000005 "
      "00000006 00000009 00000001 00000000 00000000\n",
      "softnet", texts));
  expect_value(numbered, "softnet cpu1 dropped", 0x166);
  expect_value(numbered, "softnet cpu1 received_rps", 5);
  expect_value(numbered, "softnet cpu1 flow_limit", 6);
  expect_value(numbered, "softnet cpu1 backlog", 9);
  EXPECT_EQ(decode_softnet("zz\n", "softnet", texts).unused_lines, 1U);
}

TEST(ConntrackStat, ProcessorsAreAddedUpButNotTheEntries) {
  Arena texts;
  const std::string text = test::fixture("node_exporter/proc/net/stat/nf_conntrack");
  const CounterFile file = decode_conntrack_stat(text, "nf_conntrack", texts);
  const Values values = values_of(file);
  expect_value(values, "nf_conntrack entries", 0x21);
  expect_value(values, "nf_conntrack invalid", 3 + 2 + 1 + 0x2f);
  expect_value(values, "nf_conntrack ignore", 0x588a + 0x56a4 + 0x58d4 + 0x5688);
  expect_value(values, "nf_conntrack search_restart", 2 + 1 + 4);
  const CounterFile empty = decode_conntrack_stat("entries drop\n", "nf_conntrack", texts);
  EXPECT_EQ(values_of(empty).at("nf_conntrack drop").why, Absent::Malformed);
}

TEST(Protocols, WhatAProtocolDoesNotCountIsNotThere) {
  Arena texts;
  const std::string text = test::fixture("jc/linux-proc/net_protocols");
  const Values values = values_of(decode_protocols(text, "protocols", texts));
  expect_value(values, "protocols TCP press", 0);
  EXPECT_TRUE(values.contains("protocols TCP memory"));
  EXPECT_TRUE(values.contains("protocols UNIX sockets"));
  EXPECT_FALSE(values.contains("protocols UNIX memory"));
  EXPECT_FALSE(values.contains("protocols UNIX press"));
}

}  // namespace
}  // namespace sonde
