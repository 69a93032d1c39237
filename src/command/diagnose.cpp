// diagnose.cpp: "sonde diagnose": what is wrong here, for a tired person or for a program.
// SPDX-License-Identifier: Apache-2.0
#include "check/diagnose.hpp"

#include <algorithm>
#include <set>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/check_names.hpp"
#include "command/findings.hpp"
#include "command/place.hpp"
#include "render/grid.hpp"
#include "tables/other_ends.hpp"

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
    put_line("", place, indent + std::max(finding.check.size() + 2, name_width));
    for (const Text line : {finding.says, finding.evidence}) {
      out_.pad(indent);
      put_line("", line, indent);
    }
    if (finding.explains) {
      out_.pad(indent);
      put_line("explains ", *finding.explains, indent);
    }
    out_.pad(indent);
    put_line("\xe2\x86\x92 ", with_flags(finding.remedy, style_.flags), indent);
  }
  // `used`: columns that stand in front of it.
  void put_line(Text mark, Text foreign, std::size_t used) {
    line_ = mark;
    if (style_.escape == Escape::Yes)
      escape_to(line_, foreign);
    else
      line_ += foreign;
    put_folded(out_, line_, style_.width, {.used = used, .indent = indent});
  }

  Place place_;
  std::string line_{};
};

// The checks that were asked for; none: all of them.
Result<std::vector<const Check*>> chosen_by(const std::vector<std::string>& names) {
  std::vector<const Check*> chosen;
  for (const std::string& name : names) {
    const std::vector<const Check*> called = checks_called(name);
    if (called.empty()) {
      const Text meant = check_like(name);
      std::string sentence = "there is no check, and no family of checks, '" + name + "'";
      if (!meant.empty()) sentence.append("; did you mean '").append(meant).append("'?");
      return usage_error(sentence + " (sonde diagnose --list shows them)");
    }
    chosen.insert(chosen.end(), called.begin(), called.end());
  }
  return chosen;
}

// As a filter over a table whose column "check" has their names.
std::vector<std::string> filter_of(Checks chosen) {
  std::string filter;
  for (const Check* const check : chosen)
    filter.append(filter.empty() ? "check = '" : " or check = '").append(check->name).append("'");
  if (filter.empty()) return {};
  return {filter};
}

bool need_two_looks(Checks chosen) {
  return chosen.empty() ||
         std::ranges::any_of(chosen, [](const Check* one) { return needs_two_looks(*one); });
}

void append_counted(std::string& out, u64 count, Text word) {
  append_number(out, count);
  (out += ' ') += word;
  if (count != 1 && word != "info") out += 's';
}

// Where most could not be looked at, nothing is said of the place as a whole.
bool is_answer(const Tally& tally) { return 2 * tally.made >= tally.chosen && tally.made > 0; }

std::string found_of(const Tally& tally) {
  std::string found;
  append_number(found, tally.critical);
  found += " critical, ";
  append_counted(found, tally.warnings, "warning");
  if (tally.infos > 0) append_counted(found += ", ", tally.infos, "info");
  return found;
}

// "1 critical, 0 warnings; 11 of 13 checks made; 2 not possible here: sonde diagnose --list"
std::string summary_of(const Tally& tally) {
  std::string made;
  append_number(made, tally.made);
  made += " of ";
  append_counted(made, tally.chosen, "check");
  made += " made";
  if (tally.made == tally.chosen) return found_of(tally) + "; " + made + '\n';
  append_number(made += "; ", tally.chosen - tally.made);
  made += " not possible here: sonde diagnose --list";
  if (is_answer(tally)) return found_of(tally) + "; " + made + '\n';
  made = "only " + made;
  if (tally.made > 0) made += "; these found " + found_of(tally);
  return made + '\n';
}

// "tcp.refused, tcp.orphans, udp.no_ports and 47 more"
std::string names_of(const std::vector<Text>& checks) {
  constexpr std::size_t named_max = 3;
  std::string names;
  for (std::size_t i = 0; i < std::min(checks.size(), named_max); ++i)
    names.append(names.empty() ? "" : ", ").append(checks[i]);
  if (checks.size() <= named_max) return names;
  append_number(names += " and ", checks.size() - named_max);
  return names + " more";
}

// What several checks lack.
struct Lack {
  const Gap* gap = nullptr;
  std::vector<Text> checks{};
};

std::vector<Lack> lacks_of(const GapList& gaps) {
  std::vector<Lack> lacks;
  for (const Gap& gap : gaps.all()) {
    if (!find_check(gap.column)) continue;
    const auto known = std::ranges::find_if(lacks, [&](const Lack& lack) {
      return lack.gap->why == gap.why && lack.gap->example == gap.example &&
             lack.gap->remedy == gap.remedy;
    });
    Lack& lack = known == lacks.end() ? lacks.emplace_back(Lack{.gap = &gap}) : *known;
    lack.checks.push_back(gap.column);
  }
  // First what whoever asks can change, then what takes most with it.
  std::ranges::stable_sort(lacks, [](const Lack& a, const Lack& b) {
    const bool is_refused = a.gap->why == Absent::NotPermitted;
    if (is_refused != (b.gap->why == Absent::NotPermitted)) return is_refused;
    return a.checks.size() > b.checks.size();
  });
  return lacks;
}

std::string sentence_of(const Lack& lack) {
  std::string sentence =
      "not looked at: " + names_of(lack.checks) + ", for want of " + std::string(lack.gap->example);
  if (!lack.gap->remedy.empty()) sentence.append(": ").append(lack.gap->remedy);
  return sentence;
}

// What several checks lack is told once, and of many such lacks the first; --list tells each.
void tell_gaps(Call& call, const Renderer& renderer) {
  constexpr std::size_t few = 6;
  const std::size_t width = renderer.style().talk_width;
  std::set<std::string> sentences;
  for (const Gap& gap : renderer.gaps().all())
    if (!find_check(gap.column) && sentences.insert(sentence_of(gap)).second)
      say(call.talk, sentence_of(gap), width);
  const std::vector<Lack> lacks = lacks_of(renderer.gaps());
  const std::size_t told = call.options.list || lacks.size() <= few + 1 ? lacks.size() : few;
  for (std::size_t i = 0; i < told; ++i) say(call.talk, sentence_of(lacks[i]), width);
  std::set<Text> others;  // A check may have several reasons, of which one is told.
  for (std::size_t i = told; i < lacks.size(); ++i)
    others.insert(lacks[i].checks.begin(), lacks[i].checks.end());
  for (std::size_t i = 0; i < told; ++i)
    for (const Text check : lacks[i].checks) others.erase(check);
  if (!others.empty()) {
    std::string sentence = "not looked at: ";
    append_counted(sentence, others.size(), "more check");
    append_counted(sentence += ", for ", lacks.size() - told, "other reason");
    sentence.append(": ").append(with_flags("sonde diagnose --list", renderer.style().flags));
    say(call.talk, sentence, width);
  }
  for (const std::string& note : renderer.notes()) say(call.talk, note, width);
}

// A paste or a copy is asked for what it holds, of a machine nobody chose what to leave out.
Exit exit_of(const Options& options, const Renderer& renderer, const Tally& tally, bool is_live) {
  if (options.strict && !renderer.gaps().empty()) return Exit::Gaps;
  if (tally.critical + tally.warnings > 0) return Exit::No;
  const bool has_answer = is_live ? is_answer(tally) : tally.made > 0;
  return has_answer ? Exit::Answered : Exit::Failed;
}

// Below the findings of a watch, which must stay on the screen.
std::string rest_of_watch(const Form& form, const Renderer& renderer, Memory& memory) {
  std::string text;
  if (form.gaps == Form::Gaps::Inside) return text;
  Out talk(text);
  std::string summary = summary_of(memory.of<Tally>());
  summary.pop_back();
  say(talk, summary, renderer.style().talk_width);
  say(talk, "evidence and what to do: sonde diagnose, without --watch",
      renderer.style().talk_width);
  (void)talk.flush();  // Into a string.
  return text;
}

}  // namespace

Result<Exit> run_diagnose(Call& call) {
  const std::vector<const Check*> chosen = TRY(chosen_by(call.words));
  Call asked{call.command, call.options, filter_of(chosen), call.out, call.talk};
  const View& view = call.options.list ? checks_view : *call.command.view;
  const Plan plan = TRY(make_plan(view, asked));
  const double interval = call.options.interval ? call.options.interval->value : usual_interval_s;
  const bool wants_two_looks = need_two_looks(chosen);
  const std::unique_ptr<Source> source =
      TRY(open_source(call.options, wants_two_looks ? interval : 0));
  Style style = TRY(style_of(call));
  Memory memory;
  if (call.options.interval) TRY(check_interval(call.options, *source));
  const bool looks_twice = source->has_second_look() && wants_two_looks;
  World first{*source, call.options.source, call.options.endian};
  style.where = TRY(aim(first, call));
  if (looks_twice && !TRY(look_before(first, plan, interval, memory))) return Exit::Answered;
  if (call.options.watch) return watch_view(asked, plan, *source, style, memory, &rest_of_watch);
  memory.of<SeenBefore>().is_last = true;
  World world{*source, call.options.source, call.options.endian};
  if (call.options.all) {  // To look for them takes a walk over all descriptors.
    world.networks = first.networks;
    world.share(first.shared<EveryNetwork>());
  } else {
    TRY(aim(world, call));
  }
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
  return exit_of(call.options, *renderer, tally, source->is_live());
}

}  // namespace sonde
