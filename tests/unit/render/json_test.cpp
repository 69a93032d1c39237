// json_test.cpp: JSON is strict, one object, and gives every text back.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "render/renderer.hpp"
#include "unit/support/strict_json.hpp"
#include "unit/support/things.hpp"

namespace sonde {
namespace {

using test::StrictJson;
using test::Thing;

std::string render(const Form& form, const std::vector<Thing>& rows, Style style = {}) {
  std::string text;
  Out out(text);
  const auto renderer = form.make(out, style);
  renderer->begin(test::things, test::all_columns(test::things));
  renderer->gap({"things", "maybe", Absent::NotPermitted, 2, "e\x1bg", "do \"this\""});
  renderer->note("a note\n");
  renderer->note("a note\n");
  test::send(rows, *renderer);
  EXPECT_TRUE(out.flush().has_value());
  return text;
}

const std::string hostile[] = {"\x1b[31mred\x1b[0m",
                               "\"quoted\" \\ back/slash",
                               "line\nbreak\r\t",
                               "c1 \xc2\x9b",
                               "\xe2\x80\xae bidi",
                               "日本語",
                               "",
                               "\xf0\x9f\x98\x80 \xf3\xa0\x81\x81 tag",
                               std::string("nul\0byte", 8)};

TEST(Json, EveryTextComesBackFromAStrictParser) {
  std::vector<Thing> rows;
  for (const std::string& name : hostile) rows.push_back({.name = name});
  StrictJson json(render(json_form, rows));
  ASSERT_TRUE(json.is_valid());
  for (const std::string& name : hostile)
    EXPECT_NE(std::ranges::find(json.strings, name), json.strings.end()) << name;
}

TEST(Json, NoControlByteAndNoBrokenUtf8StandsInIt) {
  std::vector<Thing> rows = {{.name = "\xff\xfe half \xe6\x97"}};
  for (const std::string& name : hostile) rows.push_back({.name = name});
  for (const Form* form : {&json_form, &jsonl_form}) {
    const std::string text = render(*form, rows);
    for (const char c : text)
      EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << static_cast<int>(c);
    EXPECT_EQ(text.find("\xff"), std::string::npos);
    EXPECT_NE(text.find(R"(\\xff\\xfe half \\xe6\\x97)"), std::string::npos);
  }
}

TEST(Json, AnEmptyAnswerIsAnObjectToo) {
  StrictJson json(render(json_form, {}));
  EXPECT_TRUE(json.is_valid());
}

TEST(Json, LinesAreAnObjectEachWithEveryColumn) {
  const std::string text = render(jsonl_form, std::vector<Thing>(3));
  EXPECT_EQ(std::ranges::count(text, '\n'), 3);
  Text rest = text;
  while (!rest.empty()) {
    const Text line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    EXPECT_TRUE(StrictJson(std::string(line)).is_valid()) << line;
    for (const ColumnInfo& column : test::thing_columns)
      EXPECT_NE(line.find("\"" + std::string(column.name) + "\":"), Text::npos);
  }
}

TEST(Json, WhatIsMissingIsNullAndCountedAsAGap) {
  std::string text;
  Out out(text);
  const auto renderer = json_form.make(out, {});
  renderer->begin(test::things, test::all_columns(test::things));
  test::send(std::vector<Thing>(4), *renderer);
  ASSERT_TRUE(out.flush().has_value());
  EXPECT_NE(text.find("\"maybe\":null"), std::string::npos);
  ASSERT_EQ(renderer->gaps().all().size(), 1U) << "an address that does not apply is no gap";
  EXPECT_EQ(*renderer->gaps().all()[0].count, 4U);
}

TEST(Json, AFailedAnswerPrintsNothingHalf) {
  std::string text;
  Out out(text);
  for (const Form* form : {&json_form, &jsonl_form, &csv_form, &text_form}) {
    const auto renderer = form->make(out, {});
    renderer->begin(test::things, test::all_columns(test::things));
  }
  ASSERT_TRUE(out.flush().has_value());
  EXPECT_EQ(text, "");
}

TEST(Json, NumbersAndFractionsAndListsKeepTheirForm) {
  const int list[] = {3, -4};
  Thing thing{.number = -9007199254740993, .list = list, .flag = true, .real = 12.3456};
  Address address;
  ASSERT_TRUE(parse_address("fe80::1%a\"b", address));
  thing.address = address;
  const std::string text = render(jsonl_form, {thing});
  EXPECT_NE(text.find("\"number\":-9007199254740993"), std::string::npos) << text;
  EXPECT_NE(text.find("\"list\":[3,-4]"), std::string::npos) << text;
  EXPECT_NE(text.find("\"flag\":true"), std::string::npos) << text;
  EXPECT_NE(text.find("\"address\":\"fe80::1%a\\\"b\""), std::string::npos) << text;
  EXPECT_TRUE(StrictJson(text).is_valid());
}

}  // namespace
}  // namespace sonde
