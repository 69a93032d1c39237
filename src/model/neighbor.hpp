// neighbor.hpp: one row of the table "neighbors": the hardware address behind an address on a link.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"
#include "model/network_place.hpp"

namespace sonde {

// NUD_ of linux/neighbour.h. The words are those of ip-neighbour(8).
enum class NeighborState : u8 {
  None,
  Incomplete,
  Reachable,
  Stale,
  Delay,
  Probe,
  Failed,
  Noarp,
  Permanent
};
inline constexpr Text neighbor_state_names[] = {
    "NONE", "INCOMPLETE", "REACHABLE", "STALE", "DELAY", "PROBE", "FAILED", "NOARP", "PERMANENT"};
constexpr Text name_of(NeighborState state) {
  return neighbor_state_names[static_cast<std::size_t>(state)];
}

struct Neighbor {
  Known<Address> address{};
  Known<Text> mac{};  // The bytes, as they are.
  Known<Text> interface{};
  Known<u32> index{};
  Known<NeighborState> state{};
  Known<u32> flags{};  // NTF_ of linux/neighbour.h.
  Known<u32> probes{};
  Known<u32> used_s{}, confirmed_s{}, updated_s{};  // How long ago.
  Known<bool> gateway{};                            // Whether a route leads over it.
  Known<Text> port{};                               // Of a bridge: where `mac` was heard.
  Known<u32> connecting{Absent::NotApplicable};     // Of one that does not answer.
  Known<Text> host_name{Absent::NotApplicable};     // In /etc/hosts; lives with the world.
  const NetworkPlace* place = nullptr;
};

}  // namespace sonde
