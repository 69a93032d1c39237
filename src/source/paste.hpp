// paste.hpp: text that was pasted or piped in, or lies in files.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/source.hpp"

namespace sonde {

// A file of text as blocks, "-" for standard input. A device is refused, and a FIFO is not waited
// for.
Result<std::unique_ptr<Blocks>> open_text(const std::string& file);

// Text that comes from somewhere.
std::unique_ptr<Source> paste_of(std::vector<std::unique_ptr<Blocks>> parts, std::string name);

// The files one after the other; standard input for "-", and when there are none. It answers to
// Paste as a small question with how the text begins: the first block, which stays there.
Result<std::unique_ptr<Source>> open_paste(std::vector<std::string> files);

}  // namespace sonde
