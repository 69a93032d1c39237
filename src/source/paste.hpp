// paste.hpp: text that was pasted or piped in, or lies in files.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/source.hpp"

namespace sonde {

// The files one after the other; standard input for "-", and when there are none. It answers to
// Paste as a small question with how the text begins: the first block, which stays there.
Result<std::unique_ptr<Source>> open_paste(std::vector<std::string> files);

}  // namespace sonde
