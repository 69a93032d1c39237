// ethtool.cpp: ETHTOOL_A_ attributes of linux/ethtool_netlink.h.
// SPDX-License-Identifier: Apache-2.0
#include "decode/ethtool.hpp"

#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>

#include "base/text.hpp"
#include "decode/netlink_messages.hpp"

namespace sonde {
namespace {

// What each topic is called in requests and answers, and where the device is named.
struct Topic {
  u8 request, reply;
  u16 header;
};
constexpr Topic topics[] = {
    {ETHTOOL_MSG_LINKMODES_GET, ETHTOOL_MSG_LINKMODES_GET_REPLY, ETHTOOL_A_LINKMODES_HEADER},
    {ETHTOOL_MSG_RINGS_GET, ETHTOOL_MSG_RINGS_GET_REPLY, ETHTOOL_A_RINGS_HEADER},
    {ETHTOOL_MSG_STATS_GET, ETHTOOL_MSG_STATS_GET_REPLY, ETHTOOL_A_STATS_HEADER},
};
const Topic& topic_of(EthtoolTopic topic) { return topics[static_cast<std::size_t>(topic)]; }

// Statistics that count errors; others count what is well.
struct ErrorName {
  u32 group;
  u16 number;
  Text name;
};
constexpr ErrorName error_names[] = {
    {ETHTOOL_STATS_ETH_PHY, ETHTOOL_A_STATS_ETH_PHY_5_SYM_ERR, "SymbolErrorDuringCarrier"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_6_FCS_ERR, "FrameCheckSequenceErrors"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_7_ALIGN_ERR, "AlignmentErrors"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_10_LATE_COL, "LateCollisions"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_11_XS_COL, "FramesAbortedDueToXSColls"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_12_TX_INT_ERR,
     "FramesLostDueToIntMACXmitError"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_13_CS_ERR, "CarrierSenseErrors"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_15_RX_INT_ERR, "FramesLostDueToIntMACRcvError"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_20_XS_DEFER, "FramesWithExcessiveDeferral"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_23_IR_LEN_ERR, "InRangeLengthErrors"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_24_OOR_LEN, "OutOfRangeLengthField"},
    {ETHTOOL_STATS_ETH_MAC, ETHTOOL_A_STATS_ETH_MAC_25_TOO_LONG_ERR, "FrameTooLongErrors"},
    {ETHTOOL_STATS_ETH_CTRL, ETHTOOL_A_STATS_ETH_CTRL_5_RX_UNSUP, "UnsupportedOpcodesReceived"},
    {ETHTOOL_STATS_RMON, ETHTOOL_A_STATS_RMON_UNDERSIZE, "undersize_pkts"},
    {ETHTOOL_STATS_RMON, ETHTOOL_A_STATS_RMON_OVERSIZE, "oversize_pkts"},
    {ETHTOOL_STATS_RMON, ETHTOOL_A_STATS_RMON_FRAG, "fragments"},
    {ETHTOOL_STATS_RMON, ETHTOOL_A_STATS_RMON_JABBER, "jabbers"},
};

Known<u32> number_of(const NetlinkAttribute& attribute) {
  return number_at<u32>(attribute.payload, 0);
}

// The header holds the index of the device, and its name.
void read_header(const NetlinkAttribute& header, EthtoolAnswer& answer) {
  each_attribute(header.payload, [&](const NetlinkAttribute& inner) {
    if (inner.type == ETHTOOL_A_HEADER_DEV_INDEX) answer.index = number_of(inner).value;
  });
}

void read_link_mode(const NetlinkAttribute& attribute, EthtoolAnswer& answer) {
  if (attribute.type == ETHTOOL_A_LINKMODES_SPEED) {
    const Known<u32> speed = number_of(attribute);
    constexpr u32 unknown = ~0U;  // SPEED_UNKNOWN; 0 while there is no carrier.
    const bool is_known = !speed || (*speed != unknown && *speed != 0);
    answer.speed_mbit = is_known ? speed : Absent::NotApplicable;
  }
  if (attribute.type == ETHTOOL_A_LINKMODES_DUPLEX) {
    const Known<u8> duplex = number_at<u8>(attribute.payload, 0);
    if (!duplex) answer.is_full_duplex = duplex.why;
    if (duplex && *duplex != DUPLEX_UNKNOWN) answer.is_full_duplex = *duplex == DUPLEX_FULL;
  }
}

void read_ring(const NetlinkAttribute& attribute, EthtoolAnswer& answer) {
  switch (attribute.type) {
    case ETHTOOL_A_RINGS_RX_MAX: answer.rx_ring_max = number_of(attribute); return;
    case ETHTOOL_A_RINGS_TX_MAX: answer.tx_ring_max = number_of(attribute); return;
    case ETHTOOL_A_RINGS_RX: answer.rx_ring = number_of(attribute); return;
    case ETHTOOL_A_RINGS_TX: answer.tx_ring = number_of(attribute); return;
    default: return;
  }
}

// A group holds its number, and each statistic in a nest of its own: the number, a u64.
void read_group(const NetlinkAttribute& attribute, std::string& errors, bool& counts_errors) {
  if (attribute.type != ETHTOOL_A_STATS_GRP) return;
  u32 group = ~0U;
  each_attribute(attribute.payload, [&](const NetlinkAttribute& inner) {
    if (inner.type == ETHTOOL_A_STATS_GRP_ID) group = number_of(inner).value;
    if (inner.type != ETHTOOL_A_STATS_GRP_STAT) return;
    each_attribute(inner.payload, [&](const NetlinkAttribute& statistic) {
      const Known<u64> value = number_at<u64>(statistic.payload, 0);
      for (const ErrorName& known : error_names) {
        if (known.group != group || known.number != statistic.type || !value) continue;
        counts_errors = true;
        if (*value == 0) continue;
        (errors += errors.empty() ? "" : ", ") += known.name;
        append_number(errors += ' ', *value);
      }
    });
  });
}

void append_attribute(std::string& out, u16 type, Text payload) {
  const nlattr header{static_cast<u16>(sizeof(nlattr) + payload.size()), type};
  out.append(reinterpret_cast<const char*>(&header), sizeof header).append(payload);
  out.append((NLA_ALIGNTO - payload.size() % NLA_ALIGNTO) % NLA_ALIGNTO, '\0');
}
void append_attribute(std::string& out, u16 type, u32 number) {
  append_attribute(out, type, Text(reinterpret_cast<const char*>(&number), sizeof number));
}

std::string generic_request(u16 family, u8 command, u8 version, const std::string& attributes) {
  const genlmsghdr generic{command, version, 0};
  std::string request = dump_request(family, ethtool_sequence, generic) + attributes;
  const u32 size = static_cast<u32>(request.size());
  request.replace(0, sizeof size, reinterpret_cast<const char*>(&size), sizeof size);
  return request;
}

}  // namespace

std::string ethtool_family_request() {
  return generic_request(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1, {});
}

Known<u16> decode_ethtool_family(Text message) {
  genlmsghdr generic;
  if (!take(message, generic)) return Absent::Malformed;
  bool is_ethtool = false;
  Known<u16> number = Absent::Malformed;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == CTRL_ATTR_FAMILY_NAME) is_ethtool = attribute.text() == ETHTOOL_GENL_NAME;
    if (attribute.type == CTRL_ATTR_FAMILY_ID) number = number_at<u16>(attribute.payload, 0);
  });
  return is_ethtool ? number : Absent::NotApplicable;
}

std::string ethtool_request(u16 family, EthtoolTopic topic) {
  std::string flags;
  append_attribute(flags, ETHTOOL_A_HEADER_FLAGS, ETHTOOL_FLAG_COMPACT_BITSETS);
  std::string attributes;
  append_attribute(attributes, topic_of(topic).header | NLA_F_NESTED, flags);
  if (topic == EthtoolTopic::Statistics) {
    constexpr u32 groups = 1U << ETHTOOL_STATS_ETH_PHY | 1U << ETHTOOL_STATS_ETH_MAC |
                           1U << ETHTOOL_STATS_ETH_CTRL | 1U << ETHTOOL_STATS_RMON;
    std::string bits;
    append_attribute(bits, ETHTOOL_A_BITSET_NOMASK, Text());
    append_attribute(bits, ETHTOOL_A_BITSET_SIZE, u32{__ETHTOOL_STATS_CNT});
    append_attribute(bits, ETHTOOL_A_BITSET_VALUE, groups);
    append_attribute(attributes, ETHTOOL_A_STATS_GROUPS | NLA_F_NESTED, bits);
  }
  return generic_request(family, topic_of(topic).request, ETHTOOL_GENL_VERSION, attributes);
}

bool decode_ethtool(EthtoolTopic topic, Text message, EthtoolAnswer& answer) {
  answer = {};
  genlmsghdr generic;
  if (!take(message, generic) || generic.cmd != topic_of(topic).reply) return false;
  std::string errors;
  bool counts_errors = false;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == topic_of(topic).header) return read_header(attribute, answer);
    switch (topic) {
      case EthtoolTopic::LinkModes: return read_link_mode(attribute, answer);
      case EthtoolTopic::Rings: return read_ring(attribute, answer);
      case EthtoolTopic::Statistics: return read_group(attribute, errors, counts_errors);
    }
  });
  if (counts_errors) answer.errors = errors.empty() ? std::string("none") : std::move(errors);
  return answer.index != 0;
}

}  // namespace sonde
