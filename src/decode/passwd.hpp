// passwd.hpp: the names of users from the text of /etc/passwd, without NSS.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/types.hpp"

namespace sonde {

// What a line of passwd(5) says. Texts point into the line.
struct PasswdUser {
  Text name{};
  u32 uid = 0;
  Text home{};  // Empty: it is not told.
};
// Cuts lines from the front of `rest` up to the next user. False at the end.
bool next_user(Text& rest, PasswdUser& user);

// Owns the names. Lines that are no user are skipped; of two users with one uid the first counts,
// as for getpwuid(3).
class UserNames {
public:
  explicit UserNames(Text file);
  // "" when nobody has this uid. Lives as long as this object.
  Text find(u32 uid) const;

private:
  struct User {
    u32 uid;
    std::string name;
  };
  std::vector<User> users_{};  // By uid.
};

}  // namespace sonde
