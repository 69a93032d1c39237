// address_map_test.cpp: mapped addresses keep what routes and prefixes say of them.
// SPDX-License-Identifier: Apache-2.0
#include "source/address_map.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <map>
#include <set>
#include <vector>

namespace sonde {
namespace {

AddressMap map_of(u8 seed) {
  AddressMap::Key key{};
  key.fill(seed);
  return AddressMap(key);
}

using Bytes = std::vector<u8>;

Bytes bytes_of(const std::string& text) {
  Bytes bytes(text.contains(':') ? 16 : 4);
  EXPECT_EQ(::inet_pton(bytes.size() == 4 ? AF_INET : AF_INET6, text.c_str(), bytes.data()), 1);
  return bytes;
}
Bytes mapped(const AddressMap& map, Bytes bytes) {
  map.map(bytes);
  return bytes;
}
unsigned shared_bits(const Bytes& a, const Bytes& b) {
  unsigned bits = 0;
  while (bits < a.size() * 8 && ((a[bits / 8] ^ b[bits / 8]) >> (7 - bits % 8) & 1) == 0) ++bits;
  return bits;
}

const std::vector<std::string> ipv4_samples = {
    "198.51.100.77", "198.51.100.78", "198.51.101.77",  "198.50.1.1",   "8.8.8.8",
    "8.8.4.4",       "10.0.0.1",      "10.0.0.2",       "10.255.255.1", "172.16.5.4",
    "172.31.5.4",    "192.168.1.1",   "192.168.1.254",  "192.169.1.1",  "100.64.1.1",
    "100.128.1.1",   "169.254.13.7",  "1.2.3.4",        "203.0.113.9",  "127.0.0.1",
    "224.0.0.251",   "0.0.0.0",       "255.255.255.255"};
const std::vector<std::string> ipv6_samples = {"2001:db8::77",
                                               "2001:db8::78",
                                               "2001:db8:1::77",
                                               "2a00:1450::5",
                                               "fe80::1",
                                               "fe80::5:2",
                                               "fd00::1",
                                               "fd00:1::1",
                                               "fc00::1",
                                               "::1",
                                               "::",
                                               "ff02::1",
                                               "ff02::1:ff00:77",
                                               "2002:c633:644d::1",
                                               "::ffff:198.51.100.77",
                                               "64:ff9b::198.51.100.77"};

TEST(AddressMap, KeepsHowManyLeadingBitsTwoAddressesShare) {
  for (const u8 seed : {u8{1}, u8{2}, u8{3}})
    for (const auto* const samples : {&ipv4_samples, &ipv6_samples})
      for (const std::string& a : *samples)
        for (const std::string& b : *samples) {
          const AddressMap map = map_of(seed);
          EXPECT_EQ(shared_bits(bytes_of(a), bytes_of(b)),
                    shared_bits(mapped(map, bytes_of(a)), mapped(map, bytes_of(b))))
              << a << " and " << b;
        }
}

TEST(AddressMap, MapsTheSameWithTheSameKeyOnly) {
  const Bytes address = bytes_of("198.51.100.77");
  EXPECT_EQ(mapped(map_of(1), address), mapped(map_of(1), address));
  std::set<Bytes> results;
  for (u8 seed = 0; seed < 50; ++seed) results.insert(mapped(map_of(seed), address));
  EXPECT_GT(results.size(), 45U);
}

TEST(AddressMap, GivesEveryAddressOfANetworkAnotherOne) {
  std::set<Bytes> results;
  for (unsigned i = 0; i < 65536; ++i)
    results.insert(mapped(map_of(7), {203, 0, static_cast<u8>(i >> 8), static_cast<u8>(i)}));
  EXPECT_EQ(results.size(), 65536U);
}

// RFC 1122, 1918, 3927, 4291, 4193, 5771, 6598.
TEST(AddressMap, KeepsRangesWithAMeaning) {
  const AddressMap map = map_of(9);
  for (const std::string kept : {"0.0.0.0", "127.0.0.1", "127.5.6.7", "224.0.0.251", "::", "::1",
                                 "239.1.2.3", "255.255.255.255", "ff02::fb", "::ffff:127.0.0.1"})
    EXPECT_EQ(mapped(map, bytes_of(kept)), bytes_of(kept)) << kept;
  const std::map<std::string, unsigned> classes = {
      {"10.1.2.3", 8},    {"172.20.2.3", 12},        {"192.168.7.3", 16},
      {"100.70.2.3", 10}, {"169.254.99.44", 16},     {"fe80::1234:5678", 64},
      {"fd12::9", 8},     {"ff02::1:ff12:3456", 104}};
  for (const auto& [text, bits] : classes) {
    const Bytes result = mapped(map, bytes_of(text));
    EXPECT_NE(result, bytes_of(text)) << text;
    EXPECT_GE(shared_bits(result, bytes_of(text)), bits) << text;
  }
}

TEST(AddressMap, MapsIpv4WithinIpv6AsIpv4) {
  const AddressMap map = map_of(5);
  const Bytes plain = mapped(map, bytes_of("198.51.100.77"));
  for (const auto& [text, at] : std::map<std::string, int>{{"::ffff:198.51.100.77", 12},
                                                           {"64:ff9b::198.51.100.77", 12},
                                                           {"2002:c633:644d::1", 2}}) {
    const Bytes inside = mapped(map, bytes_of(text));
    EXPECT_EQ(Bytes(inside.begin() + at, inside.begin() + at + 4), plain) << text;
  }
}

TEST(AddressMap, KeepsZeroBitsBehindAPrefixAndTheEndsOfNetworks) {
  const AddressMap map = map_of(3);
  Bytes network = bytes_of("198.51.96.0");
  map.map_network(network, 19);
  EXPECT_EQ(network[2] & 0x1F, 0);
  EXPECT_EQ(network[3], 0);
  EXPECT_GE(shared_bits(network, mapped(map, bytes_of("198.51.100.77"))), 19U);
  EXPECT_EQ(mapped(map, bytes_of("198.51.100.255"))[3], 255);
  EXPECT_EQ(mapped(map, bytes_of("198.51.100.0"))[3], 0);
}

TEST(AddressMap, KeepsOfAMacWhetherItIsLocalAndOfAGroup) {
  const AddressMap map = map_of(3);
  const Bytes result = mapped(map, {0x02, 0x42, 0xac, 0x11, 0x00, 0x02});
  EXPECT_EQ(result[0] & 3, 2);
  EXPECT_NE(result, Bytes({0x02, 0x42, 0xac, 0x11, 0x00, 0x02}));
  for (const Bytes& kept : {Bytes{0, 0, 0, 0, 0, 0}, Bytes(6, 0xFF), Bytes{1, 0, 0x5e, 0, 0, 1}})
    EXPECT_EQ(mapped(map, kept), kept);
}

std::string text_of(const Bytes& bytes) {
  char text[INET6_ADDRSTRLEN];
  return ::inet_ntop(bytes.size() == 4 ? AF_INET : AF_INET6, bytes.data(), text, sizeof text);
}

TEST(AddressText, MapsLiteralsWhereverTheyStand) {
  const AddressMap map = map_of(8);
  const std::string four = text_of(mapped(map, bytes_of("198.51.100.77")));
  const std::string six = text_of(mapped(map, bytes_of("2001:db8::77")));
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"nameserver 198.51.100.77\n", "nameserver " + four + "\n"},
      {"[2001:db8::77]:80", "[" + six + "]:80"},
      {"--addr=198.51.100.77:80", "--addr=" + four + ":80"},
      {"tcp6:2001:db8::77", "tcp6:" + six},
      {"2001:db8::77%eth0", six + "%eth0"},
      {"\"IPAddress\":\"198.51.100.77\"", "\"IPAddress\":\"" + four + "\""},
      {"x198.51.100.77.internal", "x" + four + ".internal"},
  };
  for (const auto& [before, after] : cases) EXPECT_EQ(map_addresses(map, before), after);
}

TEST(AddressText, LeavesNoPartOfAnAddress) {
  const AddressMap map = map_of(8);
  for (const std::string text :
       {"ip-198-51-100-77.ec2", "v198.51.100.77", "1.198.51.100.77", "02:42:ac:11:00:02",
        "02-42-AC-11-00-02", "enx0242ac110002", "0:2001:db8::77", "2001:db8:0:0:0:0:0:77"}) {
    const std::string after = map_addresses(map, text);
    EXPECT_NE(after, text);
    for (const Text part : {"198.51.100.77", "198-51-100-77", "42:ac:11:00:02", "42-AC-11-00-02",
                            "0242ac110002", "2001:db8"})
      EXPECT_FALSE(after.contains(part)) << text << " became " << after;
  }
}

TEST(AddressText, LeavesWhatIsNoAddressAsItIs) {
  const AddressMap map = map_of(8);
  for (const std::string text :
       {"0::/system.slice/getty@tty1.service", "std::vector", "12:34:56", "0000:00:1f.2 8:0",
        "0.00 0.01 0.05 1/123 456", "127.0.0.1 [::1]:80 :::80 0.0.0.0:*", "6.8.0-45-generic",
        "550e8400-e29b-41d4-a716-446655440000", "CapEff:\t000001ffffffffff", ":", "a.b.c.d", ""})
    EXPECT_EQ(map_addresses(map, text), text);
}

}  // namespace
}  // namespace sonde
