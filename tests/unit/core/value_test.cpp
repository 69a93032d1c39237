// value_test.cpp: addresses as text, and the order of cells.
// SPDX-License-Identifier: Apache-2.0
#include "core/value.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <random>

namespace sonde {
namespace {

std::string text_of(const Address& address) {
  std::string out;
  append_address(out, address);
  return out;
}

TEST(Value, AnAddressIsWrittenAsRfc5952Says) {
  const std::pair<Text, Text> cases[] = {{"2001:0db8:0:0:0:0:2:1", "2001:db8::2:1"},
                                         {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
                                         {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
                                         {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
                                         {"::", "::"},
                                         {"::1", "::1"},
                                         {"FE80::ABCD", "fe80::abcd"},
                                         {"192.0.2.1", "192.0.2.1"},
                                         {"fe80::1%eth0", "fe80::1%eth0"}};
  for (const auto& [typed, shown] : cases) {
    Address address;
    ASSERT_TRUE(parse_address(typed, address)) << typed;
    EXPECT_EQ(text_of(address), shown) << typed;
  }
}

TEST(Value, WhatIsNoAddressIsRefused) {
  for (const Text text :
       {"", "1.2.3", "1.2.3.4.5", "256.0.0.1", "1.2.3.4 ", ":::", "1::2::3",
        "g::", "1:2:3:4:5:6:7:8:9", "[::1]", "::1%", "127.0.0.1/8", "01.2.3.4x"}) {
    Address address;
    EXPECT_FALSE(parse_address(text, address)) << text;
  }
  Address address;
  EXPECT_FALSE(parse_address(Text("1.2.3.4\0x", 9), address)) << "something stands behind a NUL";
}

TEST(Value, ARealHasAsFewDecimalsAsReadBackButTwo) {
  const std::pair<double, Text> cases[] = {{0, "0.00"},
                                           {0.1, "0.10"},
                                           {1.0 / 3, "0.3333333333333333"},
                                           {-2.5, "-2.50"},
                                           {1e-6, "0.000001"},
                                           {1e15, "1e+15"},
                                           {1.5e-7, "1.5e-07"},
                                           {999999999999999, "999999999999999.00"}};
  for (const auto& [real, wanted] : cases) {
    std::string out;
    append_real(out, real);
    EXPECT_EQ(out, wanted);
  }
}

TEST(Value, ARealReadsBackAsItWas) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const double real = std::bit_cast<double>(random());
    if (!std::isfinite(real)) continue;
    std::string out;
    append_real(out, real);
    double back = 0;
    const auto read = std::from_chars(out.data(), out.data() + out.size(), back);
    EXPECT_EQ(read.ptr, out.data() + out.size()) << out;
    EXPECT_EQ(back, real) << out;
    const double usual = static_cast<double>(random() % 1'000'000'000'000) / 1e6 / 7;
    out.clear();
    append_real(out, usual);
    std::from_chars(out.data(), out.data() + out.size(), back);
    EXPECT_EQ(back, usual) << out;
  }
}

TEST(Value, RandomAddressesAreWrittenAsInetNtopWritesThem) {
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    Address address;
    address.version = i % 4 == 0 ? 4 : 6;
    for (std::size_t b = 0; b < (address.version == 4 ? 4U : 16U); ++b)
      address.bytes[b] = random() % 3 == 0 ? static_cast<u8>(random()) : u8{0};
    char wanted[INET6_ADDRSTRLEN];
    ::inet_ntop(address.version == 4 ? AF_INET : AF_INET6, address.bytes.data(), wanted,
                sizeof wanted);
    const std::string shown = text_of(address);
    // glibc writes ::1.2.3.4 where we write hexadecimal digits; both are allowed.
    if (address.version == 4 || !std::strchr(wanted, '.')) {
      EXPECT_EQ(shown, wanted);
    }
    Address again;
    ASSERT_TRUE(parse_address(shown, again)) << shown;
    EXPECT_EQ(again, address) << shown;
  }
}

TEST(Value, CellsOfOneKindHaveAnOrderAndMissingOnesComeFirst) {
  EXPECT_LT(compare(i64{-5}, i64{3}), 0);
  EXPECT_GT(compare(i64{30}, i64{4}), 0);
  EXPECT_EQ(compare(Text("a"), Text("a")), 0);
  EXPECT_LT(compare(Text("a"), Text("b")), 0);
  EXPECT_LT(compare(Absent::NotApplicable, i64{-1000}), 0);
  EXPECT_LT(compare(0.5, 0.75), 0);
  const int few[] = {1, 2};
  const int more[] = {1, 3};
  EXPECT_LT(compare(Numbers(few), Numbers(more)), 0);
  Address low;
  Address high;
  ASSERT_TRUE(parse_address("9.0.0.1", low) && parse_address("10.0.0.1", high));
  EXPECT_LT(compare(low, high), 0) << "as numbers, not as text";
}

TEST(Value, EveryReasonForAMissingValueIsAWordOfTheContract) {
  EXPECT_EQ(name_of(reason_of(std::errc::permission_denied)), "not-permitted");
  EXPECT_EQ(name_of(reason_of(std::errc::operation_not_permitted)), "not-permitted");
  EXPECT_EQ(name_of(reason_of(std::errc::no_such_process)), "vanished");
  EXPECT_EQ(name_of(reason_of(std::errc::no_message)), "not-collected");
  EXPECT_EQ(name_of(reason_of(std::errc::bad_message)), "malformed");
  EXPECT_EQ(name_of(reason_of(std::errc::function_not_supported)), "unsupported");
}

}  // namespace
}  // namespace sonde
