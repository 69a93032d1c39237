// explain.cpp: "sonde explain": a word, a field or a line of /proc/net, with the arithmetic.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/explain.hpp"

#include <cstdlib>

#include "base/text.hpp"
#include "check/check.hpp"
#include "command/command.hpp"
#include "command/reference.hpp"
#include "lexicon/counter_meanings.hpp"
#include "lexicon/entry.hpp"

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

// Columns that measure something do so in every language, of each table that has them.
std::string explain_measures(Text word, Language language) {
  std::string out;
  for (const TableInfo* table : documented_tables()) {
    for (const ColumnInfo& column : table->columns) {
      if (!equal_words(column.name, word)) continue;
      const std::string said = explain_measure(table->name, column.name, column.doc, language);
      if (!said.empty()) out.append(out.empty() ? "" : "\n").append(said);
    }
  }
  return out;
}

// Other columns explain themselves, in English only.
bool explain_column(Text word, Out& out) {
  for (const TableInfo* table : documented_tables()) {
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

// A check says of itself what it looks at and why, in English only.
bool explain_check(Text word, Out& out) {
  const Check* const check = find_check(word);
  if (!check) return false;
  const auto put_line = [&](Text label, Text text) {
    if (text.empty()) return;
    out.put(label);
    out.put(text);
    out.put('\n');
  };
  put_line(check->name, "  (check)");
  put_line("  ", check->asks);
  std::string condition(check->condition);
  if (check->at_least > 1) condition += "; " + std::to_string(check->at_least) + " rows or more";
  if (!check->by.empty()) condition += ", by " + std::string(check->by);
  put_line("  It looks at the table " + std::string(check->table) + ": ", condition + ".");
  put_line("  Severity: ", name_of(check->severity));
  put_line("  Critical when: ", check->critical_if);
  put_line("  A warning only when there is also: ", check->eased_if);
  put_line("  Why so: ", check->source);
  put_line("  It says: ", check->says);
  put_line("  What to do: ", check->remedy);
  return true;
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
  if (explain_check(question, call.out)) return Exit::Answered;
  const Result<std::string> answer = explain(question, language);
  const std::string measures = explain_measures(question, language);
  if (answer) call.out.put(*answer);
  if (answer && !measures.empty()) call.out.put('\n');
  call.out.put(measures);
  if (answer || !measures.empty()) return Exit::Answered;
  if (explain_column(question, call.out)) return Exit::Answered;
  return std::unexpected(
      Error{std::errc::bad_message, answer.error().object, {}, Error::Kind::Sentence});
}

}  // namespace sonde
