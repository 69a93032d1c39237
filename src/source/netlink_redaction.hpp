// netlink_redaction.hpp: messages of netlink without what a capture must not hold.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>

#include "base/types.hpp"
#include "source/address_map.hpp"

namespace sonde {

struct NetlinkRedaction {
  // Null: addresses stay, and so does what is unknown. With it only messages and attributes that
  // are listed in the .cpp pass: whatever a later kernel adds is left out.
  const AddressMap* addresses = nullptr;
  // Names that programs choose: of unix sockets, and what somebody called an interface. Null: they
  // stay.
  std::function<std::string(Text)> text{};
};

// Whether the answers to a question are understood well enough to map every address in them. What
// only asks for a part may name it by its address, and does not pass.
bool maps_addresses_of(Text question);

// The datagram with other messages. `protocol`: the first byte of the question. Keys of TCP-MD5,
// which the kernel tells to root with each socket, never stay.
std::string redact_netlink(const NetlinkRedaction& redaction, int protocol, Text datagram);

}  // namespace sonde
