// explain_test.cpp: questions as operators ask them, and as attackers would.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/explain.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <initializer_list>
#include <set>
#include <string>
#include <system_error>

#include "base/result.hpp"
#include "base/types.hpp"
#include "lexicon/counter_meanings.hpp"
#include "lexicon/entry.hpp"
#include "lexicon/lookup.hpp"

namespace sonde {
namespace {

constexpr Language languages[] = {Language::En, Language::Ja, Language::Zh};

constexpr Text puma =
    "0: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 197041 1 "
    "ffff9a80671f5d80 100 0 0 10 0";
constexpr Text mysql =
    "0: 7C02010A:A6F2 8E0116AC:0CEA 06 00000000:00000000 03:00000ACA 00000000 0 0 0 3 "
    "ffff881f6de59c70";
constexpr Text six =
    "0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000 1000 0 41622137 1 ffff955d74551100 100 0 0 10 0";
constexpr Text finished =
    "1: 0100007F:998E 0100007F:22B8 06 00000000:00000000 03:000014B4 00000000 0 0 0 3 "
    "0000000000000000";
constexpr Text kept_alive =
    "2: 0100007F:A198 0100007F:22B8 01 00000000:00000000 02:000002BB 00000000 0 0 6213151 2 "
    "0000000000000000 20 4 30 10 -1";
constexpr Text header =
    "sl local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode";

std::string answer_to(Text question, Language language = Language::En) {
  const Result<std::string> answer = explain(question, language);
  EXPECT_TRUE(answer.has_value()) << question << ": " << answer.error().object;
  return answer.value_or("");
}

void expect_all(Text question, std::initializer_list<Text> parts) {
  const std::string answer = answer_to(question);
  for (const Text part : parts) {
    EXPECT_NE(answer.find(part), std::string::npos) << part << " is missing in\n" << answer;
  }
}

std::string refusal_of(Text question, Language language = Language::En) {
  const Result<std::string> answer = explain(question, language);
  EXPECT_FALSE(answer.has_value()) << question;
  if (answer) return {};
  EXPECT_EQ(answer.error().code, std::errc::invalid_argument);
  return answer.error().object;
}

// The row with another state and inode and the tail cut, for the meanings of inode 0.
std::string row_of(Text state, Text timer, Text inode) {
  std::string row = "4: 0100007F:22B8 0100007F:9980 ";
  ((row += state) += " 00000000:00000000 ") += timer;
  (row += " 00000000 0 0 ") += inode;
  return row;
}

TEST(ExplainRow, ShowsTheListenerOfTheArticle) {
  expect_all(puma, {"0BB8 → 0*4096 + 11*256 + 11*16 + 8 = 3000", "0A → 10 → LISTEN",
                    "0.0.0.0:3000, LISTEN, takes connections on every IPv4 address",
                    "uid 0, inode 197041."});
}

TEST(ExplainRow, ShowsTimeWaitTowardsMysqlWithItsTimer) {
  expect_all(mysql, {"7C02010A → 7C 02 01 0A → 0A 01 02 7C → 10.1.2.124",
                     "8E0116AC → 8E 01 16 AC → AC 16 01 8E → 172.22.1.142", "= 3306 (mysql)",
                     "00000ACA → 0xACA = 2762 ticks of 1/100 s = 27.62 s", "03 → 3 → time-wait",
                     "10.1.2.124:42738 → 172.22.1.142:3306, TIME_WAIT, 27.62 s left",
                     "s left, held by no process."});
}

TEST(ExplainRow, SaysThatAnIpv6ListenerTakesIpv4) {
  expect_all(six, {"[::]:8080", "remote_address", "also takes IPv4 unless IPV6_V6ONLY",
                   "uid 1000, inode 41622137"});
}

TEST(ExplainRow, EndsWithOneSentenceThatSaysItAll) {
  EXPECT_TRUE(answer_to(finished).ends_with(
      "\n\n127.0.0.1:39310 → 127.0.0.1:8888, TIME_WAIT, 53.00 s left, held by no process.\n"));
  EXPECT_TRUE(
      answer_to(kept_alive)
          .ends_with(
              "\n\n127.0.0.1:41368 → 127.0.0.1:8888, ESTABLISHED, next keepalive probe in 6.99 s, "
              "made by uid 0, inode 6213151.\n"));
}

TEST(ExplainRow, AnswersInEveryLanguage) {
  for (const Text row : {puma, mysql, six, finished, kept_alive}) {
    std::set<std::string> answers;
    for (const Language language : languages) answers.insert(answer_to(row, language));
    EXPECT_EQ(answers.size(), 3U);
  }
  EXPECT_TRUE(answer_to(finished, Language::Ja).ends_with("、保持するプロセスなし。\n"));
  EXPECT_TRUE(answer_to(finished, Language::Zh).ends_with("，没有进程持有。\n"));
}

TEST(ExplainRow, DoesNotCareAboutSpacesHeadersAndPrompts) {
  const std::string expected = answer_to(puma);
  const std::string with_header = std::string(header) + " " + std::string(puma);
  EXPECT_EQ(answer_to(with_header), expected);
  EXPECT_EQ(answer_to("$ cat /proc/net/tcp\r\n  " + with_header + "  \r\n"), expected);
  EXPECT_EQ(answer_to("   0: 00000000:0BB8   00000000:0000 0A 00000000:00000000 00:00000000 "
                      "00000000     0        0 197041 1 ffff9a80671f5d80 100 0 0 10 0     "),
            expected);
}

TEST(ExplainRow, WorksWithoutTheRowNumber) {
  const std::string answer = answer_to(puma.substr(3));
  EXPECT_EQ(answer.find("sl "), std::string::npos);
  EXPECT_NE(answer.find("0.0.0.0:3000, LISTEN"), std::string::npos);
}

TEST(ExplainRow, ExplainsACutRowAsFarAsItGoesAtEveryByte) {
  const std::size_t endpoints = finished.find(" 06");
  for (std::size_t size = endpoints; size < finished.size(); ++size) {
    const std::string answer = answer_to(finished.substr(0, size));
    EXPECT_NE(answer.find("127.0.0.1:39310 → 127.0.0.1:8888"), std::string::npos) << size;
  }
  expect_all(finished.substr(0, endpoints), {"The row is cut short"});
  for (std::size_t size = 0; size < endpoints; ++size) {
    const Result<std::string> any = explain(finished.substr(0, size), Language::En);
    EXPECT_TRUE(any || any.error().code == std::errc::invalid_argument);
  }
}

TEST(ExplainRow, ExplainsOnlyTheFirstOfSeveralRows) {
  const std::string rows = std::string(finished) + "\n" + std::string(kept_alive);
  const std::string answer = answer_to(rows);
  EXPECT_NE(answer.find("53.00 s left"), std::string::npos);
  EXPECT_EQ(answer.find("6.99 s"), std::string::npos);
  EXPECT_NE(answer.find("`sonde decode`"), std::string::npos);
}

TEST(ExplainRow, TellsWhatInodeZeroMeansInEachState) {
  expect_all(row_of("01", "00:00000000", "0"), {"waits in the accept queue"});
  expect_all(row_of("03", "01:00000064", "0"), {"half open in the SYN queue of its listener"});
  expect_all(row_of("04", "01:00000064", "0"), {"the kernel finishes it alone"});
  expect_all(row_of("06", "03:00000064", "0"), {"held by no process"});
  expect_all(row_of("08", "00:00000000", "0"), {"waits in the accept queue"});
  expect_all(row_of("01", "00:00000000", "77"), {"socket:[77]"});
}

TEST(ExplainRow, ReadsTheQueuesOfAListenerAsConnections) {
  expect_all("0: 00000000:0BB8 00000000:0000 0A 00000000:0000000B 00:00000000 00000000 0 0 9",
             {"0000000B → 0xB = 11", "accept queue", "waiting for accept(): 11"});
  expect_all("0: 0100007F:0BB8 0100007F:9980 01 00000400:00000001 04:00000064 00000000 0 2 9",
             {"00000400 → 0x400 = 1024", "bytes not acknowledged: 1024", "bytes not read: 1",
              "the peer takes no data, next probe in 1.00 s", "probes without an answer: 2"});
}

TEST(ExplainRow, KnowsUdpByItsShape) {
  expect_all("  512: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000 101 0 "
             "18412 2 0000000000000000 3",
             {"07 → 7 → UNCONN", "127.0.0.53:53", "(domain)", "datagrams dropped: 3", "drops"});
  expect_all("  512: 0100007F:9000 0100007F:0035 01 00000000:00000000 00:00000000 00000000 101 0 "
             "18412 2 0000000000000000 0",
             {"drops"});
}

TEST(ExplainRow, ReadsTheTail) {
  expect_all(kept_alive, {"rto              20 → 0.20 s", "ato              4 → 0.04 s",
                          "30 → quick 15, pingpong 0", "10 segments", "Never lowered"});
  expect_all(puma, {"TCP Fast Open"});
}

TEST(ExplainRow, MentionsABigEndianMachine) {
  expect_all("0: 7F000001:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1188",
             {"big-endian", "127.0.0.1:53, read as big-endian, LISTEN"});
  // One odd address beside a sound one is no sign.
  const std::string mixed = answer_to("0: 7C02010A:A6F2 0101A8C0:0CEA 01");
  EXPECT_EQ(mixed.find("big-endian"), std::string::npos);
  EXPECT_EQ(answer_to("0: 7C02010A:A6F2 C0A80101:0CEA 01").find("big-endian"), std::string::npos);
}

TEST(ExplainPart, ShowsTheArithmeticOfAnEndpointInEveryLanguage) {
  std::set<std::string> answers;
  for (const Language language : languages) {
    const std::string answer = answer_to("0100007F:0BB8", language);
    for (const Text part : {"0100007F → 01 00 00 7F → 7F 00 00 01 → 127.0.0.1",
                            "0*4096 + 11*256 + 11*16 + 8 = 3000", "127.0.0.1:3000"}) {
      EXPECT_NE(answer.find(part), std::string::npos) << answer;
    }
    answers.insert(answer);
  }
  EXPECT_EQ(answers.size(), 3U);
}

TEST(ExplainPart, ReadsIpv6AndItsIpv4Form) {
  expect_all("00000000000000000000000001000000", {"→ ::1\n"});
  expect_all("B80D01200000000067452301EFCDAB89", {"→ 2001:db8::123:4567:89ab:cdef\n"});
  expect_all("0000000000000000FFFF00000100007F:01BB",
             {"→ ::ffff:127.0.0.1\n", "127.0.0.1:443", "v4-mapped", "(https)"});
}

TEST(ExplainPart, SaysHowItReadsABareNumber) {
  expect_all("0100007F", {"read as an address", "127.0.0.1"});
  expect_all("7f000001", {"read as an address", "big-endian", "127.0.0.1"});
  expect_all("0BB8", {"read as a port", "3000"});
  expect_all("3000", {"12288", "If 3000 is already a decimal port, the kernel prints it as 0BB8"});
  expect_all("0A", {"read as a state", "LISTEN"});
  expect_all("07", {"CLOSE", "UNCONN"});
  expect_all("03:00000ACA", {"27.62 s", "time-wait"});
  expect_all("0000002C:00000001", {"tx_queue:rx_queue", "0x2C = 44"});
}

TEST(ExplainPart, TakesAFieldWithItsValue) {
  for (const Text question : {"st=0A", "st 0A", "st: 0A", "state=0a", "ST = 0A"}) {
    expect_all(question, {"0A → 10 → LISTEN"});
  }
  expect_all("port 0BB8", {"= 3000"});
  expect_all("local_address=0100007F:0BB8", {"127.0.0.1:3000"});
  expect_all("address 0100007F", {"127.0.0.1"});
  expect_all("tr 04", {"zero-window"});
  expect_all("tm->when 000002BB", {"6.99 s"});
  expect_all("tr=02:000002BB", {"6.99 s", "keepalive"});
  expect_all("rx_queue 0000000B", {"= 11"});
  expect_all("retrnsmt 00000003", {"3"});
  expect_all("inode 0", {"no process holds it"});
  expect_all("timeout 4", {"not a time"});
  expect_all("uid 1000", {"user"});
  expect_all("state=time-wait", {"TIME_WAIT  (state)"});
}

TEST(ExplainPart, RefusesHalfAndAmbiguousOnes) {
  for (const Text question :
       {"0100007F:", "0100007F:0B", "0100007:0BB8", "0100007F:0BB8:1", "FF", "00", "0100007",
        "03:", ":", "st=", "st=0", "=0A", "port xyz", "0100007F:0BBG", "03:00000ACAF", "inode x"}) {
    refusal_of(question);
  }
}

TEST(ExplainWord, ShowsEveryEntryUnderItsKind) {
  expect_all("TIME_WAIT", {"TIME_WAIT  (state)", "time-wait  (timer)", "time-wait  (owner)"});
  expect_all("accept queue", {"accept-queue  (owner)", "accept-queue  (concept)"});
  expect_all("recv_q send_q", {"recv_q  (column)", "send_q  (column)"});
  EXPECT_NE(answer_to("close-wait", Language::Ja).find("CLOSE_WAIT  (状態)"), std::string::npos);
}

TEST(ExplainWord, AnswersForEveryWordInEveryLanguage) {
  for (const Entry& entry : all_entries()) {
    for (const Language language : languages) {
      EXPECT_NE(answer_to(entry.word, language).find(entry.word), std::string::npos);
    }
  }
}

TEST(ExplainWord, NeverBreaksACommand) {
  for (const Entry& entry : all_entries()) {
    for (const Language language : languages) {
      const std::string answer = answer_to(entry.word, language);
      bool in_command = false;
      for (const char byte : answer) {
        if (byte == '`') in_command = !in_command;
        EXPECT_FALSE(in_command && byte == '\n') << answer;
      }
    }
  }
}

TEST(ExplainWord, KnowsCountersSettingsAndFlagsInEveryLanguage) {
  for (const Text name : line_names(Names::All)) {
    std::set<std::string> answers;
    for (const Language language : languages) answers.insert(answer_to(name, language));
    EXPECT_EQ(answers.size(), 3U) << name;
  }
  expect_all("TcpExtListenOverflows", {"ListenOverflows  (counter)"});
  expect_all("TcpExtTCPKeepAlive", {"TCPKeepAlive  (counter of TcpExt)"});
  expect_all("InEchos", {"ICMP messages received: echo request (ping)."});
  expect_all("TCP orphan", {"orphan  (owner)", "orphan  (counter of sockstat)"});
  expect_all("NOARP", {"NOARP  (neighbor)", "NOARP  (flag of interfaces)"});
  expect_all("no-carrier", {"NO-CARRIER  (interface)"});
  expect_all("dead", {"read as a port", "dead  (word of routes)"});
}

TEST(ExplainWord, SuggestsWhatWasMeant) {
  EXPECT_NE(refusal_of("TCPKeepAlives").find("Did you mean TCPKeepAlive?"), std::string::npos);
  EXPECT_NE(refusal_of("TcpExtQQQQQQQQQQ").find("a newer kernel"), std::string::npos);

  EXPECT_NE(refusal_of("TIMEWAI").find("Did you mean TIME_WAIT?"), std::string::npos);
  EXPECT_NE(refusal_of("TIMEWAI", Language::Ja).find("TIME_WAIT"), std::string::npos);
  EXPECT_NE(refusal_of("explode").find("explain understands"), std::string::npos);
}

TEST(ExplainNothing, ListsTheWordsByKind) {
  for (const Language language : languages) {
    const std::string list = list_words(language);
    for (const Entry& entry : all_entries()) {
      EXPECT_NE(list.find(entry.word), std::string::npos) << entry.word;
      EXPECT_NE(list.find(kind_name(entry.kind, language)), std::string::npos);
    }
    for (const Text name : line_names(Names::Words))
      EXPECT_NE(list.find(name), std::string::npos) << name;
    EXPECT_EQ(list.find(" \n"), std::string::npos) << "A line ends with a space.";
    EXPECT_EQ(list.find("\n   "), std::string::npos) << "A line begins with a third space.";
  }
}

TEST(ExplainHostile, RefusesAndRepeatsNothingThatActs) {
  const std::string questions[] = {
      "",
      "   \r\n ",
      std::string("\0", 1),
      "\x1b[2J\x1b]0;title\x07",
      "TIME_WAIT\x1b[31m",
      "\xff\xfe\xc0\x80",
      "\xe2\x80\xaeWORD",
      "\xc2\x9b[31m",
      "$(reboot) `id` <script> %s%n ; | &",
      std::string(1 << 20, 'A'),
      std::string(1 << 20, '\x1b'),
      std::string(4000, ':'),
      std::string(4096, ' '),
      "0100007F:0BB8 0100007F:0BB8 0A 00000000:00000000 zz:00000000 00000000 0 0 1",
      "0100007F:0BB8 00000000000000000000000000000000:0BB8 0A",
  };
  for (const std::string& question : questions) {
    for (const Language language : languages) {
      const std::string sentence = refusal_of(question, language);
      EXPECT_NE(sentence.find("0100007F:0BB8"), std::string::npos) << "It must say what it takes.";
      EXPECT_LT(sentence.size(), 1000U);
      EXPECT_EQ(sentence.find_first_of("\x1b\x07\r\n\xff$`<%|&"), std::string::npos);
      EXPECT_EQ(sentence.find('\0'), std::string::npos);
    }
  }
}

TEST(ExplainHostile, SurvivesEveryByteInEveryPlaceOfARow) {
  std::string row(kept_alive);
  for (std::size_t at = 0; at < row.size(); ++at) {
    const char kept = row[at];
    for (const int byte : {0, 1, 9, 10, 27, 32, 45, 58, 61, 71, 102, 127, 128, 195, 255}) {
      row[at] = static_cast<char>(byte);
      const Result<std::string> answer = explain(row, Language::Zh);
      EXPECT_TRUE(answer || answer.error().code == std::errc::invalid_argument);
    }
    row[at] = kept;
  }
}

TEST(ExplainHostile, SurvivesNumbersBeyondEveryType) {
  expect_all("0: 0100007F:0BB8 0100007F:9980 01 FFFFFFFF:FFFFFFFF FF:FFFFFFFFFFFFFFFF FFFFFFFF "
             "99999999999999999999 99999999999999999999 99999999999999999999 "
             "99999999999999999999 ffffffffffffffff 99999999999999999999 1 2 3 4",
             {"No meaning is known for this number.", "127.0.0.1:3000"});
}

TEST(ExplainHostile, TakesTheLongestQuestionOfRowsInTime) {
  std::string rows;
  while (rows.size() + finished.size() < longest_question_bytes) (rows += finished) += "\n";
  EXPECT_NE(answer_to(rows).find("`sonde decode`"), std::string::npos);
}

}  // namespace
}  // namespace sonde
