// csv_test.cpp: RFC 4180, one record a row, nothing that a spreadsheet would run.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "render/renderer.hpp"
#include "unit/support/things.hpp"

namespace sonde {
namespace {

using test::Thing;

std::string render(const std::vector<Thing>& rows, Header header = Header::Yes) {
  std::string text;
  Out out(text);
  Style style;
  style.header = header;
  const auto renderer = csv_form.make(out, style);
  renderer->begin(test::things, test::all_columns(test::things));
  test::send(rows, *renderer);
  EXPECT_TRUE(out.flush().has_value());
  return text;
}

// Fields of RFC 4180; a bare quote, CR or LF is an error.
bool parse(Text rest, std::vector<std::vector<std::string>>& records) {
  std::vector<std::string> record;
  while (!rest.empty()) {
    std::string field;
    if (rest.front() == '"') {
      rest.remove_prefix(1);
      for (;;) {
        if (rest.empty()) return false;
        if (rest.starts_with("\"\"")) {
          field += '"', rest.remove_prefix(2);
        } else if (rest.front() == '"') {
          rest.remove_prefix(1);
          break;
        } else {
          field += rest.front(), rest.remove_prefix(1);
        }
      }
    } else {
      const std::size_t end = rest.find_first_of(",\"\r\n");
      if (end == Text::npos) return false;
      field = rest.substr(0, end), rest.remove_prefix(end);
    }
    record.push_back(field);
    if (rest.starts_with(",")) {
      rest.remove_prefix(1);
    } else if (rest.starts_with("\r\n")) {
      rest.remove_prefix(2);
      records.push_back(std::move(record));
      record.clear();
    } else {
      return false;
    }
  }
  return record.empty();
}

const std::string hostile[] = {"plain",        "a,b",     "a;b", "say \"no\"", "line\r\nbreak",
                               "=cmd|'/c'!A0", "+1",      "-1",  "@x",         "\ttab",
                               "'=x",          "\x1b[2J", "",    "日本"};

TEST(Csv, EveryRecordHasEveryFieldAndAStrictParserReadsIt) {
  std::vector<Thing> rows;
  for (const std::string& name : hostile) rows.push_back({.name = name});
  std::vector<std::vector<std::string>> records;
  const std::string text = render(rows);
  ASSERT_TRUE(parse(text, records)) << text;
  ASSERT_EQ(records.size(), rows.size() + 1);
  for (const auto& record : records) EXPECT_EQ(record.size(), std::size(test::thing_columns));
  EXPECT_EQ(records[0][1], "name");
  EXPECT_EQ(records[2][1], "a,b");
  EXPECT_EQ(records[4][1], "say \"no\"");
  for (std::size_t i = 1; i < records.size(); ++i) {
    const std::string& name = records[i][1];
    EXPECT_EQ(name.find_first_of(std::string("\x1b\r\n\t\0", 5)), std::string::npos) << name;
    if (!name.empty()) {
      EXPECT_EQ(Text("=+-@").find(name[0]), Text::npos) << name;
    }
  }
}

TEST(Csv, NegativeNumbersAreNoFormulas) {
  const std::string text = render({{.number = -5}}, Header::No);
  EXPECT_TRUE(text.starts_with("-5,")) << text;
}

TEST(Csv, AMissingValueIsAnEmptyFieldAndAnEmptyTextAQuotedOne) {
  EXPECT_EQ(render({{.number = 1}}, Header::No), "1,\"\",,,,false,0.00\r\n");
}

TEST(Csv, WithoutRowsThereIsStillTheHeaderUnlessItIsLeftOut) {
  EXPECT_EQ(render({}), "number,name,maybe,address,list,flag,real\r\n");
  EXPECT_EQ(render({}, Header::No), "");
}

}  // namespace
}  // namespace sonde
