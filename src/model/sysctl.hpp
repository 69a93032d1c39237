// sysctl.hpp: one row of the table "sysctls": a setting of the kernel.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Texts live as long as the world.
struct Sysctl {
  Known<u32> netns{Absent::NotApplicable};  // Of settings that each network namespace has.
  Known<Text> container{Absent::NotApplicable};
  Text name{};  // "net.core.somaxconn".
  Known<Text> value{};
  Text meaning{};
};

}  // namespace sonde
