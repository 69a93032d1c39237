// key_index_test.cpp: keys are numbered in the order in which they come.
// SPDX-License-Identifier: Apache-2.0
#include "check/key_index.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

TEST(KeyIndex, NumbersKeysInTheOrderInWhichTheyComeAndFindsThemAgain) {
  KeyIndex index;
  EXPECT_FALSE(index.contains(0));
  // Hashes that want the same slot, whatever the size of the table, and neighbours of them.
  std::vector<std::size_t> hashes;
  for (std::size_t i = 0; i < 1000; ++i) hashes.push_back(i % 2 == 0 ? i << 32 : i);
  for (std::size_t i = 0; i < hashes.size(); ++i) EXPECT_EQ(index.add(hashes[i]), i);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    EXPECT_EQ(index.add(hashes[i]), i);
    EXPECT_EQ(index.find(hashes[i]), i);
  }
  EXPECT_EQ(index.find(2), KeyIndex::none);
}

}  // namespace
}  // namespace sonde
