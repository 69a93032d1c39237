// resolvers_test.cpp: the table "resolvers" over machines in memory.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tables/tables.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using test::FakeSource;
using How = Question::How;

const std::string udp_header =
    "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode ref pointer drops             \n";
// An address of /proc/net/udp, of a machine with the lower byte first.
std::string udp(const std::string& local) {
  return udp_header + "  100: " + local +
         " 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4711 2 "
         "0000000000000000 0\n";
}

std::string answer_of(FakeSource& source) {
  source.file("net/udp6", udp_header);
  return test::answer(source, {"resolvers", "--csv", "--columns",
                               "position,address,named,listening,search_domains,ndots,unasked"})
      .out;
}
const std::string header = "position,address,named,listening,search_domains,ndots,unasked\r\n";

TEST(ResolversTable, AServerOfThisMachineListensOrNot) {
  FakeSource source(FakeSource::Kind::Live);
  source.put(
      How::HostFile, "etc/resolv.conf",
      "nameserver 127.0.0.53\nnameserver 192.0.2.1\noptions ndots:2\nsearch a.test b.test\n");
  source.file("net/udp", udp("3500007F:0035"));
  EXPECT_EQ(answer_of(source),
            header + "1,127.0.0.53,true,true,2,2,0\r\n2,192.0.2.1,true,,2,2,0\r\n");
  source.file("net/udp", udp("3500007F:0036"));
  EXPECT_NE(answer_of(source).find("1,127.0.0.53,true,false"), std::string::npos) << "another port";
  source.file("net/udp", udp("00000000:0035"));
  EXPECT_NE(answer_of(source).find("1,127.0.0.53,true,true"), std::string::npos) << "anywhere";
}

// The rules of docker lead from port 53 of 127.0.0.11 to another one.
TEST(ResolversTable, TheServerOfDockerListensAtAnyPort) {
  FakeSource source(FakeSource::Kind::Live);
  source.put(How::HostFile, "etc/resolv.conf", "nameserver 127.0.0.11\n");
  source.file("net/udp", udp("0B00007F:9C41"));
  EXPECT_EQ(answer_of(source), header + "1,127.0.0.11,true,true,0,1,0\r\n");
  source.file("net/udp", udp_header);
  EXPECT_EQ(answer_of(source), header + "1,127.0.0.11,true,false,0,1,0\r\n");
}

// resolv.conf(5): then the name server on the local machine is asked.
TEST(ResolversTable, WhereNoServerIsNamedThisMachineIsAsked) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("net/udp", udp_header);
  EXPECT_EQ(answer_of(source), header + "1,127.0.0.1,false,false,0,1,0\r\n") << "no file";
  source.put(How::HostFile, "etc/resolv.conf", "# nothing\n");
  EXPECT_EQ(answer_of(source), header + "1,127.0.0.1,false,false,0,1,0\r\n");
}

TEST(ResolversTable, WhatIsNoAddressIsAGap) {
  FakeSource source(FakeSource::Kind::Live);
  source.put(How::HostFile, "etc/resolv.conf", "nameserver dns.test\n");
  EXPECT_EQ(answer_of(source), header + "1,,true,,0,1,0\r\n");
  source.refuse(How::HostFile, "etc/resolv.conf", std::errc::permission_denied);
  EXPECT_EQ(test::answer(source, {"resolvers"}).exit, Exit::Failed);
}

}  // namespace
}  // namespace sonde
