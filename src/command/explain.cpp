// explain.cpp: "sonde explain": a word, a field or a line of /proc/net, with the arithmetic.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/explain.hpp"

#include <cstdlib>

#include "base/text.hpp"
#include "command/command.hpp"
#include "lexicon/entry.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// LC_ALL wins over LC_MESSAGES, and that over LANG: locale(7).
Language language_of_environment() {
  for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = std::getenv(name);
    if (value && *value != '\0') return language_of_locale(value);
  }
  return Language::En;
}

// Words that are columns explain themselves, in English only.
bool explain_column(Text word, Out& out) {
  for (const TableInfo* table : all_tables) {
    for (const ColumnInfo& column : table->columns) {
      if (!equal_words(column.name, word)) continue;
      out.put(column.name);
      out.put("  (column of ");
      out.put(table->name);
      out.put(")\n  ");
      out.put(column.doc);
      out.put('\n');
      return true;
    }
  }
  return false;
}

}  // namespace

Result<Exit> run_explain(Call& call) {
  Language language = language_of_environment();
  if (call.options.lang) {
    const Result<Language> chosen = parse_language(*call.options.lang);
    if (!chosen) return usage_error("--lang is en, ja or zh, not '" + *call.options.lang + "'");
    language = *chosen;
  }
  std::string question;
  for (const std::string& word : call.words) question += (question.empty() ? "" : " ") + word;
  if (question.empty()) {
    call.out.put(list_words(language));
    return Exit::Answered;
  }
  const Result<std::string> answer = explain(question, language);
  if (!answer && explain_column(question, call.out)) return Exit::Answered;
  if (!answer)
    return std::unexpected(
        Error{std::errc::bad_message, answer.error().object, {}, Error::Kind::Sentence});
  call.out.put(*answer);
  return Exit::Answered;
}

}  // namespace sonde
