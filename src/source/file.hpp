// file.hpp: opens what --from names, when it is no directory: a capture, or text that was pasted.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>

#include "core/source.hpp"

namespace sonde {

// "-" is standard input. What it is, is seen by how it begins.
Result<std::unique_ptr<Source>> open_file(const std::string& path);

}  // namespace sonde
