// hosts.hpp: the names of addresses from the text of /etc/hosts, without NSS or the network.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <map>
#include <string>

#include "core/value.hpp"

namespace sonde {

// A line of /etc/hosts that names an address.
struct HostLine {
  Address address{};
  Text names{};  // The first is the canonical one.
  u32 line = 0;  // From 1.
};
// Cuts lines from the front of `rest` up to the next of these, and counts them. False at the end.
bool next_host(Text& rest, HostLine& host);

// Owns the names: of each address the first one, which hosts(5) calls the canonical name.
class HostNames {
public:
  explicit HostNames(Text file);
  // "" when the address has no name there. Lives as long as this object.
  Text find(const std::array<u8, 16>& bytes, u8 version) const;

private:
  std::map<std::pair<u8, std::array<u8, 16>>, std::string> names_{};
};

}  // namespace sonde
