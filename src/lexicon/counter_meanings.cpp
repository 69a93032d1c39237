// counter_meanings.cpp: the groups that names belong to, and what is said of a name.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/counter_meanings.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/types.hpp"
#include "lexicon/column_lines.hpp"
#include "lexicon/host_lines.hpp"
#include "lexicon/lists.hpp"
#include "lexicon/mptcp_lines.hpp"
#include "lexicon/network_lines.hpp"
#include "lexicon/paragraph.hpp"
#include "lexicon/tcp_lines.hpp"
#include "lexicon/word_lines.hpp"

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
  Text lines;
  const Phrase& called = counter;
  bool by_last_word = false;  // "TCP tw", "cpu1 dropped".
};

// Groups of IPv6 and of extensions share the lines of what they extend; who asks for a name alone
// is told of the first one.
constexpr Group groups[] = {
    {"Ip", lines::ip},
    {"IpExt", lines::ip},
    {"Ip6", lines::ip},
    {"Icmp", lines::icmp},
    {"Icmp6", lines::icmp},
    {"IcmpMsg", lines::icmp},
    {"Tcp", lines::tcp},
    {"TcpExt", lines::tcp_ext},
    {"MPTcpExt", lines::mptcp},
    {"Udp", lines::udp},
    {"UdpLite", lines::udp},
    {"Udp6", lines::udp},
    {"UdpLite6", lines::udp},
    {"sockstat", lines::sockstat, counter, true},
    {"sockstat6", lines::sockstat, counter, true},
    {"softnet", lines::softnet, counter, true},
    {"nf_conntrack", lines::conntrack},
    {"protocols", lines::protocols, counter, true},
    {"memory", lines::memory, field},
    {"sysctls", lines::sysctls, setting},
    // What tables show as words.
    {"interfaces", lines::interface_words, flag},
    {"interfaces", lines::state_words, word_of},
    {"interfaces, driver_errors", lines::driver_words},
    {"addresses", lines::address_words, flag},
    {"addresses, routes", lines::scope_words, word_of},
    {"routes", lines::route_words, word_of},
    {"routes, rules", lines::protocol_words, word_of},
    {"rules", lines::rule_words, word_of},
    {"neighbors", lines::neighbor_words, word_of},
    {"addresses, routes, rules, neighbors", lines::family_words, word_of},
    {"counters", lines::kind_words, word_of},
    {"qdiscs", lines::qdisc_words, word_of},
    {"disks", lines::disk_words, word_of},
    {"pressure", lines::pressure_words, word_of},
    {"cpu", lines::cpu_words, word_of},
    {"limits, oom", lines::limit_words, word_of},
};

constexpr Group measures[] = {
    {"interfaces", lines::interfaces_columns},
    {"qdiscs", lines::qdiscs_columns},
    {"cpu", lines::cpu_columns},
    {"disks", lines::disks_columns},
    {"pressure", lines::pressure_columns},
    {"neighbors", lines::neighbors_columns},
    {"limits", lines::limits_columns},
    {"oom", lines::oom_columns},
    {"mounts", lines::mounts_columns},
};

constexpr Phrase icmp_received{"ICMP messages received{0}", "受信した ICMP メッセージ{0}",
                               "收到的 ICMP 消息{0}"};
constexpr Phrase icmp_sent{"ICMP messages sent{0}", "送信した ICMP メッセージ{0}",
                           "发送的 ICMP 消息{0}"};
constexpr Phrase icmp_kind{": {0}", "：{0}", "：{0}"};
constexpr Phrase icmp_type{" of the type {0}.", "（型 {0}）。", "（类型 {0}）。"};

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
  const Line line = find_line(lines::icmp, kind);
  if (line.advice == 0) return {};
  const std::string said = say(icmp_kind, language, {sentence_of(line, language)});
  return {line.advice, name, say(direction, language, {said})};
}

Line line_in(const Group& group, Text name) {
  const Line line = find_line(group.lines, name);
  const std::size_t space = name.rfind(' ');
  if (line.advice != 0 || !group.by_last_word || space == Text::npos) return line;
  return find_line(group.lines, name.substr(space + 1));
}

Said said_in(const Group& group, Text name, Language language) {
  const Line line = line_in(group, name);
  if (line.advice != 0) return {line.advice, line.name, sentence_of(line, language)};
  return group.lines == lines::icmp ? said_of_icmp(name, language) : Said{};
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
  for (const Entry& entry : counter_entries())
    if (entry.word == name) return first_sentence_of(entry, Language::En);
  if (const Line line = line_in(*found, name); line.advice != 0) return line.en;
  if (found->lines == lines::icmp) room = said_of_icmp(name, Language::En).sentence;
  return found->lines == lines::icmp ? Text(room) : Text();
}

Text sysctl_lines() { return lines::sysctls; }

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
  const Line line = find_line(found->lines, name);
  if (line.advice == 0) return {};
  std::string out;
  const bool is_english = language == Language::En;
  append_said(out,
              {line.advice, line.name, is_english ? std::string(doc) : sentence_of(line, language)},
              say(column, language, {table}));
  append_paragraph(out, advice_of(line.advice, language), indent);
  return out;
}

std::vector<Text> line_names(Names which) {
  std::vector<Text> names;
  for (const Group& group : groups) {
    const bool is_word = &group.called == &flag || &group.called == &word_of;
    if (which == Names::Words && !is_word) continue;
    Text rest = group.lines;
    for (Line line; take_line(rest, line);) names.push_back(line.name);
  }
  if (which == Names::All) return names;
  std::vector<Text> unique;  // Words that stand in several lists are shown at the first.
  for (const Text name : names)
    if (std::ranges::find(unique, name) == unique.end()) unique.push_back(name);
  return unique;
}

}  // namespace sonde
