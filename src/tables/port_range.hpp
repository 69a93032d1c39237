// port_range.hpp: from which ports the kernel takes one for a connection that somebody makes.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <utility>

#include "core/source.hpp"

namespace sonde {

// The first and the last of net.ipv4.ip_local_port_range, of which IPv6 takes them, too.
Result<std::pair<u32, u32>> port_range(Source& source);

}  // namespace sonde
