// flag.hpp: one line binds a member of the options to its flag and its sentence.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <type_traits>

#include "base/result.hpp"
#include "base/text.hpp"
#include "core/column.hpp"

namespace sonde {

enum class Takes : u8 {
  Nothing,
  Value,          // --columns LIST, --columns=LIST
  OptionalValue,  // --watch, --watch=SECONDS
};

// A flag writes one member of what was typed. `values` are all values it takes, when they are few.
template <class Options> struct Flag {
  Text name;
  Text value;  // What the value is called in the help: "LIST". Empty: it takes none.
  Text doc;
  u32 groups;  // The kinds of commands that take it, a bit each.
  Takes takes;
  Result<void> (*set)(Options& options, Text value);
  std::span<const Text> values{};
};

// How a typed value becomes a member; an enum brings its own from_text.
inline Result<void> from_text(Text text, std::string& value) {
  value = text;
  return {};
}
inline Result<void> from_text(Text text, std::vector<std::string>& values) {
  values.emplace_back(text);
  return {};
}
template <Number T> Result<void> from_text(Text text, T& value) {
  if (parse_number(text, value)) return {};
  return failed(std::errc::invalid_argument, "read a number", std::string(text));
}
template <class T> Result<void> from_text(Text text, std::optional<T>& value) {
  T inner{};
  TRY(from_text(text, inner));
  value = std::move(inner);
  return {};
}

template <auto Member> using OptionsOf = typename Reads<std::remove_cv_t<decltype(Member)>>::Row;
template <auto Member> using ValueOf = typename Reads<std::remove_cv_t<decltype(Member)>>::Value;

// A wrong declaration does not compile, as the compiler cannot call this one.
void a_flag_has_a_name_and_a_sentence();
consteval void check_sentence(Text name, Text doc) {
  if (name.empty() || doc.empty() || doc.back() != '.') a_flag_has_a_name_and_a_sentence();
}

// A flag without value: it sets a bool.
template <auto Member> consteval auto flag(Text name, Text doc, u32 groups) {
  static_assert(std::is_same_v<ValueOf<Member>, bool>);
  check_sentence(name, doc);
  using Options = OptionsOf<Member>;
  return Flag<Options>{name, {}, doc, groups, Takes::Nothing, [](Options& o, Text) -> Result<void> {
                         o.*Member = true;
                         return {};
                       }};
}

// A flag with a value.
template <auto Member>
consteval auto flag(Text name, Text value, Text doc, u32 groups, Takes takes = Takes::Value,
                    std::span<const Text> values = {}) {
  check_sentence(name, doc);
  using Options = OptionsOf<Member>;
  return Flag<Options>{name,  value,
                       doc,   groups,
                       takes, [](Options& o, Text text) { return from_text(text, o.*Member); },
                       values};
}

}  // namespace sonde
