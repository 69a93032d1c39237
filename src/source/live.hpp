// live.hpp: this machine, as the process sees it: procfs and netlink.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "core/source.hpp"

namespace sonde {

// Works without /proc too, as far as netlink goes: then every question about a file is refused.
std::unique_ptr<Source> open_live();

}  // namespace sonde
