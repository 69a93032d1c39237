// patience.hpp: waits for a file system of somebody else, but not for ever.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

// Runs `read` in a thread of its own, so that a file system that hangs does not hang us. When
// `patience` has run out that is an error, and the thread is left behind; so whatever `read` uses
// it has to own. What was not used of the patience stays for the next file. The bytes stand in
// `room`.
Result<Text> with_patience(std::chrono::milliseconds& patience, const std::string& name,
                           std::function<Result<std::string>()> read, std::string& room);

}  // namespace sonde
