// log_words.hpp: what a person reads of a log.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/types.hpp"

namespace sonde {

// The first sixteen of "1,2,5" and how many more there are: a process may have thousands.
std::string first_descriptors(Text descriptors);

}  // namespace sonde
