// two_looks.cpp: puts the values of two looks side by side, and works out what changed.
// SPDX-License-Identifier: Apache-2.0
#include "check/two_looks.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "check/rule.hpp"
#include "query/pipeline.hpp"

namespace sonde {
namespace {

constexpr Text before_word = ".before";
constexpr Text rise_word = ".rise";
constexpr Text per_s_word = ".per_s";
constexpr std::size_t cells_of_watched = 4;  // Now, before, rise, per second.

struct NumberRow {
  Known<i64> whole{};
  Known<double> real{};
};
constexpr ColumnInfo whole_column =
    column<&NumberRow::whole>("number", "A number that is watched.", Show::Machine);
constexpr ColumnInfo real_column =
    column<&NumberRow::real>("real", "A number that was worked out.", Show::Machine);
constexpr ColumnInfo percent_column =
    column<&NumberRow::real>("percent", "A share.", Show::Machine, Unit::Percent);

Known<double> number_in(const Cell& cell) {
  if (const i64* whole = std::get_if<i64>(&cell)) return static_cast<double>(*whole);
  if (const double* real = std::get_if<double>(&cell)) return *real;
  const Absent* const why = std::get_if<Absent>(&cell);
  return why ? *why : Absent::NotApplicable;
}

Cell rise_of(const Cell& before, const Cell& now) {
  const i64* const was = std::get_if<i64>(&before);
  const i64* const is = std::get_if<i64>(&now);
  if (was && is) return *is - *was;
  const Known<double> real_before = number_in(before);
  const Known<double> real_now = number_in(now);
  if (!real_now) return real_now.why;
  return real_before ? Cell(*real_now - *real_before) : Cell(real_before.why);
}

// "lost = rx_dropped.rise of rx_packets.rise + rx_dropped.rise", parted by commas: name, part,
// whole.
template <class Use> void each_share(Text shares, Use use) {
  each_name(shares, [&](Text share) {
    const std::size_t equal = share.find(" = ");
    const std::size_t of = share.find(" of ");
    if (equal == Text::npos || of == Text::npos) return;
    use(trim(share.substr(0, equal)), share.substr(equal + 3, of - equal - 3),
        share.substr(of + 4));
  });
}

// "a + b - c": each name, and whether it is added.
template <class Use> void each_term(Text sum, Use use) {
  bool is_added = true;
  for (Text word = next_word(sum); !word.empty(); word = next_word(sum)) {
    if (word == "+" || word == "-")
      is_added = word == "+";
    else
      use(word, is_added);
  }
}

bool asks_past(Text text) {
  return text.contains(before_word) || text.contains(rise_word) || text.contains(per_s_word);
}

template <class Use> void each_text_of(const Check& check, Use use) {
  for (const Text text :
       {check.condition, check.change, check.critical_if, check.warning_if, check.few_if, check.by,
        check.differ, check.evidence, check.blames, check.about, check.peer, check.shares,
        Text("netns,container,pid,process")})
    each_word(text, use);
  for (const Text sentence : {check.where, check.says, check.remedy})
    each_part(sentence, [](Text) {}, use);
}

}  // namespace

bool tells_nothing_at_once(const Check& check) {
  return asks_past(check.change) || asks_past(check.shares) || asks_past(check.says);
}

bool needs_two_looks(const Check& check) {
  return asks_past(check.change) || asks_past(check.shares) || asks_past(check.critical_if) ||
         asks_past(check.warning_if);
}

bool asks_past_of(const Check& check, Text name) {
  bool asks = false;
  for (const Text text : {check.change, check.critical_if, check.warning_if, check.shares,
                          check.evidence, check.says})
    each_word(text, [&](Text word) {
      if (!word.starts_with(name)) return;
      word.remove_prefix(name.size());
      asks = asks || word == before_word || word == rise_word || word == per_s_word;
    });
  return asks;
}

WatchedRow::WatchedRow(const Check& check, const TableInfo& origin)
    : check_(check), origin_(origin), sheet_table_(origin) {
  const auto copy = [&](Text name) {
    const ColumnInfo* const column = origin.find(name);
    if (!column || columns_[origin.index_of(*column)]) return;
    columns_.set(origin.index_of(*column));
    copied_.push_back(column);
    sheet_table_.add(*column, name);
  };
  each_text_of(check, [&](Text word) {
    copy(word);
    for (const EndpointWord& both : origin.endpoint_words)
      if (both.word == word) copy(both.address), copy(both.port);
  });
  each_name(check.watches, copy);
  first_watched_ = sheet_table_.size();
  each_name(check.watches, [&](Text name) { add_watched(origin.find(name), name); });
  add_shares(check.shares);
  table_ = sheet_table_.info();
  sheet_.cells.resize(sheet_table_.size());
  rooms_.resize(copied_.size());
}

// A watched column is copied, too, as the first of the four.
void WatchedRow::add_watched(const ColumnInfo* column, Text name) {
  watched_.push_back(name);
  needs_row_before_ = needs_row_before_ || (column && asks_past_of(check_, name));
  const auto called = [&](Text word) { return std::string(name).append(word); };
  const ColumnInfo& like = column ? *column : whole_column;
  sheet_table_.add(like, called(column ? now_word : Text()));
  sheet_table_.add(like, called(before_word));
  sheet_table_.add(like.kind == Kind::Real ? real_column : whole_column, called(rise_word));
  sheet_table_.add(real_column, called(per_s_word));
}

std::bitset<64> WatchedRow::origins() const {
  std::bitset<64> columns;
  for (const Text name : watched_)
    if (const ColumnInfo* const column = origin_.find(name)) columns.set(origin_.index_of(*column));
  return columns;
}

// What is late is read as missing, and so is what is worked out of it.
std::bitset<64> WatchedRow::ready_of(std::bitset<64> ready) const {
  std::bitset<64> known = std::bitset<64>().set();
  for (std::size_t i = 0; i < copied_.size(); ++i) known[i] = ready[origin_.index_of(*copied_[i])];
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    const ColumnInfo* const column = origin_.find(watched_[i]);
    for (std::size_t cell = 0; column && cell < cells_of_watched; ++cell)
      known[first_watched_ + i * cells_of_watched + cell] = ready[origin_.index_of(*column)];
  }
  for (const Share& share : shares_) {
    bool is_known = true;
    for (const Sum* const sum : {&share.part, &share.whole})
      for (const Term& term : *sum) is_known = is_known && known[term.place];
    known[share.place] = is_known;
  }
  return known;
}

std::bitset<64> WatchedRow::watched_columns() const {
  std::bitset<64> columns;
  for (std::size_t i = 0; i < watched_.size(); ++i)
    columns.set(first_watched_ + i * cells_of_watched);
  return columns;
}

void WatchedRow::add_shares(Text shares) {
  each_share(shares, [&](Text name, Text part, Text whole) {
    Share share{0, sum_of(part), sum_of(whole)};
    // Then the name is unknown to the condition, which says so.
    if (share.part.empty() || share.whole.empty()) return;
    share.place = sheet_table_.add(percent_column, name);
    shares_.push_back(std::move(share));
  });
}

// Empty when there is no such value.
WatchedRow::Sum WatchedRow::sum_of(Text terms) const {
  const TableInfo table = sheet_table_.info();
  Sum sum;
  bool is_known = true;
  each_term(terms, [&](Text name, bool is_added) {
    const ColumnInfo* const column = table.find(name);
    is_known = is_known && column;
    if (column) sum.push_back({table.index_of(*column), is_added});
  });
  return is_known ? sum : Sum();
}

Known<double> WatchedRow::value_of(const Sum& sum) const {
  double value = 0;
  for (const Term& term : sum) {
    const Known<double> one = number_in(sheet_.cells[term.place]);
    if (!one) return one.why;
    value += term.is_added ? *one : -*one;
  }
  return value;
}

void WatchedRow::take_row(const void* row) {
  for (std::size_t i = 0; i < copied_.size(); ++i)
    sheet_.cells[i] = copied_[i]->read(row, rooms_[i]);
}

void WatchedRow::fill(std::size_t place, const Cell& value, const Cell* before, double seconds) {
  Cell* const cells = &sheet_.cells[place];
  cells[0] = value;
  cells[1] = before ? *before : Cell(Absent::NotApplicable);
  cells[2] = before ? rise_of(*before, value) : Cell(Absent::NotApplicable);
  const Known<double> rise = number_in(cells[2]);
  cells[3] = !rise          ? Cell(rise.why)
             : seconds <= 0 ? Cell(Absent::NotApplicable)
                            : Cell(*rise / seconds);
}

void WatchedRow::keep(const std::string& key, std::span<const Cell> values, Seen& now) const {
  Seen::Values& seen = now.by_check[check_.name];
  std::vector<Cell>& place = seen.of[key];
  place.clear();
  for (const Cell& value : values) place.push_back(kept(value, seen.texts));
}

WatchedRow::Before WatchedRow::before_of(const std::string& key, Looks looks) const {
  if (!needs_row_before_ || !looks.before || !looks.now) return {};
  const auto seen = looks.before->by_check.find(check_.name);
  const auto now = looks.now->by_check.find(check_.name);
  if (seen == looks.before->by_check.end() || now == looks.now->by_check.end()) return {};
  const auto row = seen->second.of.find(key);
  if (row == seen->second.of.end()) return {};
  return {&row->second, std::chrono::duration<double>(now->second.at - seen->second.at).count()};
}

void WatchedRow::work_out_shares() {
  for (const Share& share : shares_) {
    const Known<double> part = value_of(share.part);
    const Known<double> whole = value_of(share.whole);
    Cell& cell = sheet_.cells[share.place];
    if (!part || !whole)
      cell = part ? whole.why : part.why;
    else
      cell = *whole > 0 ? to_cell(100 * *part / *whole) : Cell(Absent::NotApplicable);
  }
}

// False: the namespace was not there in the look before.
bool WatchedRow::fill_fact(std::size_t place, Text name, const Cell& netns, const Cell& value,
                           Looks looks) {
  const bool has_past = looks.before && looks.before->facts && asks_past_of(check_, name);
  if (!has_past) return fill(place, value, nullptr, 0), true;
  const FactBook& book = *looks.before->facts;
  if (!book.knows(netns) && !book.lacks_tables()) return false;
  const Cell before = book.find(netns, name);
  const std::chrono::duration<double> passed = looks.now->facts_at - looks.before->facts_at;
  fill(place, value, &before, passed.count());
  return true;
}

const void* WatchedRow::with(const std::string& key, const Cell& netns,
                             std::span<const Cell> values, Looks looks) {
  if (looks.now && !looks.is_last && needs_row_before_) keep(key, values, *looks.now);
  const Before before = before_of(key, looks);
  if (!before.values && needs_row_before_ && looks.now) return nullptr;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t place = first_watched_ + i * cells_of_watched;
    if (!origin_.find(watched_[i])) {
      if (!fill_fact(place, watched_[i], netns, values[i], looks)) return nullptr;
    } else {
      fill(place, values[i], before.values ? &(*before.values)[i] : nullptr, before.seconds);
    }
  }
  work_out_shares();
  return &sheet_;
}

}  // namespace sonde
