// filter.cpp: evaluates a filter on a row, also when only a part of the row is known.
// SPDX-License-Identifier: Apache-2.0
#include "query/filter.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "query/filter_node.hpp"
#include "query/filter_values.hpp"

namespace sonde {
namespace {

Truth truth_of(bool yes) { return yes ? Truth::Yes : Truth::No; }

Truth opposite(Truth truth) {
  if (truth == Truth::Unknown) return truth;
  return truth == Truth::Yes ? Truth::No : Truth::Yes;
}

// Compares the first `bits` bits of two addresses of one version.
bool same_network(const Address& left, const Address& right, int bits) {
  if (left.version != right.version) return false;
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(left.bytes.begin(), left.bytes.begin() + whole, right.bytes.begin()))
    return false;
  const int rest = bits % 8;
  if (rest == 0) return true;
  const int mask = 0xff << (8 - rest);
  return (left.bytes[whole] & mask) == (right.bytes[whole] & mask);
}

bool address_fits(const Address& have, const Address& want, int prefix_bits) {
  const int all = want.version == 4 ? 32 : 128;
  if (!want.zone.empty() && want.zone != have.zone) return false;
  return same_network(have, want, prefix_bits < 0 ? all : prefix_bits);
}

bool value_fits(const Cell& have, const Cell& want, const Term& term) {
  if (const Numbers* list = std::get_if<Numbers>(&have)) {
    const i64* number = std::get_if<i64>(&want);
    return number && std::ranges::find(*list, *number) != list->end();
  }
  if (const Address* address = std::get_if<Address>(&have)) {
    const Address* other = std::get_if<Address>(&want);
    if (other && term.comparison == Comparison::Equal)
      return address_fits(*address, *other, term.prefix_bits);
  }
  if (term.comparison == Comparison::Glob) {
    const Text* text = std::get_if<Text>(&have);
    return text && glob_match(std::get<Text>(want), *text);
  }
  if (have.index() != want.index()) return false;
  if (term.moment_size > 0 && term.comparison == Comparison::Equal)
    return std::get<Text>(have).starts_with(std::get<Text>(want).substr(0, term.moment_size));
  const int order = compare(have, want);
  if (term.comparison == Comparison::Less) return order < 0;
  if (term.comparison == Comparison::Greater) return order > 0;
  return order == 0;
}

// What does not apply is equal to nothing, and neither more nor less than anything: the answer is
// No, and the opposite of it Yes. What is missing for another reason could be anything.
Truth missing(const Cell& cell) {
  return std::get<Absent>(cell) == Absent::NotApplicable ? Truth::No : Truth::Unknown;
}

// Reads a column of the row at hand; Absent::NotCollected when it is not filled yet.
struct RowReader {
  const TableInfo& table;
  const void* row;
  std::bitset<64> ready;

  Cell operator()(std::size_t column, std::string& room) const {
    if (!ready[column]) return Absent::NotCollected;
    return comparable(table.columns[column], table.columns[column].read(row, room));
  }
};

struct FactReader {
  const TableInfo& table;
  std::span<const Fact> facts;

  Cell operator()(std::size_t column, std::string&) const {
    for (const Fact& fact : facts)
      if (fact.column == table.columns[column].read) return fact.value;
    return Absent::NotCollected;
  }
};

template <class Reader> Truth evaluate(const Term& term, const Reader& read) {
  std::string room;
  std::string other_room;
  const Cell have = read(term.column, room);
  if (std::holds_alternative<Absent>(have)) return missing(have);
  if (term.other_column >= 0) {
    const Cell other = read(static_cast<std::size_t>(term.other_column), other_room);
    if (std::holds_alternative<Absent>(other)) return missing(other);
    return truth_of(value_fits(have, other, term));
  }
  const bool fits = std::ranges::any_of(
      term.values, [&](const Cell& want) { return value_fits(have, want, term); });
  if (fits || term.companion < 0) return truth_of(fits);
  // Composed without its value: it would read otherwise if that were known.
  const Cell companion = read(static_cast<std::size_t>(term.companion), other_room);
  const bool is_whole = !std::holds_alternative<Absent>(companion);
  return is_whole ? Truth::No : missing(companion);
}

void collect_columns(std::bitset<64>& columns, const Term& term) {
  columns.set(term.column);
  for (const int other : {term.other_column, term.companion})
    if (other >= 0) columns.set(static_cast<std::size_t>(other));
}

// The nesting is limited by the parser, so the recursion is too.
template <class Node, class Reader> Truth evaluate_node(const Node& node, const Reader& read) {
  switch (node.kind) {
    case Node::Kind::Term: return evaluate(node.term, read);
    case Node::Kind::Not: return opposite(evaluate_node(node.children.front(), read));
    default: break;
  }
  const bool all = node.kind == Node::Kind::And;
  const Truth decisive = all ? Truth::No : Truth::Yes;
  Truth answer = opposite(decisive);
  for (const Node& child : node.children) {
    const Truth truth = evaluate_node(child, read);
    if (truth == decisive) return decisive;
    if (truth == Truth::Unknown) answer = Truth::Unknown;
  }
  return answer;
}

template <class Node> void collect_columns(std::bitset<64>& columns, const Node& node) {
  if (node.kind == Node::Kind::Term) return collect_columns(columns, node.term);
  for (const Node& child : node.children) collect_columns(columns, child);
}

}  // namespace

const ColumnInfo& compared_column(const TableInfo& table, const ColumnInfo& typed) {
  if (!typed.is_composed) return typed;
  const ColumnInfo& companion = *table.find(typed.follows);
  const bool is_number = companion.kind == Kind::Int || companion.kind == Kind::Real;
  const bool is_measured = companion.unit != Unit::None || typed.unit != Unit::None;
  return is_number && is_measured ? companion : typed;
}

Cell comparable(const ColumnInfo& column, const Cell& cell) {
  if (column.unit != Unit::Moment) return cell;
  const Text* const text = std::get_if<Text>(&cell);
  return text && !is_moment(*text) ? Cell(Absent::Malformed) : cell;
}

Filter::Filter() = default;
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

bool Filter::empty() const { return !root_; }

std::bitset<64> Filter::columns() const {
  std::bitset<64> columns;
  if (root_) collect_columns(columns, *root_);
  return columns;
}

Truth Filter::test(const void* row, std::bitset<64> ready) const {
  if (!root_) return Truth::Yes;
  return evaluate_node(*root_, RowReader{*table_, row, ready});
}

Truth Filter::test(std::span<const Fact> facts) const {
  if (!root_) return Truth::Yes;
  return evaluate_node(*root_, FactReader{*table_, facts});
}

void Filter::add(Filter other) {
  if (!other.root_) return;
  if (!root_) {
    *this = std::move(other);
    return;
  }
  auto both = std::make_unique<Node>();
  both->kind = Node::Kind::And;
  both->children.push_back(std::move(*root_));
  both->children.push_back(std::move(*other.root_));
  root_ = std::move(both);
}

}  // namespace sonde
