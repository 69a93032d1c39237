// address_map.hpp: other addresses for real ones, so that what belongs together still does.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <span>
#include <string>

#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

// A permutation of addresses that a key chooses: two that share their first n bits, and no more,
// share exactly n bits afterwards, so routes, prefixes and rules fit as before (docs/adr/0020).
// Ranges with a meaning of their own stay what they are: loopback, multicast, link-local, private.
// IPv4 within IPv6 (::ffff:192.0.2.1, 64:ff9b::/96, 2002::/16) is mapped as IPv4 is.
class AddressMap {
public:
  using Key = std::array<u8, 32>;
  explicit AddressMap(const Key& key) : key_(key) {}

  // Four bytes are IPv4, sixteen IPv6 and six a MAC, in the order of the network. Others are left.
  static bool is_address(std::size_t size) { return size == 4 || size == 6 || size == 16; }
  void map(std::span<u8> address) const;
  // The same of a network: bits behind the prefix that are all zero stay so.
  void map_network(std::span<u8> address, unsigned prefix) const;

private:
  std::array<u8, 32> flips(std::span<const u8> address, std::size_t at) const;

  Key key_;
};

// A key of 32 random bytes, which is never written anywhere.
Result<AddressMap> random_address_map();

// The text with each literal of an address mapped: 192.0.2.1 (also with dashes, as in names of
// hosts), 2001:db8::1, 02:42:ac:11:00:02, enx0242ac110002; a network keeps its length. What only
// looks like one, such as a version of four numbers, is mapped too: rather too much than too
// little.
std::string map_addresses(const AddressMap& map, Text text);

}  // namespace sonde
