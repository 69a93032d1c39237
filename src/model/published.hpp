// published.hpp: one row of the table "published": a port of the machine that leads to a container.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"
#include "model/neighbor.hpp"

namespace sonde {

// What sends a connection there.
enum class PublishedBy : u8 { Dnat, DockerProxy, HostNetwork };
inline constexpr Text published_by_names[] = {"dnat", "docker-proxy", "host-network"};
constexpr Text name_of(PublishedBy by) { return published_by_names[static_cast<std::size_t>(by)]; }

// Texts live as long as the world.
struct Published {
  Known<u32> netns{};
  Address address{};  // Unspecified: on all addresses.
  Known<u16> port{Absent::NotApplicable};
  Text protocol{};
  PublishedBy by = PublishedBy::Dnat;
  Known<Address> target_address{Absent::NotApplicable};
  Known<u16> target_port{Absent::NotApplicable};
  Known<NeighborState> target_neighbor{Absent::NotApplicable};
  Known<u32> target_netns{};
  Known<Text> container{Absent::NotApplicable};
  Known<int> pid{Absent::NotApplicable};  // Who listens at the target.
  Known<Text> process{Absent::NotApplicable};
  Known<bool> answering{};                           // Whether somebody listens there.
  Known<bool> loopback_only{Absent::NotApplicable};  // Nobody does, but on a loopback address.
  Known<bool> starting{Absent::NotApplicable};       // Nobody does, and a program may do so soon.
  bool of_range = false;                             // One of several ports that go there together.
};

}  // namespace sonde
