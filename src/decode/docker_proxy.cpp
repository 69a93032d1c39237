// docker_proxy.cpp: flags of the Go package flag: one dash or two, a value behind '=' or next.
// SPDX-License-Identifier: Apache-2.0
#include "decode/docker_proxy.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {
namespace {

Text cut_argument(Text& line) {
  const Text word = line.substr(0, line.find('\0'));
  line.remove_prefix(std::min(word.size() + 1, line.size()));
  return word;
}

// The value of a flag, wherever it stands; "" when it is not there.
Text value_of(Text line, Text name) {
  while (!line.empty()) {
    Text word = cut_argument(line);
    if (!word.starts_with('-')) continue;
    word.remove_prefix(word.starts_with("--") ? 2 : 1);
    if (word == name) return cut_argument(line);
    if (word.starts_with(name) && word.substr(name.size()).starts_with('='))
      return word.substr(name.size() + 1);
  }
  return {};
}

}  // namespace

std::optional<ForwardedPort> decode_docker_proxy(Text cmdline) {
  Text rest = cmdline;
  const Text program = cut_argument(rest);
  constexpr Text name = "docker-proxy";
  if (program != name && !program.ends_with("/docker-proxy")) return std::nullopt;
  ForwardedPort forwarded;
  forwarded.protocol = value_of(rest, "proto");
  const bool is_known =
      forwarded.protocol == "tcp" || forwarded.protocol == "udp" || forwarded.protocol == "sctp";
  const bool is_whole = parse_address(value_of(rest, "host-ip"), forwarded.host) &&
                        parse_number(value_of(rest, "host-port"), forwarded.host_port) &&
                        parse_address(value_of(rest, "container-ip"), forwarded.container) &&
                        parse_number(value_of(rest, "container-port"), forwarded.container_port);
  if (!is_known || !is_whole) return std::nullopt;
  return forwarded;
}

}  // namespace sonde
