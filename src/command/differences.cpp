// differences.cpp: scans each table in both places and puts rows with the same key side by side.
// SPDX-License-Identifier: Apache-2.0
#include "command/differences.hpp"

#include <algorithm>
#include <map>

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
  room = row.what;
  if (row.column)
    room.append("  ")
        .append(*row.column)
        .append(": ")
        .append(row.before.value)
        .append(" \xe2\x86\x92 ");
  return Text(room += row.column ? row.after.value : Text());
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Difference::table>("table", "Table whose row it is.", Show::Always),
    column<&Difference::change>("change", "Whether the row came, went, or has another value now.", Show::Always).with(change_words),
    column<says>("says", "The row, and what changed in it.", Show::Screen),
    column<&Difference::what>("what", "The row, by what it is known by.", Show::Machine),
    column<&Difference::column>("column", "Column with another value.", Show::Machine),
    column<&Difference::before>("before", "Its value in the first place; - where that was not known.", Show::Machine).missing_with("column"),
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
  struct Row {
    std::string shown{};
    std::vector<std::string> values{};
  };

  Side(const Compared& compared, Source& source, Sink& gaps)
      : table_(*compared.table), shown_(columns_of(table_, compared.shown)),
        values_(columns_of(table_, compared.values)), world_{source}, gaps_(gaps) {
    for (const Text name : table_.key) key_.push_back(table_.find(name));
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
               done.error().operation + " " + done.error().object, ""});
    return false;
  }
  const std::map<std::string, Row>& rows() const { return rows_; }
  const Columns& values() const { return values_; }

  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) add(chunk[i]);
    return More::Yes;
  }
  void gap(const Gap& gap) override {
    lacks_all_ = lacks_all_ || gap.is_all;
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
  std::string plain(const ColumnInfo& column, const void* row) const {
    std::string room, text;
    const Cell cell = column.read(row, room);
    if (!std::holds_alternative<Absent>(cell)) append_plain(text, cell);
    return text;
  }
  void add(const void* row) {
    if (is_own(row)) return;
    std::string key;
    for (const ColumnInfo* const one : key_) (key += plain(*one, row)) += '\0';
    if (std::ranges::find(restless, plain(*shown_.front(), row)) != std::end(restless)) return;
    Row& kept = rows_[key];
    kept = {};
    for (const ColumnInfo* const one : shown_) {
      const std::string text = plain(*one, row);
      if (text.empty()) continue;
      kept.shown.append(kept.shown.empty() ? "" : "  ").append(text);
    }
    for (const ColumnInfo* const one : values_) kept.values.push_back(plain(*one, row));
  }

  const TableInfo& table_;
  Columns key_{}, shown_, values_;
  World world_;
  Sink& gaps_;
  std::map<std::string, Row> rows_{};
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

Known<Text> kept(World& world, const std::string& value) {
  return value.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(world.texts.keep(value));
}

void compare(World& world, const Compared& compared, const Side& before, const Side& after,
             RowStore<Difference>& found) {
  const auto add = [&](Change change, const Side::Row& row) {
    found.add({compared.table->name, change, world.texts.keep(row.shown)});
  };
  for (const auto& [name, row] : before.rows())
    if (!after.rows().contains(name)) add(Change::Went, row);
  for (const auto& [name, row] : after.rows()) {
    const auto old = before.rows().find(name);
    if (old == before.rows().end()) {
      add(Change::Came, row);
      continue;
    }
    for (std::size_t i = 0; i < row.values.size(); ++i)
      if (row.values[i] != old->second.values[i])
        found.add({compared.table->name, Change::Changed, world.texts.keep(row.shown),
                   after.values()[i]->name, kept(world, old->second.values[i]),
                   kept(world, row.values[i])});
  }
}

Result<void> scan_differences(Scan<Difference>& scan) {
  Source* const earlier = scan.world.shared<DiffQuestion>().before;
  if (!earlier) return failed(std::errc::invalid_argument, "compare", "with nothing");
  RowStore<Difference> found;
  const int first = pid_of_looker(*earlier), second = pid_of_looker(scan.world.source);
  for (const Compared& compared : compared_tables) {
    Side before(compared, *earlier, scan.sink), after(compared, scan.world.source, scan.sink);
    const bool is_known = before.scan(first);
    if (after.scan(second) && is_known) compare(scan.world, compared, before, after, found);
  }
  give(found.chunks(), scan.sink);
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
