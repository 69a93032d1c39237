// path_step.hpp: one row of the table "path": what a connection meets on its way.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"
#include "model/network_place.hpp"

namespace sonde {

// In the order of the way.
enum class PathStage : u8 {
  Name,
  Rule,
  Route,
  Source,
  Firewall,
  Nat,
  Neighbour,
  Interface,
  Listener
};
inline constexpr Text path_stage_names[] = {"name", "rule",      "route",     "source",  "firewall",
                                            "nat",  "neighbour", "interface", "listener"};
constexpr Text name_of(PathStage stage) {
  return path_stage_names[static_cast<std::size_t>(stage)];
}

enum class PathVerdict : u8 { Ok, Fails, Unknown };
inline constexpr Text path_verdict_names[] = {"ok", "fails", "unknown"};
constexpr Text name_of(PathVerdict verdict) {
  return path_verdict_names[static_cast<std::size_t>(verdict)];
}

// Texts live as long as the world.
struct PathStep {
  u32 number = 0;  // From 1.
  PathStage step = PathStage::Route;
  PathVerdict verdict = PathVerdict::Ok;
  Text says{};
  Known<Text> evidence{Absent::NotApplicable};  // Where that was read.
  Known<Text> next{Absent::NotApplicable};      // The next command, or what to change.
  // Where the packet goes at this step, which NAT may change.
  Known<Address> source{Absent::NotApplicable}, destination{Absent::NotApplicable};
  u16 port = 0;
  Known<Address> gateway{Absent::NotApplicable};
  Known<Text> interface{Absent::NotApplicable};  // That it leaves by, or comes in by.
  const NetworkPlace* place = nullptr;
};

}  // namespace sonde
