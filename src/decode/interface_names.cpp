// interface_names.cpp: lines of igmp, if_inet6 and dev_mcast become names of interfaces.
// SPDX-License-Identifier: Apache-2.0
#include "decode/interface_names.hpp"

#include <cstddef>

#include "base/text.hpp"
#include "base/types.hpp"

namespace sonde {
namespace {

// Calls `use` with each line, without its newline, to the end of the file.
template <class Use> void each_line(Text file, Use use) {
  while (!file.empty()) use(next_line(file));
}

bool begins_with_digit(Text line) {
  return !line.empty() && line.front() >= '0' && line.front() <= '9';
}

}  // namespace

// net/ipv4/igmp.c. A name of ten bytes or more touches the colon, which no name may hold; the
// lines of the groups of an interface begin with tabs:
// 1<TAB>lo        :     1      V3
// <TAB><TAB><TAB><TAB>010000E0     1 0:00000000<TAB><TAB>0
void InterfaceNames::add_igmp(Text file) {
  each_line(file, [this](Text line) {
    if (!begins_with_digit(line)) return;
    const Text index = next_word(line);
    const std::size_t colon = line.find(':');
    if (colon != Text::npos) add(index, 10, trim(line.substr(0, colon)));
  });
}

// net/ipv6/addrconf.c: address, index, prefix length, scope and flags, all hexadecimal, then name.
// fe80000000000000020c29fffea4e315 02 40 20 80    ens33
void InterfaceNames::add_if_inet6(Text file) {
  each_line(file, [this](Text line) {
    if (next_word(line).size() != 32) return;
    const Text index = next_word(line);
    for (int i = 0; i < 3; ++i) next_word(line);
    add(index, 16, next_word(line));
  });
}

// net/core/net-procfs.c: index, name, users, global users, address.
// 2    ens33           1     0     333300000001
void InterfaceNames::add_dev_mcast(Text file) {
  each_line(file, [this](Text line) {
    if (!begins_with_digit(line)) return;
    const Text index = next_word(line);
    const Text name = next_word(line);
    if (!next_word(line).empty()) add(index, 10, name);
  });
}

void InterfaceNames::add(Text index, int base, Text name) {
  constexpr std::size_t bytes_max = 15;  // IFNAMSIZ with its NUL is 16.
  u32 number = 0;
  if (name.empty() || name.size() > bytes_max || !parse_number(index, number, base)) return;
  if (number != 0) names_.try_emplace(number, name);
}

Text InterfaceNames::find(u32 index) const {
  const auto at = names_.find(index);
  return at != names_.end() ? Text(at->second) : Text{};
}

u32 InterfaceNames::index_of(Text name) const {
  for (const auto& [index, known] : names_)
    if (known == name) return index;
  return 0;
}

}  // namespace sonde
