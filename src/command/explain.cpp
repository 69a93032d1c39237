// explain.cpp: "sonde explain": a word, a check, a line of /proc/net, with the arithmetic.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/explain.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/text.hpp"
#include "command/check_names.hpp"
#include "command/command.hpp"
#include "command/explain_check.hpp"
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

// The checks of a family: "tcp.listen", "tcp.*".
std::string list_checks(Text typed) {
  std::string out;
  constexpr std::size_t name_width = 32;
  for (const Check* const check : checks_called(typed)) {
    out.append("  ").append(check->name);
    out.append(check->name.size() < name_width ? name_width - check->name.size() : 1, ' ');
    out.append(check->asks) += '\n';
  }
  return out.empty() ? out : std::string(typed) + "  (checks)\n" + out;
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
  if (const std::string check = explain_check(question, language); !check.empty()) {
    call.out.put(check);
    return Exit::Answered;
  }
  const Result<std::string> answer = explain(question, language);
  const std::string columns =
      explain_columns(question, language, answer ? Sockets::AreTold : Sockets::Too);
  if (answer) call.out.put(*answer);
  if (answer && !columns.empty()) call.out.put('\n');
  call.out.put(columns);
  if (answer || !columns.empty()) return Exit::Answered;
  if (const std::string checks = list_checks(question); !checks.empty()) {
    call.out.put(checks);
    return Exit::Answered;
  }
  if (const Text meant = question.contains('.') ? check_like(question) : Text(); !meant.empty())
    return std::unexpected(
        Error{std::errc::bad_message,
              "there is no check '" + question + "'; did you mean '" + std::string(meant) + "'?",
              {},
              Error::Kind::Sentence});
  return std::unexpected(
      Error{std::errc::bad_message, answer.error().object, {}, Error::Kind::Sentence});
}

}  // namespace sonde
