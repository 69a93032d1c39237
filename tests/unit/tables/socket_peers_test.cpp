// socket_peers_test.cpp: who has the other end, on a machine in memory with a container behind NAT.
// SPDX-License-Identifier: Apache-2.0
#include "tables/socket_peers.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "tables/namespace_finder.hpp"
#include "tables/tables.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using test::FakeSource;
using How = Question::How;

constexpr u32 blue = 4026532400;
constexpr Text header =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n";

std::string addresses(Text address) {
  return "Local:\n  +-- 10.0.0.0/24 2 0 2\n     |-- " + std::string(address) +
         "\n        /32 host LOCAL\n";
}

// "10.0.0.1:9C40" as a little-endian kernel writes it.
std::string hex_end(Text end) {
  const std::size_t colon = end.find(':');
  Address address;
  EXPECT_TRUE(parse_address(end.substr(0, colon), address));
  std::string hex;
  for (int i = 3; i >= 0; --i) append_hex(hex, address.bytes[static_cast<std::size_t>(i)], 2);
  u16 port = 0;
  EXPECT_TRUE(parse_number(end.substr(colon + 1), port));
  append_hex(hex += ':', port, 4);
  return hex;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c);
  return text;
}

// A line of /proc/net/tcp; state 01 is ESTABLISHED, 06 TIME_WAIT, 07 an unconnected datagram
// socket.
std::string line(Text local, Text remote, Text state, int inode) {
  return "   0: " + upper(hex_end(local)) + " " + upper(hex_end(remote)) + " " +
         std::string(state) + " 00000000:00000000 00:00000000 00000000     0        0 " +
         std::to_string(inode) + " 1 0000000000000000 20 4 30 10 -1\n";
}

// What a socket says of its other end, by its own end.
class Peers final : public Sink {
public:
  More rows(Chunk chunk) override {
    std::string room;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      std::string name, value;
      append_plain(name, sockets_table.find("local")->read(chunk[i], room));
      for (const Text column : {Text("peer"), Text("peer_pid"), Text("peer_container")}) {
        if (column != "peer") value += " | ";
        append_plain(value, sockets_table.find(column)->read(chunk[i], room));
      }
      said[name] = value;
    }
    return More::Yes;
  }
  void gap(const Gap& gap) override { gaps.add(gap); }
  void note(Text) override {}
  void end() override {}

  std::map<std::string, std::string> said{};
  GapList gaps{};
};

// The machine has 10.0.0.1, curl (10), resolver (11) and docker-proxy (30); nginx (20) is in a
// container of its own at 10.0.0.2, and port 8080 is published into it.
class SocketPeersTest : public testing::Test {
protected:
  void SetUp() override {
    machine_.add({.pid = 1, .ppid = 0, .name = "init"});
    machine_.add({.pid = 10, .name = "curl"});
    machine_.add({.pid = 11, .name = "resolver"});
    machine_.add({.pid = 20,
                  .name = "nginx",
                  .netns = blue,
                  .cgroup = "0::/docker/" + std::string(64, 'a') + "\n"});
    machine_.add({.pid = 30,
                  .name = "docker-proxy",
                  .cmdline = "docker-proxy~-proto~tcp~-host-ip~0.0.0.0~-host-port~8080~"
                             "-container-ip~10.0.0.2~-container-port~80~"});
    for (const char* pid : {"1", "10", "11", "20", "30"}) {
      const bool is_inside = Text(pid) == "20";
      here_.put(How::Links, std::string(pid) + "/fd", "");
      here_.put(How::List, std::string(pid) + "/task", std::string(pid) + '\0');
      here_.file(std::string(pid) + "/net/fib_trie",
                 addresses(is_inside ? "10.0.0.2" : "10.0.0.1"));
    }
    here_.file("10/comm", "curl\n");
    here_.file("11/comm", "resolver\n");
    here_.file("20/comm", "nginx\n");
    here_.file("30/comm", "docker-proxy\n");
    blue_.put(How::Link, "self/ns/net", FakeMachine::link("net", blue));
    here_.lead("20/ns/net", blue_);
  }

  // The sockets of curl; the inodes of others are 600 and above.
  std::map<std::string, std::string>& look(bool only_of_curl = false) {
    Request request;
    for (const Text name : {Text("local"), Text("peer"), Text("peer_pid"), Text("peer_container")})
      request.columns.set(sockets_table.index_of(*sockets_table.find(name)));
    if (only_of_curl)
      request.may_pass = [](const void* row, std::bitset<64>) {
        return static_cast<const Socket*>(row)->inode < 600;
      };
    EXPECT_TRUE(sockets_table.scan(world_, sockets_table, request, peers_));
    return peers_.said;
  }
  void tcp_here(const std::string& lines) { here_.file("net/tcp", std::string(header) + lines); }
  void tcp_inside(const std::string& lines) { blue_.file("net/tcp", std::string(header) + lines); }
  void curl_has(const std::vector<u64>& inodes) {
    here_.put(How::Links, "10/fd", FakeSource::links(inodes));
  }
  void nginx_has(const std::vector<u64>& inodes) {
    here_.put(How::Links, "20/fd", FakeSource::links(inodes));
  }
  void conntrack(const std::string& lines) {
    here_.file("sys/net/netfilter/nf_conntrack_max", "65536\n");
    here_.file("net/nf_conntrack", lines);
  }

  FakeMachine machine_{};
  FakeSource& here_ = machine_.source;
  FakeSource blue_{FakeSource::Kind::Live};
  World world_{machine_.source};
  Peers peers_{};
};

constexpr Text nginx = "nginx (pid 20) in aaaaaaaaaaaa | 20 | aaaaaaaaaaaa";
constexpr Text none = " |  | ";  // It does not apply.

TEST_F(SocketPeersTest, AConnectionIntoANamespaceHasItsEndThere) {
  tcp_here(line("10.0.0.1:40000", "10.0.0.2:80", "01", 501));
  tcp_inside(line("10.0.0.2:80", "10.0.0.1:40000", "01", 602));
  nginx_has({602});
  EXPECT_EQ(look()["10.0.0.1:40000"], nginx);
  EXPECT_EQ(peers_.said.size(), 1U) << "the other end is no row";
}

TEST_F(SocketPeersTest, AnEndThatTheFilterLeavesOutIsFound) {
  tcp_here(line("127.0.0.1:40000", "127.0.0.1:5432", "01", 501) +
           line("127.0.0.1:5432", "127.0.0.1:40000", "01", 601));
  here_.put(How::Links, "11/fd", FakeSource::links({601}));
  EXPECT_EQ(look(true)["127.0.0.1:40000"], "resolver (pid 11) | 11 | ");
  EXPECT_EQ(peers_.said.size(), 1U);
}

TEST_F(SocketPeersTest, ThroughDnatAndSnatTheContainerIsFoundFromBothSides) {
  conntrack("ipv4 2 tcp 6 300 ESTABLISHED src=10.0.0.1 dst=10.0.0.1 sport=40001 dport=8080 "
            "src=10.0.0.2 dst=10.0.0.254 sport=80 dport=1024 [ASSURED] mark=0 use=1\n");
  tcp_here(line("10.0.0.1:40001", "10.0.0.1:8080", "01", 501));
  tcp_inside(line("10.0.0.2:80", "10.0.0.254:1024", "01", 602));
  curl_has({501});
  nginx_has({602});
  EXPECT_EQ(look()["10.0.0.1:40001"], nginx);
  world_.networks = all_networks(world_);
  EXPECT_EQ(look()["10.0.0.2:80"], "curl (pid 10) in netns 4026531840 | 10 | ");
}

TEST_F(SocketPeersTest, DockersProxyLeadsToItsContainer) {
  tcp_here(line("127.0.0.1:40002", "127.0.0.1:8080", "01", 501) +
           line("127.0.0.1:8080", "127.0.0.1:40002", "01", 601));
  here_.put(How::Links, "30/fd", FakeSource::links({601}));
  EXPECT_EQ(look()["127.0.0.1:40002"], "docker-proxy (pid 30) to aaaaaaaaaaaa | 30 | aaaaaaaaaaaa");
}

TEST_F(SocketPeersTest, AServerThatTakesDatagramsOfAnybodyIsTheOtherEnd) {
  tcp_here("");
  here_.file("net/udp", std::string(header) + line("127.0.0.1:40003", "127.0.0.53:53", "01", 501) +
                            line("0.0.0.0:53", "0.0.0.0:0", "07", 600) +
                            line("127.0.0.53:53", "0.0.0.0:0", "07", 601));
  here_.put(How::Links, "11/fd", FakeSource::links({601}));
  EXPECT_EQ(look(true)["127.0.0.1:40003"], "resolver (pid 11) | 11 | ");
}

TEST_F(SocketPeersTest, WhatIsNotOnThisMachineAndWhatIsOverDoNotApply) {
  tcp_here(line("10.0.0.1:40004", "192.0.2.1:443", "01", 501) +
           line("10.0.0.1:40005", "10.0.0.1:22", "06", 0) +
           line("0.0.0.0:22", "0.0.0.0:0", "0A", 502));
  look();
  EXPECT_EQ(peers_.said["10.0.0.1:40004"], none);
  EXPECT_EQ(peers_.said["10.0.0.1:40005"], none);
  EXPECT_EQ(peers_.said["0.0.0.0:22"], none);
}

TEST_F(SocketPeersTest, AnAddressThatTwoHaveLeadsToNobodyAndSaysSo) {
  machine_.add({.pid = 40, .name = "thief", .netns = blue + 1});
  here_.file("40/net/fib_trie", addresses("10.0.0.2"));
  tcp_here(line("10.0.0.1:40000", "10.0.0.2:80", "01", 501));
  EXPECT_EQ(look()["10.0.0.1:40000"], "unsupported | unsupported | unsupported");
}

TEST_F(SocketPeersTest, NatThatMayNotBeReadMayHideTheOtherEnd) {
  tcp_here(line("10.0.0.1:40004", "192.0.2.1:443", "01", 501));
  here_.file("sys/net/netfilter/nf_conntrack_max", "65536\n");
  here_.refuse(How::Read, "net/nf_conntrack", std::errc::permission_denied);
  world_.way = Way::Proc;
  EXPECT_EQ(look()["10.0.0.1:40004"], "not-permitted | not-permitted | not-permitted");
  here_.file("sys/net/netfilter/nf_conntrack_count", "0\n");
  EXPECT_EQ(look()["10.0.0.1:40004"], none) << "there is no flow that could be hidden";
}

TEST_F(SocketPeersTest, TheOwnerOfAnEndThatMayNotBeSeenIsAGapOfThePeerAndNotOfTheProcess) {
  machine_.add({.pid = 50, .name = "secret", .uid = 7, .is_open = false});
  curl_has({501});
  tcp_here(line("127.0.0.1:40000", "127.0.0.1:5432", "01", 501) +
           line("127.0.0.1:5432", "127.0.0.1:40000", "01", 601));
  EXPECT_EQ(look(true)["127.0.0.1:40000"], "(hidden) | not-permitted | not-permitted");
  for (const Gap& gap : peers_.gaps.all()) EXPECT_NE(gap.column, "pid") << sentence_of(gap);
}

}  // namespace
}  // namespace sonde
