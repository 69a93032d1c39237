// diagnose.cpp: from the list of checks to judgements: one scan a table, then findings in order.
// SPDX-License-Identifier: Apache-2.0
#include "check/diagnose.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "check/look.hpp"

namespace sonde {
namespace {

// The number of our own process, as this /proc counts; a copy does not hold it.
Known<int> own_pid(Source& source) {
  if (!source.is_live()) return Absent::NotApplicable;
  std::string room;
  const Result<Text> link = source.ask({Question::How::Link, "self"}, room);
  int pid = 0;
  return link && parse_number(*link, pid) ? Known<int>(pid) : Absent::NotApplicable;
}

void refuse(Judgement& judgement, const Gap& gap) {
  judgement.verdict = Verdict::Unknown;
  judgement.doubts.add(gap);
}

Gap gap_of(const TableInfo& table, const Error& error, World& world) {
  const std::string said = error.operation + " " + error.object;
  return {table.name,
          "",
          reason_of(error.code),
          Absent::NotApplicable,
          world.texts.keep(trim(said)),
          world.source.is_live() ? "look again"
                                 : "run sonde on that machine, or copy all of /proc"};
}

// The checks over one table.
struct TableLook {
  const TableInfo* table;
  std::vector<RuleLook> rules{};
  std::vector<std::size_t> places{};  // Of each in the answer.
};

// A paste holds what somebody pasted; where there is a directory, the scan knows what it lacks.
bool is_paste(Source& source) {
  std::string room;
  return !source.is_live() && !source.ask({Question::How::List, ""}, room);
}

void look_at_table(World& world, TableLook& checks, std::vector<Judgement>& answer) {
  const TableInfo& table = *checks.table;
  Look look(table, checks.rules, own_pid(world.source));
  const Request request = look.request();
  const Result<void> done = table.scan(world, table, request, look);
  if (!done)  // What was seen before stands, and no more.
    look.gap(gap_of(table, done.error(), world));
  const bool may_lack_rows = is_paste(world.source);
  for (std::size_t i = 0; i < checks.rules.size(); ++i) {
    Judgement& judgement = answer[checks.places[i]];
    judgement = checks.rules[i].judge(look.told(), world.texts);
    if (may_lack_rows && judgement.verdict == Verdict::Clear && !checks.rules[i].was_seen())
      refuse(judgement,
             {table.name, "", Absent::NotCollected, Absent::NotApplicable,
              "those of a table that was not pasted", "paste that file of /proc/net as well"});
  }
}

const TableInfo* table_of(Tables tables, Text name) {
  const auto found = std::ranges::find(tables, name, &TableInfo::name);
  return found == tables.end() ? nullptr : *found;
}

// "backlog of 3 sockets": what a check lacks, without the reason and the remedy.
std::string lack_of(const Gap& gap) {
  Gap bare = gap;
  bare.remedy = {};
  return sentence_of(bare, Say::WhatOnly);
}

}  // namespace

std::vector<Judgement> diagnose(World& world, Tables tables, Checks chosen) {
  std::vector<Judgement> answer(chosen.size());
  std::vector<TableLook> looks;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    answer[i].check = chosen[i];
    const TableInfo* const table = table_of(tables, chosen[i]->table);
    Result<Rule> rule =
        table ? make_rule(*chosen[i], *table)
              : failed(std::errc::not_supported, "look at", std::string(chosen[i]->table));
    if (!rule) {
      refuse(answer[i], {chosen[i]->table, "", Absent::Unsupported, Absent::NotApplicable,
                         rule.error().object});
      continue;
    }
    auto look = std::ranges::find(looks, table, &TableLook::table);
    if (look == looks.end()) look = looks.insert(look, TableLook{table});
    look->rules.emplace_back(std::move(*rule));
    look->places.push_back(i);
  }
  for (TableLook& look : looks) look_at_table(world, look, answer);
  return answer;
}

namespace {

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr Vocabulary severity_words = {severity_names};
constexpr Vocabulary scope_words = {scope_names};
constexpr Vocabulary confidence_words = {confidence_names};
constexpr Vocabulary verdict_words = {verdict_names};
constexpr ColumnInfo columns_of_findings[] = {
    column<&Finding::check>("check", "Name of the check that found it; sonde explain tells more.", Show::Always),
    column<&Finding::severity>("severity", "Critical: something is lost now; warning: it may be soon; info: unusual.", Show::Always).with(severity_words),
    column<&Finding::scope>("scope", "What it is true of.", Show::Machine).with(scope_words),
    column<&Finding::confidence>("confidence", "Certain: the kernel says so; likely: a pattern; hint: worth a look.", Show::Machine).with(confidence_words),
    column<&Finding::where>("where", "The socket, process, peer or interface.", Show::Always),
    column<&Finding::says>("says", "What is wrong, in a sentence.", Show::Always),
    column<&Finding::evidence>("evidence", "The values that prove it, and the file and field of each.", Show::Machine),
    column<&Finding::remedy>("remedy", "The next command, or the change.", Show::Machine),
    column<&Finding::source>("source", "Who says that the threshold is right.", Show::Machine),
    column<&Finding::explains>("explains", "Effects of it that are not told on their own.", Show::Machine),
    column<&Finding::netns>("netns", "Network namespace.", Show::Machine, Unit::Inode),
    column<&Finding::container>("container", "Container that it is in.", Show::Machine),
    column<&Finding::pid>("pid", "Process that has to change.", Show::Machine),
    column<&Finding::process>("process", "Its name.", Show::Machine).missing_with("pid"),
    column<&Finding::count>("count", "How many rows of the table it was found in.", Show::Machine),
};

template <auto Member> constexpr auto declared = [](Judgement* const& row) { return row->check->*Member; };
constexpr auto verdict = [](Judgement* const& row) { return row->verdict; };
constexpr auto why = [](Judgement* const& row, std::string& room) -> Known<Text> {
  if (row->doubts.empty()) return Absent::NotApplicable;
  room = lack_of(row->doubts.all().front());
  return Text(room);
};
constexpr auto threshold = [](Judgement* const& row, std::string& room) -> Text {
  const Check& check = *row->check;
  room = check.condition;
  if (check.at_least > 1) {
    room += "; at least ";
    append_number(room, check.at_least);
  }
  if (!check.by.empty()) room.append(" by ").append(check.by);
  return room;
};
constexpr ColumnInfo columns_of_judgements[] = {
    column<declared<&Check::name>>("check", "Name of the check.", Show::Always),
    column<verdict>("verdict", "Found, clear, or unknown because something could not be seen.", Show::Always).with(verdict_words),
    column<declared<&Check::severity>>("severity", "How bad it is when it is found.", Show::Always).with(severity_words),
    column<declared<&Check::table>>("reads", "The table that it looks at.", Show::Always),
    column<declared<&Check::asks>>("asks", "The question that it answers.", Show::Always),
    column<why>("lacks", "What could not be seen, when the answer is unknown.", Show::Always),
    column<declared<&Check::scope>>("scope", "What a finding is true of.", Show::Machine).with(scope_words),
    column<declared<&Check::confidence>>("confidence", "How sure a finding is.", Show::Machine).with(confidence_words),
    column<threshold>("condition", "When a row is found, in the filter language, and how many make a finding.", Show::Machine),
    column<declared<&Check::source>>("source", "Who says that the threshold is right.", Show::Machine),
};
// clang-format on
constexpr Text key_of_findings[] = {"check", "where", "netns"};
constexpr Text key_of_judgements[] = {"check"};

void tell_doubts(const Judgement& judgement, World& world, Text table, Sink& sink) {
  for (const Gap& gap : judgement.doubts.all())
    sink.gap({table, judgement.check->name, gap.why, Absent::NotApplicable,
              world.texts.keep(lack_of(gap)), gap.remedy});
}

Tally tally_of(std::span<const Judgement> judgements) {
  Tally tally;
  for (const Judgement& judgement : judgements) {
    ++tally.chosen;
    if (judgement.verdict != Verdict::Unknown) ++tally.made;
    for (const Finding& finding : judgement.findings)
      ++(finding.severity == Severity::Critical  ? tally.critical
         : finding.severity == Severity::Warning ? tally.warnings
                                                 : tally.infos);
  }
  return tally;
}

template <auto Column, class Row> std::vector<const Check*> wanted_checks(Scan<Row>& scan) {
  std::vector<const Check*> wanted;
  for (const Check& check : all_checks)
    if (scan.possible(scan.template fact<Column>(check.name))) wanted.push_back(&check);
  return wanted;
}

}  // namespace

const std::span<const ColumnInfo> finding_columns = columns_of_findings;
const std::span<const ColumnInfo> judgement_columns = columns_of_judgements;
const std::span<const Text> finding_key = key_of_findings;
const std::span<const Text> judgement_key = key_of_judgements;

Result<void> scan_findings(Scan<Finding>& scan, Tables tables) {
  std::vector<const Finding*> order;
  const auto wanted = wanted_checks<&Finding::check>(scan);
  const std::vector<Judgement> judgements = diagnose(scan.world, tables, wanted);
  if (scan.request.memory) scan.request.memory->of<Tally>() = tally_of(judgements);
  for (const Judgement& judgement : judgements) {
    tell_doubts(judgement, scan.world, scan.table.name, scan.sink);
    for (const Finding& finding : judgement.findings) order.push_back(&finding);
  }
  std::ranges::stable_sort(order, [](const Finding* left, const Finding* right) {
    return left->severity > right->severity;
  });
  RowStore<Finding> rows;
  for (const Finding* finding : order) rows.add(*finding);
  give(rows.chunks(), scan.sink);
  return {};
}

Result<void> scan_judgements(Scan<Judgement*>& scan, Tables tables) {
  const auto wanted = wanted_checks<declared<&Check::name>>(scan);
  RowStore<Judgement*> rows;
  std::vector<Judgement> judgements = diagnose(scan.world, tables, wanted);
  if (scan.request.memory) scan.request.memory->of<Tally>() = tally_of(judgements);
  for (Judgement& judgement : judgements) {
    const auto kept = std::make_shared<Judgement>(std::move(judgement));
    scan.world.objects.push_back(kept);
    tell_doubts(*kept, scan.world, scan.table.name, scan.sink);
    rows.add(kept.get());
  }
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace sonde
