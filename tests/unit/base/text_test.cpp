// text_test.cpp: numbers, words, patterns and suggestions.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <array>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "base/types.hpp"

namespace sonde {
namespace {

TEST(ParseNumber, TakesOnlyAWholeNumberThatFits) {
  u16 port = 7;
  EXPECT_TRUE(parse_number("65535", port));
  EXPECT_EQ(port, 65535);
  for (const Text bad : {"", "65536", "1 ", " 1", "+1", "-1", "1x", "0x1", "1.0"}) {
    port = 7;
    EXPECT_FALSE(parse_number(bad, port)) << bad;
    EXPECT_EQ(port, 7) << bad;
  }
}

TEST(ParseNumber, ReadsSignsAndOtherBases) {
  i64 number = 0;
  EXPECT_TRUE(parse_number("-9223372036854775808", number));
  EXPECT_EQ(number, std::numeric_limits<i64>::min());
  u32 address = 0;
  EXPECT_TRUE(parse_number("0100007F", address, 16));
  EXPECT_EQ(address, 0x0100007FU);
  u32 mode = 0;
  EXPECT_FALSE(parse_number("8", mode, 8));
}

TEST(ParseReal, TakesOnlyAWholeFiniteNumber) {
  const std::pair<Text, double> good[] = {
      {"0.5", 0.5},
      {"2", 2},
      {"-1e-3", -0.001},
      {".5", 0.5},
      {"5.", 5},
      {"1E+2", 100},
      {"-0", 0},
      {"007", 7},
      {"0.1000000000000000055511151231257827", 0.1},
      {"5e-324", std::numeric_limits<double>::denorm_min()},
      {"1.7976931348623157e308", std::numeric_limits<double>::max()}};
  for (const auto& [typed, wanted] : good) {
    double value = 7;
    EXPECT_TRUE(parse_real(typed, value)) << typed;
    EXPECT_EQ(value, wanted) << typed;
  }
  for (const Text bad : {"",         " 1",
                         "1 ",       "+1",
                         "0x10",     "inf",
                         "-inf",     "nan",
                         "1e999",    "1,5",
                         "1.2.3",    "-",
                         "e",        "e5",
                         "1e",       "1e+",
                         "--1",      "-+1",
                         ".",        "-.",
                         "1\n",      "\t1",
                         "0x1p3",    "1_000",
                         "infinity", "1.7976931348623159e308"}) {
    double value = 7;
    EXPECT_FALSE(parse_real(bad, value)) << bad;
    EXPECT_EQ(value, 7) << bad;
  }
  double value = 7;
  EXPECT_FALSE(parse_real(Text("1\0", 2), value));
  EXPECT_FALSE(parse_real(Text("1\0.5", 4), value));
  EXPECT_TRUE(parse_real(Text("12345", 2), value)) << "Nothing behind its end is read.";
  EXPECT_EQ(value, 12);
  EXPECT_TRUE(parse_real(std::string(400, '0') + "1." + std::string(400, '0'), value));
  EXPECT_EQ(value, 1);
}

TEST(AppendNumber, WritesTheExtremes) {
  std::string out = "n=";
  append_number(out, std::numeric_limits<i64>::min());
  out.push_back(' ');
  append_number(out, std::numeric_limits<u64>::max());
  out.push_back(' ');
  append_number(out, u16{0});
  EXPECT_EQ(out, "n=-9223372036854775808 18446744073709551615 0");
}

TEST(AppendHex, PadsToTheDigitsAskedFor) {
  std::string out;
  append_hex(out, 0xAB);
  out.push_back(' ');
  append_hex(out, 0xAB, 4);
  out.push_back(' ');
  append_hex(out, std::numeric_limits<u64>::max(), 4);
  out.push_back(' ');
  append_hex(out, 0);
  EXPECT_EQ(out, "ab 00ab ffffffffffffffff 0");
}

TEST(Trim, CutsBlanksAndLineEndsAtBothSidesOnly) {
  EXPECT_EQ(trim(" \ta b\r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("x"), "x");
}

TEST(NextWord, WalksTheWordsOfALine) {
  Text rest = "  0: 0100007F:1F90\t0A ";
  EXPECT_EQ(next_word(rest), "0:");
  EXPECT_EQ(next_word(rest), "0100007F:1F90");
  EXPECT_EQ(next_word(rest), "0A");
  EXPECT_EQ(next_word(rest), "");
  EXPECT_EQ(rest, "");
  EXPECT_EQ(next_word(rest), "");
}

TEST(EqualWords, IgnoresCaseHyphenAndUnderscoreAndNothingElse) {
  EXPECT_TRUE(equal_words("TIME_WAIT", "time-wait"));
  EXPECT_TRUE(equal_words("timewait", "TIME_WAIT"));
  EXPECT_TRUE(equal_words("-fin_wait_2-", "FINWAIT2"));
  EXPECT_TRUE(equal_words("", "_"));
  EXPECT_FALSE(equal_words("time wait", "timewait"));
  EXPECT_FALSE(equal_words("listen", "listening"));
  EXPECT_FALSE(equal_words("@", "`"));
  EXPECT_FALSE(equal_words("", "a"));
}

TEST(GlobMatch, MatchesTheWholeText) {
  EXPECT_TRUE(glob_match("nginx", "nginx"));
  EXPECT_FALSE(glob_match("nginx", "nginx2"));
  EXPECT_FALSE(glob_match("nginx2", "nginx"));
  EXPECT_TRUE(glob_match("", ""));
  EXPECT_FALSE(glob_match("", "a"));
}

TEST(GlobMatch, KnowsStarsAndQuestionMarks) {
  EXPECT_TRUE(glob_match("*", ""));
  EXPECT_TRUE(glob_match("/run/*.sock", "/run/a/b.sock"));
  EXPECT_TRUE(glob_match("*ab*ab", "abcabab"));
  EXPECT_TRUE(glob_match("a**b", "ab"));
  EXPECT_FALSE(glob_match("*.sock", "a.sock2"));
  EXPECT_TRUE(glob_match("eth?", "eth0"));
  EXPECT_FALSE(glob_match("eth?", "eth"));
  EXPECT_FALSE(glob_match("eth?", "eth10"));
  EXPECT_TRUE(glob_match("a?b", "a\u65e5b"));
  EXPECT_TRUE(glob_match("a?b", "a\xff"
                                "b"));
  EXPECT_TRUE(glob_match("??", "\xe6\x97"
                               "x"));
}

TEST(GlobMatch, KnowsSetsRangesAndTheirOpposite) {
  EXPECT_TRUE(glob_match("eth[0-3]", "eth2"));
  EXPECT_FALSE(glob_match("eth[0-3]", "eth4"));
  EXPECT_TRUE(glob_match("[!a-c]x", "dx"));
  EXPECT_FALSE(glob_match("[^a-c]x", "bx"));
  EXPECT_TRUE(glob_match("[]x]", "]"));
  EXPECT_TRUE(glob_match("[a-]", "-"));
  EXPECT_TRUE(glob_match("[*]", "*"));
  EXPECT_FALSE(glob_match("[*]", "a"));
  EXPECT_TRUE(glob_match("*[\u00e4\u00f6]", "x\u00f6"));
  EXPECT_FALSE(glob_match("[\u00e4]", "\u00f6"));
}

TEST(GlobMatch, AnUnclosedBracketIsItself) {
  EXPECT_TRUE(glob_match("[abc", "[abc"));
  EXPECT_TRUE(glob_match("[", "["));
  EXPECT_TRUE(glob_match("[]", "[]"));
  EXPECT_TRUE(glob_match("*[!", "x[!"));
  EXPECT_FALSE(glob_match("[abc", "a"));
}

TEST(GlobMatch, ManyStarsAndBracketsStayQuick) {
  const std::string text(5'000, 'a');
  std::string stars;
  for (int i = 0; i < 500; ++i) stars += "*a";
  EXPECT_TRUE(glob_match(stars, text));
  EXPECT_FALSE(glob_match(stars + "b", text));
  const std::string brackets(1'000, '[');
  EXPECT_FALSE(glob_match("]*" + brackets + "x", "]" + std::string(5'000, '[')));
}

TEST(EditDistance, CountsWhatATypistDoesWrong) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("listen", "listen"), 0U);
  EXPECT_EQ(edit_distance("LISTEN", "listen"), 0U);
  EXPECT_EQ(edit_distance("lsiten", "listen"), 1U);
  EXPECT_EQ(edit_distance("listn", "listen"), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance(std::string(100, 'a'), std::string(100, 'b')), 64U);
}

TEST(Nearest, SuggestsWhatWasMeantAndOtherwiseNothing) {
  constexpr std::array<Text, 4> known{"listen", "sockets", "interfaces", "why"};
  EXPECT_EQ(nearest("lsiten", known), "listen");
  EXPECT_EQ(nearest("socket", known), "sockets");
  EXPECT_EQ(nearest("inter", known), "interfaces");
  EXPECT_EQ(nearest("wyh", known), "why");
  EXPECT_EQ(nearest("banana", known), "");
  EXPECT_EQ(nearest("x", known), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest("listen", {}), "");
}

TEST(Nearest, ReplacingEveryLetterIsNoSuggestion) {
  constexpr std::array<Text, 1> known{"y"};
  EXPECT_EQ(nearest("x", known), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest("y", known), "y");
}

TEST(Words, OfAListAreWholeOnes) {
  EXPECT_TRUE(has_word("cpu,cpuacct", "cpuacct"));
  EXPECT_TRUE(has_word("ro", "ro"));
  EXPECT_FALSE(has_word("errors=remount-ro,relatime", "ro"));
  EXPECT_FALSE(has_word("cpu,cpuacct", "cpuac"));
  EXPECT_FALSE(has_word("", "ro"));
}

TEST(Size, IsWrittenForPeopleUpToTheLastOfSixtyFourBits) {
  const auto size = [](u64 bytes) {
    std::string out;
    append_size(out, bytes);
    return out;
  };
  EXPECT_EQ(size(0), "0");
  EXPECT_EQ(size(1023), "1023");
  EXPECT_EQ(size(1536), "1.5K");
  EXPECT_EQ(size(150 << 20), "150M");
  EXPECT_EQ(size(u64{3} << 30), "3.0G");
  EXPECT_EQ(size(~u64{0}), "15.9E");
}

TEST(Nearest, PrefersTheFirstOfEqualDistance) {
  constexpr std::array<Text, 2> known{"port", "sort"};
  EXPECT_EQ(nearest("fort", known), "port");
}

}  // namespace
}  // namespace sonde
