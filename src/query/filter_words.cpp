// filter_words.cpp: the alphabet of the filter language.
// SPDX-License-Identifier: Apache-2.0
#include "query/filter_words.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "query/filter_values.hpp"

namespace sonde {
namespace {

using Sign = FilterToken::Sign;

struct Symbol {
  Text text;
  Sign sign;
  Text means;
};

// Longer ones first: "!=" before "!".
constexpr Symbol symbols[] = {
    {"==", Sign::Operator, "="},  {"!=", Sign::Operator, "!="}, {"<=", Sign::Operator, "<="},
    {">=", Sign::Operator, ">="}, {"&&", Sign::And, ""},        {"||", Sign::Or, ""},
    {"=", Sign::Operator, "="},   {"<", Sign::Operator, "<"},   {">", Sign::Operator, ">"},
    {"~", Sign::Operator, "~"},   {"!", Sign::Not, ""},         {"&", Sign::And, ""},
    {"|", Sign::Or, ""},          {"(", Sign::Open, ""},        {")", Sign::Close, ""},
};

constexpr Symbol keywords[] = {
    {"and", Sign::And, ""},        {"or", Sign::Or, ""},         {"not", Sign::Not, ""},
    {"eq", Sign::Operator, "="},   {"ne", Sign::Operator, "!="}, {"neq", Sign::Operator, "!="},
    {"lt", Sign::Operator, "<"},   {"gt", Sign::Operator, ">"},  {"le", Sign::Operator, "<="},
    {"leq", Sign::Operator, "<="}, {"ge", Sign::Operator, ">="}, {"geq", Sign::Operator, ">="},
};

constexpr Text ends_word = " \t\n()<>=!~&|'\"";

FilterToken token_of(Text word) {
  for (const Symbol& keyword : keywords)
    if (equal_words(keyword.text, word)) return {keyword.sign, std::string(keyword.means)};
  return {Sign::Word, std::string(word)};
}

const Symbol* symbol_at(Text rest) {
  for (const Symbol& symbol : symbols)
    if (rest.starts_with(symbol.text)) return &symbol;
  return nullptr;
}

// A column reads "a[bc]" of a glob as one word, so brackets do not end a word.
Result<void> cut_word(Text rest, std::vector<FilterToken>& tokens) {
  while (!(rest = trim(rest)).empty()) {
    if (rest[0] == '\'' || rest[0] == '"') {
      const std::size_t end = rest.find(rest[0], 1);
      if (end == Text::npos) return wrong_filter("a quote is not closed");
      tokens.push_back({Sign::Value, std::string(rest.substr(1, end - 1))});
      rest.remove_prefix(end + 1);
    } else if (const Symbol* symbol = symbol_at(rest)) {
      tokens.push_back({symbol->sign, std::string(symbol->means)});
      rest.remove_prefix(symbol->text.size());
    } else {
      const std::size_t end = std::min(rest.find_first_of(ends_word), rest.size());
      tokens.push_back(token_of(rest.substr(0, end)));
      rest.remove_prefix(end);
    }
  }
  return {};
}

}  // namespace

Result<std::vector<FilterToken>> cut_filter(std::span<const std::string> words) {
  std::vector<FilterToken> tokens;
  for (const std::string& word : words) {
    // The shell took the quotes away: a word after an operator is one value, whatever it holds.
    const bool after_operator = !tokens.empty() && tokens.back().sign == Sign::Operator;
    if (after_operator && !symbol_at(word) && word.find_first_of("'\"") == std::string::npos &&
        words.size() > 1)
      tokens.push_back({Sign::Value, word});
    else
      TRY(cut_word(word, tokens));
  }
  tokens.push_back({});
  return tokens;
}

}  // namespace sonde
