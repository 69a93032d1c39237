// forward.cpp: docker-proxy's flags and socat's two addresses.
// SPDX-License-Identifier: Apache-2.0
#include "decode/forward.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {
namespace {

Text cut_argument(Text& rest) {
  const Text one = rest.substr(0, rest.find('\0'));
  rest.remove_prefix(std::min(one.size() + 1, rest.size()));
  return one;
}

// "-host-port 80", "--host-port=80".
struct Option {
  Text name, value;
};
Option cut_option(Text& rest) {
  Text name = cut_argument(rest);
  while (name.starts_with('-')) name.remove_prefix(1);
  const std::size_t equals = name.find('=');
  if (equals != Text::npos) return {name.substr(0, equals), name.substr(equals + 1)};
  Text next = rest;
  const Text value = cut_argument(next);
  if (value.starts_with('-')) return {name, {}};
  rest = next;
  return {name, value};
}

std::optional<Forward> decode_docker_proxy(Text rest) {
  Forward forward;
  bool has_target = false;
  while (!rest.empty()) {
    const auto [name, value] = cut_option(rest);
    Address address;
    if (name == "proto") forward.is_udp = value == "udp";
    if (name == "host-port") parse_number(value, forward.host_port);
    if (name == "container-port") parse_number(value, forward.port);
    if (name == "container-ip") has_target = parse_address(value, forward.address);
    // All zeros: every address.
    const bool is_one = name == "host-ip" && parse_address(value, address) &&
                        std::ranges::any_of(address.bytes, [](u8 byte) { return byte != 0; });
    if (is_one) forward.host_address = address;
  }
  forward.address.zone = {};
  if (!has_target || forward.host_port == 0 || forward.port == 0) return std::nullopt;
  return forward;
}

// "TCP4-LISTEN:8080,fork" is {"tcp4-listen", "8080"}, options left out.
struct SocatAddress {
  std::string kind{};
  Text where{};
};
SocatAddress socat_address(Text text) {
  text = text.substr(0, text.find(','));
  const std::size_t colon = text.find(':');
  if (colon == Text::npos) return {};
  SocatAddress address{std::string(text.substr(0, colon)), text.substr(colon + 1)};
  for (char& c : address.kind)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return address;
}

std::optional<Forward> decode_socat(Text rest) {
  SocatAddress ends[2];
  std::size_t count = 0;
  while (!rest.empty()) {
    const Text argument = cut_argument(rest);
    SocatAddress address = argument.starts_with('-') ? SocatAddress{} : socat_address(argument);
    if (!address.kind.empty() && count < 2) ends[count++] = std::move(address);
  }
  Forward forward;
  const Text kind = ends[0].kind;
  if (count != 2 || !kind.contains("-listen") || !parse_number(ends[0].where, forward.host_port))
    return std::nullopt;
  forward.is_udp = kind.starts_with("udp");
  const std::size_t colon = ends[1].where.rfind(':');
  Text host = ends[1].where.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const bool is_internet = ends[1].kind.starts_with("tcp") || ends[1].kind.starts_with("udp");
  if (!is_internet || colon == Text::npos || !parse_address(host, forward.address) ||
      !parse_number(ends[1].where.substr(colon + 1), forward.port))
    return std::nullopt;
  forward.address.zone = {};
  return forward;
}

}  // namespace

std::optional<Forward> decode_forward(Text file) {
  Text program = cut_argument(file);
  program = program.substr(program.rfind('/') + 1);
  // Rootless docker has a wrapper of its own with the same flags.
  if (program == "docker-proxy" || program == "rootlesskit-docker-proxy")
    return decode_docker_proxy(file);
  return program.starts_with("socat") ? decode_socat(file) : std::nullopt;
}

}  // namespace sonde
