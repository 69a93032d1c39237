// entry.hpp: one word that sonde explains, in three languages.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

enum class Language : u8 { En, Ja, Zh };

// A word and what a tired operator wants to know about it: what it means, when it is normal, when
// it is a sign of trouble, what to look at next. The texts live as long as the process.
struct Entry {
  Text word;
  // state timer owner field file column reason concept interface address route neighbor
  // counter host check
  Text kind;
  Text en;
  Text ja;
  Text zh;
};

// The explanation in one language.
Text sentences_of(const Entry& entry, Language language);

// Its first sentence, which says what the word means.
Text first_sentence_of(const Entry& entry, Language language);

// The name of a kind for a reader: "state", "状態", "状态". An unknown kind is its own name.
Text kind_name(Text kind, Language language);

// What --lang takes: en, ja, zh and nothing else.
Result<Language> parse_language(Text word);

// What LANG or LC_ALL ask for: ja_JP.UTF-8 is Japanese, zh_CN.UTF-8 and zh_TW are Chinese,
// everything else, "" and "C" too, is English.
Language language_of_locale(Text locale);

}  // namespace sonde
