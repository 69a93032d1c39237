// error_words.hpp: an error in the words of a gap.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/result.hpp"

namespace sonde {

// What failed, without the reason, which a gap tells itself: "open /proc/net/tcp".
inline std::string words_of(const Error& error) {
  if (error.object.empty()) return error.operation;
  return error.operation + (error.kind == Error::Kind::System ? " " : ": ") + error.object;
}

}  // namespace sonde
