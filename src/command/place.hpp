// place.hpp: one line that says which machine or container this is, and who is looking.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/source.hpp"

namespace sonde {

// "container 3f2a91c0d4e1 (web) · Debian GNU/Linux 12 · Linux 6.18.44 · you are uid 1000". Escaped.
std::string describe_place(Source& source);

}  // namespace sonde
