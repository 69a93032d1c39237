// resolver.hpp: one row of the table "resolvers": a name server that the programs of a place ask.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Texts live as long as the world.
struct Resolver {
  Known<u32> netns{};
  Known<Text> container{Absent::NotApplicable};
  Known<int> pid{Absent::NotApplicable};  // The process whose /etc/resolv.conf it stands in.
  Known<Address> address{};
  u32 position = 1;   // In the order in which they are asked.
  bool named = true;  // False: no server is named, so that this machine itself is asked.
  u64 unasked = 0;    // How many the file names behind the third.
  Known<Text> search{Absent::NotApplicable};
  u32 search_domains = 0;
  u32 ndots = 1;
  // Of an address of loopback: whether somebody waits there for questions.
  Known<bool> listening{Absent::NotApplicable};
};

}  // namespace sonde
