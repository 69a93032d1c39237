// address_test.cpp: recorded RTM_NEWADDR messages, and messages that are cut.
// SPDX-License-Identifier: Apache-2.0
#include "decode/address.hpp"

#include <gtest/gtest.h>

#include <linux/if_addr.h>

#include "unit/support/hex.hpp"

namespace sonde {
namespace {

std::string text_of(const Known<Address>& address) {
  std::string text(name_of(address.why));
  if (address) append_address(text, *address);
  return text;
}

InterfaceAddress decode(Text digits) {
  const std::string message = test::from_hex(digits);
  InterfaceAddress row;
  EXPECT_TRUE(decode_address(message, row));
  row.label = row.label ? Known<Text>(Text("a label")) : row.label;  // The message goes away.
  return row;
}

// Linux 6.18; `ip addr`: inet 10.1.1.1/24 brd 10.1.1.255 scope global br0, br0 is 2.
constexpr Text ipv4 = "0218800002000000080001000a010101080002000a010101080004000a0101ff"
                      "0800030062723000080008008000000014000600ffffffffffffffffda833700da833700";

TEST(Address, AMessageOfTheKernelIsARow) {
  const InterfaceAddress row = decode(ipv4);
  EXPECT_EQ(row.index.value, 2U);
  EXPECT_EQ(text_of(row.address), "10.1.1.1");
  EXPECT_EQ(text_of(row.broadcast), "10.1.1.255");
  EXPECT_EQ(row.peer.why, Absent::NotApplicable);
  EXPECT_EQ(row.prefix.value, 24);
  EXPECT_EQ(row.scope.value, 0);
  EXPECT_EQ(row.flags.value, static_cast<u32>(IFA_F_PERMANENT));
  EXPECT_TRUE(row.label);
  EXPECT_EQ(row.valid_s.why, Absent::NotApplicable);  // For ever.
}

// inet 192.0.2.1 peer 192.0.2.2/32 scope global v1
TEST(Address, ThePeerIsTheOtherEnd) {
  const InterfaceAddress row =
      decode("022080000300000008000100c000020208000200c00002010700030076310000"
             "080008008000000014000600ffffffffffffffffe1833700e1833700");
  EXPECT_EQ(text_of(row.address), "192.0.2.1");
  EXPECT_EQ(text_of(row.peer), "192.0.2.2");
  EXPECT_EQ(row.prefix.value, 32);
}

// inet6 2001:db8:5::5/48 scope global nodad noprefixroute: a flag beyond the first eight bits.
TEST(Address, OfIpv6HasAllFlags) {
  const InterfaceAddress row =
      decode("0a308200030000001400010020010db800050000000000000000000514000600"
             "ffffffffffffffffea833700ea8337000800080082020000");
  EXPECT_EQ(text_of(row.address), "2001:db8:5::5");
  EXPECT_EQ(row.peer.why, Absent::NotApplicable);
  EXPECT_EQ(row.flags.value, static_cast<u32>(IFA_F_PERMANENT | IFA_F_NODAD | IFA_F_NOPREFIXROUTE));
  EXPECT_EQ(row.label.why, Absent::NotApplicable);
}

TEST(Address, AnotherLengthThanThatOfItsFamilyIsNoAddress) {
  InterfaceAddress row;
  EXPECT_FALSE(decode_address(test::from_hex("0a20800001000000080001007f000001"), row));
  EXPECT_FALSE(decode_address(test::from_hex("02208000010000000a0001007f0000010000"), row));
  EXPECT_FALSE(decode_address(test::from_hex("0720800001000000080001007f000001"), row));
  EXPECT_FALSE(decode_address(test::from_hex("0220800001000000"), row));
}

// Found by fuzzing: an IFA_FLAGS that is too short.
TEST(Address, FlagsThatAreCutLeaveThoseOfTheHeader) {
  const InterfaceAddress row = decode("0220800001000000080001007f0000010600080001000000");
  ASSERT_TRUE(row.flags);
  EXPECT_EQ(row.flags.value, static_cast<u32>(IFA_F_PERMANENT));
}

TEST(Address, NoCutOfAMessageIsReadBeyondItsEnd) {
  const std::string message = test::from_hex(ipv4);
  InterfaceAddress row;
  for (std::size_t size = 0; size < message.size(); ++size) {
    const std::string cut = message.substr(0, size);  // A copy, so that ASan sees its end.
    if (decode_address(cut, row)) {
      EXPECT_EQ(text_of(row.address), "10.1.1.1") << size;
    }
  }
}

TEST(Address, ScopesAreTheWordsOfIp) {
  std::string room;
  EXPECT_EQ(scope_word(0, room), "global");
  EXPECT_EQ(scope_word(253, room), "link");
  EXPECT_EQ(scope_word(254, room), "host");
  EXPECT_EQ(scope_word(7, room), "7");
}

}  // namespace
}  // namespace sonde
