// counters.hpp: the files of /proc/net that count: snmp, netstat, snmp6, sockstat and others.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "base/arena.hpp"
#include "model/counter.hpp"

namespace sonde {

struct DecodedCounter {
  Text group{}, name{};  // In the file, or in the arena.
  Known<i64> value{Absent::Malformed};
  CounterKind kind = CounterKind::Counter;
};

// Whatever made sense. A name whose value is missing or no number stands there as malformed.
struct CounterFile {
  std::vector<DecodedCounter> counters{};
  u64 unused_lines = 0;
  Text unused_example{};
};

// Each reads to the end of the file, whose size the caller limits. `group` is what the counters of
// a file are called that has no groups itself.

// net/snmp and net/netstat.
CounterFile decode_snmp(Text file, Text group, Arena& texts);
// net/snmp6: "Ip6InReceives" is InReceives of the group Ip6.
CounterFile decode_snmp6(Text file, Text group, Arena& texts);
// net/sockstat and net/sockstat6: "TCP tw".
CounterFile decode_sockstat(Text file, Text group, Arena& texts);
// net/softnet_stat: "cpu1 dropped"; "row1 dropped" where the file does not say which processor.
CounterFile decode_softnet(Text file, Text group, Arena& texts);
// net/stat/nf_conntrack: the sum over all processors.
CounterFile decode_conntrack_stat(Text file, Text group, Arena& texts);
// vmstat: the few of its many counters that tell of memory that is short.
CounterFile decode_vmstat(Text file, Text group, Arena& texts);
// net/protocols: "TCP sockets", "TCP memory", "TCP press".
CounterFile decode_protocols(Text file, Text group, Arena& texts);

}  // namespace sonde
