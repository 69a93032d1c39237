// ssh_files.hpp: which servers ssh knows (known_hosts, sshd(8)) and is told of (ssh_config(5)).
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/server_hint.hpp"

namespace sonde {

// A hint for each name of each line, so several for a host with several keys. A hashed name is a
// hint without a host.
ServerHints hints_of_known_hosts(Text file);

// What a file of ssh_config says: hosts that it gives a name to, with what `ssh NAME` would use of
// this file, and those it jumps over. Of Match only "Match all" is followed, since the others
// depend on what is typed.
struct SshConfig {
  ServerHints found{};
  std::vector<std::string> includes{};  // As they stand there: "~/.ssh/work", "config.d/*".
};
SshConfig read_ssh_config(Text file);

}  // namespace sonde
