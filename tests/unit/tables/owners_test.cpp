// owners_test.cpp: who holds which socket, what is asked to find out, and what is said of the rest.
// SPDX-License-Identifier: Apache-2.0
#include "tables/owners.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <linux/inet_diag.h>

#include "unit/support/answering.hpp"
#include "unit/support/cpu_time.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using test::answer;
using test::Answer;
using test::FakeSource;
using How = Question::How;

constexpr Text header =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n";

struct Row {
  Text local, remote, state;
  u64 inode;
};

std::string tcp(std::initializer_list<Row> rows) {
  std::string text(header);
  int number = 0;
  for (const Row& row : rows) {
    text += "   " + std::to_string(number++) + ": " + std::string(row.local) + " " +
            std::string(row.remote) + " " + std::string(row.state) +
            " 00000000:00000000 00:00000000 00000000     0        0 " + std::to_string(row.inode) +
            " 1 0000000000000000 100 0 0 10 0\n";
  }
  return text;
}

constexpr Text listener = "0100007F:0BB8";
constexpr Text nobody = "00000000:0000";
constexpr Text client = "0100007F:A000";

class Owners : public testing::Test {
protected:
  void SetUp() override {
    source_.file("net/tcp", tcp({{listener, nobody, "0A", 501}}));
    for (const char* file : {"net/tcp6", "net/udp", "net/udp6"})
      source_.file(file, std::string(header));
    source_.file("net/unix", "Num       RefCount Protocol Flags    Type St Inode Path\n");
    source_.put(How::List, "net", std::string("tcp\0", 4));
    source_.put(How::Links, "self/ns", std::string("net\0net:[7]\0pid\0pid:[4026531836]\0", 33));
  }
  // One row of JSON, or all of them.
  std::string rows(std::vector<std::string> words) {
    words.emplace_back("--jsonl");
    last_ = answer(source_, std::move(words));
    EXPECT_TRUE(last_.done.has_value());
    return last_.out;
  }
  // The one sentence of the last answer that holds this part.
  std::string sentence(Text part) const {
    std::string found;
    for (const std::string& one : last_.sentences) {
      if (one.find(part) == std::string::npos) continue;
      EXPECT_TRUE(found.empty()) << "told twice: " << one;
      found = one;
    }
    return found;
  }
  FakeSource source_{FakeSource::Kind::Live};
  Answer last_{};
};

TEST_F(Owners, WithoutAColumnOfOwnersNoDescriptorIsLookedAt) {
  source_.process(42, "puma", {501});
  EXPECT_EQ(rows({"sockets", "--columns", "state"}), "{\"state\":\"LISTEN\"}\n");
  EXPECT_FALSE(source_.was_asked("/fd"));
  EXPECT_FALSE(source_.was_asked("/comm"));
  EXPECT_FALSE(source_.was_asked("etc/passwd"));
}

TEST_F(Owners, OnlyWantedFilesOfAProcessAreRead) {
  source_.process(42, "puma", {501});
  EXPECT_EQ(rows({"sockets", "--columns", "pid,process,fd,owner"}),
            "{\"pid\":42,\"process\":\"puma\",\"fd\":3,\"owner\":\"fd\"}\n");
  EXPECT_FALSE(source_.was_asked("/cmdline"));
  EXPECT_FALSE(source_.was_asked("/cgroup"));
  EXPECT_FALSE(source_.was_asked("environ"));
  EXPECT_EQ(rows({"sockets", "--columns", "command"}), "{\"command\":\"puma --flag\"}\n");
}

TEST_F(Owners, ThreadsAreOnlyLookedAtWhenASocketIsLeft) {
  source_.process(42, "puma", {501});
  rows({"sockets", "--columns", "pid"});
  EXPECT_FALSE(source_.was_asked("/task"));
  source_.file("net/tcp", tcp({{listener, nobody, "0A", 501}, {client, listener, "01", 502}}));
  rows({"sockets", "--columns", "pid"});
  EXPECT_TRUE(source_.was_asked("42/task"));
}

TEST_F(Owners, AFilterThatNeedsNoOwnerKeepsTheWalkSmall) {
  source_.process(42, "puma", {501});
  EXPECT_EQ(rows({"sockets", "--columns", "state", "state", "time-wait"}), "");
  EXPECT_FALSE(source_.was_asked("/fd"));
  rows({"sockets", "--columns", "pid", "sport", "=", ":1"});
  EXPECT_FALSE(source_.was_asked("/fd")) << "no row is left to find an owner for";
}

TEST_F(Owners, ListenAsksTheKernelForListenersOnly) {
  const Answer refused = answer(
      source_, {"listen", "--source", "netlink", "--columns", "state", "protocol", "=", "tcp"});
  EXPECT_FALSE(refused.done.has_value()) << "this source has no netlink";
  ASSERT_FALSE(source_.requests.empty());
  for (const std::string& request : source_.requests) {
    u16 type = 0;
    std::memcpy(&type, request.data() + 4, sizeof type);
    u32 states = 0;
    if (type == TCPDIAG_GETSOCK)
      std::memcpy(&states, request.data() + 16 + offsetof(inet_diag_req, idiag_states), 4);
    else
      std::memcpy(&states, request.data() + 16 + offsetof(inet_diag_req_v2, idiag_states), 4);
    EXPECT_EQ(states, 1U << static_cast<u32>(State::Listen)) << "message type " << type;
  }
  EXPECT_FALSE(source_.was_asked("net/unix"));
}

TEST_F(Owners, OneFamilyOrProtocolIsAskedForWhenTheFilterSaysSo) {
  rows({"sockets", "--columns", "state", "protocol", "=", "udp"});
  EXPECT_FALSE(source_.was_asked("net/tcp"));
  EXPECT_FALSE(source_.was_asked("net/unix"));
  source_.asked.clear();
  rows({"sockets", "--columns", "state", "family", "=", "ipv6"});
  EXPECT_FALSE(source_.was_asked("net/unix"));
  EXPECT_TRUE(source_.was_asked("net/tcp6"));
}

TEST_F(Owners, AProcessThatVanishesBeforeItsNameIsReadYieldsNone) {
  source_.process(42, "puma", {501});
  source_.refuse(How::Read, "42/comm", std::errc::no_such_process);
  EXPECT_EQ(rows({"sockets", "--columns", "pid,process"}), "{\"pid\":null,\"process\":null}\n");
}

TEST_F(Owners, ARefusalMakesTheOwnerHiddenAndAGapWithCountAndRemedy) {
  source_.process(42, "puma", {501});
  source_.refuse(How::Links, "42/fd", std::errc::permission_denied);
  EXPECT_EQ(rows({"sockets", "--columns", "pid,owner"}), "{\"pid\":null,\"owner\":\"hidden\"}\n");
  const std::string told = sentence("pid of 1 socket (not permitted)");
  EXPECT_NE(told.find("CAP_SYS_PTRACE"), std::string::npos) << told;
  EXPECT_NE(told.find("42/fd"), std::string::npos) << told;
}

TEST_F(Owners, SeveralHoldersAreListedInTheOrderOfTheirNumbers) {
  for (const int pid : {100, 9, 42}) source_.process(pid, "p" + std::to_string(pid), {501});
  EXPECT_EQ(rows({"sockets", "--columns", "pid,pids,process"}),
            "{\"pid\":9,\"pids\":[9,42,100],\"process\":\"p9\"}\n");
}

TEST_F(Owners, TwoDescriptorsOfOneProcessAreOneHolder) {
  source_.process(42, "puma", {501, 501, 501});
  EXPECT_EQ(rows({"sockets", "--columns", "pids,fd"}), "{\"pids\":[42],\"fd\":3}\n");
}

TEST_F(Owners, ATableOfAThreadIsFoundAndCalledSo) {
  source_.process(42, "puma", {});
  source_.put(How::List, "42/task", std::string("42\00045\000", 6));
  source_.put(How::SharesFiles, "42/45", "no");
  source_.put(How::Links, "42/task/45/fd", FakeSource::links({501}));
  EXPECT_EQ(rows({"sockets", "--columns", "pid,owner"}), "{\"pid\":42,\"owner\":\"thread\"}\n");
}

TEST_F(Owners, AThreadThatSharesItsTableIsNotWalkedAgain) {
  source_.process(42, "puma", {});
  source_.put(How::List, "42/task", std::string("42\00045\000", 6));
  source_.put(How::SharesFiles, "42/45", "yes");
  rows({"sockets", "--columns", "pid"});
  EXPECT_FALSE(source_.was_asked("42/task/45/fd"));
}

TEST_F(Owners, WhatTheKernelKeepsHasAReasonAndNoGap) {
  source_.file("net/tcp", tcp({{listener, nobody, "0A", 501},
                               {client, listener, "06", 0},
                               {listener, "0100007F:A001", "03", 0},
                               {listener, "0100007F:A002", "01", 0},
                               {"0100007F:A003", listener, "04", 0},
                               {"0100007F:A004", listener, "09", 0}}));
  source_.process(42, "puma", {501});
  EXPECT_EQ(rows({"sockets", "--columns", "state,owner,listener", "exclude", "listening"}),
            "{\"state\":\"TIME_WAIT\",\"owner\":\"time-wait\",\"listener\":null}\n"
            "{\"state\":\"SYN_RECV\",\"owner\":\"syn-queue\",\"listener\":null}\n"
            "{\"state\":\"ESTABLISHED\",\"owner\":\"accept-queue\",\"listener\":501}\n"
            "{\"state\":\"FIN_WAIT1\",\"owner\":\"orphan\",\"listener\":null}\n"
            "{\"state\":\"LAST_ACK\",\"owner\":\"orphan\",\"listener\":null}\n");
}

TEST_F(Owners, OutsideTheFirstPidNamespaceWhatIsLeftIsElsewhere) {
  source_.process(42, "puma", {});
  source_.put(How::Links, "self/ns", std::string("pid\0pid:[4026532000]\0", 21));
  EXPECT_EQ(rows({"sockets", "--columns", "owner"}), "{\"owner\":\"elsewhere\"}\n");
  EXPECT_EQ(std::ranges::count(last_.gaps, Absent::Elsewhere, &Gap::why), 1);
}

TEST_F(Owners, OfACopyNobodySaysWhatItDoesNotHold) {
  FakeSource copy(FakeSource::Kind::Copy);
  copy.file("net/tcp", tcp({{listener, nobody, "0A", 501}, {client, listener, "01", 502}}));
  copy.process(42, "puma", {501});
  const Answer seen = answer(copy, {"sockets", "--columns", "pid,owner", "--jsonl"});
  EXPECT_EQ(seen.out, "{\"pid\":42,\"owner\":\"fd\"}\n{\"pid\":null,\"owner\":null}\n");
}

TEST_F(Owners, RowsThatRepeatOneInodeCostNoMoreThanOthers) {
  FakeSource copy(FakeSource::Kind::Copy);
  std::string text(header);
  for (int i = 0; i < 60000; ++i) {
    char row[200];
    const int size = std::snprintf(row, sizeof row,
                                   "%4d: 0100007F:%04X 0200007F:%04X 01 00000000:00000000 "
                                   "00:00000000 00000000 0 0 501 1 0000000000000000\n",
                                   i, i, 65535 - i);
    text.append(row, static_cast<std::size_t>(size));
  }
  copy.file("net/tcp", text);
  copy.process(42, "puma", {501});
  Answer seen;
  const auto time = test::cpu_time_of(
      [&] { seen = answer(copy, {"sockets", "--columns", "pid", "--jsonl", "--group", "pid"}); });
  EXPECT_EQ(seen.out, "{\"pid\":42,\"count\":60000}\n");
  EXPECT_LT(time, std::chrono::seconds(10));
}

TEST_F(Owners, NothingReadableIsAnErrorAndNoEmptyAnswer) {
  FakeSource nothing(FakeSource::Kind::Copy);
  EXPECT_FALSE(answer(nothing, {"sockets", "--json"}).done.has_value());
  EXPECT_FALSE(answer(nothing, {"listen", "--json"}).done.has_value());
  EXPECT_TRUE(answer(nothing, {"gaps", "--json"}).done.has_value()) << "they are the answer";
  EXPECT_TRUE(answer(nothing, {"can", "--json"}).done.has_value());
}

TEST_F(Owners, TheGapsOfATableAreToldOnceAndThoseOfNoColumnTwice) {
  source_.refuse(How::Links, "self/ns", std::errc::permission_denied);
  const Answer seen = answer(source_, {"gaps", "--jsonl"});
  ASSERT_TRUE(seen.done.has_value());
  std::vector<std::string> lines;
  for (std::size_t at = 0, end; (end = seen.out.find('\n', at)) != std::string::npos; at = end + 1)
    lines.push_back(seen.out.substr(at, seen.out.find("\"count\"", at) - at));
  std::ranges::sort(lines);
  EXPECT_EQ(std::ranges::adjacent_find(lines), lines.end());
}

}  // namespace
}  // namespace sonde
