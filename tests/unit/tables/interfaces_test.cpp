// interfaces_test.cpp: devices of a machine in memory whose netlink is refused, and of pasted text.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <linux/netlink.h>
#include <map>

#include "decode/ethtool.hpp"
#include "decode/link.hpp"
#include "model/interface.hpp"
#include "tables/tables.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using test::FakeSource;

constexpr const char* dev =
    "Inter-|   Receive                                                |  Transmit\n"
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs\n"
    "    lo:    1296      16    0    0    0     0          0         0     1296      16    0    0"
    "    0     0       0          0\n"
    "  eth0:      90       1    0    2    0     0          0         0        0       0    0    0"
    "    0     0       0          0\n";

TEST(InterfacesTable, ReadsProcNetDevWhereNetlinkIsRefused) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("net/dev", dev);
  source.file("net/igmp", "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
                          "7\teth0      :     1      V3\n");
  const auto answer = test::answer(
      source, {"interfaces", "--csv", "--columns", "name,index,rx_bytes,rx_dropped,state"});
  EXPECT_EQ(answer.out, "name,index,rx_bytes,rx_dropped,state\r\n"
                        "lo,,1296,0,\r\neth0,7,90,2,\r\n");
  ASSERT_FALSE(answer.gaps.empty());
}

// As a sandbox may: every network namespace of Linux has lo.
TEST(InterfacesTable, AKernelThatNamesNoInterfaceHasNone) {
  FakeSource source(FakeSource::Kind::Live);
  std::string nothing;
  for (const u32 sequence : {link_sequence, ethtool_sequence}) {
    const nlmsghdr done{sizeof(nlmsghdr), NLMSG_DONE, 0, sequence, 0};
    nothing.append(reinterpret_cast<const char*>(&done), sizeof done);
  }
  source.sock_diag({nothing});
  const auto answer = test::answer(source, {"interfaces", "--csv", "--columns", "name,speed_mbit"});
  EXPECT_EQ(answer.out, "name,speed_mbit\r\n");
}

TEST(InterfacesTable, BytesAreSizesInTextAndNumbersForPrograms) {
  FakeSource source(FakeSource::Kind::Copy);
  source.file("net/dev", " face |bytes\n eth0: 5368709120 1 0 0 0 0 0 0 1536 1 0 0 0 0 0 0\n");
  const std::vector<std::string> text = {"interfaces", "--columns", "rx_bytes,tx_bytes"};
  EXPECT_EQ(test::answer(source, text).out, "rx_bytes  tx_bytes\n    5.0G      1.5K\n");
  EXPECT_TRUE(
      test::answer(source, {"interfaces", "--csv", "rx_bytes > 4G"}).out.contains("5368709120"));
}

TEST(InterfacesTable, ACopyWithoutTheFileIsAGap) {
  FakeSource source(FakeSource::Kind::Copy);
  const auto answer = test::answer(source, {"interfaces", "--csv"});
  ASSERT_EQ(answer.gaps.size(), 1U);
  EXPECT_EQ(answer.gaps[0].why, Absent::NotCollected);
  EXPECT_EQ(answer.exit, Exit::Failed);
}

std::string dev_line(const std::string& name, const std::string& rx_bytes) {
  return name + ": " + rx_bytes + " 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0\n";
}

// Takes the rates of received bytes out of the rows, by name.
struct HeardRates final : Sink {
  std::map<std::string, Known<double>> rates{};
  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const auto& row = *static_cast<const Interface*>(chunk[i]);
      rates[std::string(row.name)] = row.rx_bytes_per_s;
    }
    return More::Yes;
  }
  void gap(const Gap&) override {}
  void note(Text) override {}
  void end() override {}
};

std::map<std::string, Known<double>> look(FakeSource& source, Memory* memory,
                                          std::vector<Network> networks = {}) {
  Request request;
  request.columns.set();
  request.memory = memory;
  World world{source};
  world.networks = std::move(networks);
  HeardRates heard;
  EXPECT_TRUE(interfaces_table.scan(world, interfaces_table, request, heard));
  source.clock += std::chrono::seconds(1);
  return heard.rates;
}

TEST(InterfacesTable, ADeviceHasARateFromItsSecondLookOn) {
  FakeSource source(FakeSource::Kind::Live);
  Memory memory;
  source.file("net/dev", dev_line("idle", "90") + dev_line("busy", "100") +
                             dev_line("removed", "4294967000") + dev_line("reset", "5000000000"));
  for (const auto& [name, rate] : look(source, &memory))
    EXPECT_EQ(rate.why, Absent::NotApplicable) << name;
  source.file("net/dev", dev_line("idle", "90") + dev_line("busy", "1000000") +
                             dev_line("removed", "4") + dev_line("reset", "4") +
                             dev_line("new", "50"));
  auto rates = look(source, &memory);
  EXPECT_EQ(*rates["idle"], 0);
  EXPECT_EQ(*rates["busy"], 999'900) << "of 100 bytes and a million, in a second";
  for (const char* name : {"removed", "reset"})
    EXPECT_EQ(rates[name].why, Absent::Vanished) << name;
  EXPECT_EQ(rates["new"].why, Absent::NotApplicable);
  EXPECT_EQ(look(source, nullptr)["busy"].why, Absent::NotApplicable);
}

// A device of this name is in each container.
TEST(InterfacesTable, DevicesOfOneNameInTwoNamespacesAreTwoEvenWhereTheirNumbersAreNotKnown) {
  FakeSource source(FakeSource::Kind::Live);
  FakeSource other(FakeSource::Kind::Live);
  source.lead("42/ns/net", source);
  source.lead("43/ns/net", other);
  std::vector<Network> networks(2);
  networks[0].handle = "42/ns/net";
  networks[1].handle = "43/ns/net";
  Memory memory;
  source.file("net/dev", dev_line("eth0", "1000"));
  other.file("net/dev", dev_line("eth0", "70"));
  look(source, &memory, networks);
  other.file("net/dev", dev_line("eth0", "70"));
  EXPECT_EQ(*look(source, &memory, networks)["eth0"], 0);
}

}  // namespace
}  // namespace sonde
