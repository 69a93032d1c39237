// lines_test.cpp: lines out of blocks that end anywhere, and rows that never move.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "core/chunk.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

std::vector<std::string> cut(const std::string& text, std::size_t piece) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < text.size(); at += piece) pieces.push_back(text.substr(at, piece));
  return pieces;
}

std::vector<std::string> lines_of(const std::string& text, std::size_t piece, u64& too_long) {
  test::Pieces blocks(cut(text, piece));
  Lines lines(blocks);
  std::vector<std::string> found;
  EXPECT_TRUE(lines.each([&](Text line) { found.emplace_back(line); }).has_value());
  too_long = lines.too_long();
  return found;
}

TEST(Lines, AreTheSameWhereverTheBlocksEnd) {
  const std::string text = "one\n\nthree\xff\n  four \nlast without newline";
  const std::vector<std::string> wanted = {"one", "", "three\xff", "  four ",
                                           "last without newline"};
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    u64 too_long = 0;
    EXPECT_EQ(lines_of(text, piece, too_long), wanted) << piece;
    EXPECT_EQ(too_long, 0U);
  }
}

TEST(Lines, ALineThatIsTooLongIsDroppedAndCountedAndTheNextOneIsKept) {
  for (const std::size_t piece : {1000U, 65536U, 1000000U}) {
    u64 too_long = 0;
    const std::string text = "a\n" + std::string(Lines::bytes_max + 1, 'x') + "\nb\n" +
                             std::string(Lines::bytes_max, 'y') + "\n" + std::string(200000, 'z');
    const auto lines = lines_of(text, piece, too_long);
    ASSERT_GE(lines.size(), 3U) << piece;
    EXPECT_EQ(lines[1], "b");
    EXPECT_EQ(lines[2].size(), Lines::bytes_max);
    EXPECT_EQ(lines.size(), 3U) << "the last line is too long as well";
    EXPECT_EQ(too_long, 2U) << piece;
  }
}

TEST(RowStore, RowsStayWhereTheyAreAndInOrder) {
  struct Row {
    u64 number;
    Text text;
  };
  RowStore<Row> rows;
  std::vector<Row*> places;
  for (u64 i = 0; i < 3 * Chunk::rows_max + 1; ++i) {
    Row& row = rows.add({i, {}});
    row.text = rows.texts().keep(std::to_string(i));
    places.push_back(&row);
  }
  ASSERT_EQ(rows.size(), 3 * Chunk::rows_max + 1);
  ASSERT_EQ(rows.chunks().size(), 4U);
  const std::vector<Chunk> moved = std::move(rows.chunks());
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_EQ(places[i]->number, i);
    EXPECT_EQ(places[i]->text, std::to_string(i));
  }
}

}  // namespace
}  // namespace sonde
