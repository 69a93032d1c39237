// source_choice_test.cpp: which address wins, as "ip route get" of Linux 6.18 says it.
// SPDX-License-Identifier: Apache-2.0
#include "tables/source_choice.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>

#include "base/text.hpp"

namespace sonde {
namespace {

Address address(Text text) {
  Address parsed;
  EXPECT_TRUE(parse_address(text, parsed)) << text;
  return parsed;
}

struct Place {
  std::deque<InterfaceAddress> addresses{};
  SourceLookup flow{.interface = "va"};

  InterfaceAddress& add(Text interface, Text text, u8 prefix, u32 flags = IFA_F_PERMANENT) {
    InterfaceAddress& made = addresses.emplace_back();
    made.interface = interface;
    made.address = address(text);
    made.prefix = prefix;
    made.scope = u8{RT_SCOPE_UNIVERSE};
    made.flags = flags;
    made.peer = Absent::NotApplicable;
    made.preferred_s = Absent::NotApplicable;
    return made;
  }
  std::string to(Text destination, Text gateway = "") {
    flow.destination = address(destination);
    if (!gateway.empty()) flow.gateway = address(gateway);
    std::vector<const InterfaceAddress*> all;
    for (const InterfaceAddress& one : addresses) all.push_back(&one);
    const Known<Address> chosen = choose_source(all, flow);
    std::string text;
    if (chosen) append_address(text, *chosen);
    return text.empty() ? "?" : text;
  }
};

TEST(SourceChoice, Ipv4TakesTheFirstOfTheNetworkOfTheGateway) {
  Place place;
  EXPECT_EQ(place.to("192.0.2.1"), "?");
  place.add("lo", "127.0.0.1", 8).scope = u8{RT_SCOPE_HOST};
  EXPECT_EQ(place.to("192.0.2.1"), "?");
  place.add("vb", "10.99.0.1", 24);
  EXPECT_EQ(place.to("192.0.2.1"), "10.99.0.1") << "that of another interface";
  place.add("va", "10.77.0.9", 24).scope = u8{RT_SCOPE_LINK};
  place.add("va", "10.77.0.1", 24);
  place.add("va", "10.77.0.11", 24, IFA_F_SECONDARY);
  place.add("va", "10.78.0.1", 24);
  EXPECT_EQ(place.to("192.0.2.1"), "10.77.0.1");
  EXPECT_EQ(place.to("192.0.2.1", "10.78.0.254"), "10.78.0.1");
  place.flow.scope = RT_SCOPE_LINK;
  EXPECT_EQ(place.to("192.0.2.1", "10.99.9.9"), "10.77.0.9");
}

TEST(SourceChoice, Ipv6GoesByScopeFirst) {
  Place place;
  place.add("lo", "::1", 128);
  place.add("vb", "2001:db8:2::1", 64);
  place.add("va", "fe80::1", 64);
  EXPECT_EQ(place.to("2001:db8:9::1"), "2001:db8:2::1") << "of another interface, and wide enough";
  EXPECT_EQ(place.to("fe80::2"), "fe80::1");
  EXPECT_EQ(place.to("ff02::1"), "fe80::1");
  place.add("va", "2001:db8:1::1", 64);
  EXPECT_EQ(place.to("2001:db8:9::1"), "2001:db8:1::1") << "of the interface of the route";
  EXPECT_EQ(place.to("fe80::2"), "fe80::1");
  EXPECT_EQ(place.to("2001:db8:2::1"), "2001:db8:2::1") << "the same address";
}

TEST(SourceChoice, Ipv6AvoidsWhatIsDeprecatedOrTentative) {
  Place place;
  place.add("va", "2001:db8:1::9", 64, IFA_F_TENTATIVE);
  place.add("va", "2001:db8:1::1", 64, IFA_F_DEPRECATED);
  EXPECT_EQ(place.to("2001:db8:1::5"), "2001:db8:1::1") << "there is no other";
  place.add("va", "2001:db8:7::1", 64).preferred_s = 0U;
  place.add("va", "2001:db8:8::1", 64);
  EXPECT_EQ(place.to("2001:db8:1::5"), "2001:db8:8::1");
}

TEST(SourceChoice, Ipv6LabelsComeBeforeTheLongestPrefix) {
  Place place;
  place.add("va", "fd00:1::1", 64);
  place.add("va", "2001:db8:1::1", 64);
  place.add("va", "2001:db8:2::1", 64);
  EXPECT_EQ(place.to("2001:db8:2::9"), "2001:db8:2::1");
  EXPECT_EQ(place.to("fd99::1"), "fd00:1::1");
  EXPECT_EQ(place.to("2400::1"), "2001:db8:1::1") << "of equal ones the first";
}

TEST(SourceChoice, Ipv6MayPreferTemporaryOnes) {
  Place place;
  place.add("va", "2001:db8:1::1", 64);
  place.add("va", "2001:db8:1::bad", 64, IFA_F_TEMPORARY);
  EXPECT_EQ(place.to("2400::1"), "2001:db8:1::1");
  place.flow.is_private = true;
  EXPECT_EQ(place.to("2400::1"), "2001:db8:1::bad");
  place.flow.is_private = Absent::NotCollected;
  EXPECT_EQ(place.to("2400::1"), "?");
  EXPECT_EQ(place.to("2001:db8:1::1"), "2001:db8:1::1") << "it hangs not on that";
}

}  // namespace
}  // namespace sonde
