// hosts.cpp: lines of /etc/hosts, hosts(5): "192.0.2.7  web.example.org web  # a comment".
// SPDX-License-Identifier: Apache-2.0
#include "decode/hosts.hpp"

#include "base/text.hpp"

namespace sonde {

HostNames::HostNames(Text file) {
  while (!file.empty()) {
    Text line = next_line(file);
    line = trim(line.substr(0, line.find('#')));
    Address address;
    if (!parse_address(next_word(line), address)) continue;
    const Text name = next_word(line);
    if (!name.empty()) names_.try_emplace({address.version, address.bytes}, name);
  }
}

Text HostNames::find(const std::array<u8, 16>& bytes, u8 version) const {
  const auto found = names_.find({version, bytes});
  return found == names_.end() ? Text() : Text(found->second);
}

}  // namespace sonde
