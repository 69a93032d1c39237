// live_network.hpp: this machine, as seen from another of its network namespaces.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>

#include "core/source.hpp"
#include "source/network_door.hpp"

namespace sonde {

// The namespace that Source::network describes. Where it may not be entered, its text is read from
// /proc/PID/net, which the kernel lets everybody do; netlink is refused then. `machine` answers all
// that is not about the network; it, the door and the handle on /proc outlive the answer.
Result<std::unique_ptr<Source>> open_network(Source& machine, NetworkDoor& door, int proc,
                                             const std::string& handle);

}  // namespace sonde
