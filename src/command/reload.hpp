// reload.hpp: "sonde config TARGET --reload HUP": asks, sends the signal, watches what is opened.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "command/command.hpp"

namespace sonde {

// Wrong words and a missing terminal are errors of usage, before anything is looked at.
Result<void> check_reload(const Call& call);

// Of the processes of the world the one that started the others gets the signal. What it opened is
// put into the world for the table "config". False: somebody said no, and nothing was sent.
Result<bool> reload(Call& call, World& world);

}  // namespace sonde
