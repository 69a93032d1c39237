// help.cpp: stand-in.
// SPDX-License-Identifier: Apache-2.0
#include "command/command.hpp"
namespace sonde {
Result<Exit> run_help(Call& call) { call.out.put("help\n"); return Exit::Answered; }
Result<Exit> run_completion(Call&) { return Exit::Answered; }
Result<Exit> run_version(Call& call) { call.out.put("sonde 0.1.0\n"); return Exit::Answered; }
}
