// diagnose.cpp: "sonde diagnose": what is wrong here, for a tired person or for a program.
// SPDX-License-Identifier: Apache-2.0
#include "check/diagnose.hpp"

#include <algorithm>
#include <set>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/findings.hpp"

namespace sonde {
namespace {

constexpr double usual_interval_s = 1;  // Between the two looks.
constexpr View checks_view = {.table = &checks_table};

Text color_of(Severity severity) {
  switch (severity) {
    case Severity::Critical: return "\x1b[1;31m";
    case Severity::Warning: return "\x1b[33m";
    case Severity::Info: return "";
  }
  return "";
}

// A paragraph for each finding: a table would cut the sentences, which are the point.
class FindingRenderer final : public Renderer {
public:
  // Of several namespaces each finding names its own.
  enum class Place : u8 { One, Many };
  FindingRenderer(Out& out, const Style& style, Place place)
      : Renderer(out, style), place_(place) {}

protected:
  void start() override {}
  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) write(*static_cast<const Finding*>(chunk[i]));
  }
  void finish() override {}

private:
  static constexpr std::size_t indent = 10;
  static constexpr std::size_t name_width = 22;

  void write(const Finding& finding) {
    const Text severity = name_of(finding.severity);
    const Text color = style_.color == Color::Yes ? color_of(finding.severity) : Text();
    out_.put(color);
    out_.put(severity);
    out_.put(color.empty() ? "" : "\x1b[0m");
    out_.pad(indent - severity.size());
    out_.put(finding.check);
    out_.pad(finding.check.size() < name_width ? name_width - finding.check.size() : 2);
    std::string place;
    if (finding.container)
      place.append("container ").append(*finding.container).append(", ");
    else if (place_ == Place::Many && finding.netns)
      place.append("netns ").append(std::to_string(*finding.netns)).append(", ");
    place += finding.where;
    put_line(place);
    for (const Text line : {finding.says, finding.evidence}) {
      out_.pad(indent);
      put_line(line);
    }
    if (finding.explains) {
      out_.pad(indent);
      out_.put("explains ");
      put_line(*finding.explains);
    }
    out_.pad(indent);
    out_.put("\xe2\x86\x92 ");
    put_line(finding.remedy);
  }
  void put_line(Text foreign) {
    line_.clear();
    if (style_.escape == Escape::Yes)
      escape_to(line_, foreign);
    else
      line_ += foreign;
    line_ += '\n';
    out_.put(line_);
  }

  Place place_;
  std::string line_{};
};

// The names of checks as a filter over a table whose column "check" has them.
Result<std::vector<std::string>> filter_of(const std::vector<std::string>& names) {
  std::string filter;
  for (const std::string& name : names) {
    if (!find_check(name)) {
      std::vector<Text> known;
      for (const Check& check : all_checks) known.push_back(check.name);
      const Text meant = nearest(name, known);
      std::string sentence = "there is no check '" + name + "'";
      if (!meant.empty()) sentence.append("; did you mean '").append(meant).append("'?");
      return usage_error(sentence + " (sonde diagnose --list shows them)");
    }
    filter += (filter.empty() ? "check = '" : " or check = '") + name + "'";
  }
  if (filter.empty()) return std::vector<std::string>();
  return std::vector{filter};
}

bool need_two_looks(const std::vector<std::string>& names) {
  return names.empty() || std::ranges::any_of(names, [](const std::string& name) {
           return needs_two_looks(*find_check(name));
         });
}

void append_counted(std::string& out, u64 count, Text word) {
  append_number(out, count);
  (out += ' ') += word;
  if (count != 1 && word != "info") out += 's';
}

// "1 critical, 0 warnings; 11 of 13 checks made; 2 not possible here: sonde diagnose --list"
std::string summary_of(const Tally& tally) {
  std::string line;
  append_number(line, tally.critical);
  line += " critical, ";
  append_counted(line, tally.warnings, "warning");
  if (tally.infos > 0) append_counted(line += ", ", tally.infos, "info");
  line += "; ";
  append_number(line, tally.made);
  line += " of ";
  append_counted(line, tally.chosen, "check");
  line += " made";
  if (tally.made == tally.chosen) return line += '\n';
  append_number(line += "; ", tally.chosen - tally.made);
  return line += " not possible here: sonde diagnose --list\n";
}

// What several checks lack is told once.
void tell_gaps(Call& call, const Renderer& renderer) {
  const std::size_t width = renderer.style().talk_width;
  std::set<std::string> told;
  for (const Gap& gap : renderer.gaps().all()) {
    std::string names;
    for (const Gap& other : renderer.gaps().all()) {
      const bool is_same = other.why == gap.why && other.example == gap.example &&
                           other.remedy == gap.remedy && find_check(other.column);
      if (is_same) names.append(names.empty() ? "" : ", ").append(other.column);
    }
    std::string sentence = sentence_of(gap);
    if (find_check(gap.column)) {
      sentence = "not looked at: " + names + ", for want of " + std::string(gap.example);
      if (!gap.remedy.empty()) sentence.append(": ").append(gap.remedy);
    }
    if (told.insert(sentence).second) say(call.talk, sentence, width);
  }
  for (const std::string& note : renderer.notes()) say(call.talk, note, width);
}

Exit exit_of(const Options& options, const Renderer& renderer, const Tally& tally) {
  if (options.strict && !renderer.gaps().empty()) return Exit::Gaps;
  if (tally.critical + tally.warnings > 0) return Exit::No;
  return tally.made > 0 ? Exit::Answered : Exit::Failed;
}

}  // namespace

Result<Exit> run_diagnose(Call& call) {
  Call asked{call.command, call.options, TRY(filter_of(call.words)), call.out, call.talk};
  const View& view = call.options.list ? checks_view : *call.command.view;
  const Plan plan = TRY(make_plan(view, asked));
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  Style style = TRY(style_of(call));
  Memory memory;
  if (call.options.interval) TRY(check_interval(call.options, *source));
  const double interval = call.options.interval ? call.options.interval->value : usual_interval_s;
  const bool looks_twice = source->is_live() && need_two_looks(call.words);
  World first{*source, call.options.source, call.options.endian};
  style.where = TRY(aim(first, call));
  if (looks_twice && !TRY(look_before(first, plan, interval, memory))) return Exit::Answered;
  if (call.options.watch) return watch_view(asked, plan, *source, style, memory);
  memory.of<SeenBefore>().is_last = true;
  World world{*source, call.options.source, call.options.endian};
  if (call.options.all)
    world.networks = first.networks;  // To look for them takes a walk over all descriptors.
  else
    TRY(aim(world, call));
  const bool as_paragraphs = &form_of(call.options) == &text_form && !call.options.list &&
                             !call.options.columns && !call.options.group;
  const Form& form = form_of(call.options);
  using Place = FindingRenderer::Place;
  const std::unique_ptr<Renderer> renderer =
      as_paragraphs ? std::make_unique<FindingRenderer>(call.out, style,
                                                        call.options.all ? Place::Many : Place::One)
                    : form.make(call.out, style);
  TRY(run_plan(plan, world, *renderer, &memory));
  const Tally& tally = memory.of<Tally>();
  if (as_paragraphs) call.out.put(summary_of(tally));
  TRY(call.out.flush());
  if (form.gaps == Form::Gaps::Beside) tell_gaps(call, *renderer);
  if (call.options.list && !call.options.strict) return Exit::Answered;
  return exit_of(call.options, *renderer, tally);
}

}  // namespace sonde
