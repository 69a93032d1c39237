// default_places.hpp: where well-known programs look for their configuration when nobody says.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "base/types.hpp"

namespace sonde {

struct DefaultPlaces {
  Text program;                 // A pattern of the shell: "php-fpm*".
  Text called;                  // Who looks there, in words.
  std::span<const Text> files;  // Those that begin with "./" are relative to where it works.
};

// Of a program that is called so: by the file that it runs, or by /proc/PID/comm, of which Linux
// keeps 15 characters. Null when it is not known.
const DefaultPlaces* default_places(Text program);

// For tests: all of them.
std::span<const DefaultPlaces> all_default_places();

}  // namespace sonde
