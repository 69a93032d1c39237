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

// The name and uid of a line; an empty name when it is no user.
std::pair<Text, u32> user_of(Text line) {
  const std::optional<Text> name = next_field(line);
  if (!name || name->empty()) return {};
  if (name->front() == '+' || name->front() == '-' || name->front() == '#') return {};
  if (!next_field(line)) return {};  // The password.
  const std::optional<Text> number = next_field(line);
  u32 uid = 0;
  if (!number || !parse_number(*number, uid)) return {};
  return {*name, uid};
}

}  // namespace

UserNames::UserNames(Text file) {
  while (!file.empty()) {  // To the end of the file, whose size the caller limits.
    const auto [name, uid] = user_of(next_line(file));
    if (!name.empty()) users_.push_back({uid, std::string(name)});
  }
  std::ranges::stable_sort(users_, {}, &User::uid);
  const auto again = std::ranges::unique(users_, {}, &User::uid);
  users_.erase(again.begin(), again.end());
}

Text UserNames::find(u32 uid) const {
  const auto at = std::ranges::lower_bound(users_, uid, {}, &User::uid);
  return at != users_.end() && at->uid == uid ? Text(at->name) : Text{};
}

}  // namespace sonde
