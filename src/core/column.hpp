// column.hpp: one line binds a member of a row, or a function of it, to its name and its sentence.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>
#include <string>
#include <type_traits>

#include "core/value.hpp"

namespace sonde {

// Where a column is shown unless somebody chooses columns.
enum class Show : u8 {
  Screen,   // In text only: it is put together from others.
  Always,   // In text and in every machine-readable form.
  Machine,  // In JSON, JSON Lines and CSV; in text with --columns +name.
  Asked,    // Only by name or with --columns all, since it costs something.
};

// A word that stands for one or several values of a column, as users of ss know them.
struct Spelling {
  Text word;
  std::span<const Text> values;
};

// The words a column's cells can be. Filters accept them in any case, with -, _ or neither.
struct Vocabulary {
  std::span<const Text> values;  // None: any text, of which `spellings` are other ways to write it.
  std::span<const Spelling> spellings{};
};

struct ColumnInfo {
  Text name, doc;
  Unit unit;
  Show show;
  Kind kind;
  // Reads the cell of a row. A text that has to be put together is built in `room`, and is valid
  // until `room` is used again. The address of this function is the identity of the column.
  Cell (*read)(const void* row, std::string& room);
  const Vocabulary* words = nullptr;
  // A column whose value is missing for the same reason; a gap names only that one.
  Text follows{};
  // Put together for people: where the value that it follows is missing, it may say why instead.
  bool is_composed = false;
  // It says what grew from one look to the next, and nothing after a single one.
  bool needs_two_looks = false;

  consteval ColumnInfo with(const Vocabulary& vocabulary) const {
    ColumnInfo copy = *this;
    copy.words = &vocabulary;
    return copy;
  }
  consteval ColumnInfo missing_with(Text other) const {
    ColumnInfo copy = *this;
    copy.follows = other;
    return copy;
  }
  consteval ColumnInfo composed_of(Text other) const {
    ColumnInfo copy = missing_with(other);
    copy.is_composed = true;
    return copy;
  }
  consteval ColumnInfo between_looks() const {
    ColumnInfo copy = *this;
    copy.needs_two_looks = true;
    return copy;
  }
};

// What a member pointer or an accessor reads: its row, and its value.
template <class M> struct Reads;
template <class R, class T> struct Reads<T R::*> {
  using Row = R;
  using Value = T;
};
template <class L, class R, class T> struct Reads<T (L::*)(const R&) const> {
  using Row = R;
  using Value = T;
};
template <class L, class R, class T>
struct Reads<T (L::*)(const R&, std::string&) const> {
  using Row = R;
  using Value = T;
};
template <class L>
  requires std::is_class_v<L>
struct Reads<L> : Reads<decltype(&L::operator())> {};

template <class T> struct KindOf {
  static constexpr Kind value = std::is_same_v<T, bool>       ? Kind::Bool
                                : std::is_integral_v<T>       ? Kind::Int
                                : std::is_floating_point_v<T> ? Kind::Real
                                : std::is_same_v<T, Address>  ? Kind::Address
                                : std::is_same_v<T, Numbers>  ? Kind::Numbers
                                                              : Kind::Text;
};
template <class T> struct KindOf<Known<T>> : KindOf<T> {};

template <auto Member> Cell read_cell(const void* row, std::string& room) {
  using Row = typename Reads<std::remove_cv_t<decltype(Member)>>::Row;
  const Row& typed = *static_cast<const Row*>(row);
  if constexpr (std::is_invocable_v<decltype(Member), const Row&, std::string&>)
    return to_cell(Member(typed, room));
  else
    return to_cell(std::invoke(Member, typed));
}

// A wrong declaration does not compile, as the compiler cannot call this one.
void a_column_has_a_name_and_a_sentence();

template <auto Member>
consteval ColumnInfo column(Text name, Text doc, Show show, Unit unit = Unit::None) {
  using Value = typename Reads<std::remove_cv_t<decltype(Member)>>::Value;
  if (name.empty() || doc.empty() || doc.back() != '.') a_column_has_a_name_and_a_sentence();
  return {name, doc, unit, show, KindOf<Value>::value, &read_cell<Member>};
}

}  // namespace sonde
