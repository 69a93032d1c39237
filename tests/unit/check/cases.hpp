// cases.hpp: machines in memory that have the fault of a check, or what must not be taken for it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "base/types.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde::test {

// One look or two at a healthy machine that is changed: files as the kernel prints them, answers of
// netlink. The looks are a second apart.
struct CheckCase {
  Text check;                     // "softnet.dropped"
  Text why;                       // "one CPU threw a packet away", "drops of before".
  bool is_found;                  // Otherwise the check must be clear: unknown is not enough.
  void (*before)(FakeSource&);    // Makes what both looks see; null: the machine is well.
  void (*now)(FakeSource&) = {};  // What has changed in the second one; null: nothing.
  Text says = {};                 // A part of the sentence or the evidence of what is found.
  Text severity = {};             // The word of it, where a case is about that.
};

// A family each, in tests/unit/check/cases/FAMILY_cases.cpp; and those of thresholds for machines
// that are busy.
extern const std::span<const CheckCase> link_cases, route_cases, netfilter_cases, listener_cases,
    tcp_cases, tcp_counter_cases, udp_cases, local_socket_cases, dns_cases, host_cases,
    process_cases, busy_cases;

// What every case begins with: a machine in its first namespaces, with the counters that a Linux
// 6.18 had (tests/fixtures/linux-6.18), without processes, and without sockets, links or routes.
void make_healthy(FakeSource& machine);

// Adds to a counter, or to a gauge, of /proc/net/snmp, netstat, snmp6, sockstat or /proc/vmstat, by
// the name that a check knows it by: "TcpExt.ListenDrops".
void raise(FakeSource& machine, Text counter, i64 by);
// Writes it.
void put(FakeSource& machine, Text counter, i64 value);

// Writes a setting: "net.core.somaxconn", "4096".
void set(FakeSource& machine, Text setting, Text value);

}  // namespace sonde::test
