// explain.cpp: "sonde explain": a word, a field or a line of /proc/net, with the arithmetic.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/explain.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/text.hpp"
#include "check/check.hpp"
#include "command/command.hpp"
#include "command/reference.hpp"
#include "lexicon/counter_meanings.hpp"
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

// A column of tables that say the same of it.
struct ColumnWord {
  std::string tables{};
  const ColumnInfo* column = nullptr;
};

void add_column(std::vector<ColumnWord>& words, Text table, const ColumnInfo& column) {
  const auto says_the_same = [&](const ColumnWord& word) { return word.column->doc == column.doc; };
  const auto known = std::ranges::find_if(words, says_the_same);
  if (known == words.end())
    words.push_back({std::string(table), &column});
  else
    known->tables.append(", ").append(table);
}

// Every table that has such a column. Those that measure something explain themselves in every
// language, the others in English only. What the lexicon says of a word is about sockets.
enum class Sockets : u8 { Too, AreTold };
std::string explain_columns(Text word, Language language, Sockets sockets) {
  std::string out;
  std::vector<ColumnWord> words;
  for (const TableInfo* const table : documented_tables()) {
    for (const ColumnInfo& column : table->columns) {
      if (!equal_words(column.name, word)) continue;
      const std::string said = explain_measure(table->name, column.name, column.doc, language);
      if (!said.empty())
        out.append(out.empty() ? "" : "\n").append(said);
      else if (sockets == Sockets::Too || table != &sockets_table)
        add_column(words, table->name, column);
    }
  }
  for (const ColumnWord& one : words) {
    out.append(out.empty() ? "" : "\n").append(one.column->name).append("  (column of ");
    out.append(one.tables).append(")\n  ").append(one.column->doc) += '\n';
  }
  return out;
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
  put_line("  A warning when: ", check->warning_if);
  put_line("  A warning only when there is also: ", check->eased_if);
  put_line("  None when there is also: ", check->unless);
  put_line("  Only when there is also: ", check->only_if);
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
  const std::string columns =
      explain_columns(question, language, answer ? Sockets::AreTold : Sockets::Too);
  if (answer) call.out.put(*answer);
  if (answer && !columns.empty()) call.out.put('\n');
  call.out.put(columns);
  if (answer || !columns.empty()) return Exit::Answered;
  return std::unexpected(
      Error{std::errc::bad_message, answer.error().object, {}, Error::Kind::Sentence});
}

}  // namespace sonde
