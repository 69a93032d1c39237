// checks.cpp: every check, family by family. Their order is the order of the docs.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "check/check.hpp"
#include "check/dns_checks.hpp"
#include "check/host_checks.hpp"
#include "check/link_checks.hpp"
#include "check/listener_checks.hpp"
#include "check/local_socket_checks.hpp"
#include "check/netfilter_checks.hpp"
#include "check/process_checks.hpp"
#include "check/route_checks.hpp"
#include "check/tcp_checks.hpp"
#include "check/tcp_counter_checks.hpp"
#include "check/udp_checks.hpp"

namespace sonde {
namespace {

template <std::size_t... sizes> constexpr auto joined(const Check (&... families)[sizes]) {
  std::array<Check, (sizes + ...)> all{};
  std::size_t at = 0;
  const auto add = [&](std::span<const Check> family) {
    for (const Check& check : family) all[at++] = check;
  };
  (add(families), ...);
  return all;
}

constexpr auto checks = joined(link_checks, route_checks, netfilter_checks, listener_checks,
                               tcp_checks, tcp_counter_checks, udp_checks, local_socket_checks,
                               dns_checks, host_checks, process_checks);

}  // namespace

const std::span<const Check> all_checks = checks;

const Check* find_check(Text name) {
  const auto found = std::ranges::find(all_checks, name, &Check::name);
  return found == all_checks.end() ? nullptr : &*found;
}

}  // namespace sonde
