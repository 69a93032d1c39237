// text_test.cpp: text for people: aligned, one header, never cut but on a terminal that is narrow.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "render/renderer.hpp"
#include "unit/support/things.hpp"

namespace sonde {
namespace {

using test::Thing;

std::vector<std::string> render(const std::vector<Thing>& rows, Style style = {}) {
  std::string text;
  Out out(text);
  const auto renderer = text_form.make(out, style);
  renderer->begin(test::things, test::all_columns(test::things));
  test::send(rows, *renderer);
  EXPECT_TRUE(out.flush().has_value());
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string render_if_known(const std::vector<Thing>& rows, Text name) {
  std::string text;
  Out out(text);
  const auto renderer = text_form.make(out, {});
  renderer->begin(test::things, test::all_columns(test::things), {test::things.find(name)});
  test::send(rows, *renderer);
  EXPECT_TRUE(out.flush().has_value());
  return text;
}

// Where a word begins, in columns of a terminal.
std::size_t column_of(const std::string& line, Text word) {
  const std::size_t at = line.find(word);
  return at == std::string::npos ? at : display_width(Text(line).substr(0, at));
}

TEST(Text, ColumnsStandUnderOneAnotherWhateverTheWidthOfTheirCharacters) {
  std::vector<Thing> rows;
  for (const Text name : {"x", "日本語", "e\xcc\x81", "\x1b[31m", "a longer name"})
    rows.push_back({.number = static_cast<i64>(rows.size()), .name = name, .flag = true});
  const auto lines = render(rows);
  ASSERT_EQ(lines.size(), rows.size() + 1);
  const std::size_t flag = column_of(lines[0], "flag");
  for (std::size_t i = 1; i < lines.size(); ++i) {
    EXPECT_EQ(column_of(lines[i], "true"), flag) << lines[i];
    EXPECT_EQ(Text(lines[i]).substr(lines[i].find("true") - 2, 2), "  ");
  }
}

TEST(Text, NoLineEndsWithASpaceAndNoNameBreaksItsLine) {
  const auto lines = render({{.name = "a\nb\r\x1b"}, {.name = ""}});
  ASSERT_EQ(lines.size(), 3U);
  for (const std::string& line : lines) EXPECT_FALSE(line.ends_with(' ')) << line;
  EXPECT_NE(lines[1].find(R"(a\x0ab\x0d\x1b)"), std::string::npos);
}

TEST(Text, AColumnThatIsShownIfKnownGoesWhereNoRowHasAValueAndStaysWhereOneDoes) {
  EXPECT_EQ(render_if_known({{.number = 1}, {.number = 2}}, "maybe").find("maybe"), Text::npos);
  EXPECT_NE(render_if_known({{.number = 1}}, "number").find("number"), Text::npos);
  const std::string text = render_if_known({{.number = 1}, {.number = 2, .maybe = 7U}}, "maybe");
  EXPECT_NE(text.find("maybe"), Text::npos);
  EXPECT_NE(text.find(" 7"), Text::npos);
}

TEST(Text, AColumnThatIsShownIfKnownStaysWhereRowsWerePrintedBeforeAllWereSeen) {
  std::vector<Thing> rows(20000);  // More than are held.
  EXPECT_NE(render_if_known(rows, "maybe").find("maybe"), Text::npos);
}

TEST(Text, IntoAPipeNothingIsCut) {
  const std::string name(5000, 'n');
  EXPECT_NE(render({{.name = name}})[1].find(name), std::string::npos);
}

TEST(Text, OnATerminalEveryLineFitsAndNothingIsCutWhereThereIsRoom) {
  std::vector<Thing> rows;
  for (int i = 0; i < 50; ++i)
    rows.push_back(
        {.number = 1000000,
         .name = i % 2 == 0 ? Text("short") : Text("日本語の名前がとても長いとき, and more")});
  for (const std::size_t width : {60U, 80U, 200U}) {
    Style style;
    style.width = width;
    for (const std::string& line : render(rows, style)) {
      ASSERT_LE(display_width(line), width) << line;
      EXPECT_EQ(line.find("…"), std::string::npos) << line;
    }
  }
}

TEST(Text, TheHeaderStandsOnceAlsoOverMoreRowsThanAreHeldBack) {
  std::vector<Thing> rows;
  for (i64 i = 0; i < 40000; ++i)
    rows.push_back({.number = i, .name = i > 30000 ? "wide name" : "n"});
  const auto lines = render(rows);
  ASSERT_EQ(lines.size(), rows.size() + 1);
  EXPECT_EQ(std::ranges::count_if(lines, [](auto& l) { return l.find("number") != Text::npos; }),
            1);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    i64 number = -1;
    Text rest = lines[i];
    ASSERT_TRUE(parse_number(next_word(rest), number));
    ASSERT_EQ(number, static_cast<i64>(i - 1));
  }
}

TEST(Text, WithoutRowsTheHeaderStandsAlone) {
  EXPECT_EQ(render({}).size(), 1U);
  Style style;
  style.header = Header::No;
  EXPECT_TRUE(render({}, style).empty());
}

TEST(Text, ColourIsOnlyThereWhenItIsWanted) {
  Style style;
  style.color = Color::Yes;
  EXPECT_NE(render({}, style)[0].find('\x1b'), std::string::npos);
  EXPECT_EQ(render({})[0].find('\x1b'), std::string::npos);
}

TEST(Text, RawNamesAreOnlyThereWhenTheyAreAskedFor) {
  Style style;
  style.escape = Escape::No;
  EXPECT_NE(render({{.name = "\x1b[31m"}}, style)[1].find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace sonde
