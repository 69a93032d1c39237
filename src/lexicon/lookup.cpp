// lookup.cpp: the words, their other names, and the search through both.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lookup.hpp"

#include <span>
#include <vector>

#include "base/text.hpp"
#include "base/types.hpp"
#include "lexicon/counter_meanings.hpp"
#include "lexicon/entry.hpp"
#include "lexicon/texts.hpp"

namespace sonde {
namespace {

struct OtherName {
  Text name;
  Text word;  // The word of an entry.
};

// Names from ss, netstat, the kernel and the columns of sonde. None of them is a word itself.
constexpr OtherName other_names[] = {
    {"estab", "ESTABLISHED"},
    {"syn_received", "SYN_RECV"},
    {"new_syn_recv", "SYN_RECV"},
    {"closed", "CLOSE"},
    {"listening", "LISTEN"},
    {"bound_inactive", "BOUND"},
    {"unconnected", "UNCONN"},
    {"rexmit", "retransmit"},
    {"on", "retransmit"},
    {"persist", "zero-window"},
    {"probe0", "zero-window"},
    {"syn_backlog", "syn-queue"},
    {"remote_address", "rem_address"},
    {"timer", "tr"},
    {"when", "tm->when"},
    {"timer_ms", "tm->when"},
    {"retransmits", "retrnsmt"},
    {"retrans", "retrnsmt"},
    {"probes", "timeout"},
    {"refcnt", "ref"},
    {"quick", "quick/pingpong"},
    {"pingpong", "quick/pingpong"},
    {"state", "st"},
    {"tcp", "/proc/net/tcp"},
    {"tcp6", "/proc/net/tcp6"},
    {"udp", "/proc/net/udp"},
    {"udp6", "/proc/net/udp"},
    {"/proc/net/udp6", "/proc/net/udp"},
    {"unix", "/proc/net/unix"},
    {"raw", "/proc/net/raw"},
    {"raw6", "/proc/net/raw"},
    {"/proc/net/raw6", "/proc/net/raw"},
    {"packet", "/proc/net/packet"},
    {"netlink", "/proc/net/netlink"},
    {"recvq", "recv_q"},
    {"sendq", "send_q"},
    {"somaxconn", "backlog"},
    {"dualstack", "dual_stack"},
    {"ipv6_v6only", "v6only"},
    {"ephemeral", "ephemeral-port"},
};

// The order is that in which `sonde explain` lists the words and shows the answers.
constexpr Text sections[] = {
    "sockets/states",        "sockets/timers",    "sockets/owners",  "sockets/fields",
    "sockets/files",         "sockets/columns",   "sockets/reasons", "sockets/concepts",
    "tables/network_states", "counters/counters", "host/host_words",
};

std::vector<Entry> collect_entries() {
  std::vector<Entry> all;
  for (const Text path : sections)
    for (const Entry& entry : lexicon::entries_in(path)) all.push_back(entry);
  return all;
}

Text real_word(Text typed) {
  for (const OtherName& other : other_names) {
    if (equal_words(other.name, typed)) return other.word;
  }
  return typed;
}

}  // namespace

std::span<const Entry> all_entries() {
  static const std::vector<Entry> all = collect_entries();
  return all;
}

std::vector<const Entry*> find_entries(Text word) {
  std::vector<const Entry*> found;
  if (word.empty()) return found;
  const Text wanted = real_word(word);
  for (const Entry& entry : all_entries()) {
    if (equal_words(entry.word, wanted)) found.push_back(&entry);
  }
  return found;
}

const Entry* find_entry(Text word) {
  const std::vector<const Entry*> found = find_entries(word);
  return found.empty() ? nullptr : found.front();
}

const Entry* find_entry_of(Text kind, Text word) {
  for (const Entry* entry : find_entries(word)) {
    if (entry->kind == kind) return entry;
  }
  return nullptr;
}

Text nearest_word(Text typed) {
  std::vector<Text> words;
  for (const Entry& entry : all_entries()) words.push_back(entry.word);
  for (const OtherName& other : other_names) words.push_back(other.name);
  for (const Text name : line_names(Names::All)) words.push_back(name);
  return nearest(typed, words);
}

}  // namespace sonde
