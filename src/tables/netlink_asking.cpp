// netlink_asking.cpp: looks into /proc before it asks, so that asking changes nothing.
// SPDX-License-Identifier: Apache-2.0
#include "tables/netlink_asking.hpp"

#include <string>

#include "base/text.hpp"
#include "decode/netlink_messages.hpp"

namespace sonde {

Loaded is_loaded(Source& source, Text module) {
  std::string room;
  const auto modules = source.ask({Question::How::Read, "modules"}, room);
  // A kernel without /proc/modules cannot load any.
  if (!modules && modules.error().code == std::errc::no_such_file_or_directory) return Loaded::Yes;
  if (!modules) return Loaded::Unknown;
  for (Text rest = *modules; !rest.empty();) {
    Text line = next_line(rest);
    if (next_word(line) == module) return Loaded::Yes;
  }
  const auto release = source.ask({Question::How::Read, "sys/kernel/osrelease"}, room);
  const std::string folder = release ? "lib/modules/" + std::string(trim(*release)) : "";
  const auto builtin = source.ask({Question::How::HostFile, folder + "/modules.builtin"}, room);
  if (!builtin) return Loaded::Unknown;  // In a container: it may be a part of the kernel itself.
  const std::string file = "/" + std::string(module) + ".ko";
  return builtin->find(file) != Text::npos ? Loaded::Yes : Loaded::No;
}

bool has_conntrack(Source& source) {
  std::string room;
  if (source.ask({Question::How::Read, "sys/net/netfilter/nf_conntrack_max"}, room)) return true;
  if (source.ask({Question::How::Stat, "net/nf_conntrack"}, room)) return true;
  const auto modules = source.ask({Question::How::Read, "modules"}, room);
  for (Text rest = modules ? *modules : Text(); !rest.empty();) {
    Text line = next_line(rest);
    if (next_word(line) == "nf_conntrack") return true;
  }
  return false;
}

Result<Dump> dump_netlink(Source& source, int protocol, u32 sequence, Text request,
                          const UseMessage& use) {
  const std::string question = netlink_question(protocol, request);
  const auto blocks = TRY(source.stream({Question::How::Netlink, question}));
  bool interrupted = false;
  TRY(read_dump(*blocks, sequence, use, &interrupted));
  return interrupted ? Dump::Interrupted : Dump::Whole;
}

}  // namespace sonde
