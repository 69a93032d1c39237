// width_table_test.cpp: our widths against those of libutf8proc.
// SPDX-License-Identifier: Apache-2.0
#include "base/width_table.hpp"

#include <algorithm>
#include <ios>
#include <string_view>

#include <gtest/gtest.h>
#include <utf8proc.h>

namespace sonde {
namespace {

struct Exception {
  char32_t first;
  char32_t last;
  const char* reason;
};

// Where we differ on purpose. Spacing marks (Mc) are left out below as a category.
constexpr Exception exceptions[] = {
    {0x600, 0x605, "Arabic number signs are format characters, but visible."},
    {0x6DD, 0x6DD, "The Arabic end of ayah is visible."},
    {0x70F, 0x70F, "The Syriac abbreviation mark is visible."},
    {0x890, 0x891, "The Arabic pound marks are visible."},
    {0x8E2, 0x8E2, "The disputed end of ayah is visible."},
    {0xECE, 0xECE, "New in Unicode 15."},
    {0x1160, 0x11FF, "Vowel and final jamo join the syllable before; wcwidth says 0 as we do."},
    {0xD7B0, 0xD7FB, "Further vowel and final jamo."},
    {0x10EFD, 0x10EFF, "New in Unicode 15."},
    {0x110BD, 0x110BD, "The Kaithi number sign is visible."},
    {0x110CD, 0x110CD, "The Kaithi number sign above is visible."},
    {0x11241, 0x11241, "New in Unicode 15."},
    {0x11F00, 0x11F59, "Kawi, new in Unicode 15."},
    {0x13439, 0x13455, "Egyptian format controls, new in Unicode 15."},
    {0x1B132, 0x1B132, "New in Unicode 15."},
    {0x1E08F, 0x1E08F, "New in Unicode 15."},
    {0x1E4EC, 0x1E4EF, "New in Unicode 15."},
    {0x1FAF7, 0x1FAF8, "New in Unicode 15."},
};

bool is_exception(char32_t point) {
  return std::ranges::any_of(exceptions, [&](const Exception& exception) {
    return point >= exception.first && point <= exception.last;
  });
}

// utf8proc takes spacing marks for 0, glibc and terminals for 1.
bool is_compared(utf8proc_category_t category) {
  return category != UTF8PROC_CATEGORY_CN && category != UTF8PROC_CATEGORY_CS &&
         category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_MC;
}

TEST(WidthTable, AgreesWithUtf8procOnEveryAssignedCodePoint) {
  const std::string_view version = utf8proc_unicode_version();
  if (version != "15.0.0") GTEST_SKIP() << "The exceptions are those of 15.0.0, not " << version;
  unsigned compared = 0;
  for (char32_t point = 0x20; point < 0x110000; ++point) {
    const auto number = static_cast<utf8proc_int32_t>(point);
    if (!is_compared(utf8proc_category(number)) || is_exception(point)) continue;
    const auto expected = static_cast<unsigned>(utf8proc_charwidth(number));
    EXPECT_EQ(code_point_width(point), expected) << std::hex << number;
    ++compared;
  }
  EXPECT_GT(compared, 250'000U);
}

TEST(WidthTable, KnowsTheEdgesOfItsRanges) {
  EXPECT_EQ(code_point_width(U'a'), 1U);
  EXPECT_EQ(code_point_width(0x2FF), 1U);
  EXPECT_EQ(code_point_width(0x300), 0U);
  EXPECT_EQ(code_point_width(0x36F), 0U);
  EXPECT_EQ(code_point_width(0x370), 1U);
  EXPECT_EQ(code_point_width(0x10FF), 1U);
  EXPECT_EQ(code_point_width(0x1100), 2U);
  EXPECT_EQ(code_point_width(0x1161), 0U);
  EXPECT_EQ(code_point_width(0xAC00), 2U);
  EXPECT_EQ(code_point_width(0x3FFFD), 2U);
  EXPECT_EQ(code_point_width(0x3FFFE), 1U);
  EXPECT_EQ(code_point_width(0xE0FFF), 0U);
  EXPECT_EQ(code_point_width(0x10FFFF), 1U);
}

TEST(WidthTable, GapsBetweenEmojiAreWideAlready) {
  EXPECT_EQ(code_point_width(0x1FA89), 2U);  // Harp, of Unicode 16.
}

}  // namespace
}  // namespace sonde
