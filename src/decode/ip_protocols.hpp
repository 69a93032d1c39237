// ip_protocols.hpp: the names of the protocols above IP, as netfilter and nft write them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/value.hpp"

namespace sonde {

// "tcp" for 6; "" for a number that has no well-known name.
Text ip_protocol_name(u8 number);
// The name, or the number as text.
void append_ip_protocol(std::string& out, u8 number);

}  // namespace sonde
