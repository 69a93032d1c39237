// hints_fuzz.cpp: any bytes as files of ssh, a history, an environment, hosts and passwd.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/environment_hints.hpp"
#include "decode/history_hints.hpp"
#include "decode/hosts.hpp"
#include "decode/passwd.hpp"
#include "decode/ssh_files.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  // A server has a host, and no bytes that would make another of it.
  const auto look = [&](const std::vector<ServerHint>& hints) {
    if (hints.size() > std::min(64 * (size + 1), hints_of_file_max)) std::abort();
    for (const ServerHint& hint : hints) {
      const ServerName& server = hint.server;
      if (server.port && *server.port == 0) std::abort();
      if (server.host.find_first_of("@/ \n") != std::string::npos) std::abort();
      if (hint.kind != HintKind::KnownHost && !is_host(server.host)) std::abort();
    }
  };
  look(hints_of_known_hosts(file).hints);
  look(hints_of_history(file).hints);
  look(hints_of_environment(file).hints);
  const SshConfig config = read_ssh_config(file);
  look(config.found.hints);
  std::size_t bytes = 0;
  Text rest = file;
  for (HostLine host; next_host(rest, host);) bytes += host.names.size();
  if (bytes > size) std::abort();
  rest = file;
  bytes = 0;
  for (PasswdUser user; next_user(rest, user);) bytes += user.name.size() + user.home.size();
  if (bytes > size) std::abort();
  return 0;
}
