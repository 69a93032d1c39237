// directions_test.cpp: who made a connection is told by the listeners, wherever they stand.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "unit/support/answering.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using test::FakeSource;

const std::string header =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n";

// "0100007F:1F90 00000000:0000 0A"
std::string row(const std::string& ends_and_state) {
  return "   0: " + ends_and_state +
         " 00000000:00000000 00:00000000 00000000     0        0 501 1 0000000000000000 100\n";
}
const std::string listener = row("0100007F:1F90 00000000:0000 0A");
const std::string accepted = row("0100007F:1F90 0100007F:A000 01");
const std::string made = row("0100007F:A000 0100007F:1F90 01");

std::string directions(FakeSource& source, std::vector<std::string> filter = {}) {
  std::vector<std::string> words = {"sockets", "--csv", "--columns", "local_port,direction"};
  words.insert(words.end(), filter.begin(), filter.end());
  const std::string answer = test::answer(source, words).out;
  return answer.substr(answer.find('\n') + 1);  // Behind the names of the columns.
}

FakeSource machine(FakeSource::Kind kind, const std::string& rows) {
  FakeSource source(kind);
  source.file("net/tcp", header + rows);
  return source;
}

TEST(Directions, AreToldByTheListenerOfThePort) {
  FakeSource source = machine(FakeSource::Kind::Live, listener + accepted + made);
  EXPECT_EQ(directions(source), "8080,\r\n8080,in\r\n40960,out\r\n");
}

TEST(Directions, MayBeAskedForWithoutTheListeners) {
  FakeSource source = machine(FakeSource::Kind::Live, listener + accepted + made);
  EXPECT_EQ(directions(source, {"direction = in"}), "8080,in\r\n");
  EXPECT_EQ(directions(source, {"direction = out and state established"}), "40960,out\r\n");
}

TEST(Directions, AreOutWhereNobodyListens) {
  FakeSource source = machine(FakeSource::Kind::Live, made);
  EXPECT_EQ(directions(source), "40960,out\r\n");
}

TEST(Directions, AreInAtAPortThatNoConnectionGetsByItself) {
  FakeSource source = machine(FakeSource::Kind::Live, accepted + made);
  source.file("sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
  EXPECT_EQ(directions(source), "8080,in\r\n40960,out\r\n") << "its listener was closed";
  // 0x320 is 800, 0x801 is 2049: a client of NFS.
  FakeSource client = machine(FakeSource::Kind::Live, row("0100007F:0320 0200007F:0801 01"));
  client.file("sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
  EXPECT_EQ(directions(client), "800,out\r\n");
}

TEST(Directions, OfACopyWithoutAnyListenerAreNotKnown) {
  FakeSource source = machine(FakeSource::Kind::Copy, accepted + made);
  const test::Answer answer =
      test::answer(source, {"sockets", "--csv", "--columns", "direction", "protocol = tcp"});
  EXPECT_EQ(answer.out, "direction\r\n\r\n\r\n");
  EXPECT_TRUE(std::ranges::any_of(answer.sentences, [](const std::string& sentence) {
    return sentence.contains("no listener is in it");
  }));
}

}  // namespace
}  // namespace sonde
