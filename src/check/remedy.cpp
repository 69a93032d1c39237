// remedy.cpp: puts clauses together, and the place into each command.
// SPDX-License-Identifier: Apache-2.0
#include "check/remedy.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {
namespace {

// Commands of others that look at, or change, the network namespace that they are started in.
constexpr Text foreign_commands[] = {"ip link ", "ip route ",   "ip rule ",       "tc qdisc ",
                                     "ping -",   "dig @",       "sysctl -w net.", "ethtool -",
                                     "nft add ", "bridge link "};
constexpr Text own_command = "sonde ";

bool begins_command(Text rest) {
  return std::ranges::any_of(foreign_commands, [&](Text one) { return rest.starts_with(one); });
}

// Where a command may begin: not within a word.
bool is_word_start(Text text, std::size_t at) {
  return at == 0 || text[at - 1] == ' ' || text[at - 1] == '(';
}

// One that says itself which places it is about needs no other.
bool has_place(Text command) {
  command = command.substr(0, command.find_first_of(";,()"));
  return command.contains(" --all") || command.contains(" --in ");
}

}  // namespace

void append_clause(std::string& remedy, Text clause) {
  const bool is_first = remedy.empty();
  if (!is_first) remedy += "; ";
  const std::size_t at = remedy.size();
  remedy += clause;
  const bool is_command = clause.starts_with(own_command) || begins_command(clause);
  if (is_first && !is_command && clause.front() >= 'a' && clause.front() <= 'z')
    remedy[at] = static_cast<char>(clause.front() - 'a' + 'A');
}

std::string remedy_in_place(Text remedy, u32 netns) {
  std::string place = "--in netns:";
  append_number(place, netns);
  std::string out;
  for (std::size_t at = 0; at < remedy.size(); ++at) {
    const Text rest = remedy.substr(at);
    const bool may_begin = is_word_start(remedy, at);
    if (may_begin && rest.starts_with(own_command) && !has_place(rest)) {
      out.append(own_command).append(place);
      at += own_command.size() - 1;
      out += ' ';
      continue;
    }
    if (may_begin && begins_command(rest)) out.append("sonde run ").append(place).append(" -- ");
    out += remedy[at];
  }
  return out;
}

}  // namespace sonde
