// counters.cpp: reads by name, never by place, since kernels add columns and change their order.
// SPDX-License-Identifier: Apache-2.0
#include "decode/counters.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {
namespace {

// Those of snmp and netstat that go down as well.
constexpr Text gauges[] = {"Forwarding", "DefaultTTL", "RtoAlgorithm", "RtoMin",
                           "RtoMax",     "MaxConn",    "CurrEstab",    "MPCurrEstab"};

CounterKind kind_of(Text name) {
  return std::ranges::find(gauges, name) == std::end(gauges) ? CounterKind::Counter
                                                             : CounterKind::Gauge;
}

Known<i64> value_of(Text digits) {
  i64 value = 0;
  return parse_number(digits, value) ? Known<i64>(value) : Known<i64>(Absent::Malformed);
}

Text strip_carriage_return(Text line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void note_unused(CounterFile& into, Text line) {
  if (trim(line).empty()) return;
  if (into.unused_lines++ == 0) into.unused_example = line;
}

Text joined(Arena& texts, Text label, Text name) {
  return texts.keep(std::string(label).append(" ").append(name));
}

// "TcpExt: A B": the word in front of the colon; "" when there is none.
Text cut_label(Text& line) {
  const std::size_t colon = line.find(':');
  if (colon == Text::npos || colon == 0 || line.substr(0, colon).contains(' ')) return {};
  const Text label = line.substr(0, colon);
  line.remove_prefix(colon + 1);
  return label;
}

// A line of names with the line of their values; there may be fewer or none (gVisor).
void add_pair(CounterFile& into, Text group, Text names, Text values) {
  for (Text name; !(name = next_word(names)).empty();)
    into.counters.push_back({group, name, value_of(next_word(values)), kind_of(name)});
  if (const Text left = trim(values); !left.empty()) note_unused(into, left);
}

// A number of a row of columns in hexadecimal, 32 bits each.
bool next_hex(Text& line, u64& value) {
  u32 number = 0;
  const Text word = next_word(line);
  if (word.empty() || !parse_number(word, number, 16)) return false;
  value = number;
  return true;
}

}  // namespace

// net/ipv4/proc.c, snmp_seq_show: a line of names, then one of values, with the same word in front.
//   Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens
//   Tcp: 1 200 120000 -1 3556
CounterFile decode_snmp(Text file, Text, Arena&) {
  CounterFile into;
  Text group;  // Of the line of names that waits for its values; "" when none does.
  Text names;
  while (!file.empty()) {
    const Text whole = strip_carriage_return(next_line(file));
    Text line = whole;
    const Text label = cut_label(line);
    if (label.empty()) {
      note_unused(into, whole);
      continue;
    }
    if (label == group) {
      add_pair(into, group, names, line);
      group = {};
      continue;
    }
    if (!group.empty()) add_pair(into, group, names, {});
    group = label;
    names = line;
  }
  if (!group.empty()) add_pair(into, group, names, {});
  return into;
}

// net/ipv6/proc.c: "Icmp6OutMsgs                    \t83". The longer prefix is tried first.
CounterFile decode_snmp6(Text file, Text group, Arena&) {
  constexpr Text prefixes[] = {"UdpLite6", "Udp6", "Icmp6", "Ip6"};
  CounterFile into;
  while (!file.empty()) {
    const Text whole = strip_carriage_return(next_line(file));
    Text line = whole;
    Text name = next_word(line);
    if (name.empty()) continue;
    Text of = group;
    for (const Text prefix : prefixes) {
      if (!name.starts_with(prefix) || name.size() == prefix.size()) continue;
      of = prefix;
      name.remove_prefix(prefix.size());
      break;
    }
    into.counters.push_back({of, name, value_of(trim(line)), kind_of(name)});
  }
  return into;
}

// net/ipv4/proc.c, sockstat_seq_show: "TCP: inuse 4 orphan 0 tw 4 alloc 59 mem 22".
CounterFile decode_sockstat(Text file, Text group, Arena& texts) {
  CounterFile into;
  while (!file.empty()) {
    const Text whole = strip_carriage_return(next_line(file));
    Text line = whole;
    const Text label = cut_label(line);
    if (label.empty()) note_unused(into, whole);
    if (label.empty()) continue;
    for (Text name; !(name = next_word(line)).empty();)
      into.counters.push_back(
          {group, joined(texts, label, name), value_of(next_word(line)), CounterKind::Gauge});
  }
  return into;
}

// net/core/net-procfs.c, softnet_seq_show. There were 9 columns, 10 since 2.6.35 (received_rps), 11
// since 3.11 (flow_limit), 13 since 5.10 (the backlog, the number of the processor), then 15.
//   00015c73 00020e76 f0000769 00000000 00000000 00000000 00000000 00000000 00000000 00000000
CounterFile decode_softnet(Text file, Text group, Arena& texts) {
  struct Column {
    std::size_t place;
    Text name;
    CounterKind kind = CounterKind::Counter;
  };
  constexpr Column columns[] = {{0, "processed"},    {1, "dropped"},
                                {2, "time_squeeze"}, {9, "received_rps"},
                                {10, "flow_limit"},  {11, "backlog", CounterKind::Gauge}};
  constexpr std::size_t least = 3, place_of_cpu = 12, most = 32;
  CounterFile into;
  for (u64 row = 0; !file.empty(); ++row) {
    const Text whole = strip_carriage_return(next_line(file));
    Text line = whole;
    u64 values[most] = {};
    std::size_t count = 0;
    while (count < most && next_hex(line, values[count])) ++count;
    if (count < least) {
      note_unused(into, whole);
      continue;
    }
    // Before 5.10 a row was not numbered, and processors that are off have none.
    std::string label = count > place_of_cpu ? "cpu" : "row";
    append_number(label, count > place_of_cpu ? values[place_of_cpu] : row);
    for (const Column& column : columns)
      if (column.place < count)
        into.counters.push_back({group, joined(texts, label, column.name),
                                 static_cast<i64>(values[column.place]), column.kind});
  }
  return into;
}

// net/netfilter/nf_conntrack_standalone.c, ct_cpu_seq_show: names, then a row for each processor.
// Each of them repeats the same `entries`.
//   entries  clashres found new invalid ignore delete chainlength insert insert_failed drop
//   00000021  00000000 00000000 00000000 00000003 00005844 00000000 00000000 00000000 00000000
CounterFile decode_conntrack_stat(Text file, Text group, Arena&) {
  CounterFile into;
  Text names = strip_carriage_return(next_line(file));
  for (Text name; !(name = next_word(names)).empty();)
    into.counters.push_back({group, name, Absent::Malformed,
                             name == "entries" ? CounterKind::Gauge : CounterKind::Counter});
  while (!file.empty()) {
    const Text whole = strip_carriage_return(next_line(file));
    if (trim(whole).empty()) continue;
    Text line = whole;
    std::size_t read = 0;
    for (DecodedCounter& counter : into.counters) {
      u64 number = 0;
      if (!next_hex(line, number)) break;
      ++read;
      const i64 before = counter.value ? *counter.value : 0;
      const bool is_same_in_each = counter.kind == CounterKind::Gauge;
      counter.value = static_cast<i64>(number) + (is_same_in_each ? 0 : before);
    }
    if (read < into.counters.size()) note_unused(into, whole);
  }
  return into;
}

// mm/vmstat.c, vmstat_show: "pswpin 0", some 180 lines.
CounterFile decode_vmstat(Text file, Text group, Arena&) {
  constexpr Text wanted[] = {"pswpin", "pswpout", "pgmajfault", "oom_kill"};
  CounterFile into;
  while (!file.empty()) {
    Text line = strip_carriage_return(next_line(file));
    const Text name = next_word(line);
    if (std::ranges::find(wanted, name) != std::end(wanted))
      into.counters.push_back({group, name, value_of(trim(line))});
  }
  return into;
}

// net/core/sock.c, proto_seq_printf. A size of -1 says that the protocol does not count it, and NI
// that it does not know of pressure.
//   protocol  size sockets  memory press maxhdr  slab module     cl co di ac io in de sh ss gs
//   TCPv6     2432      1      49   no     192   yes  kernel      y  y  y  y  y  y  y  y  y  y
CounterFile decode_protocols(Text file, Text group, Arena& texts) {
  constexpr Text wanted[] = {"sockets", "memory", "press"};
  CounterFile into;
  const Text header = strip_carriage_return(next_line(file));
  while (!file.empty()) {
    const Text whole = strip_carriage_return(next_line(file));
    Text names = header;
    Text line = whole;
    const Text protocol = next_word(line);
    std::size_t found = 0;
    next_word(names);
    for (Text name; !protocol.empty() && !(name = next_word(names)).empty();) {
      const Text word = next_word(line);
      if (std::ranges::find(wanted, name) == std::end(wanted)) continue;
      ++found;
      if (word == "-1" || word == "NI") continue;
      const Known<i64> value = word == "no" ? i64{0} : word == "yes" ? i64{1} : value_of(word);
      into.counters.push_back({group, joined(texts, protocol, name), value, CounterKind::Gauge});
    }
    if (found == 0) note_unused(into, whole);
  }
  return into;
}

}  // namespace sonde
