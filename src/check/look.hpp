// look.hpp: asks several checks of the rows of one table, in one scan, and judges them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/facts.hpp"
#include "check/finding.hpp"
#include "check/key_index.hpp"
#include "check/own_session.hpp"
#include "check/rule.hpp"
#include "check/two_looks.hpp"
#include "core/table.hpp"

namespace sonde {

// What one check has seen so far.
class RuleLook {
public:
  // An error when the check does not fit the table.
  static Result<RuleLook> make(const Check& check, const TableInfo& table, Looks looks);
  void use(const FactBook& facts) { facts_ = &facts; }

  const Check& check() const { return *rule_.check; }
  // Its rows are about to be read: what rises, rises from now on.
  void begin(std::chrono::steady_clock::time_point now);
  // What it wants of the scan of its table.
  std::bitset<64> columns() const;
  // Whether rows with these facts may matter to the check.
  bool is_possible(std::span<const Fact> facts) const;
  // The same of one row, of which only some columns are ready. What such a row says of others, and
  // how many there are, is noted, so that it need not be kept.
  bool may_matter(const void* row, std::bitset<64> ready);
  // Of a source that may hold only a part of the table: rows of the protocols that the check is
  // about were seen.
  void note_seen(const void* row);
  bool was_seen() const { return was_seen_; }
  void take(const void* row);
  Judgement judge(const GapList& told, Arena& texts);

private:
  // Rows that make one finding together.
  struct Group {
    std::vector<Cell> cells{};  // Of Rule::shown, from the row that says most.
    u64 count = 0, undecided = 0;
    u64 few = 0;  // For which Rule::few_if holds.
    Severity severity{};
    std::size_t differ = 0;  // Hash of what the first row has in Rule::differ.
    bool differs = false;
  };
  // Of a group that is counted before its rows are complete: 100,000 listeners are as many groups.
  struct Crowd {
    std::size_t differ = 0;  // Hash of what the first row has in Rule::differ.
    u64 count = 0, undecided = 0;
    bool differs = false;
  };
  struct Doubt {
    const ColumnInfo* column;
    Absent why;
    u64 count;
  };

  explicit RuleLook(Rule rule) : rule_(std::move(rule)) {}
  const void* watched_row(const void* row);
  bool may_change(const void* row, std::bitset<64> ready);
  void keep_pid(const void* row);
  bool was_process_seen(std::span<const Fact> facts) const;
  Cell place_of(const void* row);
  Cell watched_value(const void* row, Text name, const Cell& place, std::string& room) const;
  void decide(const void* row);
  void note_beside(const void* row);
  void find_crowd_columns();
  void note_differ(const void* row, auto& rows);
  bool makes_crowd(const void* row, Truth truth);
  Crowd& crowd_of(Text key);
  bool is_finding(const Crowd& crowd) const;
  const Filter& first_condition() const { return watched_ ? row_condition_ : rule_.condition; }
  std::string row_key(const void* row);
  static bool holds(const Filter& condition, const void* row);
  Severity severity_of(const void* row) const;
  bool are_few(const Group& group) const;
  const std::string& key_of(const void* row, const Columns& by);
  void note_doubt(const TableInfo& table, const void* row, std::bitset<64> asked);
  Finding finding_of(const Group& group, bool is_eased, Arena& texts) const;
  // In a remedy, which may be a command that somebody copies.
  enum class Use : u8 { InSentence, InCommand };
  std::string filled(Text sentence, const Group& group, Use use = Use::InSentence) const;
  const ColumnInfo* unknown_in(Text clause, const Group& group) const;
  std::string remedy_of(const Group& group) const;
  const Cell* cell_of(const Group& group, Text column) const;
  bool may_concern(const Gap& gap) const;
  void tell_doubts(const GapList& told, GapList& into) const;

  Rule rule_;  // Over the table, or over the rows of `watched_`.
  const TableInfo* table_ = nullptr;
  const ColumnInfo* netns_ = nullptr;
  std::bitset<64> key_columns_{};        // Of the rows, where somebody asks what they were.
  const ColumnInfo* key_pid_ = nullptr;  // Null: they are not known by their process.
  std::unique_ptr<WatchedRow> watched_{};
  Filter row_condition_{};  // Of a check that watches: what the row itself must be.
  Looks looks_{};
  const FactBook* facts_ = nullptr;
  std::unordered_map<std::string, Group> groups_{};
  std::vector<std::string> order_{};  // Of the groups, as they were seen first.
  Filter beside_{};                   // Of another row of the group: eased_if, unless or only_if.
  Columns by_{};                      // Of the table, as Rule::by is of the rule's; for `beside_`.
  std::bitset<64> beside_columns_{};  // What both need; none without `beside_`.
  // Of groups with a row that `beside_` is about; hashes of keys: there may be 100,000.
  KeyIndex beside_keys_{};
  bool notes_early_ = false;  // may_matter() notes them, before the rows come.
  std::vector<Doubt> doubts_{};
  bool was_seen_ = false;
  KeyIndex crowd_keys_{};
  std::vector<Crowd> crowds_{};
  std::bitset<64> crowd_columns_{};  // None: its rows are not counted early.
  bool has_crowds_ = false, may_be_crowd_ = false;
  bool may_be_beside_ = false;  // Of some row it is not known whether it stands beside others.
  Arena texts_{};
  std::string key_{}, room_{};
};

// Takes the rows and gaps of one scan for all checks of its table.
class Look final : public Sink {
public:
  // Rows of `own` are left out. It must outlive the look.
  Look(const TableInfo& table, std::vector<RuleLook>& rules, const OwnSession& own);
  // What the checks together want of the scan. It must not outlive the look.
  Request request();
  More rows(Chunk chunk) override;
  void gap(const Gap& gap) override { told_.add(gap); }
  void note(Text) override {}
  void end() override {}
  const GapList& told() const { return told_; }

private:
  bool is_own_process(const void* row);
  bool is_own_connection(const void* row);

  std::vector<RuleLook>& rules_;
  const ColumnInfo* pid_;
  std::bitset<64> pid_column_{}, end_columns_{};
  Columns ends_{};  // As SSH_CONNECTION has them; none where no connection is our own.
  const OwnSession& own_;
  GapList told_{};
  std::string room_{}, connection_{};
};

}  // namespace sonde
