// rule_words.hpp: values of firewall rules as words, the same for nftables and iptables.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>

#include "model/firewall.hpp"

namespace sonde {

// Adds words behind others, parted by a space.
void add_words(std::string& out, Text words);
// "80" or "80-90".
void append_ports(std::string& out, PortRange ports);
// "10.0.0.0/8", or without the bits when all count.
void append_prefix(std::string& out, const Prefix& prefix);
// A text in quotes; a quote inside it has a backslash.
void append_quoted(std::string& out, Text text);
// What was not understood: [match "foo" 24 bytes].
void append_unknown(std::string& out, Text kind, Text name, std::size_t bytes);

// The address of 4 or 16 bytes; other lengths are filled with zeros.
Address address_of_bytes(Text bytes);
// How many bits of a mask are set, when all of them stand in front; -1 when not.
int prefix_bits(Text mask);

// Names of bits: "established,related". Bits without a name follow as one number.
struct BitName {
  u32 bit;
  Text name;
};
void append_bits(std::string& out, u32 bits, std::span<const BitName> names);
extern const std::span<const BitName> ct_state_bits;   // NF_CT_STATE_BIT.
extern const std::span<const BitName> ct_status_bits;  // IPS_.
extern const std::span<const BitName> tcp_flag_bits;

// "local" for RTN_LOCAL and so on; "" for what is none.
Text address_type_name(u32 type);
// How reject answers: "icmp port-unreachable", "tcp reset".
std::string icmp_reject_words(Text family, u8 code);

}  // namespace sonde
