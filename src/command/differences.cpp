// differences.cpp: scans each table in both places and puts rows with the same key side by side.
// SPDX-License-Identifier: Apache-2.0
#include "command/differences.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error_words.hpp"
#include "base/text.hpp"
#include "core/gap.hpp"
#include "core/missing.hpp"
#include "decode/proc_pid.hpp"
#include "source/capture.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

enum class Change : u8 { Came, Went, Changed };
constexpr Text change_names[] = {"came", "went", "changed"};
constexpr Text name_of(Change change) { return change_names[static_cast<std::size_t>(change)]; }
constexpr Vocabulary change_words = {change_names};

struct Difference {
  Text table{};
  Change change = Change::Came;
  Text what{};
  Known<Text> column{Absent::NotApplicable}, before{Absent::NotApplicable},
      after{Absent::NotApplicable};
};

constexpr auto says = [](const Difference& row, std::string& room) {
  const auto shown = [](const Known<Text>& value) { return value ? *value : Text("-"); };
  room = row.what;
  if (row.column) {
    room.append("  ").append(*row.column).append(": ").append(shown(row.before));
    room.append(" \xe2\x86\x92 ").append(shown(row.after));
  }
  return Text(room);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Difference::table>("table", "Table whose row it is.", Show::Always),
    column<&Difference::change>("change", "Whether the row came, went, or has another value now.", Show::Always).with(change_words),
    column<says>("says", "The row, and what changed in it.", Show::Screen),
    column<&Difference::what>("what", "The row, by what it is known by.", Show::Machine),
    column<&Difference::column>("column", "Column with another value.", Show::Machine),
    column<&Difference::before>("before", "Its value in the first place; - where it had none.", Show::Machine).missing_with("column"),
    column<&Difference::after>("after", "Its value in the second place.", Show::Machine).missing_with("column"),
};
// clang-format on

constexpr Text key[] = {"table", "what", "column"};

// What is compared. What counts, ages or is busy moves all the time, and is no difference.
struct Compared {
  const TableInfo* table;
  Text shown;   // By these columns people know a row.
  Text values;  // These may not differ.
};
constexpr Compared compared_tables[] = {
    {&sockets_table, "protocol,local,remote,process", "state,process,user"},
    {&processes_table, "pid,process,runs", "user,exe,container"},
    {&containers_table, "name,runtime,image", "addresses"},
    {&namespaces_table, "type,ns,command", "kept_by"},
    {&interfaces_table, "name,kind,peer", "state,mtu,mac,master,qdisc,default_route"},
    {&addresses_table, "interface,address,prefix", "scope,flags"},
    {&routes_table, "destination,gateway,interface,table", "type,source,protocol,scope"},
    {&rules_table, "priority,selector,action,table", "suppress_prefixlength"},
    {&neighbors_table, "address,interface", "mac"},
    {&firewall_table, "family,table,chain,match,verdict", "match,verdict,policy"},
    {&published_table, "protocol,address,port,by", "target_address,target_port,container"},
    {&resolvers_table, "container,position,address", "address,search,ndots"},
    {&sysctls_table, "name", "value"},
    {&mounts_table, "path,type,source", "read_only,options"},
};
// How many files are open: a setting by its name only.
constexpr Text restless[] = {"fs.file-nr"};

Columns columns_of(const TableInfo& table, Text names) {
  Columns found;
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    found.push_back(table.find(names.substr(0, comma)));
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  return found;
}

// The rows of one place, by their keys.
class Side final : public Sink {
public:
  struct Value {
    std::string text{};
    bool is_seen = true;  // There may be one; it could not be looked at.
    bool differs_from(const Value& other) const {
      return is_seen && other.is_seen && text != other.text;
    }
  };
  struct Row {
    std::string shown{};
    std::vector<Value> values{};
  };

  Side(const Compared& compared, Source& source, Sink& gaps)
      : table_(*compared.table), shown_(columns_of(table_, compared.shown)),
        values_(columns_of(table_, compared.values)), world_{source}, gaps_(gaps) {
    for (const Text name : table_.key) key_.push_back(table_.find(name));
    for (const std::string& lost : source.lost()) hiding_.insert({Absent::NotCollected, lost});
  }

  // Whether rows of it can be told to be there or not.
  bool scan(int own_pid) {
    own_pid_ = own_pid;
    Request request;
    request.columns = table_.set_of(key_) | table_.set_of(shown_) | table_.set_of(values_);
    if (const ColumnInfo* const pid = table_.find("pid"))
      request.columns.set(table_.index_of(*pid));
    const Result<void> done = table_.scan(world_, table_, request, *this);
    if (done) return !lacks_all_;
    gaps_.gap({table_.name, "", reason_of(done.error().code), Absent::NotApplicable,
               words_of(done.error()), ""});
    return false;
  }
  const std::map<std::string, Row>& rows() const { return rows_; }
  bool shows_nothing() const { return rows_.empty() && !hiding_.empty(); }
  const Columns& values() const { return values_; }
  // Whether rows of this side may be hidden that the other one would show: then a row that is not
  // here may be here all the same.
  // Whether both know their rows by the same columns: otherwise one row has two names.
  bool knows_as(const Side& other) const {
    return rows_.empty() || other.rows_.empty() || blind_ == other.blind_;
  }
  bool hides_more_than(const Side& other) const {
    return std::ranges::any_of(hiding_,
                               [&](const auto& one) { return !other.hiding_.contains(one); });
  }

  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) add(chunk[i]);
    return More::Yes;
  }
  void gap(const Gap& gap) override {
    lacks_all_ = lacks_all_ || gap.is_all;
    if (gap.column.empty()) hiding_.insert({gap.why, std::string(gap.remedy)});
    gaps_.gap(gap);
  }
  void note(Text) override {}
  void end() override {}

private:
  // Whoever made a capture is in it, and is gone in the next one.
  bool is_own(const void* row) const {
    const ColumnInfo* const pid = table_.find("pid");
    std::string room;
    const Cell cell = pid ? pid->read(row, room) : Cell();
    const i64* const number = std::get_if<i64>(&cell);
    return own_pid_ != 0 && number && *number == own_pid_;
  }
  static Value value_of(const ColumnInfo& column, const void* row) {
    std::string room;
    const Cell cell = column.read(row, room);
    const Absent* const why = std::get_if<Absent>(&cell);
    Value value{.is_seen = !why || *why == Absent::NotApplicable};
    if (!why) append_plain(value.text, cell);
    return value;
  }
  static std::string plain(const ColumnInfo& column, const void* row) {
    return value_of(column, row).text;
  }
  void add(const void* row) {
    if (is_own(row)) return;
    std::string key;
    for (const ColumnInfo* const one : key_) {
      const Value value = value_of(*one, row);
      if (!value.is_seen) blind_.insert(one->name);
      (key += value.text) += '\0';
    }
    if (std::ranges::find(restless, plain(*shown_.front(), row)) != std::end(restless)) return;
    Row& kept = rows_[key];
    kept = {};
    for (const ColumnInfo* const one : shown_) {
      const std::string text = plain(*one, row);
      if (text.empty()) continue;
      kept.shown.append(kept.shown.empty() ? "" : "  ").append(text);
    }
    for (const ColumnInfo* const one : values_) kept.values.push_back(value_of(*one, row));
  }

  const TableInfo& table_;
  Columns key_{}, shown_, values_;
  World world_;
  Sink& gaps_;
  std::map<std::string, Row> rows_{};
  std::set<std::pair<Absent, std::string>> hiding_{};  // Why rows are missing, and the remedy.
  std::set<Text> blind_{};  // Columns of the key that some row could not be seen to have.
  int own_pid_ = 0;
  bool lacks_all_ = false;
};

// The process that looked: a capture has its own.
int pid_of_looker(Source& source) {
  std::string room;
  const Result<Text> stat = source.ask({Question::How::Read, "self/stat"}, room);
  const std::optional<PidStat> decoded = stat ? decode_pid_stat(*stat) : std::nullopt;
  return decoded ? decoded->pid : 0;
}

// Compares the two sides of one table.
class Comparison {
public:
  Comparison(Scan<Difference>& scan, const Compared& compared, RowStore<Difference>& found)
      : scan_(scan), compared_(compared), found_(found) {}

  void compare(const Side& before, const Side& after) {
    const bool is_unknown = !before.knows_as(after);
    const bool may_hide = is_unknown || after.hides_more_than(before);
    const bool might_hide = is_unknown || before.hides_more_than(after);
    u64 unsure = 0;
    for (const auto& [name, row] : before.rows()) {
      if (after.rows().contains(name)) continue;
      may_hide ? void(++unsure) : add(Change::Went, row);
    }
    for (const auto& [name, row] : after.rows()) {
      const auto old = before.rows().find(name);
      if (old != before.rows().end())
        compare_values(old->second, row, after.values());
      else
        might_hide ? void(++unsure) : add(Change::Came, row);
    }
    if (unsure > 0) tell_unsure(unsure);
  }

private:
  void add(Change change, const Side::Row& row) {
    found_.add({compared_.table->name, change, scan_.world.texts.keep(row.shown)});
  }
  void compare_values(const Side::Row& old, const Side::Row& row, const Columns& columns) {
    const auto kept = [&](const std::string& text) {
      return text.empty() ? Known<Text>(Absent::NotApplicable)
                          : Known<Text>(scan_.world.texts.keep(text));
    };
    for (std::size_t i = 0; i < row.values.size(); ++i)
      if (row.values[i].differs_from(old.values[i]))
        found_.add({compared_.table->name, Change::Changed, scan_.world.texts.keep(row.shown),
                    columns[i]->name, kept(old.values[i].text), kept(row.values[i].text)});
  }
  void tell_unsure(u64 count) {
    std::string about = "rows of ";
    about.append(compared_.table->name).append(" that one place shows and the other may hide");
    scan_.sink.gap({scan_.table.name, "", Absent::NotCollected, count,
                    scan_.world.texts.keep(about), "compare two looks with the same rights"});
  }

  Scan<Difference>& scan_;
  const Compared& compared_;
  RowStore<Difference>& found_;
};

// What the filter leaves: gaps of other tables are none of its business.
std::vector<const Compared*> tables_asked_for(const Scan<Difference>& scan) {
  std::vector<const Compared*> asked;
  for (const Compared& one : compared_tables)
    if (scan.possible(scan.fact<&Difference::table>(one.table->name))) asked.push_back(&one);
  return asked;
}

Error nothing_asked_for() {
  std::string names;
  for (const Compared& one : compared_tables)
    names.append(names.empty() ? "" : ", ").append(one.table->name);
  return {std::errc::invalid_argument, "the filter leaves no table to compare",
          "diff compares " + names, Error::Kind::Sentence};
}

Result<void> scan_differences(Scan<Difference>& scan) {
  Source* const earlier = scan.world.shared<DiffQuestion>().before;
  if (!earlier) return failed(std::errc::invalid_argument, "compare", "with nothing");
  const std::vector<const Compared*> asked = tables_asked_for(scan);
  if (asked.empty()) return std::unexpected(nothing_asked_for());
  RowStore<Difference> found;
  const auto is_mapped = [](const std::string& sentence) { return maps_addresses(sentence); };
  for (Source* const one : {earlier, &scan.world.source})
    if (std::ranges::any_of(one->lost(), is_mapped))
      return std::unexpected(Error{std::errc::invalid_argument, "there is nothing to compare",
                                   "each capture that was collected with --redact=addresses has "
                                   "addresses of its own",
                                   Error::Kind::Sentence});
  bool was_compared = false;
  const int first = pid_of_looker(*earlier), second = pid_of_looker(scan.world.source);
  for (const Compared* const compared : asked) {
    Side before(*compared, *earlier, scan.sink), after(*compared, scan.world.source, scan.sink);
    const bool is_known = before.scan(first);
    if (!after.scan(second) || !is_known) continue;
    if (before.shows_nothing() && after.shows_nothing()) continue;  // Alike, as far as that goes.
    was_compared = true;
    Comparison(scan, *compared, found).compare(before, after);
  }
  give(found.chunks(), scan.sink);
  if (!was_compared)
    scan.sink.gap({scan.table.name, "", Absent::NotCollected, Absent::NotApplicable,
                   "no table is in both", "collect both: sonde collect -o FILE", true});
  for (const std::string& sentence : earlier->lost()) {
    if (is_on_purpose(sentence)) {
      scan.sink.note(sentence);
      continue;
    }
    scan.sink.gap({scan.table.name, "", Absent::NotCollected, Absent::NotApplicable,
                   scan.world.texts.keep(sentence), "collect again, and copy the whole file"});
  }
  return {};
}

}  // namespace

constinit const TableInfo differences_table = {
    "differences", "What came, went and changed between two captures, or since one.",
    columns,       &run_scan<scan_differences>,
    key,
};

}  // namespace sonde
