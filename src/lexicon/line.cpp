// line.cpp: finding a line, and what it says.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/line.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "base/text.hpp"
#include "base/types.hpp"
#include "lexicon/entry.hpp"
#include "lexicon/paragraph.hpp"
#include "lexicon/texts.hpp"

namespace sonde::lexicon {
namespace {

// Cuts what stands before the next |, or all of it.
Text take_part(Text& rest) {
  const std::size_t end = std::min(rest.find('|'), rest.size());
  const Text part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

Line parse(Text whole) {
  Line line{.advice = whole.front()};
  whole.remove_prefix(2);
  line.name = next_word(whole);
  whole.remove_prefix(1);
  line.en = take_part(whole);
  line.ja = take_part(whole);
  line.zh = take_part(whole);
  line.commands = whole;
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

Text sentence_of(const Line& line, Language language) {
  switch (language) {
    case Language::Ja: return line.ja;
    case Language::Zh: return line.zh;
    case Language::En: break;
  }
  return line.en;
}

std::string advice_of(char letter, Language language) {
  Text rest = section("tables/advice");
  Line line;
  while (take_line(rest, line) && line.advice != letter) {
  }
  if (line.advice != letter) return {};
  std::string quoted[4];
  for (std::string& one : quoted) (one = "`sonde ").append(take_part(line.commands)) += '`';
  const Text sentence = sentence_of(line, language);
  return say({sentence, sentence, sentence}, language,
             {quoted[0], quoted[1], quoted[2], quoted[3]});
}

}  // namespace sonde::lexicon
