// paste_words.cpp: the words of headers, prompts, commands and table names.
// SPDX-License-Identifier: Apache-2.0
#include "decode/paste_words.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "base/types.hpp"
#include "model/socket.hpp"

namespace sonde {
namespace {

constexpr Text header_words[] = {"sl",          "local_address",
                                 "rem_address", "remote_address",
                                 "st",          "tx_queue",
                                 "rx_queue",    "tr",
                                 "tm->when",    "retrnsmt",
                                 "uid",         "timeout",
                                 "inode",       "ref",
                                 "pointer",     "drops",
                                 "Num",         "RefCount",
                                 "Protocol",    "Flags",
                                 "Type",        "St",
                                 "Inode",       "Path",
                                 "sk",          "Eth",
                                 "Pid",         "Groups",
                                 "Rmem",        "Wmem",
                                 "Dump",        "Locks",
                                 "Drops",       "RefCnt",
                                 "Proto",       "Iface",
                                 "R",           "User"};

// One word of each header that stands nowhere else.
constexpr Text header_marks[] = {"local_address", "RefCount", "RefCnt", "Groups"};

constexpr Text commands[] = {"cat", "head", "tail", "more", "less", "grep", "egrep", "zcat", "==>"};

struct TableName {
  Text name;
  Protocol protocol;
};
constexpr TableName table_names[] = {
    {"tcp", Protocol::Tcp},        {"tcp6", Protocol::Tcp},        {"udp", Protocol::Udp},
    {"udp6", Protocol::Udp},       {"udplite", Protocol::Udplite}, {"udplite6", Protocol::Udplite},
    {"raw", Protocol::Raw},        {"raw6", Protocol::Raw},        {"icmp", Protocol::Icmp},
    {"icmp6", Protocol::Icmp},     {"unix", Protocol::Unix},       {"packet", Protocol::Packet},
    {"netlink", Protocol::Netlink}};

bool is_one_of(Text word, std::span<const Text> words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_path(Text word) { return word.find('/') != Text::npos; }

// "$", "root@host:/#", "~]#", "bash-5.1$", "host%", "❯".
bool is_prompt(Text word) {
  if (word.ends_with('$') || word.ends_with('#')) return true;
  if (word == "%" || word == "<==" || word == "==>") return true;
  if (word.ends_with('%')) return word.find_first_of("@~") != Text::npos;
  return word == "\u276F" || word == "\u279C";
}

}  // namespace

std::optional<Protocol> table_of_name(Text word) {
  word.remove_prefix(word.rfind('/') + 1);
  while (!word.empty() && !is_name_character(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_name_character(word.back())) word.remove_suffix(1);
  for (const TableName& known : table_names)
    if (known.name == word) return known.protocol;
  return {};
}

std::optional<Protocol> table_of_path(Text word) {
  if (word.find("net/") == Text::npos) return {};
  return table_of_name(word);
}

std::size_t file_prefix(Text word) {
  const std::size_t colon = word.find(':');
  if (colon == Text::npos) return 0;
  const Text name = word.substr(0, colon);
  const bool is_table = is_path(name) ? table_of_path(name).has_value()
                                      : std::ranges::find(table_names, name, &TableName::name) !=
                                            std::end(table_names);
  return is_table ? colon + 1 : 0;
}

void PasteNames::name(Protocol table) {
  if (std::exchange(is_command_over_, false)) count_ = 0;
  if (count_ < names_max) waiting_[count_++] = table;
  is_new_ = true;
}

void PasteNames::name_for_next_row(Protocol table) {
  count_ = 0;
  current_ = table;
  is_new_ = false;
}

void PasteNames::take_back(Protocol table) {
  Protocol* const end = waiting_.data() + count_;
  Protocol* const at = std::find(waiting_.data(), end, table);
  if (at == end) return;
  std::move(at + 1, end, at);
  --count_;
}

void PasteNames::header() {
  is_command_over_ = true;
  is_new_ = false;
  if (count_ == 0) return;
  current_ = waiting_[0];
  std::move(waiting_.begin() + 1, waiting_.begin() + static_cast<std::ptrdiff_t>(count_),
            waiting_.begin());
  --count_;
}

void PasteNames::row() {
  if (is_new_) header();
  is_command_over_ = true;
}

bool PasteFragment::understood() const {
  if (marked_) return true;
  // A header that was wrapped may begin with half a word.
  return header_words_ == words_ || (header_words_ >= 2 && words_ - header_words_ <= 1);
}

bool PasteFragment::add(Text word, PasteNames& names) {
  ++words_;
  const bool is_header = is_header_word(word);
  header_words_ += is_header;
  marked_ = marked_ || is_prompt(word) || word.find("/proc/") != Text::npos;
  is_number_ = std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
  see_name(word, names);
  if (example_size_ < example_max) {
    if (example_size_ > 0) example_[example_size_++] = ' ';
    const std::size_t size = std::min(word.size(), example_max - example_size_);
    std::memcpy(example_.data() + example_size_, word.data(), size);
    example_size_ += size;
  }
  return is_header && is_one_of(word, header_marks);
}

void PasteFragment::see_name(Text word, PasteNames& names) {
  if (word.ends_with(':') && is_one_of(word.substr(0, word.size() - 1), commands)) {
    is_refusal_ = true;
    return;
  }
  std::optional<Protocol> table = table_of_path(word);
  if (table) marked_ = true;
  if (!table && names_follow_ && !is_path(word)) table = table_of_name(word);
  const bool is_option = word.starts_with('-');
  names_follow_ = is_one_of(word, commands) || table || (names_follow_ && is_option);
  if (!table) return;
  if (is_refusal_)
    names.take_back(*table);
  else
    names.name(*table);
}

bool is_header_word(Text first, Text second) {
  if (second.empty()) return is_one_of(first, header_words);
  return std::ranges::any_of(header_words, [&](Text word) {
    return word.size() == first.size() + second.size() && word.starts_with(first) &&
           word.ends_with(second);
  });
}

}  // namespace sonde
