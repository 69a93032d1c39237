// check_texts.cpp: finding the words and the commands of a check in text/checks.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/check_texts.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "lexicon/texts.hpp"

namespace sonde {
namespace {

constexpr Text families[] = {"link", "netfilter", "tcp", "udp", "host", "process", "places"};

std::vector<Entry> all_check_texts() {
  std::vector<Entry> all;
  for (const Text family : families) {
    const std::vector<Entry> some = lexicon::entries_in("checks/" + std::string(family));
    std::ranges::copy(some, std::back_inserter(all));
  }
  return all;
}

// "@pair" stands for the commands of that name, which may name others in turn.
void append_commands(std::vector<Text>& commands, Text name) {
  for (Text rest = lexicon::section("checks/reproduce"); !rest.empty();) {
    Text command = next_line(rest);
    if (next_word(command) != name) continue;
    command.remove_prefix(command.find_first_not_of(' '));
    if (command.starts_with('@'))
      append_commands(commands, command);
    else
      commands.push_back(command);
  }
}

}  // namespace

const Entry* find_check_text(Text name) {
  static const std::vector<Entry> texts = all_check_texts();
  const auto found = std::ranges::find(texts, name, &Entry::word);
  return found == texts.end() ? nullptr : &*found;
}

std::vector<Text> commands_of_check(Text name) {
  std::vector<Text> commands;
  append_commands(commands, name);
  return commands;
}

}  // namespace sonde
