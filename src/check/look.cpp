// look.cpp: conditions in three truth values, groups, and the verdict of each check.
// SPDX-License-Identifier: Apache-2.0
#include "check/look.hpp"

#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "check/evidence.hpp"
#include "query/pipeline.hpp"

namespace sonde {
namespace {

std::size_t hash_of(Text key) { return std::hash<Text>{}(key); }

std::bitset<64> all_columns() { return std::bitset<64>().set(); }

}  // namespace

Result<RuleLook> RuleLook::make(const Check& check, const TableInfo& table, Looks looks) {
  std::unique_ptr<WatchedRow> watched;
  if (!check.watches.empty()) watched = std::make_unique<WatchedRow>(check, table);
  RuleLook look(TRY(make_rule(check, watched ? watched->table() : table)));
  look.table_ = &table;
  look.netns_ = table.find("netns");
  look.looks_ = looks;
  for (const Text text : {check.eased_if, check.unless, check.only_if})
    if (!text.empty()) look.beside_ = TRY(parse_condition(table, text));
  if (!look.beside_.empty()) {
    each_name(check.by, [&](Text name) { look.by_.push_back(table.find(name)); });
    look.beside_columns_ = look.beside_.columns() | table.set_of(look.by_);
  }
  if (!watched) {
    look.find_crowd_columns();
    return look;
  }
  if (watched->asks_row_before()) {
    for (const Text name : table.key) look.key_columns_.set(table.index_of(*table.find(name)));
    if (std::ranges::find(table.key, "pid") != table.key.end()) look.key_pid_ = table.find("pid");
  }
  look.row_condition_ = TRY(parse_condition(table, check.condition));
  look.watched_ = std::move(watched);
  return look;
}

void RuleLook::begin(std::chrono::steady_clock::time_point now) {
  if (watched_ && looks_.now) looks_.now->by_check[check().name].at = now;
}

// The first of two looks only remembers: it needs nothing of what findings say.
std::bitset<64> RuleLook::columns() const {
  if (!watched_) return rule_.columns() | beside_columns_;
  std::bitset<64> all = row_condition_.columns();
  const bool is_first = looks_.now && !looks_.before && needs_two_looks(check());
  all |= is_first ? watched_->origins() : watched_->columns() | beside_columns_;
  if (netns_) all.set(table_->index_of(*netns_));
  return all | key_columns_;
}

// Whether the look before saw a row of a process that these facts are about.
bool RuleLook::was_process_seen(std::span<const Fact> facts) const {
  const auto fact = std::ranges::find_if(
      facts, [&](const Fact& one) { return key_pid_ && one.column == key_pid_->read; });
  if (fact == facts.end() || !looks_.before) return true;
  const auto seen = looks_.before->by_check.find(check().name);
  const i64* const pid = std::get_if<i64>(&fact->value);
  return !pid || (seen != looks_.before->by_check.end() && seen->second.pids.contains(*pid));
}

bool RuleLook::is_possible(std::span<const Fact> facts) const {
  if (looks_.is_last && watched_ && needs_two_looks(check()) && !was_process_seen(facts))
    return false;
  if (first_condition().test(facts) != Truth::No) return true;
  return !beside_.empty() && beside_.test(facts) != Truth::No;
}

// What makes a crowd, if one row of it says as much as any other.
void RuleLook::find_crowd_columns() {
  const Check& check = *rule_.check;
  if (check.at_least < 2 || !check.critical_if.empty() || !check.warning_if.empty()) return;
  if (watched_ || !check.few_if.empty()) return;
  crowd_columns_ = rule_.condition.columns() | beside_columns_ | rule_.table->set_of(rule_.by);
  crowd_columns_ |= rule_.table->set_of(rule_.differ);
}

RuleLook::Crowd& RuleLook::crowd_of(Text key) {
  const u32 number = crowd_keys_.add(hash_of(key));
  if (number == crowds_.size()) crowds_.emplace_back();
  return crowds_[number];
}

bool RuleLook::is_finding(const Crowd& crowd) const {
  return crowd.count >= rule_.check->at_least && (rule_.differ.empty() || crowd.differs);
}

// Before the row is counted: whether it is like the first one of its crowd or group.
void RuleLook::note_differ(const void* row, auto& rows) {
  if (rule_.differ.empty() || rows.differs) return;
  const std::size_t differ = hash_of(key_of(row, rule_.differ));
  if (rows.count == 0) rows.differ = differ;
  rows.differs = rows.differ != differ;
}

// Whether this row is the one that makes its crowd a finding.
bool RuleLook::makes_crowd(const void* row, Truth truth) {
  Crowd& crowd = crowd_of(key_of(row, rule_.by));
  if (truth == Truth::Unknown) {
    ++crowd.undecided;
    note_doubt(*rule_.table, row, rule_.condition.columns());
    may_be_crowd_ = may_be_crowd_ || crowd.count + crowd.undecided >= rule_.check->at_least;
    return false;
  }
  const bool was_finding = is_finding(crowd);
  note_differ(row, crowd);
  ++crowd.count;
  if (crowd.undecided > 0)
    may_be_crowd_ = may_be_crowd_ || crowd.count + crowd.undecided >= rule_.check->at_least;
  return !was_finding && is_finding(crowd);
}

bool RuleLook::may_matter(const void* row, std::bitset<64> ready) {
  const bool is_noted = !beside_.empty() && (beside_columns_ & ~ready).none();
  if (is_noted) note_beside(row);
  notes_early_ = notes_early_ || is_noted;
  const Truth truth = first_condition().test(row, ready);
  const bool makes_crowds = crowd_columns_.any() && (crowd_columns_ & ~ready).none();
  has_crowds_ = has_crowds_ || makes_crowds;
  if (truth != Truth::No) {
    if (makes_crowds) return makes_crowd(row, truth);
    if (!watched_ || !looks_.is_last || may_change(row, ready)) return true;
  }
  return !beside_.empty() && !is_noted && beside_.test(row, ready) != Truth::No;
}

void RuleLook::note_seen(const void* row) {
  if (was_seen_) return;
  const ColumnInfo* const protocol = table_->find("protocol");
  if (!protocol) {
    was_seen_ = true;
    return;
  }
  const Fact fact{protocol->read, protocol->read(row, room_)};
  was_seen_ = first_condition().test({&fact, 1}) != Truth::No;
}

std::string RuleLook::row_key(const void* row) {
  std::string key;
  if (key_columns_.none()) return key;
  for (const Text name : table_->key) {
    append_plain(key, table_->find(name)->read(row, room_));
    key += '\0';
  }
  return key;
}

// Whether the row was there in the look before, and what is ready of it leaves the change possible.
bool RuleLook::may_change(const void* row, std::bitset<64> ready) {
  if ((key_columns_ & ~ready).any()) return true;
  const void* const watched = watched_row(row);
  return watched && rule_.condition.test(watched, watched_->ready_of(ready)) != Truth::No;
}

// The network namespace that the row is in, if there is such a column.
Cell RuleLook::place_of(const void* row) {
  return netns_ ? netns_->read(row, room_) : Cell(Absent::NotApplicable);
}

// The row with what its values were in the look before; null: nothing can be said of it.
const void* RuleLook::watched_row(const void* row) {
  watched_->take_row(row);
  const Cell place = place_of(row);
  const std::span<const Text> names = watched_->watched();
  std::vector<Cell> values;
  std::vector<std::string> rooms(names.size());
  for (const Text name : names)
    values.push_back(watched_value(row, name, place, rooms[values.size()]));
  return watched_->with(row_key(row), place, values, looks_);
}

// Of a column, or else a fact of the namespace that the row is in; of the machine where it is in
// none.
Cell RuleLook::watched_value(const void* row, Text name, const Cell& place,
                             std::string& room) const {
  if (const ColumnInfo* const column = table_->find(name)) return column->read(row, room);
  return facts_ ? facts_->find(place, name) : Absent::Unsupported;
}

void RuleLook::keep_pid(const void* row) {
  if (!key_pid_ || !looks_.now || looks_.is_last) return;
  const Cell cell = key_pid_->read(row, room_);
  if (const i64* const pid = std::get_if<i64>(&cell))
    looks_.now->by_check[check().name].pids.insert(*pid);
}

void RuleLook::take(const void* row) {
  if (!beside_.empty() && !notes_early_) note_beside(row);
  if (!watched_) return decide(row);
  if (row_condition_.test(row, all_columns()) == Truth::No) return;
  keep_pid(row);
  if (const void* const watched = watched_row(row)) decide(watched);
}

bool RuleLook::holds(const Filter& condition, const void* row) {
  return !condition.empty() && condition.test(row, all_columns()) == Truth::Yes;
}

Severity RuleLook::severity_of(const void* row) const {
  if (holds(rule_.critical_if, row)) return Severity::Critical;
  const Severity usual = rule_.check->severity;
  return holds(rule_.warning_if, row) ? std::max(usual, Severity::Warning) : usual;
}

const std::string& RuleLook::key_of(const void* row, const Columns& by) {
  key_.clear();
  for (const ColumnInfo* column : by) {
    append_plain(key_, column->read(row, room_));
    key_ += '\0';
  }
  return key_;
}

// What a row of the table says of others of its group.
void RuleLook::note_beside(const void* row) {
  const Truth beside = beside_.test(row, all_columns());
  if (beside == Truth::Yes) beside_keys_.add(hash_of(key_of(row, by_)));
  if (beside == Truth::Unknown) {
    may_be_beside_ = true;
    note_doubt(*table_, row, beside_.columns());
  }
}

void RuleLook::decide(const void* row) {
  const Truth truth = rule_.condition.test(row, all_columns());
  if (truth == Truth::No) return;
  key_of(row, rule_.by);
  if (rule_.by.empty()) append_number(key_, groups_.size());  // Each row is one.
  if (has_crowds_ && (truth != Truth::Yes || !is_finding(crowd_of(key_)))) return;
  const auto [place, is_new] = groups_.try_emplace(key_);
  if (is_new) order_.push_back(key_);
  Group& group = place->second;
  if (truth == Truth::Unknown) {
    ++group.undecided;
    std::bitset<64> asked = rule_.condition.columns();
    if (watched_) asked |= watched_->watched_columns();
    return note_doubt(*rule_.table, row, asked);
  }
  note_differ(row, group);
  ++group.count;
  if (holds(rule_.few_if, row)) ++group.few;
  const Severity severity = severity_of(row);
  if (!group.cells.empty() && group.severity >= severity) return;
  group.severity = severity;
  group.cells.clear();
  for (const ColumnInfo* column : rule_.shown)
    group.cells.push_back(kept(column->read(row, room_), texts_));
}

// Of what a busy place always has some.
bool RuleLook::are_few(const Group& group) const {
  const Check& check = *rule_.check;
  if (check.few_if.empty() || group.few < group.count) return false;
  if (check.many > 0 && group.count >= check.many) return false;
  const Cell* const whole = cell_of(group, check.whole);
  const i64* const number = whole ? std::get_if<i64>(whole) : nullptr;
  return number &&
         group.count * 100 < check.many_percent * static_cast<u64>(std::max<i64>(*number, 0));
}

// The first missing value is told: it is missing in every row that is undecided for its sake.
void RuleLook::note_doubt(const TableInfo& table, const void* row, std::bitset<64> asked) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!asked[i]) continue;
    const ColumnInfo* const column = &table.columns[i];
    const Cell cell = column->read(row, room_);
    const Absent* const why = std::get_if<Absent>(&cell);
    if (!why || *why == Absent::NotApplicable) continue;
    const auto known = std::ranges::find_if(
        doubts_, [&](const Doubt& doubt) { return doubt.column == column && doubt.why == *why; });
    if (known == doubts_.end())
      doubts_.push_back({column, *why, 1});
    else
      ++known->count;
    return;
  }
}

// Rows that all have one value which the condition excludes are none of its business.
bool RuleLook::may_concern(const Gap& gap) const {
  const ColumnInfo* const column = table_->find(gap.column);
  if (!column || gap.value.empty()) return true;
  const Fact fact{column->read, gap.value};
  if (first_condition().test({&fact, 1}) != Truth::No) return true;
  return !beside_.empty() && beside_.test({&fact, 1}) != Truth::No;
}

// A gap whose values nobody could count hides them from the rows, too; of the others each row says
// itself what it lacks.
void RuleLook::tell_doubts(const GapList& told, GapList& into) const {
  for (const Gap& gap : told.all()) {
    if (gap.table != rule_.table->name) continue;
    const ColumnInfo* const column = rule_.table->find(gap.column);
    const bool hides_values =
        column && !gap.count && rule_.condition.columns()[rule_.table->index_of(*column)];
    if (gap.column.empty() || (hides_values && may_concern(gap))) into.add(gap);
  }
  for (const Doubt& doubt : doubts_) {
    Text name = doubt.column->name;
    if (name.ends_with(now_word)) name.remove_suffix(now_word.size());
    Gap gap{rule_.table->name, name, doubt.why, doubt.count};
    if (rule_.table->remedy) gap.remedy = rule_.table->remedy(gap.column, gap.why);
    for (const Gap& known : told.all()) {
      const bool is_same = known.column == name || known.column == doubt.column->follows;
      if (is_same && !known.column.empty() && known.why == gap.why) gap.remedy = known.remedy;
    }
    into.add(gap);
  }
}

Judgement RuleLook::judge(const GapList& told, Arena& texts) {
  Judgement judgement;
  judgement.check = rule_.check;
  bool is_doubtful = may_be_crowd_;
  for (const std::string& key : order_) {
    Group& group = groups_[key];
    if (const u32 crowd = crowd_keys_.find(hash_of(key)); crowd != KeyIndex::none) {
      group.count = crowds_[crowd].count;
      group.differs = crowds_[crowd].differs;
    }
    const bool has_beside = beside_keys_.contains(hash_of(key));
    const bool may_be = group.count + group.undecided >= rule_.check->at_least;
    const bool is_open = !has_beside && may_be_beside_;  // Nobody knows what stands beside it.
    if (!rule_.differ.empty() && !group.differs) {
      is_doubtful = is_doubtful || (may_be && group.undecided > 0);
      continue;
    }
    if (!rule_.check->unless.empty() && (has_beside || is_open)) {
      is_doubtful = is_doubtful || (may_be && is_open);
      continue;
    }
    if (!rule_.check->only_if.empty() && !has_beside) {
      is_doubtful = is_doubtful || (may_be && is_open);
      continue;
    }
    if (group.count >= rule_.check->at_least && are_few(group)) {
      is_doubtful = is_doubtful || group.undecided > 0;
      continue;
    }
    if (group.count >= rule_.check->at_least)
      judgement.findings.push_back(
          finding_of(group, has_beside && !rule_.check->eased_if.empty(), texts));
    else
      is_doubtful = is_doubtful || may_be;
  }
  if (!is_doubtful) doubts_.clear();
  tell_doubts(told, judgement.doubts);
  judgement.verdict = !judgement.findings.empty() ? Verdict::Found
                      : judgement.doubts.empty()  ? Verdict::Clear
                                                  : Verdict::Unknown;
  return judgement;
}

Look::Look(const TableInfo& table, std::vector<RuleLook>& rules, const OwnSession& own)
    : rules_(rules), pid_(table.find("pid")), own_(own) {
  if (pid_) pid_column_.set(table.index_of(*pid_));
  if (own.connection.empty()) return;
  for (const Text name : {"remote_address", "remote_port", "local_address", "local_port"})
    if (const ColumnInfo* const column = table.find(name)) ends_.push_back(column);
  end_columns_ = table.set_of(ends_);
}

Request Look::request() {
  Request request;
  for (const RuleLook& look : rules_) request.columns |= look.columns();
  request.columns |= end_columns_;
  request.possible = [this](std::span<const Fact> facts) {
    return std::ranges::any_of(rules_,
                               [&](const RuleLook& look) { return look.is_possible(facts); });
  };
  request.may_pass = [this](const void* row, std::bitset<64> ready) {
    if ((pid_column_ & ~ready).none() && is_own_process(row)) return false;
    if ((end_columns_ & ~ready).none() && is_own_connection(row)) return false;
    bool matters = false;
    for (RuleLook& look : rules_) matters = look.may_matter(row, ready) || matters;
    return matters;
  };
  return request;
}

bool Look::is_own_process(const void* row) {
  if (!pid_ || !own_.pid) return false;
  const Cell cell = pid_->read(row, room_);
  const i64* const pid = std::get_if<i64>(&cell);
  return pid && *pid == *own_.pid;
}

bool Look::is_own_connection(const void* row) {
  connection_.clear();
  for (const ColumnInfo* const column : ends_) {
    if (!connection_.empty()) connection_ += ' ';
    append_plain(connection_, column->read(row, room_));
    if (!own_.connection.starts_with(connection_)) return false;
  }
  return !ends_.empty() && connection_ == own_.connection;
}

More Look::rows(Chunk chunk) {
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    if (is_own_process(chunk[i]) || is_own_connection(chunk[i])) continue;
    for (RuleLook& look : rules_) {
      look.note_seen(chunk[i]);
      look.take(chunk[i]);
    }
  }
  return More::Yes;
}

}  // namespace sonde
