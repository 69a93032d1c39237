// version.hpp: the number of this version, which CMakeLists.txt declares, and the licence.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/types.hpp"

namespace sonde {

constexpr Text version_number = SONDE_VERSION;
constexpr Text licence_sentence = "Licence Apache-2.0: free to use, change and share; no warranty.";

}  // namespace sonde
