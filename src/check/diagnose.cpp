// diagnose.cpp: from the list of checks to judgements: one scan a table, then findings in order.
// SPDX-License-Identifier: Apache-2.0
#include "check/diagnose.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/error_words.hpp"
#include "base/text.hpp"
#include "check/facts.hpp"
#include "check/look.hpp"
#include "check/remedy.hpp"
#include "check/ways.hpp"

namespace sonde {
namespace {

void refuse(Judgement& judgement, const Gap& gap) {
  judgement.verdict = Verdict::Unknown;
  judgement.doubts.add(gap);
}

Gap gap_of(const TableInfo& table, const Error& error, World& world) {
  return {table.name,
          "",
          reason_of(error.code),
          Absent::NotApplicable,
          world.texts.keep(words_of(error)),
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
  return source.is_copy() && !source.ask({Question::How::List, ""}, room);
}

void look_at_table(World& world, TableLook& checks, std::vector<Judgement>& answer, Arena& texts) {
  const TableInfo& table = *checks.table;
  Look look(table, checks.rules, world.shared<OwnSession>());
  const Request request = look.request();
  for (RuleLook& rule : checks.rules) rule.begin(world.source.now());
  const Result<void> done = table.scan(world, table, request, look);
  if (!done)  // What was seen before stands, and no more.
    look.gap(gap_of(table, done.error(), world));
  const bool may_lack_rows = is_paste(world.source);
  for (std::size_t i = 0; i < checks.rules.size(); ++i) {
    Judgement& judgement = answer[checks.places[i]];
    judgement = checks.rules[i].judge(look.told(), texts);
    if (may_lack_rows && judgement.verdict == Verdict::Clear && !checks.rules[i].was_seen())
      refuse(judgement,
             {table.name, "", Absent::NotCollected, Absent::NotApplicable,
              "those of a table that was not pasted", "paste that file of /proc/net as well"});
  }
}

const TableInfo* table_of(Tables tables, Text name) {
  if (name == facts_name) return &facts_table;
  const auto found = std::ranges::find(tables, name, &TableInfo::name);
  return found == tables.end() ? nullptr : *found;
}

// Whether rows that a gap hides may have what the check asks.
bool may_hide_facts(const Gap& gap, const Check& check) {
  bool may_hide = false;
  each_name(check.watches,
            [&](Text name) { may_hide = may_hide || may_be_hidden(name, gap.table); });
  return gap.column.empty() && may_hide;
}

// The same of a whole place that may not be entered. There is only one machine.
bool may_hide_a_place(const Gap& gap, const Check& check) {
  return check.scope != Scope::Host && gap.why == Absent::NotPermitted &&
         may_hide_facts(gap, check);
}

// A check of the machine is not asked of each namespace, nor the other way round.
void look_at_places(const FactBook& book, TableLook& checks, std::vector<Judgement>& answer,
                    World& world, Arena& texts) {
  for (std::size_t i = 0; i < checks.rules.size(); ++i) {
    RuleLook& look = checks.rules[i];
    Judgement& judgement = answer[checks.places[i]];
    bool was_asked = false;
    for (const FactPlace& place : book.places()) {
      if (place.is_machine != (look.check().scope == Scope::Host)) continue;
      was_asked = true;
      look.take(&place);
    }
    judgement = look.judge(book.told(), texts);
    // Of several namespaces one that may not be entered has facts, too.
    if (world.networks.size() > 1 && judgement.verdict == Verdict::Clear)
      for (const Gap& gap : book.told().all())
        if (may_hide_a_place(gap, look.check())) refuse(judgement, gap);
    if (was_asked) continue;
    const auto gaps = book.told().all();
    const auto gap = std::ranges::find_if(
        gaps, [&](const Gap& one) { return may_hide_facts(one, look.check()); });
    refuse(judgement, gap == gaps.end() ? Gap{facts_name, "", Absent::Unsupported} : *gap);
  }
}

constexpr Text second_look = "a second look";

// "backlog of 3 sockets": what a check lacks, without the reason and the remedy.
std::string lack_of(const Gap& gap) {
  if (gap.example == second_look) return std::string(second_look);  // Whatever the table is.
  Gap bare = gap;
  bare.remedy = {};
  return sentence_of(bare, Say::WhatOnly);
}

// Where a table's rules are kept, made when the first one comes.
TableLook& look_of(std::vector<TableLook>& looks, const TableInfo* table) {
  const auto known = std::ranges::find(looks, table, &TableLook::table);
  return known == looks.end() ? looks.emplace_back(TableLook{table}) : *known;
}

Gap gap_of_one_look(const Check& check, const Source& source) {
  return {check.table,
          "",
          Absent::NotCollected,
          Absent::NotApplicable,
          second_look,
          source.is_live() ? "sonde diagnose looks twice"
                           : "run sonde on that machine: it looks twice"};
}

// What the look before could not see, may have changed since: nothing of that is clear.
void keep_doubts(SeenBefore& seen, std::vector<Judgement>& answer) {
  for (Judgement& judgement : answer) {
    if (!needs_two_looks(*judgement.check)) continue;
    const auto before = seen.before.doubts.find(judgement.check->name);
    if (before != seen.before.doubts.end() && judgement.verdict == Verdict::Clear)
      for (const Gap& gap : before->second.all()) refuse(judgement, gap);
    GapList& now = seen.now.doubts[judgement.check->name];
    for (const Gap& gap : judgement.doubts.all()) now.add(gap);
  }
}

// Whether what goes to the peer of a finding leaves by what the cause is about.
bool is_on_way(const Finding& finding, const Finding& cause, Ways& ways) {
  if (!finding.peer || !finding.netns || !cause.about) return false;
  if (cause.peer && *cause.peer == *finding.peer) return true;  // It is the neighbour itself.
  return cause.peer ? ways.lead_through(*finding.netns, *finding.peer, *cause.peer)
                    : ways.lead_over(*finding.netns, *finding.peer, *cause.about);
}

// Whether the finding is about the client of a connection whose server is the cause's.
bool is_of_client(const Finding& finding, const Finding& cause, Ways& ways) {
  if (!finding.peer || !finding.about || !cause.netns || !cause.about) return false;
  Address server;
  if (*finding.about != *cause.about || !parse_address(*finding.peer, server)) return false;
  // The loopback addresses of one namespace are not those of another.
  const bool is_same_place = finding.netns && *finding.netns == *cause.netns;
  return (is_same_place || !is_loopback(server)) && ways.lead_home(*cause.netns, *finding.peer);
}

bool is_effect(const Finding& finding, const Finding& cause, const Check& check, Ways& ways) {
  bool is_named = false;
  each_name(check.explains, [&](Text name) { is_named = is_named || name == finding.check; });
  if (!is_named) return false;
  if (check.explains_clients && finding.peer) return is_of_client(finding, cause, ways);
  // What happens in a cgroup the machine counts, too.
  const bool is_of_machine =
      finding.scope == Scope::Host && (cause.scope == Scope::Host || cause.scope == Scope::Cgroup);
  const bool is_same_place =
      is_of_machine || (finding.netns && cause.netns && *finding.netns == *cause.netns);
  if (!is_same_place) return false;
  if (finding.pid && cause.pid && *finding.pid != *cause.pid) return false;
  const bool is_about_it = finding.about && cause.about && *finding.about == *cause.about;
  return !cause.about || is_about_it || is_on_way(finding, cause, ways);
}

// Effects stand under their cause: they are no findings of their own.
void fold_effects(World& world, Tables tables, std::vector<Judgement>& answer) {
  Ways ways(world, tables);
  for (Judgement& judgement : answer) {
    if (judgement.check->explains.empty()) continue;
    for (Finding& cause : judgement.findings) {
      std::string effects;
      for (Judgement& other : answer)
        std::erase_if(other.findings, [&](const Finding& finding) {
          if (!is_effect(finding, cause, *judgement.check, ways)) return false;
          effects.append(effects.empty() ? "" : "; ").append(finding.check).append(" ");
          effects += finding.where;
          cause.severity =
              std::max(cause.severity, finding.severity);  // It is no smaller than they.
          return true;
        });
      if (!effects.empty()) cause.explains = world.texts.keep(effects);
    }
  }
}

// A command that is copied from a finding of another network namespace has to be typed for that.
void place_remedies(World& world, std::vector<Judgement>& answer) {
  const Known<u32> here = world.shared<OwnSession>().netns;
  if (!here) return;
  for (Judgement& judgement : answer)
    for (Finding& finding : judgement.findings)
      if (finding.netns && *finding.netns != *here)
        finding.remedy = world.texts.keep(remedy_in_place(finding.remedy, *finding.netns));
}

// The checks of one look, table by table.
class OneLook {
public:
  OneLook(World& world, Tables tables, Looks looks, std::vector<Judgement>& answer, Arena& texts)
      : world_(world), tables_(tables), looks_(looks), answer_(answer), texts_(texts) {}

  // In the first of two looks: what its rows were is only kept where somebody asks.
  void remember(std::size_t place) {
    const Check& check = *answer_[place].check;
    const TableInfo* const table = table_of(tables_, check.table);
    bool asks_rows = false;
    each_name(check.watches, [&](Text name) {
      if (!table || !asks_past_of(check, name)) return;
      asks_rows = asks_rows || table->find(name);
      if (!table->find(name)) facts_.insert(name);
    });
    if (asks_rows) add_rule(place, check, table);
  }

  void add(std::size_t place) {
    const Check& check = *answer_[place].check;
    const TableInfo* const table = table_of(tables_, check.table);
    each_name(check.watches, [&](Text name) {
      if (table && !table->find(name)) facts_.insert(name);
    });
    add_rule(place, check, table);
  }

  // Which facts it needs.
  const std::set<Text>& facts() const { return facts_; }

  void run() { run(std::make_shared<const FactBook>(world_, tables_, facts_)); }
  void run(const std::shared_ptr<const FactBook>& book) {
    if (looks_.now) {
      looks_.now->facts = book;
      looks_.now->facts_at = book->at();
    }
    for (TableLook& look : by_table_) {
      for (RuleLook& rule : look.rules) rule.use(*book);
      if (look.table == &facts_table)
        look_at_places(*book, look, answer_, world_, texts_);
      else
        look_at_table(world_, look, answer_, texts_);
    }
  }

private:
  void add_rule(std::size_t place, const Check& check, const TableInfo* table) {
    Result<RuleLook> look =
        table ? RuleLook::make(check, *table, looks_)
              : failed(std::errc::not_supported, "look at", std::string(check.table));
    if (!look)
      return refuse(answer_[place], {check.table, "", Absent::Unsupported, Absent::NotApplicable,
                                     look.error().object});
    TableLook& of_table = look_of(by_table_, table);
    of_table.rules.emplace_back(std::move(*look));
    of_table.places.push_back(place);
  }

  World& world_;
  Tables tables_;
  Looks looks_;
  std::vector<Judgement>& answer_;
  Arena& texts_;
  std::vector<TableLook> by_table_{};
  std::set<Text> facts_{};
};

// What needs no second look is judged while the first one waits for it, unless the second one reads
// that table anyway.
bool is_for_the_pause(const Check& check, Checks chosen) {
  return std::ranges::none_of(chosen, [&](const Check* other) {
    return other->table == check.table && needs_two_looks(*other);
  });
}

std::vector<Judgement> unjudged(Checks chosen) {
  std::vector<Judgement> answer(chosen.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) answer[i].check = chosen[i];
  return answer;
}

void look_first(World& world, Tables tables, Checks chosen, SeenBefore& seen) {
  std::vector<Judgement> answer = unjudged(chosen);
  OneLook look(world, tables, {nullptr, &seen.now}, answer, world.texts);
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (needs_two_looks(*chosen[i])) look.remember(i);
  seen.in_pause = unjudged(chosen);
  OneLook pause(world, tables, {}, seen.in_pause, seen.texts);
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (is_for_the_pause(*chosen[i], chosen)) pause.add(i);
  std::set<Text> facts = look.facts();
  facts.insert(pause.facts().begin(), pause.facts().end());
  const auto book = std::make_shared<const FactBook>(world, tables, facts);
  look.run(book);
  keep_doubts(seen, answer);
  pause.run(book);
}

}  // namespace

std::vector<Judgement> diagnose(World& world, Tables tables, Checks chosen, SeenBefore* seen) {
  if (seen && std::ranges::none_of(chosen, [](const Check* c) { return needs_two_looks(*c); }))
    ++seen->looks;
  Looks looks;
  if (seen) {
    seen->before = std::exchange(seen->now, {});
    looks = {&seen->before, &seen->now, seen->is_last};
    if (++seen->looks == 1) {
      look_first(world, tables, chosen, *seen);
      return unjudged(chosen);
    }
  }
  std::vector<Judgement> answer = seen ? std::exchange(seen->in_pause, {}) : unjudged(chosen);
  const bool was_in_pause = !answer.empty();
  if (!was_in_pause) answer = unjudged(chosen);
  OneLook look(world, tables, looks, answer, world.texts);
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (!seen && tells_nothing_at_once(*chosen[i]))
      refuse(answer[i], gap_of_one_look(*chosen[i], world.source));
    else if (!seen || !was_in_pause || !is_for_the_pause(*chosen[i], chosen))
      look.add(i);
  look.run();
  if (seen) keep_doubts(*seen, answer);
  fold_effects(world, tables, answer);
  place_remedies(world, answer);
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
struct ConditionPart {
  Text before;
  Text Check::*part;
};
constexpr ConditionPart condition_parts[] = {
    {"", &Check::condition},
    {"between two looks ", &Check::change},
    {"where ", &Check::shares},
    {"by ", &Check::by},
    {"that differ in ", &Check::differ},
    {"critical if ", &Check::critical_if},
    {"a warning if ", &Check::warning_if},
    {"few, and so none, if ", &Check::few_if},
    {"a warning only if there is also ", &Check::eased_if},
    {"none if there is also ", &Check::unless},
    {"only if there is also ", &Check::only_if},
};
constexpr auto threshold = [](Judgement* const& row, std::string& room) -> Text {
  const Check& check = *row->check;
  room.clear();
  for (const auto& [before, part] : condition_parts)
    if (!(check.*part).empty())
      room.append(room.empty() ? "" : "; ").append(before).append(check.*part);
  if (check.at_least > 1) append_number(room += "; at least ", check.at_least);
  return room;
};
constexpr ColumnInfo columns_of_judgements[] = {
    column<declared<&Check::name>>("check", "Name of the check.", Show::Always),
    column<verdict>("verdict", "Found, if only as an effect of another; clear; or unknown because something was not seen.", Show::Always).with(verdict_words),
    column<declared<&Check::severity>>("severity", "How bad it is when it is found.", Show::Always).with(severity_words),
    column<declared<&Check::table>>("reads", "The table that it looks at.", Show::Always),
    column<declared<&Check::asks>>("asks", "The question that it answers.", Show::Always),
    column<why>("lacks", "What could not be seen, when the answer is unknown.", Show::Always),
    column<declared<&Check::scope>>("scope", "What a finding is true of.", Show::Machine).with(scope_words),
    column<declared<&Check::confidence>>("confidence", "How sure a finding is.", Show::Machine).with(confidence_words),
    column<threshold>("condition", "What makes a finding, in the filter language.", Show::Machine),
    column<declared<&Check::source>>("source", "Who says that the threshold is right.", Show::Machine),
};
// clang-format on
constexpr Text key_of_findings[] = {"check", "where", "netns", "container"};
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

// Null where there can be no second look.
template <class Row> SeenBefore* seen_before(const Scan<Row>& scan) {
  const bool is_looked_at_again = scan.request.memory && scan.world.source.has_second_look();
  return is_looked_at_again ? &scan.request.memory->template of<SeenBefore>() : nullptr;
}

// The first look of several only remembers.
template <class Row> bool is_only_first(const Scan<Row>& scan) {
  const SeenBefore* const seen = seen_before(scan);
  return seen && seen->looks == 1;
}

}  // namespace

const std::span<const ColumnInfo> finding_columns = columns_of_findings;
const std::span<const ColumnInfo> judgement_columns = columns_of_judgements;
const std::span<const Text> finding_key = key_of_findings;
const std::span<const Text> judgement_key = key_of_judgements;

Result<void> scan_findings(Scan<Finding>& scan, Tables tables) {
  std::vector<const Finding*> order;
  const auto wanted = wanted_checks<&Finding::check>(scan);
  const std::vector<Judgement> judgements = diagnose(scan.world, tables, wanted, seen_before(scan));
  if (is_only_first(scan)) return {};
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
  std::vector<Judgement> judgements = diagnose(scan.world, tables, wanted, seen_before(scan));
  if (is_only_first(scan)) return {};
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
