// history_hints.hpp: which servers somebody has typed: lines of the histories of shells.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/server_hint.hpp"

namespace sonde {

// Of one command line: the targets of ssh, scp, rsync, mysql, psql, redis-cli, telnet and the like,
// and every URL. They say which program it was, and the beginning of the URL: what else was typed
// may be a password that nothing gives away. None where no server can be read off.
std::vector<ServerHint> hints_of_command(Text line);

// Of the file of a shell: bash and ash (a command a line, with #1700000000 before it), zsh
// (": 1700000000:0;ssh web"), fish ("- cmd: ssh web").
ServerHints hints_of_history(Text file);

}  // namespace sonde
