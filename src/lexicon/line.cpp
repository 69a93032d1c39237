// line.cpp: finding a line, and what it says.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/line.hpp"

#include <cstddef>
#include <string>

#include "base/text.hpp"
#include "base/types.hpp"
#include "lexicon/advice_lines.hpp"
#include "lexicon/entry.hpp"
#include "lexicon/packed.hpp"
#include "lexicon/paragraph.hpp"

namespace sonde::lexicon {
namespace {

Line parse(Text whole) {
  Line line{.advice = whole.front()};
  whole.remove_prefix(2);
  line.name = next_word(whole);
  const std::size_t end = whole.find('|');
  line.en = whole.substr(1, end - 1);
  line.others = whole.substr(end + 1);
  return line;
}

}  // namespace

bool take_line(Text& lines, Line& line) {
  if (lines.empty()) return false;
  line = parse(next_line(lines));
  return true;
}

// A table asks hundreds of times: only the line that is found is taken apart.
Line find_line(Text lines, Text name) {
  while (!lines.empty()) {  // To the end of our own lines.
    const Text whole = next_line(lines);
    Text rest = whole.substr(2);
    if (equal_words(next_word(rest), name)) return parse(whole);
  }
  return {};
}

std::string sentence_of(const Line& line, Language language) {
  if (language == Language::En) return std::string(line.en);
  Text rest = line.others;
  const Text ja = take_packed(rest, '|');
  const Text zh = take_packed(rest, '|');
  std::string out;
  append_unpacked(out, language == Language::Ja ? ja : zh);
  return out;
}

std::string advice_of(char letter, Language language) {
  Text rest = lines::advice;
  Line line;
  while (take_line(rest, line) && line.advice != letter) {
  }
  if (line.advice != letter) return {};
  Text commands = line.others;
  take_packed(commands, '|');
  take_packed(commands, '|');
  std::string quoted[4];
  for (std::string& one : quoted) (one = "`sonde ").append(take_packed(commands, '|')) += '`';
  const std::string sentence = sentence_of(line, language);
  return say({sentence, sentence, sentence}, language,
             {quoted[0], quoted[1], quoted[2], quoted[3]});
}

}  // namespace sonde::lexicon
