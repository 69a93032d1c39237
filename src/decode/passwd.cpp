// passwd.cpp: lines of /etc/passwd become a sorted list of users.
// SPDX-License-Identifier: Apache-2.0
#include "decode/passwd.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "base/types.hpp"

// Real lines, and two that are no users: NIS compat and a comment.
// root:x:0:0:root:/root:/bin/bash
// daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
// +::::::
// # comment

namespace sonde {
namespace {

// Cuts what stands before the next colon. Nothing when there is no colon: then the line, or the
// file, was cut, and a number at its end may be a part of one.
std::optional<Text> next_field(Text& rest) {
  const std::size_t colon = rest.find(':');
  if (colon == Text::npos) return std::nullopt;
  const Text field = rest.substr(0, colon);
  rest.remove_prefix(colon + 1);
  return field;
}

// False when the line is no user.
bool decode_user(Text line, PasswdUser& user) {
  const std::optional<Text> name = next_field(line);
  if (!name || name->empty()) return false;
  if (name->front() == '+' || name->front() == '-' || name->front() == '#') return false;
  if (!next_field(line)) return false;  // The password.
  const std::optional<Text> number = next_field(line);
  if (!number || !parse_number(*number, user.uid)) return false;
  user.name = *name;
  user.home = {};
  if (next_field(line) && next_field(line)) user.home = line.substr(0, line.find(':'));
  return true;
}

}  // namespace

bool next_user(Text& rest, PasswdUser& user) {
  while (!rest.empty())  // To the end of the file, whose size the caller limits.
    if (decode_user(next_line(rest), user)) return true;
  return false;
}

UserNames::UserNames(Text file) {
  for (PasswdUser user; next_user(file, user);)
    users_.push_back({user.uid, std::string(user.name)});
  std::ranges::stable_sort(users_, {}, &User::uid);
  const auto again = std::ranges::unique(users_, {}, &User::uid);
  users_.erase(again.begin(), again.end());
}

Text UserNames::find(u32 uid) const {
  const auto at = std::ranges::lower_bound(users_, uid, {}, &User::uid);
  return at != users_.end() && at->uid == uid ? Text(at->name) : Text{};
}

}  // namespace sonde
