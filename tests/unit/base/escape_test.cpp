// escape_test.cpp: no foreign text reaches a terminal, a CSV or a JSON reader raw.
// SPDX-License-Identifier: Apache-2.0
#include "base/escape.hpp"

#include <array>
#include <cstddef>
#include <ios>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <utf8proc.h>

#include "base/text.hpp"
#include "base/types.hpp"

namespace sonde {
namespace {

using namespace std::string_view_literals;

std::string escaped(Text text) {
  std::string out;
  escape_to(out, text);
  return out;
}
std::string json(Text text) {
  std::string out;
  json_string_to(out, text);
  return out;
}
std::string csv(Text text) {
  std::string out;
  csv_field_to(out, text);
  return out;
}

std::string utf8(char32_t point) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  const auto follow = [&](int shift) { return byte(0x80 | (point >> shift & 0x3F)); };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xC0 | point >> 6), follow(0)};
  if (point < 0x10000) return {byte(0xE0 | point >> 12), follow(6), follow(0)};
  return {byte(0xF0 | point >> 18), follow(12), follow(6), follow(0)};
}

u32 hex(Text digits) {
  u32 value = 0;
  EXPECT_TRUE(parse_number(digits, value, 16)) << digits;
  return value;
}

// The reverse of escape_to, as its comment says.
std::string unescaped(Text text) {
  std::string out;
  while (!text.empty()) {
    if (text.starts_with("\\\\")) {
      out.push_back('\\');
      text.remove_prefix(2);
    } else if (text.starts_with("\\x")) {
      out.push_back(static_cast<char>(hex(text.substr(2, 2))));
      text.remove_prefix(4);
    } else if (text.starts_with("\\u{")) {
      const std::size_t end = text.find('}');
      out.append(utf8(hex(text.substr(3, end - 3))));
      text.remove_prefix(end + 1);
    } else if (text.starts_with("\\u")) {
      out.append(utf8(hex(text.substr(2, 4))));
      text.remove_prefix(6);
    } else {
      out.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return out;
}

// A strict reader of one JSON string; "<not JSON>" when it is none.
std::string read_json(Text text) {
  std::string bad = "<not JSON>";
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return bad;
  text = text.substr(1, text.size() - 2);
  std::string out;
  while (!text.empty()) {
    const char one = text.front();
    text.remove_prefix(1);
    if (one == '"' || (one >= 0 && one < 0x20)) return bad;
    if (one != '\\') {
      out.push_back(one);
      continue;
    }
    if (text.empty()) return bad;
    const char kind = text.front();
    text.remove_prefix(1);
    const std::size_t plain = "\"\\/bfnrt"sv.find(kind);
    if (plain != Text::npos) {
      out.push_back("\"\\/\b\f\n\r\t"[plain]);
      continue;
    }
    if (kind != 'u' || text.size() < 4) return bad;
    char32_t point = hex(text.substr(0, 4));
    text.remove_prefix(4);
    if (point >= 0xD800 && point < 0xDC00) {
      if (!text.starts_with("\\ud")) return bad;
      point = 0x10000 + ((point - 0xD800) << 10) + (hex(text.substr(2, 4)) - 0xDC00);
      text.remove_prefix(6);
    }
    out.append(utf8(point));
  }
  return out;
}

// What SECURITY.md T1 forbids, on its own words, not by the table under test.
bool is_ugly(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xAD || point == 0x61C ||
         (point >= 0x200B && point <= 0x200F) || point == 0x2028 || point == 0x2029 ||
         (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x2069) ||
         point == 0xFEFF || (point >= 0xE0000 && point <= 0xE007F);
}

// NOLINTBEGIN(bugprone-suspicious-missing-comma): "\x9b" "31m" keeps the byte and the digits apart.
// The names of the acceptance test `sockets/04-hostile-names`, and some more.
const std::vector<std::string> hostile = {
    "\x1b[31;7mEVIL\x1b[0m",
    "\x1b]0;PWN\x07t",
    "a\x1b[2J\x1b[Hb",
    "c1\x9b"
    "31mX",
    "c\xc2\x9b"
    "31m",
    "real\rFAKE",
    "abc\b\b\bxy",
    "n\nFAKE 1 2",
    "t\tb",
    "a\xe2\x80\xaegpj.x",
    "u\xe2\x81\xa6x\xe2\x81\xa9",
    "ss\xe2\x80\x8bhd",
    "\xff\xfe\xc0\xaf"
    "bad",
    "aaaaaaaaaaaaaa\xe6\x97\xa5",
    "a) R 1 1 1 (b",
    "))) (((",
    "((",
    "=cmd|x!A0",
    "a\",\"b\r\nc",
    "'; DROP x",
    "\"}{",
    "   ",
    "",
    "x\n0000000000000000: 00000002 00000000 00010000 0001 01 424243 /run/docker.sock",
    "aaaaaaaaaaaaaa\xe6\x97",
    "\xed\xa0\x80surrogate",
    "\xf4\x90\x80\x80",
    "\xf0\x9f\x98",
    "\xf3\xa0\x81\x81tag",
    "\xef\xbb\xbf"
    "bom",
    "\xe2\x80\xa8line",
    "soft\xc2\xadhyphen",
    std::string("nul\0nul", 7),
    "\\x1b",
    "C:\\temp\\",
    "\\\x1b",
    "\x7f",
    "@SUM(1)",
    "''=1",
};
// NOLINTEND(bugprone-suspicious-missing-comma)

// Valid UTF-8 without a dangerous code point, by the decoder of another library.
void expect_clean(Text out) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(out.data());
  auto left = static_cast<utf8proc_ssize_t>(out.size());
  while (left > 0) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t size = utf8proc_iterate(at, left, &point);
    ASSERT_GT(size, 0) << "not UTF-8: " << out;
    EXPECT_FALSE(is_ugly(static_cast<char32_t>(point))) << std::hex << point << " in " << out;
    at += size;
    left -= size;
  }
}

TEST(Escape, PrintableTextIsUntouched) {
  EXPECT_EQ(escaped("nginx: worker process /var/run/x.sock ~{}\"'"),
            "nginx: worker process /var/run/x.sock ~{}\"'");
  EXPECT_EQ(escaped("caf\u00e9 \u65e5\u672c \U0001f600 \u0416"),
            "caf\u00e9 \u65e5\u672c \U0001f600 \u0416");
  EXPECT_EQ(escaped(""), "");
}

TEST(Escape, ControlBytesAndBrokenBytesTakeTheByteForm) {
  EXPECT_EQ(escaped("\x1b[31m"), "\\x1b[31m");
  EXPECT_EQ(escaped("a\n\t\r\x7f"), "a\\x0a\\x09\\x0d\\x7f");
  EXPECT_EQ(escaped("\0"sv), "\\x00");
  EXPECT_EQ(escaped("c1\x9b"
                    "31mX"),
            "c1\\x9b31mX");
  EXPECT_EQ(escaped("\xff\xfe\xc0\xaf"), "\\xff\\xfe\\xc0\\xaf");
  EXPECT_EQ(escaped("\xed\xa0\x80"), "\\xed\\xa0\\x80");
  EXPECT_EQ(escaped("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
  EXPECT_EQ(escaped("\xe0\x80\xaf"), "\\xe0\\x80\\xaf");
  EXPECT_EQ(escaped("cut\xe6\x97"), "cut\\xe6\\x97");
}

TEST(Escape, DangerousCodePointsTakeTheCodePointForm) {
  EXPECT_EQ(escaped("c\xc2\x9b"
                    "31m"),
            "c\\u009b31m");
  EXPECT_EQ(escaped("a\u202egpj.x"), "a\\u202egpj.x");
  EXPECT_EQ(escaped("\U000e0041"), "\\u{e0041}");
  EXPECT_EQ(escaped("\ufeffx\u00ad"), "\\ufeffx\\u00ad");
}

TEST(Escape, ABackslashIsDoubledOnlyWhereItWouldBeAmbiguous) {
  EXPECT_EQ(escaped("C:\\temp\\"), "C:\\temp\\");
  EXPECT_EQ(escaped("\\x1b"), "\\\\x1b");
  EXPECT_EQ(escaped("\\u202e"), "\\\\u202e");
  EXPECT_EQ(escaped("\\\\"), "\\\\\\");
  EXPECT_EQ(escaped("\\\x1b"), "\\\\\\x1b");
}

TEST(Escape, EveryShortMixOfBackslashesAndEscapesComesBackExactly) {
  constexpr Text alphabet = "\\xu1a{}\x1b\xc2\x9b\xff";
  std::array<std::size_t, 5> digits{};
  for (std::size_t length = 0; length <= digits.size(); ++length) {
    std::size_t count = 1;
    for (std::size_t i = 0; i < length; ++i) count *= alphabet.size();
    for (std::size_t number = 0; number < count; ++number) {
      std::string text;
      for (std::size_t i = 0, rest = number; i < length; ++i, rest /= alphabet.size()) {
        text.push_back(alphabet[rest % alphabet.size()]);
      }
      ASSERT_EQ(unescaped(escaped(text)), text) << escaped(text);
    }
  }
}

TEST(Escape, EveryCodePointIsEitherItselfOrEscapedAndComesBack) {
  for (char32_t point = 0; point < 0x110000; ++point) {
    if (point >= 0xD800 && point < 0xE000) continue;
    const std::string raw = utf8(point);
    const std::string terminal = escaped(raw);
    const std::string string = json(raw);
    if (is_ugly(point)) {
      ASSERT_EQ(terminal.find(raw), std::string::npos) << std::hex << u32{point};
      ASSERT_EQ(string.find(raw), std::string::npos) << std::hex << u32{point};
    }
    ASSERT_EQ(unescaped(terminal), raw) << std::hex << u32{point};
    ASSERT_EQ(read_json(string), raw) << string;
  }
}

TEST(Escape, EveryPairOfBytesIsCleanAndComesBack) {
  for (unsigned pair = 0; pair < 0x10000; ++pair) {
    const std::string text = {static_cast<char>(pair >> 8), static_cast<char>(pair & 0xFF)};
    ASSERT_EQ(unescaped(escaped(text)), text);
    ASSERT_EQ(escaped(unescaped(escaped(text))), escaped(text));
    ASSERT_NE(read_json(json(text)), "<not JSON>");
    expect_clean(escaped(text));
    expect_clean(json(text));
  }
}

TEST(Escape, AnUglyByteIsFoundAtEveryPlaceOfAWord) {
  for (std::size_t length = 1; length <= 20; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      for (const char bad : {'\x1b', '\x7f', '\x9b', '\x1f', '\0'}) {
        std::string text(length, ' ');
        text[at] = bad;
        ASSERT_EQ(escaped(text).size(), length + 3) << length << " " << at;
        ASSERT_EQ(json(text).size(), length + 2 + (bad == '\x9b' ? 4 : 5)) << length << " " << at;
      }
    }
  }
}

TEST(Escape, HostileNamesAreCleanInEveryForm) {
  for (const std::string& name : hostile) {
    expect_clean(escaped(name));
    expect_clean(csv(name));
    expect_clean(json(name));
    EXPECT_EQ(unescaped(escaped(name)), name);
  }
}

TEST(Width, CountsColumnsAndNotBytes) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("nginx"), 5U);
  EXPECT_EQ(display_width("caf\u00e9"), 4U);
  EXPECT_EQ(display_width("cafe\u0301"), 4U);
  EXPECT_EQ(display_width("\u65e5\u672c"), 4U);
  EXPECT_EQ(display_width("\U0001f600!"), 3U);
  EXPECT_EQ(display_width(escaped("\x1b\u202e")), 10U);
}

TEST(Json, EscapesWhatJsonDemandsAndWhatATerminalFears) {
  EXPECT_EQ(json("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(json("\n\r\t\x1b\x7f"), R"("\n\r\t\u001b\u007f")");
  EXPECT_EQ(json("a\u202eb\u0085"), R"("a\u202eb\u0085")");
  EXPECT_EQ(json("\U000e0041"), R"("\udb40\udc41")");
  EXPECT_EQ(json("\u65e5"), "\"\u65e5\"");
}

TEST(Json, AByteThatIsNotUtf8BecomesItsFourCharacters) {
  EXPECT_EQ(json("\xff"
                 "a\x9b"),
            R"("\\xffa\\x9b")");
  EXPECT_EQ(read_json(json("\xff")), "\\xff");
}

TEST(Json, ValidTextComesBackExactly) {
  for (const std::string& name : hostile) {
    const bool valid = escaped(name).find("\\x") == std::string::npos;
    if (valid) {
      EXPECT_EQ(read_json(json(name)), name);
    }
    EXPECT_NE(read_json(json(name)), "<not JSON>") << json(name);
  }
  EXPECT_EQ(read_json(json("\x1b[31m\n\\x1b")), "\x1b[31m\n\\x1b");
}

TEST(Csv, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(csv("plain text"), "plain text");
  EXPECT_EQ(csv(""), "");
  EXPECT_EQ(csv("a,b"), "\"a,b\"");
  EXPECT_EQ(csv("a;b"), "\"a;b\"");
  EXPECT_EQ(csv("\"}{"), "\"\"\"}{\"");
  EXPECT_EQ(csv("a\",\"b\r\nc"), "\"a\"\",\"\"b\\x0d\\x0ac\"");
}

TEST(Csv, AppendsBehindEarlierFields) {
  std::string out = "a\"b,";
  csv_field_to(out, "c\"d");
  EXPECT_EQ(out, "a\"b,\"c\"\"d\"");
}

TEST(Csv, AFormulaGetsAnApostropheAndSoDoesItsImitation) {
  EXPECT_EQ(csv("=cmd|x!A0"), "'=cmd|x!A0");
  EXPECT_EQ(csv("+1"), "'+1");
  EXPECT_EQ(csv("-1,2"), "\"'-1,2\"");
  EXPECT_EQ(csv("@SUM(1)"), "'@SUM(1)");
  EXPECT_EQ(csv("\tx"), "'\\x09x");
  EXPECT_EQ(csv("\rx"), "'\\x0dx");
  EXPECT_EQ(csv("''=1"), "'''=1");
  EXPECT_EQ(csv("'; DROP x"), "\"'; DROP x\"");
  EXPECT_EQ(csv("''"), "''");
  EXPECT_EQ(csv("a=b"), "a=b");
}

TEST(Csv, MegabytesOfQuotesTakeLinearTime) {
  const std::string quotes(std::size_t{4} << 20, '"');
  EXPECT_EQ(csv(quotes).size(), 2 * quotes.size() + 2);
}

}  // namespace
}  // namespace sonde
