// two_looks.hpp: what a check remembers of one look, and what changed until the next.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "check/check.hpp"
#include "check/facts.hpp"
#include "check/sheet.hpp"
#include "core/table.hpp"

namespace sonde {

// What all checks saw in one look, by what identifies each row.
struct Seen {
  struct Values {
    std::chrono::steady_clock::time_point at{};
    std::unordered_map<std::string, std::vector<Cell>> of{};
    std::unordered_set<i64> pids{};  // Of these rows, where the pid is a part of what they are.
    Arena texts{};
  };
  std::map<Text, Values> by_check{};  // By the name of the check.
  std::map<Text, GapList> doubts{};   // The same: what could not be seen then.
  std::shared_ptr<const FactBook> facts{};
  std::chrono::steady_clock::time_point facts_at{};
};

// Where a look keeps what it saw for the next one; both are null where it is the only one. `before`
// is null in the first look, and nothing is kept of the rows of the last one.
struct Looks {
  const Seen* before = nullptr;
  Seen* now = nullptr;
  bool is_last = false;
};

// A watched column stands there twice: what it is now is called NAME.now, too.
inline constexpr Text now_word = ".now";

// Calls `use` with each word of conditions and lists that may be the name of a column.
template <class Use> void each_word(Text text, Use use) {
  constexpr Text letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
  while (true) {
    const std::size_t begin = text.find_first_of(letters);
    if (begin == Text::npos) return;
    text.remove_prefix(begin);
    const Text word = text.substr(0, text.find_first_not_of(letters));
    text.remove_prefix(word.size());
    use(word);
  }
}

// Whether the check asks what changed, so that one look does not do.
bool needs_two_looks(const Check& check);
// Whether one look alone says nothing: more than how bad it is depends on what changed.
bool tells_nothing_at_once(const Check& check);
// Whether it asks that of this column or fact.
bool asks_past_of(const Check& check, Text name);

// The row of a check that watches values: the columns that it speaks of, then of each watched value
// NAME, NAME.before, NAME.rise and NAME.per_s, then the shares.
class WatchedRow {
public:
  // `origin` has the columns of the row; a fact is no column of it, and is watched as a number.
  WatchedRow(const Check& check, const TableInfo& origin);

  const TableInfo& table() const { return table_; }
  // The columns of the origin that are copied.
  std::bitset<64> columns() const { return columns_; }
  // Those of them that are watched.
  std::bitset<64> origins() const;
  // Its columns that are known when no more than these of the origin are ready.
  std::bitset<64> ready_of(std::bitset<64> ready) const;
  // Copies the columns of a row of the origin.
  void take_row(const void* row);
  std::span<const Text> watched() const { return watched_; }
  // Whether somebody asks what the row was; otherwise only facts of its place are watched so.
  bool asks_row_before() const { return needs_row_before_; }
  // The columns with what they are now.
  std::bitset<64> watched_columns() const;

  // The row with what its values were and are; `netns`: the place that its facts are of. Null: it,
  // or its namespace, was not there in the look before.
  const void* with(const std::string& key, const Cell& netns, std::span<const Cell> values,
                   Looks looks);

private:
  struct Term {
    std::size_t place;
    bool is_added;
  };
  using Sum = std::vector<Term>;
  struct Share {
    std::size_t place;
    Sum part, whole;
  };
  void add_watched(const ColumnInfo* column, Text name);
  void add_shares(Text shares);
  Sum sum_of(Text terms) const;
  Known<double> value_of(const Sum& sum) const;
  // What was seen in the look before, and how long that is ago.
  struct Before {
    const std::vector<Cell>* values = nullptr;
    double seconds = 0;
  };
  Before before_of(const std::string& key, Looks looks) const;
  bool fill_fact(std::size_t place, Text name, const Cell& netns, const Cell& value, Looks looks);
  void keep(const std::string& key, std::span<const Cell> values, Seen& now) const;
  void work_out_shares();
  void fill(std::size_t place, const Cell& value, const Cell* before, double seconds);

  const Check& check_;
  const TableInfo& origin_;
  SheetTable sheet_table_;
  TableInfo table_{};
  std::bitset<64> columns_{};
  std::vector<const ColumnInfo*> copied_{};
  std::vector<Text> watched_{};
  bool needs_row_before_ = false;
  std::vector<Share> shares_{};
  std::size_t first_watched_ = 0;
  Sheet sheet_{};
  std::vector<std::string> rooms_{};  // Of texts that a column puts together.
};

}  // namespace sonde
