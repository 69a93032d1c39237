// counter_meanings.cpp: the groups that names belong to, and what is said of a name.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/counter_meanings.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/types.hpp"
#include "lexicon/paragraph.hpp"
#include "lexicon/texts.hpp"

namespace sonde {
namespace {

using namespace lexicon;  // This folder's own helpers.

constexpr Phrase counter{"counter of {0}", "{0} のカウンター", "{0} 的计数器"};
constexpr Phrase field{"field of {0}", "{0} の項目", "{0} 的字段"};
constexpr Phrase setting{"setting of {0}", "{0} の設定", "{0} 的设置"};
constexpr Phrase flag{"flag of {0}", "{0} のフラグ", "{0} 的标志"};
constexpr Phrase word_of{"word of {0}", "{0} の語", "{0} 的词语"};
constexpr Phrase column{"column of {0}", "{0} の列", "{0} 的列"};

struct Group {
  Text name;
  Text lines;  // The section of texts.hpp.
  const Phrase& called = counter;
  bool by_last_word = false;  // "TCP tw", "cpu1 dropped".
};

// Groups of IPv6 and of extensions share the lines of what they extend; who asks for a name alone
// is told of the first one.
constexpr Group groups[] = {
    {"Ip", "counters/ip"},
    {"IpExt", "counters/ip"},
    {"Ip6", "counters/ip"},
    {"Icmp", "counters/icmp"},
    {"Icmp6", "counters/icmp"},
    {"IcmpMsg", "counters/icmp"},
    {"Tcp", "counters/tcp"},
    {"TcpExt", "counters/tcp_ext"},
    {"MPTcpExt", "counters/mptcp"},
    {"Udp", "counters/udp"},
    {"UdpLite", "counters/udp"},
    {"Udp6", "counters/udp"},
    {"UdpLite6", "counters/udp"},
    {"sockstat", "counters/sockstat", counter, true},
    {"sockstat6", "counters/sockstat", counter, true},
    {"neigh", "counters/neigh", counter, true},
    {"softnet", "counters/softnet", counter, true},
    {"vmstat", "counters/vmstat"},
    {"edac", "counters/edac", counter, true},
    {"clock", "counters/clock", field},
    {"nf_conntrack", "counters/conntrack"},
    {"protocols", "counters/protocols", counter, true},
    {"memory", "host/memory", field},
    {"sysctls", "host/sysctls", setting},
    // What tables show as words.
    {"interfaces", "tables/interface_words", flag},
    {"interfaces", "tables/state_words", word_of},
    {"interfaces, driver_errors", "tables/driver_words"},
    {"addresses", "tables/address_words", flag},
    {"addresses, routes", "tables/scope_words", word_of},
    {"routes", "tables/route_words", word_of},
    {"routes, rules", "tables/protocol_words", word_of},
    {"rules", "tables/rule_words", word_of},
    {"neighbors", "tables/neighbor_words", word_of},
    {"addresses, routes, rules, neighbors", "tables/family_words", word_of},
    {"counters", "tables/kind_words", word_of},
    {"qdiscs", "tables/qdisc_words", word_of},
    {"disks", "tables/disk_words", word_of},
    {"pressure", "tables/pressure_words", word_of},
    {"cpu", "tables/cpu_words", word_of},
    {"limits, oom", "tables/limit_words", word_of},
};

constexpr Group measures[] = {
    {"interfaces", "tables/interfaces_columns"},
    {"qdiscs", "tables/qdiscs_columns"},
    {"cpu", "tables/cpu_columns"},
    {"disks", "tables/disks_columns"},
    {"pressure", "tables/pressure_columns"},
    {"neighbors", "tables/neighbors_columns"},
    {"limits", "tables/limits_columns"},
    {"oom", "tables/oom_columns"},
    {"mounts", "tables/mounts_columns"},
};

constexpr Phrase icmp_received{"ICMP messages received{0}", "受信した ICMP メッセージ{0}",
                               "收到的 ICMP 消息{0}"};
constexpr Phrase icmp_sent{"ICMP messages sent{0}", "送信した ICMP メッセージ{0}",
                           "发送的 ICMP 消息{0}"};
constexpr Phrase icmp_kind{": {0}", "：{0}", "：{0}"};
constexpr Phrase icmp_type{" of the type {0}.", "（型 {0}）。", "（类型 {0}）。"};

constexpr Text icmp_lines = "counters/icmp";

struct Said {
  char advice = 0;  // None: nothing is known.
  Text name{};
  std::string sentence{};
};

// "InEchos" is made of two parts, and so is "OutType135".
Said said_of_icmp(Text name, Language language) {
  const bool is_in = name.starts_with("In");
  if (!is_in && !name.starts_with("Out")) return {};
  const Phrase& direction = is_in ? icmp_received : icmp_sent;
  const Text kind = name.substr(is_in ? 2 : 3);
  if (kind.starts_with("Type") && kind.size() > 4)
    return {'n', name, say(direction, language, {say(icmp_type, language, {kind.substr(4)})})};
  const Line line = find_line(section(icmp_lines), kind);
  if (line.advice == 0) return {};
  const std::string said = say(icmp_kind, language, {sentence_of(line, language)});
  return {line.advice, name, say(direction, language, {said})};
}

Line line_in(const Group& group, Text name) {
  const Text lines = section(group.lines);
  const Line line = find_line(lines, name);
  const std::size_t space = name.rfind(' ');
  if (line.advice != 0 || !group.by_last_word || space == Text::npos) return line;
  return find_line(lines, name.substr(space + 1));
}

Said said_in(const Group& group, Text name, Language language) {
  const Line line = line_in(group, name);
  if (line.advice != 0) return {line.advice, line.name, std::string(sentence_of(line, language))};
  return group.lines == icmp_lines ? said_of_icmp(name, language) : Said{};
}

// Those that tell of losses have an entry, and no line.
const Entry* telling_counter(Text name) {
  static const std::vector<Entry> entries = entries_in("counters/counters");
  const auto found = std::ranges::find(entries, name, &Entry::word);
  return found == entries.end() ? nullptr : &*found;
}

constexpr std::size_t indent = 2;

void append_said(std::string& out, const Said& said, const std::string& called) {
  if (!out.empty()) out += '\n';
  (out.append(said.name) += "  (").append(called) += ")\n";
  if (!said.sentence.empty()) append_paragraph(out, said.sentence, indent);
}

}  // namespace

Text meaning_of_counter(Text group, Text name, std::string& room) {
  const auto found = std::ranges::find(groups, group, &Group::name);
  if (found == std::end(groups) || name.empty()) return {};
  if (&found->called == &counter)
    if (const Entry* entry = telling_counter(name)) return first_sentence_of(*entry, Language::En);
  if (const Line line = line_in(*found, name); line.advice != 0) return line.en;
  if (found->lines == icmp_lines) room = said_of_icmp(name, Language::En).sentence;
  return found->lines == icmp_lines ? Text(room) : Text();
}

Text sysctl_lines() { return section("host/sysctls"); }

std::string explain_counter(Text word, Language language) {
  std::string out;
  Text last;
  char advice = 0;
  for (const Group& group : groups) {
    if (std::exchange(last, group.lines) == group.lines) continue;  // It would say the same.
    const Said said = said_in(group, word, language);
    if (said.advice == 0) continue;
    // What counts broken packets of IP, of TCP and of UDP is advised once, at the end.
    if (advice != 0 && advice != said.advice)
      append_paragraph(out, advice_of(advice, language), indent);
    append_said(out, said, say(group.called, language, {group.name}));
    advice = said.advice;
  }
  if (advice != 0) append_paragraph(out, advice_of(advice, language), indent);
  return out;
}

Text without_group(Text name) {
  Text longest;
  for (const Group& group : groups) {
    const bool is_of_counters = &group.called == &counter;
    if (is_of_counters && name.starts_with(group.name) && group.name.size() > longest.size())
      longest = group.name;
  }
  return longest.empty() ? Text() : name.substr(longest.size());
}

std::string explain_measure(Text table, Text name, Text doc, Language language) {
  const auto found = std::ranges::find(measures, table, &Group::name);
  if (found == std::end(measures)) return {};
  const Line line = find_line(section(found->lines), name);
  if (line.advice == 0) return {};
  std::string out;
  const bool is_english = language == Language::En;
  append_said(out,
              {line.advice, line.name, std::string(is_english ? doc : sentence_of(line, language))},
              say(column, language, {table}));
  append_paragraph(out, advice_of(line.advice, language), indent);
  return out;
}

std::vector<Text> line_names(Names which) {
  std::vector<Text> names;
  for (const Group& group : groups) {
    const bool is_word = &group.called == &flag || &group.called == &word_of;
    if (which == Names::Words && !is_word) continue;
    Text rest = section(group.lines);
    for (Line line; take_line(rest, line);) names.push_back(line.name);
  }
  if (which == Names::All) return names;
  std::vector<Text> unique;  // Words that stand in several lists are shown at the first.
  for (const Text name : names)
    if (std::ranges::find(unique, name) == unique.end()) unique.push_back(name);
  return unique;
}

}  // namespace sonde
