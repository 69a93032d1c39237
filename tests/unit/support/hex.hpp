// hex.hpp: recorded bytes, written as hexadecimal digits.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "base/text.hpp"

namespace sonde::test {

inline std::string from_hex(Text digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    u8 byte = 0;
    EXPECT_TRUE(parse_number(digits.substr(i, 2), byte, 16));
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

}  // namespace sonde::test
