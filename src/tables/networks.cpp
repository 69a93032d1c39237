// networks.cpp: opens a namespace, makes sure that it is the one that was meant, and uses it.
// SPDX-License-Identifier: Apache-2.0
#include "tables/networks.hpp"

#include "base/text.hpp"
#include "core/file_status.hpp"
#include "decode/proc_pid.hpp"

namespace sonde {
namespace {

// A pid may have been reused since the namespace was found: then this is another one.
bool is_meant(const Network& network, Source& source) {
  if (!network.netns) return true;
  const Known<u32> number = own_netns(source);
  if (number) return *number == *network.netns;
  // Of a namespace that may not be entered.
  const auto stand_in = status_of(source, {Question::How::Stat, "net/tcp"});
  return source.is_copy() || !stand_in || stand_in->inode == *network.netns;
}

Result<More> visit(World& world, const Network& network, const UseNetwork& use) {
  if (network.handle.empty()) return use(network, world.source);
  const std::unique_ptr<Source> source = TRY(world.source.network(network.handle));
  if (!is_meant(network, *source))
    return failed(std::errc::no_such_process, "enter", network.handle);
  return use(network, *source);
}

// Without rights a namespace is read through /proc of a process in it, which a mount does not tell.
Error refusal_of(const Network& network, const Error& error) {
  const bool is_mount = network.handle.starts_with('/');
  if (!is_mount || reason_of(error.code) != Absent::NotPermitted) return error;
  return {error.code,
          network.handle + " may not be entered: run as root, or name a process in it: --in pid:N",
          {},
          Error::Kind::Sentence};
}

void tell_vanished(u64 count, Sink& sink) {
  if (count == 0) return;
  std::string said;
  append_number(said, count);
  said += count == 1 ? " network namespace vanished" : " network namespaces vanished";
  sink.note(said + " while sonde looked");
}

}  // namespace

Result<void> each_network(World& world, Text table, Sink& sink, const UseNetwork& use) {
  if (world.networks.empty()) {
    TRY(use(Network{}, world.source));
    return {};
  }
  u64 vanished = 0;
  for (const Network& network : world.networks) {
    const Result<More> visited = visit(world, network, use);
    if (visited && *visited == More::No) break;
    if (visited) continue;
    if (world.networks.size() == 1) return std::unexpected(refusal_of(network, visited.error()));
    if (reason_of(visited.error().code) == Absent::Vanished) {
      ++vanished;
      continue;
    }
    // Without rights nobody can say whether it is one that was found by its processes.
    const Text example = world.texts.keep("those of " + network.handle);
    sink.gap({table, "", reason_of(visited.error().code), Absent::NotApplicable, example,
              "run as root on the node; it may also be one that is shown by its processes"});
  }
  tell_vanished(vanished, sink);
  return {};
}

Known<u32> own_netns(Source& source) {
  std::string room;
  const auto link = source.ask({Question::How::Link, "self/ns/net"}, room);
  if (!link && source.is_copy()) return Absent::NotCollected;
  if (!link) return reason_of(link.error().code);
  const auto decoded = decode_link_namespace(*link);
  if (!decoded || !std::in_range<u32>(decoded->inode)) return Absent::Malformed;
  return static_cast<u32>(decoded->inode);
}

}  // namespace sonde
