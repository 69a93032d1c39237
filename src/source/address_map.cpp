// address_map.cpp: a tree of flips, one for each beginning of an address, made by SHA-256.
// SPDX-License-Identifier: Apache-2.0
#include "source/address_map.hpp"

#include <cerrno>
#include <algorithm>
#include <sha2.h>
#include <string_view>
#include <sys/random.h>

namespace sonde {
namespace {

using std::string_view_literals::operator""sv;

// What becomes of the bits behind those that a range is known by.
enum class Rest : u8 { Kept, Mapped, Ipv4 };

struct Range {
  Text front;
  unsigned bits;
  Rest rest;
};

constexpr Range ipv4_ranges[] = {
    {"\x00"sv, 8, Rest::Kept},         // This network.
    {"\x0a"sv, 8, Rest::Mapped},       // RFC 1918, as the next but three and the last but two.
    {"\x64\x40"sv, 10, Rest::Mapped},  // RFC 6598, of carriers.
    {"\x7f"sv, 8, Rest::Kept},         // Loopback.
    {"\xa9\xfe"sv, 16, Rest::Mapped},  // Link-local.
    {"\xac\x10"sv, 12, Rest::Mapped},
    {"\xc0\xa8"sv, 16, Rest::Mapped},
    {"\xe0"sv, 4, Rest::Kept},  // Multicast.
    {"\xff\xff\xff\xff"sv, 32, Rest::Kept},
};
constexpr Range ipv6_ranges[] = {
    {"\0\0\0\0\0\0\0\0\0\0\0\0"sv, 96, Rest::Ipv4},  // :: and ::1 are 0.0.0.0 and 0.0.0.1 there.
    {"\0\0\0\0\0\0\0\0\0\0\xff\xff"sv, 96, Rest::Ipv4},
    {"\x00\x64\xff\x9b\0\0\0\0\0\0\0\0"sv, 96, Rest::Ipv4},  // NAT64, RFC 6052.
    {"\x20\x02"sv, 16, Rest::Ipv4},                          // 6to4, RFC 3056.
    {"\x20"sv, 3, Rest::Mapped},
    {"\xfc"sv, 8, Rest::Mapped},
    {"\xfd"sv, 8, Rest::Mapped},
    {"\xfe\x80\0\0\0\0\0\0"sv, 64, Rest::Mapped},
    {"\xff"sv, 8, Rest::Kept},
    // Solicited-node multicast ends with bits of an address (RFC 4291).
    {"\xff\x02\0\0\0\0\0\0\0\0\0\x01\xff"sv, 104, Rest::Mapped},
};
constexpr Range mac_ranges[] = {
    {"\0\0\0\0\0\0"sv, 48, Rest::Kept},   {"\xff\xff\xff\xff\xff\xff"sv, 48, Rest::Kept},
    {"\x01\x00\x5e"sv, 24, Rest::Kept},  // Multicast of IPv4.
    {"\x01\x80\xc2"sv, 24, Rest::Kept},  // Of bridges.
    {"\x33\x33"sv, 16, Rest::Kept},      // Of IPv6; the next is that of solicited nodes.
    {"\x33\x33\xff"sv, 24, Rest::Mapped},
};

static_assert(std::ranges::all_of(ipv6_ranges, [](const Range& range) {
  return range.front.size() == (range.bits + 7) / 8;
}));

std::span<const Range> ranges_of(std::size_t size) {
  if (size == 4) return ipv4_ranges;
  if (size == 6) return mac_ranges;
  return ipv6_ranges;
}

unsigned bit_of(u8 byte, unsigned place) { return byte >> (7 - place) & 1U; }

// Whether the first bits are those of the range.
bool shares(std::span<const u8> address, const Range& range, unsigned bits) {
  for (unsigned i = 0; i < bits; i += 8) {
    const unsigned left = std::min(8U, bits - i);
    const auto front = static_cast<u8>(range.front[i / 8]);
    if ((address[i / 8] ^ front) >> (8 - left) != 0) return false;
  }
  return true;
}

// The longest range that the address is in.
const Range* range_of(std::span<const u8> address) {
  const Range* found = nullptr;
  for (const Range& range : ranges_of(address.size()))
    if (shares(address, range, range.bits) && (!found || range.bits > found->bits)) found = &range;
  return found;
}

// A bit that decides between a range and what is beside it is never flipped.
bool leads_to_range(std::span<const u8> address, unsigned depth) {
  return std::ranges::any_of(ranges_of(address.size()), [&](const Range& range) {
    return depth < range.bits && shares(address, range, depth);
  });
}

// Bits with a meaning: of a MAC that of groups and of local ones; of the last byte of IPv4 a run of
// equal bits at its beginning, so that .0 and .255, the usual ends of a network, stay.
bool is_kept_bit(std::span<const u8> address, unsigned depth) {
  if (address.size() == 6) return depth == 6 || depth == 7;
  if (address.size() != 4 || depth < 24) return false;
  const unsigned run = depth - 24;
  const unsigned before = address[3] >> (8 - run);
  return run == 0 || before == 0 || before == (1U << run) - 1;
}

}  // namespace

// A byte has a tree of 255 decisions, which one digest holds: that of the key, the kind of address
// and the bytes before it. All of it fits one block of SHA-256.
std::array<u8, 32> AddressMap::flips(std::span<const u8> address, std::size_t at) const {
  std::array<u8, SHA256_DIGEST_LENGTH> digest{};
  const u8 kind[] = {static_cast<u8>(address.size()), static_cast<u8>(at)};
  SHA2_CTX context;
  ::SHA256Init(&context);
  ::SHA256Update(&context, key_.data(), key_.size());
  ::SHA256Update(&context, kind, sizeof kind);
  ::SHA256Update(&context, address.data(), at);
  ::SHA256Final(digest.data(), &context);
  return digest;
}

void AddressMap::map(std::span<u8> address) const {
  if (!is_address(address.size())) return;
  std::array<u8, 16> copy{};
  std::ranges::copy(address, copy.begin());
  const auto original = std::span<const u8>(copy).first(address.size());
  const Range* const range = range_of(original);
  if (range && range->rest == Rest::Kept) return;
  const bool has_ipv4 = range && range->rest == Rest::Ipv4;
  const std::size_t ipv4_at = has_ipv4 ? range->bits / 8 : address.size();
  if (has_ipv4) map(address.subspan(ipv4_at, 4));
  for (std::size_t at = 0; at < address.size(); ++at) {
    if (at >= ipv4_at && at < ipv4_at + 4) continue;
    const std::array<u8, 32> flip = flips(original, at);
    for (unsigned place = 0; place < 8; ++place) {
      const auto depth = static_cast<unsigned>(at * 8 + place);
      const unsigned node = 1U << place | original[at] >> (8 - place);
      const bool is_flipped = bit_of(flip[node / 8], node % 8) != 0;
      if (is_flipped && !leads_to_range(original, depth) && !is_kept_bit(original, depth))
        address[at] = static_cast<u8>(address[at] ^ (0x80U >> place));
    }
  }
}

void AddressMap::map_network(std::span<u8> address, unsigned prefix) const {
  const auto mask_at = [&](std::size_t at) {
    const unsigned before = static_cast<unsigned>(at) * 8;
    if (prefix >= before + 8) return u8{0};
    return static_cast<u8>(prefix <= before ? 0xFFU : 0xFFU >> (prefix - before));
  };
  bool has_host = false;
  for (std::size_t i = 0; i < address.size(); ++i)
    has_host = has_host || (address[i] & mask_at(i)) != 0;
  map(address);
  if (has_host) return;
  for (std::size_t i = 0; i < address.size(); ++i)
    address[i] = static_cast<u8>(address[i] & ~mask_at(i));
}

Result<AddressMap> random_address_map() {
  AddressMap::Key key{};
  // Up to 256 bytes come at once, after the kernel has gathered enough: getrandom(2).
  ssize_t size = 0;
  do size = ::getrandom(key.data(), key.size(), 0);
  while (size < 0 && errno == EINTR);
  if (size != static_cast<ssize_t>(key.size()))
    return failed(static_cast<std::errc>(errno), "get", "random bytes");
  return AddressMap(key);
}

}  // namespace sonde
