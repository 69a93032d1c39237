// explain_check.cpp: what a check declares, what the lexicon says of it, and how to reproduce it.
// SPDX-License-Identifier: Apache-2.0
#include "command/explain_check.hpp"

#include <vector>

#include "check/check.hpp"
#include "lexicon/check_texts.hpp"
#include "lexicon/paragraph.hpp"

namespace sonde {
namespace {

using lexicon::append_paragraph;
using lexicon::Phrase;
using lexicon::say;

constexpr std::size_t indent = 2;
constexpr std::size_t command_indent = 4;

constexpr Phrase looks_at{"It looks at: ", "見るもの：", "查看："};
constexpr Phrase table_of{"the table {0}", "表 {0}", "表 {0}"};
constexpr Phrase condition_of{", {0}", "、{0}", "，{0}"};
constexpr Phrase at_least{"; {0} rows or more", "、{0} 行以上", "，不少于 {0} 行"};
constexpr Phrase grouped{", by {0}", "（{0} ごと）", "（按 {0}）"};
constexpr Phrase change{"Between two looks: ", "2 回の観測の間：", "两次观察之间："};
constexpr Phrase share{"where ", "ただし：", "其中："};
constexpr Phrase severity{"Severity: ", "重大度：", "严重程度："};
constexpr Phrase critical{"Critical when: ", "critical になる条件：", "为 critical 的条件："};
constexpr Phrase eased{"A warning only when there is also: ", "これもあれば warning：",
                       "若还有以下情形则只是 warning："};
constexpr Phrase warning{"A warning when: ", "warning になる条件：", "为 warning 的条件："};
constexpr Phrase few{"Only when they are many, where: ", "次の場合は多いときだけ：",
                     "在以下情形中仅当数量多时报告："};
constexpr Phrase many_rows{" ({0} rows)", "（{0} 行）", "（{0} 行）"};
constexpr Phrase many_percent{" ({0} % of {1})", "（{1} の {0} %）", "（{1} 的 {0} %）"};
constexpr Phrase unless{"None when there is also: ", "これもあれば何も報告しない：",
                        "若还有以下情形则不报告："};
constexpr Phrase only_if{"Only when there is also: ", "これもあるときだけ：", "仅当还有以下情形："};
constexpr Phrase reproduce{"To reproduce it (as root; it disturbs nothing else):",
                           "再現（root で実行。ほかには影響しません）：",
                           "重现（以 root 身份运行，不影响其他）："};

void append_line(std::string& out, Text label, Text text) {
  if (!text.empty()) append_paragraph(out, std::string(label).append(text), indent);
}

std::string rows_of(const Check& check, Language language) {
  std::string rows = say(table_of, language, {check.table});
  if (!check.condition.empty()) rows += say(condition_of, language, {check.condition});
  if (check.at_least > 1) rows += say(at_least, language, {std::to_string(check.at_least)});
  if (!check.by.empty()) rows += say(grouped, language, {check.by});
  return rows;
}

std::string few_of(const Check& check, Language language) {
  std::string few(check.few_if);
  if (check.many > 0) few += say(many_rows, language, {std::to_string(check.many)});
  if (check.many_percent > 0)
    few += say(many_percent, language, {std::to_string(check.many_percent), check.whole});
  return few;
}

void append_declared(std::string& out, const Check& check, Language language) {
  append_line(out, say(looks_at, language), rows_of(check, language));
  append_line(out, say(change, language), check.change);
  append_line(out, say(share, language), check.shares);
  append_line(out, say(severity, language), name_of(check.severity));
  append_line(out, say(critical, language), check.critical_if);
  append_line(out, say(warning, language), check.warning_if);
  append_line(out, say(eased, language), check.eased_if);
  append_line(out, say(few, language), few_of(check, language));
  append_line(out, say(unless, language), check.unless);
  append_line(out, say(only_if, language), check.only_if);
  // The declaration speaks English; what it says stands in the entries of the other languages, too.
  if (language != Language::En) return;
  append_line(out, "Why so: ", check.source);
  append_line(out, "It says: ", check.says);
  append_line(out, "What to do: ", check.remedy);
}

void append_commands(std::string& out, Text name, Language language) {
  const std::vector<Text> commands = commands_of_check(name);
  if (commands.empty()) return;
  append_paragraph(out += '\n', say(reproduce, language), indent);
  // As they are, however long: they are there to be copied.
  for (const Text command : commands) out.append(command_indent, ' ').append(command) += '\n';
}

}  // namespace

std::string explain_check(Text name, Language language) {
  const Check* const check = find_check(name);
  if (!check) return {};
  std::string out(check->name);
  out.append("  (").append(kind_name("check", language)).append(")\n");
  if (language == Language::En) append_line(out, "", check->asks);
  if (const Entry* const entry = find_check_text(name))
    append_paragraph(out, sentences_of(*entry, language), indent);
  out += '\n';
  append_declared(out, *check, language);
  append_commands(out, name, language);
  return out;
}

}  // namespace sonde
