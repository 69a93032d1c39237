// proc_net_redaction.hpp: the tables of /proc/net with other addresses, which they hold as digits.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "base/types.hpp"
#include "source/address_map.hpp"

namespace sonde {

// Whole lines of a file of /proc/net, by its name there: "tcp6". Nothing: it is not known how this
// file writes addresses.
std::optional<std::string> map_proc_net(const AddressMap& map, Text file, Text lines);

}  // namespace sonde
