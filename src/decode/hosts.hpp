// hosts.hpp: the names of addresses from the text of /etc/hosts, without NSS or the network.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <map>
#include <string>

#include "core/value.hpp"

namespace sonde {

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
