// own_session.cpp: SSH_CONNECTION of sonde, or else of a parent.
// SPDX-License-Identifier: Apache-2.0
#include "command/own_session.hpp"

#include <optional>
#include <string>

#include "check/own_session.hpp"
#include "decode/proc_pid.hpp"
#include "tables/networks.hpp"

namespace sonde {
namespace {

// A shell in a shell in a shell; a forged chain ends, too.
constexpr int parents_max = 32;
constexpr Text variable = "SSH_CONNECTION=";

std::optional<PidStat> stat_of(Source& source, int pid) {
  std::string room;
  const auto file = source.ask({Question::How::Read, std::to_string(pid) + "/stat"}, room);
  return file ? decode_pid_stat(*file) : std::nullopt;
}

// sshd(8), ENVIRONMENT. sudo takes it away from its children, so parents are asked, too.
std::string connection_of(Source& source, int pid) {
  std::string room;
  const auto file = source.ask({Question::How::Read, std::to_string(pid) + "/environ"}, room);
  if (!file) return {};
  for (Text rest = *file; !rest.empty();) {
    const Text entry = rest.substr(0, rest.find('\0'));
    if (entry.starts_with(variable)) return std::string(entry.substr(variable.size()));
    rest.remove_prefix(std::min(rest.size(), entry.size() + 1));
  }
  return {};
}

}  // namespace

void share_own_session(World& world) {
  OwnSession own(world);
  std::optional<PidStat> process;
  if (own.pid) process = stat_of(world.source, *own.pid);
  for (int i = 0; process && own.connection.empty() && i < parents_max; ++i) {
    own.connection = connection_of(world.source, process->pid);
    process = stat_of(world.source, process->ppid);
  }
  if (world.source.is_live()) own.netns = own_netns(world.source);
  world.share(std::move(own));
}

}  // namespace sonde
