// time_text.hpp: a moment as text, without locale and time zone.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/types.hpp"

namespace sonde {

// "2026-11-21T22:38:33Z" (RFC 3339) of seconds since 1970.
void append_time(std::string& out, i64 seconds);

// The same of a time with its zone: "2026-11-21T23:38:33.123456+01:00". False for anything else.
bool append_utc(std::string& out, Text written);

}  // namespace sonde
