// remote.hpp: places that a shell elsewhere tells of.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "command/options.hpp"
#include "core/source.hpp"

namespace sonde {

// What each --via names, in their order. Where the seconds between two looks are not 0, each looks
// twice.
std::vector<Result<std::unique_ptr<Source>>> open_remote(std::span<const std::string> commands,
                                                         double between_looks_s = 0);

// The collector, as somebody runs it by hand.
std::string script_text(Script script);

}  // namespace sonde
