// rule_words.cpp: numbers of the kernel's headers to the words that nft(8) has for them.
// SPDX-License-Identifier: Apache-2.0
#include "decode/rule_words.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "base/text.hpp"

namespace sonde {
namespace {

// include/uapi/linux/netfilter/nf_conntrack_common.h: NF_CT_STATE_BIT is 1 << (state + 1), with the
// directions folded.
constexpr BitName states[] = {
    {1, "invalid"}, {2, "established"}, {4, "related"}, {8, "new"}, {64, "untracked"}};
constexpr BitName statuses[] = {{1, "expected"},  {2, "seen-reply"}, {4, "assured"},
                                {8, "confirmed"}, {16, "snat"},      {32, "dnat"},
                                {512, "dying"}};
constexpr BitName flags[] = {{1, "fin"},  {2, "syn"},  {4, "rst"},  {8, "psh"},
                             {16, "ack"}, {32, "urg"}, {64, "ecn"}, {128, "cwr"}};

}  // namespace

const std::span<const BitName> ct_state_bits = states;
const std::span<const BitName> ct_status_bits = statuses;
const std::span<const BitName> tcp_flag_bits = flags;

void add_words(std::string& out, Text words) {
  if (words.empty()) return;
  if (!out.empty()) out += ' ';
  out += words;
}

void append_ports(std::string& out, PortRange ports) {
  append_number(out, ports.first);
  if (ports.first == ports.last) return;
  out += '-';
  append_number(out, ports.last);
}

void append_prefix(std::string& out, const Prefix& prefix) {
  append_address(out, prefix.address);
  if (prefix.bits == (prefix.address.version == 6 ? 128 : 32)) return;
  out += '/';
  append_number(out, u32{prefix.bits});
}

void append_quoted(std::string& out, Text text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void append_unknown(std::string& out, Text kind, Text name, std::size_t bytes) {
  std::string words = "[";
  words += kind;
  words += words.size() > 1 ? " " : "";
  append_quoted(words, name);
  words += ' ';
  append_number(words, bytes);
  add_words(out, words += " bytes]");
}

Address address_of_bytes(Text bytes) {
  Address address;
  address.version = bytes.size() > 4 ? 6 : 4;
  std::memcpy(address.bytes.data(), bytes.data(), std::min<std::size_t>(bytes.size(), 16));
  return address;
}

int prefix_bits(Text mask) {
  int bits = 0;
  bool is_over = false;
  for (const char c : mask)
    for (unsigned bit = 0x80; bit != 0; bit >>= 1) {
      const bool is_set = (static_cast<unsigned char>(c) & bit) != 0;
      if (is_set && is_over) return -1;
      is_over = !is_set;
      bits += is_set;
    }
  return bits;
}

void append_bits(std::string& out, u32 bits, std::span<const BitName> names) {
  bool is_first = true;
  const auto part = [&] {
    if (!is_first) out += ',';
    is_first = false;
  };
  for (const BitName& name : names) {
    if (!(bits & name.bit)) continue;
    part();
    out += name.name;
    bits &= ~name.bit;
  }
  if (bits == 0 && !is_first) return;
  part();
  out += "0x";
  append_hex(out, bits);
}

// include/uapi/linux/rtnetlink.h, RTN_UNSPEC and so on.
Text address_type_name(u32 type) {
  constexpr Text names[] = {"unspec",    "unicast",   "local",       "broadcast", "anycast",
                            "multicast", "blackhole", "unreachable", "prohibit"};
  return type < std::size(names) ? names[type] : Text();
}

std::string icmp_reject_words(Text family, u8 code) {
  constexpr Text of_icmp[] = {"net-unreachable",
                              "host-unreachable",
                              "prot-unreachable",
                              "port-unreachable",
                              "",
                              "",
                              "",
                              "",
                              "",
                              "net-prohibited",
                              "host-prohibited",
                              "",
                              "",
                              "admin-prohibited"};
  constexpr Text of_icmp6[] = {"no-route",         "admin-prohibited", "",
                               "addr-unreachable", "port-unreachable", "policy-fail",
                               "reject-route"};
  // enum nft_reject_inet_code.
  constexpr Text of_icmpx[] = {"no-route", "port-unreachable", "host-unreachable",
                               "admin-prohibited"};
  Text name;
  if (family == "icmp" && code < std::size(of_icmp)) name = of_icmp[code];
  if (family == "icmpv6" && code < std::size(of_icmp6)) name = of_icmp6[code];
  if (family == "icmpx" && code < std::size(of_icmpx)) name = of_icmpx[code];
  std::string words(family);
  words += ' ';
  if (name.empty())
    append_number(words, u32{code});
  else
    words += name;
  return words;
}

}  // namespace sonde
