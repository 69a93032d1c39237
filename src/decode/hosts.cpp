// hosts.cpp: lines of /etc/hosts, hosts(5): "192.0.2.7  web.example.org web  # a comment".
// SPDX-License-Identifier: Apache-2.0
#include "decode/hosts.hpp"

#include "base/text.hpp"

namespace sonde {

bool next_host(Text& rest, HostLine& host) {
  while (!rest.empty()) {
    Text line = next_line(rest);
    ++host.line;
    line = trim(line.substr(0, line.find('#')));
    const bool is_address = parse_address(next_word(line), host.address);
    host.names = trim(line);
    if (is_address && !host.names.empty()) return true;
  }
  return false;
}

HostNames::HostNames(Text file) {
  for (HostLine host; next_host(file, host);)
    names_.try_emplace({host.address.version, host.address.bytes}, next_word(host.names));
}

Text HostNames::find(const std::array<u8, 16>& bytes, u8 version) const {
  const auto found = names_.find({version, bytes});
  return found == names_.end() ? Text() : Text(found->second);
}

}  // namespace sonde
