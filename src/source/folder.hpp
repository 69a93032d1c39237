// folder.hpp: a copy of /proc in a directory, or the /proc of another machine mounted somewhere.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "core/source.hpp"

namespace sonde {

// The directory is the copy, or holds it as "proc". Its network tables are those of 1/net, since
// "net" itself is a link to the process that made the copy; without 1/net they are those of net.
// No link in it leads out of it.
Result<std::unique_ptr<Source>> open_folder(const std::string& path);

}  // namespace sonde
