// filter_words.hpp: cuts the words of a filter, as a shell hands them over, into tokens.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

struct FilterToken {
  enum class Sign : u8 { Word, Value, Operator, Open, Close, And, Or, Not, End };
  Sign sign = Sign::End;
  std::string text{};  // A Value was quoted, or stood alone after an operator: it is no keyword.
};

// The tokens of one or several words; the last one is End. "or", "||" and "|" are one token, and so
// are the spellings of every operator: "ge" is ">=".
Result<std::vector<FilterToken>> cut_filter(std::span<const std::string> words);

}  // namespace sonde
