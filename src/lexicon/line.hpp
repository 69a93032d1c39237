// line.hpp: one line of the lists that say, in a sentence a language, what a name means.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "lexicon/entry.hpp"

namespace sonde::lexicon {

// n TW Connections that ended their time in TIME_WAIT.|TIME_WAIT の…接続の数。|TIME_WAIT 到期…\n
// The letter says which advice follows (advice_lines.hpp). They are kept as plain packed lines,
// since 700 entries would take as much room for their pointers as for their words.
struct Line {
  char advice = 0;  // None: there is no line.
  Text name{};
  Text en{};
  // Japanese, |, Chinese; packed. Of an advice the commands follow that {0} and so on stand for,
  // each behind a |, without the word sonde.
  Text others{};
};

// Cuts the next line from our own lines. False at their end.
bool take_line(Text& lines, Line& line);

// The line of this name, by equal_words. None has the advice 0.
Line find_line(Text lines, Text name);

// The sentence in one language; "" where the line leaves it to its advice.
std::string sentence_of(const Line& line, Language language);

// When what has this letter grows, and what to look at next. It is the same for all that have it.
std::string advice_of(char letter, Language language);

}  // namespace sonde::lexicon
