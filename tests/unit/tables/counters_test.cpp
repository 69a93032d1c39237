// counters_test.cpp: the table "counters" over machines in memory: gaps, namespaces, rates.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "model/counter.hpp"
#include "tables/tables.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeSource;

const std::string snmp = "Tcp: MaxConn RetransSegs\nTcp: -1 7\nUdp: NoPorts InErrors\n";

TEST(CountersTable, AHeaderWithoutValuesIsAGapThatNamesIt) {
  FakeSource source(FakeSource::Kind::Copy);
  source.file("net/snmp", snmp);
  const test::Answer answer =
      test::answer(source, {"counters", "--csv", "--columns", "group,name,value,meaning"});
  EXPECT_EQ(answer.exit, Exit::Answered);
  EXPECT_NE(answer.out.find("Tcp,MaxConn,-1,"), std::string::npos);
  EXPECT_NE(answer.out.find("Tcp,RetransSegs,7,Segments that TCP sent again.\r\n"),
            std::string::npos);
  EXPECT_NE(answer.out.find("Udp,NoPorts,,"), std::string::npos);
  ASSERT_EQ(answer.gaps.size(), 2U);
  EXPECT_EQ(*answer.gaps[0].count, 2U);
  EXPECT_NE(answer.sentences[0].find("Udp NoPorts of net/snmp"), std::string::npos)
      << answer.sentences[0];
  EXPECT_NE(answer.sentences[1].find("net/snmp6"), std::string::npos) << answer.sentences[1];
  EXPECT_EQ(answer.gaps[1].why, Absent::NotCollected);
}

TEST(CountersTable, WhereNothingCanBeReadThereIsNoAnswer) {
  FakeSource source(FakeSource::Kind::Copy);
  EXPECT_EQ(test::answer(source, {"counters"}).exit, Exit::Failed);
}

// softnet_stat shows the same numbers in every network namespace.
TEST(CountersTable, WhatTheHostCountsIsShownOnce) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("net/snmp", snmp);
  source.file("net/softnet_stat", "00000005 00000000 00000000\n");
  source.lead("42/ns/net", source);
  source.lead("43/ns/net", source);
  World world{source};
  for (const Text handle : {"42/ns/net", "43/ns/net"}) {
    Network network;
    network.handle = handle;
    world.networks.push_back(network);
  }
  Request request;
  request.columns.set();
  test::HeardSink heard;
  ASSERT_TRUE(counters_table.scan(world, counters_table, request, heard));
  std::size_t processed = 0;
  std::size_t retransmitted = 0;
  for (const Chunk& chunk : heard.chunks)
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const Counter& row = *static_cast<const Counter*>(chunk[i]);
      processed += row.name == "row0 processed";
      retransmitted += row.name == "RetransSegs";
    }
  EXPECT_EQ(processed, 1U);
  EXPECT_EQ(retransmitted, 2U);
}

TEST(CountersTable, OnlyACounterHasARate) {
  FakeSource source(FakeSource::Kind::Live);
  Memory memory;
  Request request;
  request.columns.set();
  request.memory = &memory;
  const auto look = [&](const std::string& text) {
    source.file("net/snmp", text);
    World world{source};
    test::HeardSink heard;
    EXPECT_TRUE(counters_table.scan(world, counters_table, request, heard));
    std::vector<Known<double>> rates;
    for (const Chunk& chunk : heard.chunks)
      for (std::size_t i = 0; i < chunk.size(); ++i)
        rates.push_back(static_cast<const Counter*>(chunk[i])->per_s);
    return rates;
  };
  for (const Known<double>& rate : look("Tcp: CurrEstab InSegs OutSegs\nTcp: 5 10 100\n"))
    EXPECT_EQ(rate.why, Absent::NotApplicable);
  source.clock += std::chrono::seconds(2);
  const auto rates = look("Tcp: CurrEstab InSegs OutSegs\nTcp: 3 20 1\n");
  ASSERT_EQ(rates.size(), 3U);
  EXPECT_EQ(rates[0].why, Absent::NotApplicable);
  EXPECT_EQ(*rates[1], 5.0);
  EXPECT_EQ(rates[2].why, Absent::Vanished);
}

TEST(CountersTable, AnIntervalNeedsALivePlace) {
  FakeSource source(FakeSource::Kind::Copy);
  const auto parsed = test::parse_words({"counters", "--interval", "1"});
  ASSERT_TRUE(parsed);
  std::string nowhere;
  Out out(nowhere);
  Call call{*parsed->command, parsed->options, parsed->words, out, out};
  const Result<Plan> plan = make_plan(*call.command.view, call);
  ASSERT_TRUE(plan);
  const Result<Exit> done = answer_plan(call, *plan, source);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, Error::Kind::Usage);
}

}  // namespace
}  // namespace sonde
