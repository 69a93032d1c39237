// look_findings.cpp: the sentences of a finding, filled with the values of the row that says most.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "check/evidence.hpp"
#include "check/look.hpp"
#include "check/remedy.hpp"

namespace sonde {
namespace {

template <class T> Known<T> number_of(const Cell* cell) {
  if (!cell) return Absent::NotApplicable;
  if (const i64* number = std::get_if<i64>(cell)) return static_cast<T>(*number);
  const Absent* const why = std::get_if<Absent>(cell);
  return why ? *why : Absent::Malformed;
}

Known<Text> text_of(const Cell* cell, Arena& texts) {
  if (!cell) return Absent::NotApplicable;
  if (const Text* text = std::get_if<Text>(cell)) return texts.keep(*text);
  const Absent* const why = std::get_if<Absent>(cell);
  return why ? *why : Absent::Malformed;
}

Known<Text> plain_of(const Cell* cell, Arena& texts) {
  if (!cell || std::holds_alternative<Absent>(*cell)) return Absent::NotApplicable;
  std::string text;
  append_plain(text, *cell);
  return texts.keep(text);
}

}  // namespace

const Cell* RuleLook::cell_of(const Group& group, Text column) const {
  for (std::size_t i = 0; i < rule_.shown.size(); ++i)
    if (rule_.shown[i]->name == column) return &group.cells[i];
  return nullptr;
}

std::string RuleLook::filled(Text sentence, const Group& group, Use use) const {
  std::string out;
  each_part(
      sentence, [&](Text text) { out += text; },
      [&](Text name) {
        if (name == count_placeholder)
          append_number(out, group.count);
        else if (use == Use::InSentence)
          append_word(out, *cell_of(group, name));
        else
          append_shell_word(out, *cell_of(group, name));
      });
  return out;
}

// Of a clause the first value that is not known, and so cannot be typed.
const ColumnInfo* RuleLook::unknown_in(Text clause, const Group& group) const {
  const ColumnInfo* unknown = nullptr;
  each_part(
      clause, [](Text) {},
      [&](Text name) {
        const Cell* const cell = name == count_placeholder ? nullptr : cell_of(group, name);
        if (cell && std::holds_alternative<Absent>(*cell) && !unknown)
          unknown = rule_.table->find(name);
      });
  return unknown;
}

// The clauses that can be typed. Where none can, what would make it so.
std::string RuleLook::remedy_of(const Group& group) const {
  std::string out;
  const ColumnInfo* lacking = nullptr;
  each_clause(rule_.check->remedy, [&](Text clause) {
    if (const ColumnInfo* const unknown = unknown_in(clause, group))
      lacking = unknown;
    else
      append_clause(out, filled(clause, group, Use::InCommand));
  });
  if (out.empty() && lacking) {
    const Absent why = std::get<Absent>(*cell_of(group, lacking->name));
    out.append("It depends on the ").append(lacking->name).append(", which is not known here: ");
    const Text how = rule_.table->remedy ? rule_.table->remedy(lacking->name, why) : Text();
    out += how.empty() ? name_of(why) : how;
  }
  if (!out.ends_with('.')) out += '.';
  return out;
}

Finding RuleLook::finding_of(const Group& group, bool is_eased, Arena& texts) const {
  const Check& check = *rule_.check;
  Finding finding;
  finding.check = check.name;
  finding.severity = group.severity;
  if (is_eased) finding.severity = std::min(finding.severity, Severity::Warning);
  finding.scope = check.scope;
  finding.confidence = check.confidence;
  finding.where = texts.keep(filled(check.where, group));
  finding.says = texts.keep(filled(check.says, group));
  finding.remedy = texts.keep(remedy_of(group));
  finding.source = check.source;
  finding.count = group.count;
  std::string evidence;
  if (check.at_least > 1) append_evidence(evidence, "count", static_cast<i64>(group.count), {});
  // Of neighbours that have the same origin the last one names it.
  each_name(check.evidence, [&](Text name) {
    const Text from = origin_of(rule_.table->name, name);
    const std::string named = " (" + std::string(from) + ")";
    if (!from.empty() && evidence.ends_with(named)) evidence.resize(evidence.size() - named.size());
    append_evidence(evidence, name, *cell_of(group, name), from);
  });
  finding.evidence = texts.keep(evidence);
  finding.netns = number_of<u32>(cell_of(group, "netns"));
  finding.container = text_of(cell_of(group, "container"), texts);
  finding.pid = number_of<int>(cell_of(group, check.blames));
  finding.about = plain_of(cell_of(group, check.about), texts);
  finding.peer = plain_of(cell_of(group, check.peer), texts);
  if (check.blames == "pid") finding.process = text_of(cell_of(group, "process"), texts);
  return finding;
}

}  // namespace sonde
