// interface_names.hpp: the names of interfaces by index, from tables of /proc/net that hold both.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>

#include "base/types.hpp"

namespace sonde {

// No text file lists all interfaces with their index: igmp has those with an IPv4 address,
// if_inet6 those with an IPv6 address, dev_mcast those that are up and have a multicast filter.
// Owns the names. The first name of an index counts; lines that are something else are skipped.
class InterfaceNames {
public:
  void add_igmp(Text file);
  void add_if_inet6(Text file);
  void add_dev_mcast(Text file);
  // "" when the index is not known. Lives as long as this object.
  Text find(u32 index) const;
  // 0 when no table has the name.
  u32 index_of(Text name) const;

private:
  void add(Text index, int base, Text name);

  std::map<u32, std::string> names_{};
};

}  // namespace sonde
