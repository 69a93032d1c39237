// line.hpp: one line of the lists that say, in a sentence a language, what a name means.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "lexicon/entry.hpp"

namespace sonde::lexicon {

// n TW Connections that ended their time in TIME_WAIT.|TIME_WAIT の…接続の数。|TIME_WAIT 到期…\n
// The letter says which advice follows (text/tables/advice.lines).
struct Line {
  char advice = 0;  // None: there is no line.
  Text name{};
  Text en{};  // "" where the line leaves it to its advice, or to the column that it is about.
  Text ja{};
  Text zh{};
  // Of an advice: what {0} and so on stand for, with a | between them, without the word sonde.
  Text commands{};
};

// Cuts the next line from our own lines. False at their end.
bool take_line(Text& lines, Line& line);

// The line of this name, by equal_words. None has the advice 0.
Line find_line(Text lines, Text name);

Text sentence_of(const Line& line, Language language);

// When what has this letter grows, and what to look at next. It is the same for all that have it.
std::string advice_of(char letter, Language language);

}  // namespace sonde::lexicon
