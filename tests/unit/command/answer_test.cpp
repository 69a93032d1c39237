// answer_test.cpp: whole answers, from the words of a command line to rows, gaps and exit code.
// SPDX-License-Identifier: Apache-2.0
#include "command/answer.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "unit/support/answering.hpp"
#include "unit/support/fake_source.hpp"
#include "unit/support/things.hpp"

namespace sonde {
namespace {

using test::answer;
using test::Answer;
using test::FakeSource;
using How = Question::How;

constexpr Text header =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n";

// "0100007F:0BB8 00000000:0000 0A", and the inode.
std::string row(Text ends_and_state, const std::string& inode) {
  return "   0: " + std::string(ends_and_state) +
         " 00000000:00000000 00:00000000 00000000     0        0 " + inode +
         " 1 0000000000000000 100 0 0 10 0\n";
}
constexpr Text listening = "0100007F:0BB8 00000000:0000 0A";
constexpr Text connected = "0100007F:A000 0200007F:1F90 01";

FakeSource copy_of(const std::string& rows) {
  FakeSource copy(FakeSource::Kind::Copy);
  copy.file("net/tcp", std::string(header) + rows);
  return copy;
}

std::string all_sentences(const Answer& answer) {
  std::string all;
  for (const std::string& sentence : answer.sentences) (all += sentence) += '\n';
  return all;
}

bool says(const Answer& answer, Text part) {
  return all_sentences(answer).find(part) != std::string::npos;
}

TEST(Answer, ARendererMayBeAskedForItsColumnsAfterAGroupedPlanRan) {
  FakeSource copy = copy_of(row(listening, "501"));
  const Result<Parsed> parsed = test::parse_words({"sockets", "--group", "state"});
  ASSERT_TRUE(parsed.has_value());
  std::string text;
  std::string talked;
  Out out(text);
  Out talk(talked);
  const Call call{*parsed->command, parsed->options, parsed->words, out, talk};
  const Result<Plan> plan = make_plan(*call.command.view, call);
  ASSERT_TRUE(plan.has_value());
  const auto renderer = text_form.make(out, Style{});
  World world{copy};
  ASSERT_TRUE(run_plan(*plan, world, *renderer).has_value());
  std::string names;
  for (const ColumnInfo* column : renderer->shown_columns()) (names += column->name) += ' ';
  EXPECT_EQ(names, "state count ");
}

struct AddressSink final : Sink {
  std::string seen{};
  const TableInfo* table = nullptr;
  More rows(Chunk chunk) override {
    std::string room;
    for (std::size_t i = 0; i < chunk.size(); ++i)
      append_plain(seen += '|', table->columns[0].read(chunk[i], room));
    return More::Yes;
  }
  void gap(const Gap&) override {}
  void note(Text) override {}
  void end() override {}
};

TEST(Answer, AGroupOfAddressesKeepsTheirZonesLongerThanTheRows) {
  const GroupTable groups(test::things, {test::things.find("address")});
  AddressSink sink;
  sink.table = &groups.info();
  GroupStage stage(sink, groups);
  {
    const auto zone = std::make_unique<std::string>("a-zone-that-lies-on-the-heap-and-goes-away");
    RowStore<test::Thing> store;
    Address address{.version = 6, .zone = *zone};
    address.bytes[0] = 0xfe;
    address.bytes[1] = 0x80;
    store.add(test::Thing{.address = address});
    for (Chunk& chunk : store.chunks()) stage.rows(std::move(chunk));
  }
  stage.end();
  EXPECT_EQ(sink.seen, "|fe80::%a-zone-that-lies-on-the-heap-and-goes-away");
}

TEST(Answer, AFilterOnAnInterfaceFindsItsRowAlsoWhenOwnersAreWanted) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("net/packet", "sk       RefCnt Type Proto  Iface R Rmem   User   Inode\n"
                            "0000000000000000 3      3    0003   2     1 0      0      503\n");
  source.file("net/igmp", "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
                          "2\teth0      :     1      V3\n");
  source.process(42, "dhcpd", {503});
  const Answer seen =
      answer(source, {"sockets", "--columns", "interface,pid", "--jsonl", "dev", "eth0"});
  EXPECT_EQ(seen.out, "{\"interface\":\"eth0\",\"pid\":42}\n") << all_sentences(seen);
}

TEST(Answer, AFilterOnWhatIsNotKnownGivesNoRowsButAGapAndNoNo) {
  FakeSource copy = copy_of(row(connected, "501") + row(listening, "502"));
  const Answer seen = answer(copy, {"sockets", "--columns", "state", "--jsonl", "state",
                                    "listening", "backlog", ">", "0"});
  EXPECT_EQ(seen.out, "");
  EXPECT_TRUE(says(seen, "backlog of 1 socket")) << all_sentences(seen);
  EXPECT_EQ(seen.exit, Exit::Failed);
}

TEST(Answer, ALimitHidesNoGapOfTheRowsThatItCuts) {
  FakeSource copy = copy_of(row(connected, "501") + row(listening, "502"));
  copy.file("net/udp", std::string(header) + "   1: of nothing that a socket is made of\n");
  for (const char* limit : {"0", "1", "5"}) {
    const Answer seen = answer(copy, {"sockets", "--columns", "inode,backlog", "--sort", "inode",
                                      "--limit", limit, "--jsonl", "--strict"});
    EXPECT_TRUE(says(seen, "backlog of 1 socket (")) << limit << all_sentences(seen);
    EXPECT_TRUE(says(seen, "1 socket (not understood)")) << limit << all_sentences(seen);
    EXPECT_EQ(seen.exit, Exit::Gaps) << limit;
  }
}

TEST(Answer, WhatRowsAreOrderedByIsAGapWhereItIsMissing) {
  FakeSource copy = copy_of(row(connected, "501") + row(listening, "502"));
  const Answer seen = answer(copy, {"sockets", "--columns", "inode", "--sort", "-backlog",
                                    "--limit", "1", "--jsonl", "--strict"});
  EXPECT_TRUE(says(seen, "backlog of 1 socket (")) << all_sentences(seen);
  EXPECT_EQ(seen.exit, Exit::Gaps);
}

TEST(Answer, AListOfNumbersIsNotOrderedAgainstOne) {
  FakeSource copy = copy_of(row(listening, "501"));
  EXPECT_FALSE(answer(copy, {"sockets", "--jsonl", "pids", "<", "5"}).done.has_value());
}

TEST(Answer, ARateThatNobodyMeasuresIsNothingToAskFor) {
  FakeSource copy = copy_of(row(listening, "501"));
  for (const char* filter : {"per_s > 0", "not per_s = 0"})
    EXPECT_FALSE(answer(copy, {"counters", filter}).done.has_value()) << filter;
  EXPECT_FALSE(answer(copy, {"disks", "busy_percent > 90"}).done.has_value());
  EXPECT_FALSE(answer(copy, {"interfaces", "--sort", "-rx_bytes_per_s"}).done.has_value());
  EXPECT_TRUE(answer(copy, {"counters", "value > 0"}).done.has_value());
}

TEST(Answer, ARateThatIsShownAfterASingleLookSaysWhyItIsEmpty) {
  FakeSource copy = copy_of(row(listening, "501"));
  copy.file("net/dev", " face |bytes\n eth0: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
  EXPECT_TRUE(says(answer(copy, {"interfaces", "--columns", "all", "--jsonl"}), "--interval 1"));
  EXPECT_FALSE(says(answer(copy, {"interfaces", "--jsonl"}), "--interval 1"));
}

TEST(Answer, AnInodeThatFitsNoSignedNumberIsNeverANegativeOne) {
  FakeSource copy = copy_of(row(listening, "18446744073709551615"));
  const Answer seen = answer(copy, {"sockets", "--columns", "state,inode", "--jsonl"});
  EXPECT_EQ(seen.out.find('-'), std::string::npos) << seen.out;
  EXPECT_FALSE(seen.sentences.empty());
}

TEST(Answer, DescriptorsThatWeCouldNotOpenForWantOfOurOwnAreNotCollected) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("net/tcp", std::string(header) + row(listening, "501"));
  source.process(42, "puma", {501});
  source.put(How::Links, "self/ns", std::string("net\0net:[7]\0pid\0pid:[4026531836]\0", 33));
  source.refuse(How::Links, "42/fd", std::errc::too_many_files_open);
  const Answer seen =
      answer(source, {"sockets", "--columns", "pid,owner", "--jsonl", "protocol", "=", "tcp"});
  EXPECT_EQ(seen.out, "{\"pid\":null,\"owner\":null}\n");
  EXPECT_TRUE(says(seen, "pid of 1 socket (not collected), e.g. Too many open files"))
      << all_sentences(seen);
}

TEST(Answer, ACopyWithoutCgroupsLacksTheContainerAndNotThePid) {
  FakeSource copy = copy_of(row(listening, "501"));
  copy.process(42, "puma", {501});
  copy.refuse(How::Read, "42/cgroup", std::errc::no_such_file_or_directory);
  const Answer seen = answer(copy, {"sockets", "--columns", "pid,process,container", "--jsonl"});
  EXPECT_EQ(seen.out, "{\"pid\":42,\"process\":\"puma\",\"container\":null}\n");
  EXPECT_TRUE(says(seen, "container of")) << all_sentences(seen);
  EXPECT_FALSE(says(seen, "pid of")) << all_sentences(seen);
}

TEST(Answer, ReservedPortsAreNotUsableAndThoseOfAListenerNotUsed) {
  FakeSource copy = copy_of(row(connected, "501") + row("0100007F:A001 0200007F:1F90 01", "502") +
                            row("0100007F:A001 00000000:0000 0A", "503"));
  copy.file("sys/net/ipv4/ip_local_port_range", "40960\t40969\n");
  copy.file("sys/net/ipv4/ip_local_reserved_ports", "40962-40963,50000\n");
  const Answer seen =
      answer(copy, {"ports", "--columns", "remote_port,used,usable,used_percent", "--jsonl"});
  EXPECT_EQ(seen.out, "{\"remote_port\":8080,\"used\":1,\"usable\":8,\"used_percent\":12.50}\n");
}

TEST(Answer, TheGapsOfGroupsCountRows) {
  FakeSource copy = copy_of(row(connected, "501") + row("0100007F:A001 0200007F:1F90 01", "502") +
                            row("0100007F:A002 0200007F:1F90 01", "503"));
  const Answer seen = answer(copy, {"sockets", "--group", "pid", "--jsonl"});
  EXPECT_EQ(seen.out, "{\"pid\":null,\"count\":3}\n");
  EXPECT_TRUE(says(seen, "of 3 sockets")) << all_sentences(seen);
}

// What "sonde decode FILE" makes of a file with this text.
Result<Exit> decode(const std::string& text) {
  const std::string path = testing::TempDir() + "sonde_answer_test.txt";
  std::ofstream(path) << text;
  const Result<Parsed> parsed = test::parse_words({"decode", path, "--jsonl"});
  if (!parsed) return std::unexpected(parsed.error());
  std::string text_out;
  std::string talked;
  Out out(text_out);
  Out talk(talked);
  Call call{*parsed->command, parsed->options, parsed->words, out, talk};
  const Result<Exit> exit = call.command.run(call);
  EXPECT_TRUE(out.flush().has_value() && talk.flush().has_value());
  std::remove(path.c_str());
  return exit;
}

TEST(Answer, APasteWithoutAnyGoodRowIsAnError) {
  const auto is_error = [](const Result<Exit>& exit) { return !exit || *exit == Exit::Failed; };
  EXPECT_TRUE(is_error(decode("")));
  EXPECT_TRUE(is_error(decode(std::string(header) + row("0100007F:0BB8 0000", "501"))));
  EXPECT_FALSE(is_error(decode(std::string(header) + row(listening, "501"))));
}

}  // namespace
}  // namespace sonde
