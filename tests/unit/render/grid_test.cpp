// grid_test.cpp: how many lines of a terminal a grid says it takes, and how many it takes.
// SPDX-License-Identifier: Apache-2.0
#include "render/grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>

namespace sonde {
namespace {

std::size_t lines_in(Out& out, std::string& text, std::size_t& before) {
  EXPECT_TRUE(out.flush().has_value());
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  return lines - std::exchange(before, lines);
}

TEST(Grid, SaysHowManyLinesItTakesAndTakesThem) {
  std::mt19937 random(5);
  constexpr Text headers[] = {"name", "a-long-header-of-it", "bytes", "what"};
  for (std::size_t width = 12; width < 60; width += 3) {
    Grid grid({{headers[0]}, {headers[1]}, {headers[2], Align::Right}, {headers[3]}}, width, 2);
    constexpr std::size_t rows = 20;
    for (std::size_t cell = 0; cell < rows * 4; ++cell) {
      std::string text;
      for (std::size_t word = random() % (cell % 4 == 3 ? 12 : 3); word-- > 0;)
        text += random() % 3 == 0 ? "word " : "w\xc3\xb6rter ";
      grid.add(text);
    }
    grid.fit();
    std::size_t said = grid.lines_of_header();
    std::string text;
    Out out(text);
    std::size_t before = 0;
    grid.print_header(out);
    out.put('\n');
    EXPECT_EQ(lines_in(out, text, before), said) << width;
    said = 0;
    for (std::size_t row = 0; row < rows; ++row) said += grid.lines_of(row);
    grid.print_rows(out);
    EXPECT_EQ(lines_in(out, text, before), said) << width;
  }
}

}  // namespace
}  // namespace sonde
