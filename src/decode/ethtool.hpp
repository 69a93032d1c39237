// ethtool.hpp: what drivers say of their devices, by the generic netlink family "ethtool".
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/value.hpp"

namespace sonde {

inline constexpr u32 ethtool_sequence = 81;

// Documentation/networking/ethtool-netlink.rst of Linux: each is a dump over the devices of the
// namespace; those whose driver has nothing to say are left out.
enum class EthtoolTopic : u8 { LinkModes, Rings, Statistics };
inline constexpr EthtoolTopic ethtool_topics[] = {EthtoolTopic::LinkModes, EthtoolTopic::Rings,
                                                  EthtoolTopic::Statistics};

// Families have a number of their own in each kernel: asks for all.
std::string ethtool_family_request();
// Of a message of that answer: the number, when it is the family of ethtool.
Known<u16> decode_ethtool_family(Text message);

std::string ethtool_request(u16 family, EthtoolTopic topic);

// What one message says of one device. Not applicable: the driver says that it does not know, or
// has no such thing.
struct EthtoolAnswer {
  u32 index = 0;
  Known<u32> speed_mbit{Absent::NotApplicable};
  Known<bool> is_full_duplex{Absent::NotApplicable};
  Known<u32> rx_ring{Absent::NotApplicable}, rx_ring_max{Absent::NotApplicable};
  Known<u32> tx_ring{Absent::NotApplicable}, tx_ring_max{Absent::NotApplicable};
  // Errors that the card counts, in the words of IEEE 802.3 and RFC 2819, those above 0:
  // "FrameCheckSequenceErrors 5, jabbers 1"; "none" where all are 0.
  Known<std::string> errors{Absent::NotApplicable};
};
// False when it is of no device or makes no sense.
bool decode_ethtool(EthtoolTopic topic, Text message, EthtoolAnswer& answer);

}  // namespace sonde
