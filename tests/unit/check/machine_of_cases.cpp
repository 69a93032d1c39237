// machine_of_cases.cpp: the healthy machine of the cases, and how its counters and settings change.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <charconv>
#include <linux/netlink.h>

#include "base/text.hpp"
#include "unit/check/cases.hpp"
#include "unit/support/fake_machine.hpp"
#include "unit/support/fixture.hpp"

namespace sonde::test {
namespace {

// Where a number stands in a file, and how many digits it has.
struct Digits {
  std::size_t begin = 0, size = 0;
};
constexpr Digits not_there{};

Digits word_at(Text text, Text part) {
  return {static_cast<std::size_t>(part.data() - text.data()), part.size()};
}

// The value below the name: "Tcp: RtoMin RetransSegs" and "Tcp: 200 7".
Digits in_pair(Text text, Text label, Text name) {
  std::size_t place = 0;
  for (Text rest = text; !rest.empty();) {
    Text line = next_line(rest);
    if (next_word(line) != label) continue;
    if (place > 0) {
      Text word;
      for (std::size_t i = 0; i < place; ++i) word = next_word(line);
      return word_at(text, word);
    }
    std::size_t at = 1;
    for (Text word; !(word = next_word(line)).empty(); ++at)
      if (word == name) place = at;
    if (place == 0) return not_there;
  }
  return not_there;
}

// The word behind the name, in a line that begins with the label: "TCP: inuse 1 mem 49".
Digits behind(Text text, Text label, Text name) {
  for (Text rest = text; !rest.empty();) {
    Text line = next_line(rest);
    if (!label.empty() && next_word(line) != label) continue;
    for (Text word; !(word = next_word(line)).empty();)
      if (word == name) return word_at(text, next_word(line));
  }
  return not_there;
}

// In the first row of hexadecimal numbers.
Digits in_row(Text text, std::size_t place) {
  Text line = next_line(text);
  const char* const begin = line.data();
  Text word;
  for (std::size_t i = 0; i <= place; ++i) word = next_word(line);
  return {static_cast<std::size_t>(word.data() - begin), word.size()};
}

struct Place {
  std::string file{};
  Digits (*find)(Text text, Text group, Text name);
  int base = 10;
};

Digits in_snmp(Text text, Text group, Text name) {
  return in_pair(text, std::string(group) + ":", name);
}
Digits in_snmp6(Text text, Text group, Text name) {
  return behind(text, {}, std::string(group).append(name));
}
Digits in_sockstat(Text text, Text, Text name) {
  const std::size_t end = name.find('_');
  return behind(text, std::string(name.substr(0, end)) + ":", name.substr(end + 1));
}
Digits in_vmstat(Text text, Text, Text name) { return behind(text, {}, name); }
Digits in_softnet(Text text, Text, Text name) {
  return in_row(text, name == "dropped" ? 1 : name == "time_squeeze" ? 2 : 0);
}
Digits in_conntrack(Text text, Text, Text name) {
  const std::size_t names = text.find('\n') + 1;
  Text header = text.substr(0, names);
  for (std::size_t at = 0; !header.empty(); ++at)
    if (next_word(header) == name) {
      const Digits found = in_row(text.substr(names), at);
      return {names + found.begin, found.size};
    }
  return not_there;
}

Place place_of(Text group) {
  if (group == "TcpExt" || group == "IpExt") return {"net/netstat", &in_snmp};
  if (group.ends_with('6')) return {"net/snmp6", &in_snmp6};
  if (group == "sockstat") return {"net/sockstat", &in_sockstat};
  if (group == "vmstat") return {"vmstat", &in_vmstat};
  if (group == "softnet") return {"net/softnet_stat", &in_softnet, 16};
  if (group == "nf_conntrack") return {"net/stat/nf_conntrack", &in_conntrack, 16};
  return {"net/snmp", &in_snmp};
}

// As wide as it was: the kernel prints "00000000".
std::string digits_of(i64 value, int base, std::size_t width) {
  char room[24];
  const auto end = std::to_chars(std::begin(room), std::end(room), value, base).ptr;
  std::string digits(room, end);
  if (base == 16 && digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

}  // namespace

void make_healthy(FakeSource& machine) {
  put_first_namespaces(machine);
  machine.put(FakeSource::How::Links, "self/ns",
              with_nuls("net~" + link_to("net", first_netns) + "~pid~" +
                        link_to("pid", first_pidns) + "~"));
  machine.put(FakeSource::How::List, "net", with_nuls("tcp~udp~unix~"));
  for (const char* file : {"snmp", "netstat", "snmp6", "sockstat", "sockstat6", "protocols",
                           "softnet_stat", "stat/nf_conntrack"})
    machine.file(std::string("net/") + file, fixture(std::string("linux-6.18/proc/net/") + file));
  machine.file("vmstat", "pgmajfault 0\npswpin 0\npswpout 0\noom_kill 0\n");
  for (const int protocol : {NETLINK_SOCK_DIAG, NETLINK_ROUTE, NETLINK_GENERIC})
    machine.netlink(protocol, NLMSG_NOOP, "", {});
}

namespace {

// Changes the number of a counter where it stands.
template <class Change> void rewrite(FakeSource& machine, Text counter, Change change) {
  const std::size_t dot = counter.find('.');
  const Place place = place_of(counter.substr(0, dot));
  std::string room;
  const Result<Text> text = machine.ask({Question::How::Read, place.file}, room);
  ASSERT_TRUE(text) << counter;
  const Digits at = place.find(*text, counter.substr(0, dot), counter.substr(dot + 1));
  i64 value = 0;
  ASSERT_TRUE(parse_number(text->substr(at.begin, at.size), value, place.base)) << counter;
  std::string changed(*text);
  changed.replace(at.begin, at.size, digits_of(change(value), place.base, at.size));
  machine.file(place.file, std::move(changed));
}

}  // namespace

void raise(FakeSource& machine, Text counter, i64 by) {
  rewrite(machine, counter, [&](i64 value) { return value + by; });
}

void put(FakeSource& machine, Text counter, i64 value) {
  rewrite(machine, counter, [&](i64) { return value; });
}

void set(FakeSource& machine, Text setting, Text value) {
  std::string path = "sys/" + std::string(setting);
  std::ranges::replace(path, '.', '/');
  machine.file(path, std::string(value) + "\n");
}

}  // namespace sonde::test
