// source_choice.cpp: the first fit address of IPv4, and the rules of RFC 6724 for IPv6.
// SPDX-License-Identifier: Apache-2.0
#include "tables/source_choice.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>

#include "tables/route_words.hpp"

namespace sonde {
namespace {

using Addresses = std::span<const InterfaceAddress* const>;

u32 flags_of(const InterfaceAddress& one) { return one.flags ? *one.flags : 0; }
bool is_over(const InterfaceAddress& one, Text interface) {
  return one.interface && *one.interface == interface;
}

// A secondary address and one of a narrower scope than the route's are left out.
bool is_fit(const InterfaceAddress& one, const SourceLookup& flow) {
  return one.address && one.address.value.version == 4 && !(flags_of(one) & IFA_F_SECONDARY) &&
         one.scope && *one.scope <= flow.scope;
}

// The first one of the interface in whose network the gateway is, or its first one at all; then
// that of another interface.
Known<Address> choose_ipv4(Addresses addresses, const SourceLookup& flow) {
  const InterfaceAddress* first = nullptr;
  const InterfaceAddress* other = nullptr;
  for (const InterfaceAddress* const one : addresses) {
    if (!is_fit(*one, flow)) continue;
    if (!is_over(*one, flow.interface)) {
      if (!other && *one->scope != RT_SCOPE_LINK) other = one;
      continue;
    }
    const Address& network = one->peer ? *one->peer : *one->address;
    const bool is_near =
        flow.gateway && one->prefix && NetworkRange{network, *one->prefix}.has(*flow.gateway);
    if (is_near) return *one->address;
    if (!first) first = one;
  }
  if (!first) first = other;
  return first ? Known<Address>(*first->address) : Absent::NotCollected;
}

struct Labelled {
  std::array<u8, 16> bytes;
  u8 prefix;
  int label;
};
// ip6addrlbl_init_table of net/ipv6/addrlabel.c, the longest prefixes first.
constexpr Labelled labels[] = {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, 0},
                               {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 4},
                               {{}, 96, 3},
                               {{0x20, 0x01}, 32, 6},
                               {{0x20, 0x01, 0, 0x10}, 28, 7},
                               {{0x3f, 0xfe}, 16, 12},
                               {{0x20, 0x02}, 16, 2},
                               {{0xfe, 0xc0}, 10, 11},
                               {{0xfc}, 7, 5}};

int label_of(const Address& address) {
  for (const Labelled& one : labels)
    if (NetworkRange{{one.bytes, 6, {}}, one.prefix}.has({address.bytes, 6, {}})) return one.label;
  return 1;
}

constexpr int scope_of_link = 2;
constexpr int scope_of_all = 14;

// ipv6_addr_scope(): unique local addresses are global, ::1 is of the link.
int scope_of(const Address& address) {
  constexpr int scope_of_site = 5;
  if (address.bytes[0] == 0xff) return address.bytes[1] & 0x0f;
  if (is_link_local(address) || is_loopback(address)) return scope_of_link;
  const bool is_of_site = address.bytes[0] == 0xfe && (address.bytes[1] & 0xc0) == 0xc0;
  return is_of_site ? scope_of_site : scope_of_all;
}

int same_bits(const Address& one, const Address& other) {
  int bits = 0;
  for (std::size_t i = 0; i < one.bytes.size(); ++i) {
    const auto differs = static_cast<u8>(one.bytes[i] ^ other.bytes[i]);
    bits += std::countl_zero(differs);
    if (differs != 0) break;
  }
  return bits;
}

bool is_deprecated(const InterfaceAddress& one) {
  const bool is_over_age = one.preferred_s && *one.preferred_s == 0;
  return is_over_age || (flags_of(one) & (IFA_F_DEPRECATED | IFA_F_OPTIMISTIC));
}

// ipv6_get_saddr_eval(): what stands in front decides, and more is better.
std::array<int, 7> score_of(const InterfaceAddress& one, const SourceLookup& flow,
                            bool is_private) {
  const Address& address = *one.address;
  const int scope = scope_of(address);
  const bool is_temporary = (flags_of(one) & IFA_F_TEMPORARY) != 0;
  return {address.bytes == flow.destination.bytes,
          scope >= scope_of(flow.destination) ? -scope : scope - 128,
          !is_deprecated(one) || is_loopback(address),
          is_over(one, flow.interface),
          label_of(address) == label_of(flow.destination),
          is_temporary == is_private,
          std::min(same_bits(address, flow.destination), one.prefix ? int{*one.prefix} : 128)};
}

const InterfaceAddress* best_ipv6(Addresses addresses, const SourceLookup& flow, bool is_private) {
  const bool is_near = scope_of(flow.destination) <= scope_of_link;
  const bool is_of_interface = is_near || flow.destination.bytes[0] == 0xff;
  const InterfaceAddress* best = nullptr;
  for (const InterfaceAddress* const one : addresses) {
    if (!one->address || one->address.value.version != 6) continue;
    const u32 flags = flags_of(*one);
    const bool is_tentative = (flags & IFA_F_TENTATIVE) && !(flags & IFA_F_OPTIMISTIC);
    if (is_tentative || (is_of_interface && !is_over(*one, flow.interface))) continue;
    if (!best || score_of(*one, flow, is_private) > score_of(*best, flow, is_private)) best = one;
  }
  return best;
}

}  // namespace

Known<Address> choose_source(Addresses addresses, const SourceLookup& flow) {
  if (flow.destination.version == 4) return choose_ipv4(addresses, flow);
  const InterfaceAddress* const best =
      best_ipv6(addresses, flow, flow.is_private && *flow.is_private);
  if (!best) return Absent::NotCollected;
  if (!flow.is_private && best_ipv6(addresses, flow, true) != best) return flow.is_private.why;
  return *best->address;
}

}  // namespace sonde
