// declared_test.cpp: checks of faults that no test machine has, asked of rows that are made up.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "unit/check/fake_rows.hpp"

namespace sonde {
namespace {

using test::FakeRow;
using test::FakeRows;

Cell number(i64 value) { return value; }
Cell text(Text value) { return value; }

FakeRow card(i64 sent, Text kind = {}) {
  FakeRow row = {{"netns", number(1)},         {"name", text("eth0")},
                 {"speed_mbit", number(1000)}, {"speed_bytes_per_s", number(125'000'000)},
                 {"rx_bytes", number(0)},      {"tx_bytes", number(sent)}};
  if (!kind.empty()) row.emplace_back("kind", text(kind));
  return row;
}

// The looks of a test follow each other in no time, so that whatever was sent is too much.
TEST(LinkUtilisation, IsOfCardsAndNotOfWhatMakesItsSpeedUp) {
  FakeRows check("link.utilisation");
  const auto found = check.look({card(0)}, {card(1'000'000'000'000)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].where, "eth0");
  EXPECT_EQ(found[0].severity, Severity::Info);
  EXPECT_TRUE(check.look({card(0, "veth")}, {card(1'000'000'000'000, "veth")}).empty());
  EXPECT_TRUE(check.look({card(7)}, {card(7)}).empty());
}

FakeRow flapping(i64 changes, Text kind = {}) {
  FakeRow row = {
      {"netns", number(1)}, {"name", text("eth0")}, {"carrier_changes", number(changes)}};
  if (!kind.empty()) row.emplace_back("kind", text(kind));
  return row;
}

TEST(LinkFlap, OfACardIsDownAndUpAgainAndOfAVethMoreThanAContainerThatStarts) {
  FakeRows check("link.flap");
  EXPECT_EQ(check.look({flapping(2)}, {flapping(4)}).size(), 1U);
  EXPECT_TRUE(check.look({flapping(2)}, {flapping(3)}).empty());
  EXPECT_TRUE(check.look({flapping(2, "veth")}, {flapping(4, "veth")}).empty());
  EXPECT_EQ(check.look({flapping(2, "veth")}, {flapping(5, "veth")}).size(), 1U);
  EXPECT_TRUE(check.look({flapping(2, "bridge")}, {flapping(9, "bridge")}).empty());
  EXPECT_TRUE(check.look({}, {flapping(9)}).empty()) << "it was made between the looks";
}

FakeRow listener(i64 cgroup, i64 inode, i64 port = 80) {
  return {{"netns", number(1)},     {"protocol", text("tcp")},          {"state", text("LISTEN")},
          {"local", text("*:80")},  {"local_port", number(port)},       {"cgroup", number(cgroup)},
          {"inode", number(inode)}, {"held_by", text("server (pid 7)")}};
}

TEST(ReuseportForeign, IsOfDifferentCgroupsAtOnePort) {
  FakeRows check("sock.reuseport_foreign");
  const auto found = check.look({listener(10, 1), listener(11, 2), listener(10, 3)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].count, 3U);
  EXPECT_TRUE(check.look({listener(10, 1), listener(10, 2)}).empty()) << "workers of one service";
  EXPECT_TRUE(check.look({listener(10, 1), listener(11, 2, 81)}).empty()) << "different ports";
}

FakeRow connection(i64 port, std::vector<std::pair<Text, Cell>> more) {
  FakeRow row = {{"netns", number(1)},
                 {"protocol", text("tcp")},
                 {"state", text("ESTABLISHED")},
                 {"local_port", number(port)},
                 {"remote_address", Address{{192, 0, 2, 1}, 4, {}}},
                 {"remote_port", number(443)},
                 {"pid", number(7)}};
  for (auto& cell : more) row.push_back(std::move(cell));
  return row;
}

TEST(RttAnomaly, NeedsThreeConnectionsThatCouldBeMuchFaster) {
  const auto slow = [](i64 port, i64 rtt) {
    return connection(
        port,
        {{"rtt_us", number(rtt)}, {"min_rtt_us", number(20'000)}, {"last_ack_ms", number(5)}});
  };
  FakeRows check("tcp.rtt_anomaly");
  EXPECT_EQ(check.look({slow(1, 900'000), slow(2, 900'000), slow(3, 900'000)}).size(), 1U);
  EXPECT_TRUE(check.look({slow(1, 900'000), slow(2, 900'000)}).empty());
  EXPECT_TRUE(check.look({slow(1, 190'000), slow(2, 190'000), slow(3, 190'000)}).empty());
}

TEST(CwndCollapsed, IsOfAConnectionThatLosesInBothLooks) {
  const auto lossy = [](i64 cwnd, i64 again) {
    return connection(1, {{"cwnd", number(cwnd)},
                          {"retrans_total", number(again)},
                          {"lost", number(1)},
                          {"send_q", number(9000)}});
  };
  FakeRows check("tcp.cwnd_collapsed");
  EXPECT_EQ(check.look({lossy(1, 3)}, {lossy(2, 5)}).size(), 1U);
  EXPECT_TRUE(check.look({lossy(10, 3)}, {lossy(2, 5)}).empty());
  EXPECT_TRUE(check.look({lossy(1, 3)}, {lossy(2, 3)}).empty()) << "nothing was sent again";
}

TEST(MtuBlackhole, NeedsAnotherConnectionToThatHostThatLives) {
  const FakeRow stuck = connection(1, {{"timer", text("retransmit")},
                                       {"retransmits", number(4)},
                                       {"send_q", number(14'480)},
                                       {"mss", number(1448)}});
  const FakeRow living = connection(2, {{"send_q", number(0)}, {"last_ack_ms", number(90)}});
  const FakeRow silent = connection(2, {{"send_q", number(0)}, {"last_ack_ms", number(9000)}});
  FakeRow shorter = stuck;
  for (auto& [name, cell] : shorter)
    if (name == "send_q") cell = number(100);
  FakeRows check("tcp.mtu_blackhole");
  const auto found = check.look({stuck, living});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].severity, Severity::Critical);
  EXPECT_TRUE(check.look({stuck, silent}).empty()) << "the host may be down";
  EXPECT_TRUE(check.look({shorter, living}).empty()) << "short ones are lost as well";
}

TEST(UnrepliedMany, IsOfConnectionsThatWaitInBothLooks) {
  const auto flows = [](i64 first, i64 count) {
    std::vector<FakeRow> rows;
    for (i64 i = first; i < first + count; ++i)
      rows.push_back({{"netns", number(1)},
                      {"protocol", text("tcp")},
                      {"state", text("SYN_SENT")},
                      {"status", text("UNREPLIED")},
                      {"orig_sport", number(i)},
                      {"orig_dport", number(80)},
                      {"orig_dst", Address{{192, 0, 2, 1}, 4, {}}}});
    return rows;
  };
  FakeRows check("conntrack.unreplied_many");
  ASSERT_EQ(check.look(flows(1, 12), flows(1, 12)).size(), 1U);
  EXPECT_TRUE(check.look(flows(1, 9), flows(1, 9)).empty());
  EXPECT_TRUE(check.look(flows(1, 90), flows(100, 90)).empty()) << "others each time: it is busy";
}

}  // namespace
}  // namespace sonde
