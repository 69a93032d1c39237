// filter_test.cpp: what the filter language means, what it refuses, what it rules out early.
// SPDX-License-Identifier: Apache-2.0
#include "query/filter.hpp"

#include <gtest/gtest.h>

#include <random>

#include "base/text.hpp"
#include "model/process.hpp"
#include "model/route.hpp"
#include "tables/tables.hpp"
#include "unit/support/random_sockets.hpp"

namespace sonde {
namespace {

using test::SocketBox;

Result<Filter> parse(const std::string& text) {
  const std::string words[] = {text};
  return Filter::parse(sockets_table, words);
}

std::bitset<64> everything() { return std::bitset<64>().set(); }

Truth ask(const std::string& text, const Socket& row) {
  const Result<Filter> filter = parse(text);
  if (!filter) ADD_FAILURE() << text << ": " << filter.error().object;
  return filter ? filter->test(&row, everything()) : Truth::Unknown;
}

std::string error_of(const std::string& text) {
  const Result<Filter> filter = parse(text);
  return filter ? "(no error)" : filter.error().object;
}

class Filters : public testing::Test {
protected:
  void SetUp() override {
    box_.socket.protocol = Protocol::Tcp;
    box_.socket.family = Family::Ipv4;
    box_.socket.state = State::Established;
    box_.socket.local = test::endpoint("10.1.2.3", 40000);
    box_.socket.remote = test::endpoint("192.0.2.7", 443);
    box_.socket.recv_q = u32{5};
    box_.socket.send_q = u32{5};
    box_.socket.uid = u32{1000};
    box_.detail.pids = pids_;
  }
  void yes(const std::string& text) { EXPECT_EQ(ask(text, box_.row()), Truth::Yes) << text; }
  void no(const std::string& text) { EXPECT_EQ(ask(text, box_.row()), Truth::No) << text; }
  void unknown(const std::string& text) {
    EXPECT_EQ(ask(text, box_.row()), Truth::Unknown) << text;
  }
  SocketBox box_{};
  int pids_[2] = {7, 42};
};

TEST_F(Filters, AStateMayBeSpelledAsAnybodyKnowsIt) {
  for (const char* word :
       {"established", "ESTABLISHED", "estab", "Estab", "connected", "synchronized", "big", "all"})
    yes(std::string("state ") + word), yes(std::string("state = ") + word);
  for (const char* word : {"listening", "LISTEN", "listen", "time-wait", "TIME_WAIT", "timewait",
                           "syn-sent", "fin-wait-1", "FIN_WAIT2", "close-wait", "last-ack",
                           "bucket", "unconnected", "bound-inactive", "closed"})
    no(std::string("state ") + word), yes(std::string("exclude ") + word);
  no("exclude established");
}

TEST_F(Filters, TheWordsOfSsMeanAddressesAndPorts) {
  for (const char* text : {"dport = :443",
                           "dport = 443",
                           "dport :https",
                           "dport = :https",
                           "dport eq https",
                           "sport = :40000",
                           "src 10.1.2.3",
                           "src 10.1.2.3:40000",
                           "src = 10.0.0.0/8",
                           "dst :443",
                           "dst 192.0.2.7:https",
                           "dst = 192.0.2.0/24",
                           "dst *:443",
                           "src *",
                           "dst 192.0.2.7:*",
                           "sport > :1024",
                           "sport ge 40000 and sport le 40000",
                           "sport != :22",
                           "dst != 10.0.0.1",
                           "dst 192.0.2.4/30:443",
                           "src 0.0.0.0/0"})
    yes(text);
  for (const char* text :
       {"dport = :80", "src 10.1.2.4", "dst 10.0.0.0/8", "dst :22", "sport < 1024", "src [::]/0",
        "dst != 192.0.2.7", "dst 192.0.2.7:80", "src ::1"})
    no(text);
}

TEST_F(Filters, AndBindsTighterThanOrAndNotTighterThanAnd) {
  yes("uid = 1000 or uid = 1 and uid = 2");
  no("( uid = 1000 or uid = 1 ) and uid = 2");
  yes("not uid = 1 and uid = 1000");
  no("not ( uid = 1 or uid = 1000 )");
  yes("not not uid = 1000");
  yes("! uid = 1");
  no("! ( uid = 1000 && dport = :443 )");
  yes("uid = 1 || dport = :443");
  yes("uid = 1 | dport = :443 & uid = 1000");
}

TEST_F(Filters, ConditionsSideBySideMustAllHold) {
  yes("state established dport = :443 uid = 1000");
  no("state established dport = :443 uid = 1");
  yes("state established ( dport = :443 or sport = :443 )");
  yes("state listening or dport = :443 uid = 1000");
  no("(uid=1)or(uid=2)");
  yes("(uid=1)or(uid=1000)");
}

TEST_F(Filters, ColumnsAreComparedWithNumbersWordsGlobsAndOneAnother) {
  for (const char* text :
       {"recv_q > 4", "recv_q >= 5", "recv_q <= 5", "recv_q < 6", "recv_q = send_q",
        "not recv_q > send_q", "recv_q >= send_q", "RECV-Q = 5", "recvq == 5", "uid = 0x3e8",
        "protocol = tcp", "protocol = TCP", "protocol != udp", "pids = 42", "pids = 7",
        "family ne ipv6"})
    yes(text);
  for (const char* text : {"recv_q > 5", "recv_q != send_q", "pids = 8", "protocol = unix"})
    no(text);
}

TEST_F(Filters, WhatDoesNotApplyEqualsNothingAndWhatIsMissingLeavesTheAnswerOpen) {
  no("path = x");  // A TCP socket has no path.
  no("path ~ *");
  yes("not path ~ *");
  no("peer_inode > 0");
  no("peer_inode <= 0");  // Neither less nor more.
  box_.socket.recv_q = Absent::NotPermitted;
  unknown("recv_q > 0");
  unknown("not recv_q > 0");
  yes("recv_q > 0 or uid = 1000");
  no("recv_q > 0 and uid = 1");
  unknown("recv_q > 0 and uid = 1000");
}

TEST_F(Filters, WhatIsPutTogetherForPeopleIsUnknownWithTheValueThatItTells) {
  for (const char* text : {"held_by = nginx", "held_by ~ *nginx*", "held_by != nginx"})
    unknown(text);  // Nobody looked for owners yet.
  box_.socket.owner = Owner::Kernel;
  no("held_by ~ *nginx*");
}

TEST(FilterQuantities, ASizeIsComparedInBytesAndAnAgeInSeconds) {
  Process row;
  row.rss_bytes = u64{10} << 20;
  row.age_s = u64{7200};
  const auto ask_process = [&](const std::string& text) {
    const std::string words[] = {text};
    const Result<Filter> filter = Filter::parse(processes_table, words);
    if (!filter) ADD_FAILURE() << text << ": " << filter.error().object;
    return filter ? filter->test(&row, everything()) : Truth::Unknown;
  };
  for (const char* text :
       {"rss > 9M", "rss = 10M", "rss = 10MiB", "rss = 10485760", "rss < 0.5G", "rss > 2k",
        "rss_bytes >= 10240K", "age = 2h", "age > 119m", "age < 1d", "age_s = 7200", "age >= 7200s",
        "age = 1h60m", "age < 1w", "age < 2h00m01s"})
    EXPECT_EQ(ask_process(text), Truth::Yes) << text;
  for (const char* text : {"rss > 10M", "rss < 9 and rss > 1", "age > 1d"})
    EXPECT_EQ(ask_process(text), Truth::No) << text;
  row.rss_bytes = Absent::NotPermitted;
  EXPECT_EQ(ask_process("rss > 9M"), Truth::Unknown);
  for (const std::string one : {"rss > 10X", "rss > 1M2K", "rss > M", "age > 1h2", "age > h"}) {
    const std::string wrong[] = {one};
    EXPECT_FALSE(Filter::parse(processes_table, wrong)) << one;
  }
}

TEST_F(Filters, GlobsAndQuotesKeepTheirText) {
  box_.socket.protocol = Protocol::Unix;
  box_.socket.family = Family::Unix;
  box_.detail.path = "/run/two  words and (more).sock";
  box_.detail.has_path = true;
  yes("path ~ *.sock");
  yes("path ~ /run/*[kl]");
  no("path ~ *.SOCK");
  yes("path = '/run/two  words and (more).sock'");
  yes("path ~ \"*two  words*\"");
  const std::string words[] = {"path", "=", "/run/two  words and (more).sock"};
  const Result<Filter> from_shell = Filter::parse(sockets_table, words);
  ASSERT_TRUE(from_shell.has_value());
  EXPECT_EQ(from_shell->test(&box_.row(), everything()), Truth::Yes);
}

TEST_F(Filters, OneWordOrManyIsTheSameFilter) {
  for (const char* text : {"state established ( dport = :443 or sport = :ssh )",
                           "not dst 10.0.0.0/8 and recv_q > 0", "sport>=:1024"}) {
    std::vector<std::string> words;
    Text rest = text;
    for (Text word; !(word = next_word(rest)).empty();) words.emplace_back(word);
    const Result<Filter> many = Filter::parse(sockets_table, words);
    ASSERT_TRUE(many.has_value()) << text << ": " << many.error().object;
    EXPECT_EQ(many->test(&box_.row(), everything()), ask(text, box_.row())) << text;
  }
}

TEST(FilterErrors, SayWhatIsWrongAndWhatWasMeant) {
  const std::pair<const char*, const char*> cases[] = {{"sport =", "value"},
                                                       {"sprot = 1", "'sport'"},
                                                       {"state establshed", "'ESTABLISHED'"},
                                                       {"( sport = 1", "')'"},
                                                       {"sport = 1 )", "'('"},
                                                       {"and", "column is expected"},
                                                       {"uid > many", "'many'"},
                                                       {"uid ~ 1*", "text"},
                                                       {"dst 10.0.0.0/33", "address"},
                                                       {"dst 1.2.3", "address"},
                                                       {"path = 'x", "quote"},
                                                       {"uid", "operator"},
                                                       {"not", "ends"},
                                                       {"protocol = tpc", "'tcp'"},
                                                       {"dual_stack = maybe", "true or false"},
                                                       {"sport = :70000", "no port"},
                                                       {"local_adress = ::1", "'local_address'"},
                                                       {"src < 10.0.0.1", "= or !="}};
  for (const auto& [text, part] : cases) {
    const std::string error = error_of(text);
    EXPECT_NE(error.find(part), std::string::npos) << text << ": " << error;
  }
}

TEST(FilterErrors, NestingHasALimitAndNoDepthCrashes) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "( ";
  EXPECT_NE(error_of(deep + "uid = 1").find("deep"), std::string::npos);
  std::string nots;
  for (int i = 0; i < 100000; ++i) nots += "not ";
  EXPECT_NE(error_of(nots + "uid = 1").find("deep"), std::string::npos);
}

TEST(FilterErrors, ManyConditionsSideBySideAreNoNesting) {
  std::string many = "uid = 1";
  for (int i = 0; i < 200; ++i) many += " or uid = 1";
  EXPECT_EQ(error_of(many), "(no error)");
}

// A random filter over the columns that are pushed down, and over others.
std::string random_filter(std::mt19937& random, int depth) {
  constexpr const char* terms[] = {
      "protocol = tcp",  "protocol = udp",   "protocol != unix",  "family = ipv4",
      "family = ipv6",   "state listening",  "state established", "exclude time-wait",
      "state connected", "state bucket",     "recv_q > 0",        "uid = 0",
      "sport = :22",     "dport = :443",     "src 127.0.0.0/8",   "dst ::/0",
      "pid = 7",         "process ~ *sh",    "path ~ /run/*",     "dual_stack",
      "inode > 0",       "recv_q > backlog", "user = root"};
  const auto kind = random() % (depth > 3 ? 1 : 5);
  if (kind < 2) return terms[random() % std::size(terms)];
  if (kind == 2) return "not ( " + random_filter(random, depth + 1) + " )";
  const std::string left = "( " + random_filter(random, depth + 1) + " )";
  return left + (kind == 3 ? " and ( " : " or ( ") + random_filter(random, depth + 1) + " )";
}

TEST(FilterPushDown, NeverRulesOutARowThatTheFilterAccepts) {
  std::mt19937 random(42);
  const auto index = [](Text name) {
    return static_cast<std::size_t>(sockets_table.find(name) - sockets_table.columns.data());
  };
  u64 accepted = 0;
  u64 ruled_out = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string text = random_filter(random, 0);
    const Result<Filter> filter = parse(text);
    ASSERT_TRUE(filter.has_value()) << text << ": " << filter.error().object;
    for (int k = 0; k < 10; ++k) {
      SocketBox box = test::random_socket(random);
      const Socket& row = box.row();
      const Truth whole = filter->test(&row, everything());
      std::string room;
      std::vector<Fact> facts;
      for (const Text name : {"protocol", "family", "state"}) {
        if (random() % 4 == 0) continue;
        const ColumnInfo& column = sockets_table.columns[index(name)];
        facts.push_back({column.read, column.read(&row, room)});
      }
      const Truth by_facts = filter->test(facts);
      std::bitset<64> ready = everything();
      for (const Text name : {"pid", "process", "user", "inode"})
        if (random() % 2 == 0) ready.reset(index(name));
      const Truth early = filter->test(&row, ready);
      if (whole == Truth::Yes) {
        ++accepted;
        EXPECT_NE(by_facts, Truth::No) << text;
        EXPECT_NE(early, Truth::No) << text;
      }
      if (whole == Truth::No) {
        EXPECT_NE(by_facts, Truth::Yes) << text;
        EXPECT_NE(early, Truth::Yes) << text;
      }
      ruled_out += by_facts == Truth::No;
    }
  }
  EXPECT_GT(accepted, 1000U);
  EXPECT_GT(ruled_out, 1000U) << "a push-down that never rules anything out is none";
}

// What a filter says of a process that started on 2026-11-21T22:38:33Z.
Truth ask_started(const std::string& text) {
  Process row;
  row.started = i64{1795300713};
  const std::string words[] = {text};
  const Result<Filter> filter = Filter::parse(processes_table, words);
  if (!filter) ADD_FAILURE() << text << ": " << filter.error().object;
  return filter ? filter->test(&row, everything()) : Truth::Unknown;
}

TEST(FilterTimes, AreComparedAsMomentsHoweverMuchOfThemIsTyped) {
  for (const char* condition :
       {"started > 2026-11-20", "started > 2026-11-21", "started >= 2026-11-21T22:38:33Z",
        "started <= 2026-11-21", "started = 2026-11-21", "started = 2026-11-21T22:38",
        "started < 2026-11-22", "started < 2026-11-21T22:38:34", "started > '2026-11-21 22:38'",
        "started != 2026-11-20"})
    EXPECT_EQ(ask_started(condition), Truth::Yes) << condition;
  for (const char* condition :
       {"started > 2026-11-22", "started < 2026-11-21", "started > 2026-11-21T22:38:33Z",
        "started < 2026-11-21T22:38:33Z", "started = 2026-11-21T22:39", "started <= 2026-11-20"})
    EXPECT_EQ(ask_started(condition), Truth::No) << condition;
}

TEST(FilterTimes, WhatIsNoTimeIsRefusedWithOneThatIs) {
  for (const char* value : {"10:00", "2h", "yesterday", "2026", "2026-13-01", "2026-00-01",
                            "2026-11-20T25:00", "2026-11-20T10:00+01:00", "1795300713"}) {
    const std::string words[] = {std::string("started > ") + value};
    const Result<Filter> filter = Filter::parse(processes_table, words);
    ASSERT_FALSE(filter.has_value()) << value;
    EXPECT_TRUE(filter.error().object.contains("2026-11-20T10:00")) << filter.error().object;
  }
}

TEST(FilterFamilies, TheDefaultOfOneFamilyIsNotThatOfTheOther) {
  const auto finds = [](const std::string& text, u8 version) {
    Route row;
    row.destination.version = version;
    const std::string words[] = {text};
    const Result<Filter> filter = Filter::parse(routes_table, words);
    EXPECT_TRUE(filter.has_value()) << text;
    return filter && filter->test(&row, everything()) == Truth::Yes;
  };
  EXPECT_TRUE(finds("destination = 0.0.0.0/0", 4));
  EXPECT_FALSE(finds("destination = 0.0.0.0/0", 6));
  EXPECT_TRUE(finds("destination = ::/0", 6));
  EXPECT_FALSE(finds("destination = ::/0", 4));
  EXPECT_TRUE(finds("destination != ::/0", 4));
  for (const u8 version : {u8{4}, u8{6}}) EXPECT_TRUE(finds("destination = default", version));
}

TEST(FilterLaws, NotAndDeMorganHoldForEveryRow) {
  std::mt19937 random(3);
  for (int i = 0; i < 1000; ++i) {
    const std::string a = random_filter(random, 2);
    const std::string b = random_filter(random, 2);
    SocketBox box = test::random_socket(random);
    const Socket& row = box.row();
    EXPECT_EQ(ask("not ( not ( " + a + " ) )", row), ask(a, row)) << a;
    EXPECT_EQ(ask("not ( ( " + a + " ) or ( " + b + " ) )", row),
              ask("not ( " + a + " ) and not ( " + b + " )", row))
        << a << " / " << b;
    EXPECT_EQ(ask("( " + a + " ) and ( " + b + " )", row), ask("( " + a + " ) ( " + b + " )", row));
  }
}

}  // namespace
}  // namespace sonde
