// interface.hpp: one row of the table "interfaces": a network device and what passed through it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"
#include "model/network_place.hpp"

namespace sonde {

// RFC 2863, the kernel's IF_OPER_: their order is their number. The words are those of ip-link(8).
enum class LinkState : u8 { Unknown, NotPresent, Down, LowerLayerDown, Testing, Dormant, Up };
inline constexpr Text link_state_names[] = {"UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN",
                                            "TESTING", "DORMANT",    "UP"};
constexpr Text name_of(LinkState state) {
  return link_state_names[static_cast<std::size_t>(state)];
}

// BR_STATE_ of linux/if_bridge.h: their order is their number. The words are those of bridge(8).
enum class PortState : u8 { Disabled, Listening, Learning, Forwarding, Blocking };
inline constexpr Text port_state_names[] = {"disabled", "listening", "learning", "forwarding",
                                            "blocking"};
constexpr Text name_of(PortState state) {
  return port_state_names[static_cast<std::size_t>(state)];
}

struct Interface {
  Text name{};
  Known<u32> index{};
  Known<LinkState> state{};
  Known<u32> flags{};   // IFF_ bits of linux/if.h.
  bool m_down = false;  // What it stands on, or its other end, is in this namespace and not up.
  Known<u32> mtu{};
  Known<Text> mac{};  // The bytes, as they are.
  Known<Text> kind{};
  Known<u32> link{};     // Index of what it stands on (vlan), or of its other end (veth).
  Known<u32> link_id{};  // What this namespace calls the one of `link`; NotApplicable: this one.
  Known<Text> link_name{};
  Known<u32> link_netns{};
  Known<Text> link_container{};
  Known<u32> link_mtu{};
  Known<u32> master_index{};
  Known<Text> master{};
  Known<PortState> port_state{};  // Of a port of a bridge.
  Known<u32> carrier_changes{};
  Known<Text> qdisc{};
  Known<u32> txqueuelen{};
  Known<u32> tx_queues{};
  Known<Text> alias{};
  Known<Text> addresses{};      // "192.0.2.1/24, 2001:db8::1/64", without those of link scope.
  Known<bool> default_route{};  // Whether a default route leads over it.
  Known<u64> rx_bytes{}, rx_packets{}, rx_errors{}, rx_dropped{}, rx_missed{}, rx_overruns{},
      rx_fifo{}, multicast{};
  Known<u64> tx_bytes{}, tx_packets{}, tx_errors{}, tx_dropped{}, tx_fifo{}, tx_carrier{},
      collisions{};
  Known<u64> rx_crc{}, rx_frame{}, rx_length{}, rx_nohandler{}, tx_aborted{};  // Of the errors.
  // What the driver says, see decode/ethtool.hpp.
  Known<u32> speed_mbit{};
  Known<bool> is_full_duplex{};
  Known<u32> rx_ring{}, rx_ring_max{}, tx_ring{}, tx_ring_max{};
  Known<Text> driver_errors{};
  // Between two looks.
  Known<double> rx_bytes_per_s{Absent::NotApplicable}, rx_packets_per_s{Absent::NotApplicable},
      tx_bytes_per_s{Absent::NotApplicable}, tx_packets_per_s{Absent::NotApplicable};
  const NetworkPlace* place = nullptr;

  // Whether devices of this kind come in pairs, so that `link` is the other end.
  bool has_peer() const {
    return kind && (*kind == "veth" || *kind == "netkit" || *kind == "vxcan");
  }
};

}  // namespace sonde
