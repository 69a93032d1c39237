// secrets.hpp: puts stars in place of passwords, tokens and keys in text that is to be shown.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/types.hpp"

namespace sonde {

// It hides rather too much than too little, and cannot know a secret that nothing gives away: a
// password in a variable called COLOR is shown.

// Whether a variable, an option or a key of this name holds a secret: DB_PASSWORD, apiKey,
// --auth-token, AWS_SECRET_ACCESS_KEY.
bool is_secret_name(Text name);

// Any text with "***" for the password of user:password@ and of URLs, for what follows
// Authorization, Bearer or the name of a secret, for keys of AWS, tokens with a known beginning,
// JSON web tokens and private keys.
std::string mask_secrets(Text text);

// The value of a variable or an option. That of a secret is stars as a whole, but for a path or an
// address where the name says that it is one: PASSWORD_FILE=/run/secrets/db.
std::string mask_value(Text name, Text value);

// One argument of a command line. `program` knows what is a password: that of mysql stands behind
// -p without a space. `previous` is the argument before: behind --password comes one. `last_of` is
// the whole command line where the argument is its last: that of htpasswd -b is a password.
struct ArgumentText {
  Text program{}, previous{}, argument{};
  Text last_of{};
};
std::string mask_argument(const ArgumentText& text);

}  // namespace sonde
