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

using PasteParts = std::vector<std::unique_ptr<Blocks>>;

// The parts one after the other, which are those files. Of a pipe 64 MiB are kept for whoever
// asks a second time; files are opened again.
std::unique_ptr<Source> paste_of(PasteParts parts, std::vector<std::string> files);

// The files one after the other; standard input for "-", and when there are none. It answers to
// Paste as a small question with how the text begins: the first block, which stays there.
Result<std::unique_ptr<Source>> open_paste(std::vector<std::string> files);

}  // namespace sonde
