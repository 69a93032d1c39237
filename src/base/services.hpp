// services.hpp: the well-known names of ports, without reading /etc/services.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "base/types.hpp"

namespace sonde {

// The customary service of `port`, or "" when there is none. A hint, no proof of what listens.
// `protocol` is lower case: "udp" and "udplite" look up datagram services, everything else
// ("tcp", "mptcp", "sctp", "dccp") those of tcp. The text lives as long as the process.
Text service_name(u16 port, Text protocol);

// The port of a service name or of one of its other names ("dns", "www"), ignoring case, `-` and
// `_`.
std::optional<u16> service_port(Text name);

}  // namespace sonde
