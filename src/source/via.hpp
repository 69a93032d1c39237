// via.hpp: a machine that a command reaches, seen through the shell that it runs there.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/source.hpp"

namespace sonde {

// At most so many commands run at a time.
inline constexpr std::size_t via_at_once_max = 8;

// What is silent for a minute is given up, and between its two looks the script is silent.
inline constexpr double via_between_looks_max_s = 30;

// Is called now and then with how many bytes have come, from any thread.
using Progress = std::function<void(std::size_t bytes)>;

// Runs each command with /bin/sh, such as "ssh web sh", and gives it the collector script as its
// input. What it prints is a capture, from which the source answers; in the order of the commands.
// What a command says on its standard error is told when there is no capture.
std::vector<Result<std::unique_ptr<Source>>> open_via(std::span<const std::string> commands,
                                                      Text script, const Progress& progress = {});

}  // namespace sonde
