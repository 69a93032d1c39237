// path.cpp: "sonde path": one line a step, and at the end the answer in a sentence.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "base/services.hpp"
#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/place.hpp"
#include "model/path_step.hpp"
#include "tables/path_question.hpp"

namespace sonde {
namespace {

constexpr u8 tcp = 6;
constexpr u8 udp = 17;

class PathRenderer final : public Renderer {
public:
  using Renderer::Renderer;

protected:
  void start() override {}
  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      for (std::size_t c = 0; c < columns().size(); ++c) read(c, chunk[i], room_);
      steps_.push_back(*static_cast<const PathStep*>(chunk[i]));  // Its texts are the world's.
    }
  }
  void finish() override {
    if (steps_.empty()) return;
    constexpr std::size_t indent = 2;
    Grid grid(std::vector<GridColumn>(3), style_.width, indent);
    for (const PathStep& step : steps_) {
      grid.add(words_of(step.verdict));
      grid.add(name_of(step.step));
      grid.add(shown(step.says));
    }
    grid.fit();
    const bool has_color = style_.color == Color::Yes;
    grid.print_rows(
        out_,
        [&](Out& out, std::size_t row, bool is_continued) {
          const bool fails = steps_[row].verdict == PathVerdict::Fails;
          if (fails && has_color && !is_continued) out.put("\x1b[1;31m");
          out.pad(indent);
        },
        [&](Out& out, std::size_t row, bool) {
          if (steps_[row].verdict == PathVerdict::Fails && has_color) out.put("\x1b[0m");
        });
    put_folded(out_, answer(), style_.width);
  }

private:
  static Text words_of(PathVerdict verdict) {
    return verdict == PathVerdict::Ok ? "ok" : verdict == PathVerdict::Fails ? "FAILS" : "?";
  }
  std::string shown(Text foreign) const {
    std::string text;
    append_shown(text, to_cell(foreign), style_.escape);
    return text;
  }

  // The first step that fails, with its remedy; or what is not known.
  std::string answer() const {
    const auto failed = std::ranges::find(steps_, PathVerdict::Fails, &PathStep::verdict);
    if (failed != steps_.end()) {
      std::string said = "It does not work: " + shown(failed->says) + '.';
      if (failed->next) said += " Next: " + with_flags(shown(*failed->next), style_.flags);
      return said;
    }
    std::string unknown;
    Text next;
    for (const PathStep& step : steps_) {
      if (step.verdict != PathVerdict::Unknown) continue;
      if (!unknown.contains(name_of(step.step)))
        (unknown += unknown.empty() ? "" : ", ") += name_of(step.step);
      if (step.next && next.empty()) next = *step.next;
    }
    if (unknown.empty()) return "It works.";
    const bool has_ok =
        std::ranges::find(steps_, PathVerdict::Ok, &PathStep::verdict) != steps_.end();
    std::string said = has_ok ? "It works as far as can be seen; not known: " + unknown + '.'
                              : "It cannot be said whether it works.";
    if (!next.empty()) said += " Next: " + with_flags(shown(next), style_.flags);
    return said;
  }

  std::vector<PathStep> steps_{};
  std::string room_{};
};

constexpr Form path_form{Form::Gaps::Beside, &make_renderer<PathRenderer>};

std::unexpected<Error> wrong_end(Text typed) {
  return usage_error("'" + std::string(typed) +
                     "' is no destination: ADDRESS:PORT, [IPV6]:PORT or NAME:PORT");
}

// "192.0.2.1:80", "[2001:db8::1]:https", "web:80". Texts of the question live as long as `typed`.
Result<void> read_end(Text typed, PathQuestion& question) {
  const std::size_t colon = typed.rfind(':');
  if (colon == Text::npos || colon == 0) return wrong_end(typed);
  const Text port = typed.substr(colon + 1);
  Text host = typed.substr(0, colon);
  const bool has_brackets = host.starts_with('[') && host.ends_with(']');
  if (has_brackets) host = host.substr(1, host.size() - 2);
  Address address;
  const bool is_address = parse_address(host, address);
  const bool is_one_word = host.find_first_of(" \t/:[]@") == Text::npos;
  if (!is_address && !is_one_word) return wrong_end(typed);
  if (address.version == 6 && is_address && !has_brackets) return wrong_end(typed);
  if (!parse_number(port, question.port)) {
    const std::optional<u16> known = service_port(port);
    if (!known) return wrong_end(typed);
    question.port = *known;
  }
  if (question.port == 0) return usage_error("port 0 is none: a port is 1 to 65535");
  question.host = host;
  if (is_address) question.destination = without_mapping(address);
  return {};
}

Result<PathQuestion> read_question(const Call& call) {
  const std::vector<std::string>& words = call.words;
  if (words.empty() || words.size() > 2)
    return usage_error("from where, and to where: sonde path [SOURCE] DESTINATION:PORT");
  PathQuestion question;
  question.protocol = call.options.udp ? udp : tcp;
  TRY(read_end(words.back(), question));
  if (words.size() == 1) return question;
  Address source;
  if (!parse_address(words.front(), source))
    return usage_error("'" + words.front() +
                       "' is no address to come from; for another place: --in NAME");
  source = without_mapping(source);
  if (question.destination && question.destination.value.version != source.version)
    return usage_error("one address is IPv4 and the other IPv6: no packet has both");
  question.source = source;
  return question;
}

}  // namespace

Result<Exit> run_path(Call& call) {
  PathQuestion question = TRY(read_question(call));
  if (call.options.watch) return usage_error("path looks once: leave --watch out");
  const std::vector<std::string> typed = std::move(call.words);  // Zones point there.
  call.words.clear();
  Plan plan = TRY(make_plan(*call.command.view, call));
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  Style style = TRY(style_of(call));
  World world{*source, call.options.source, call.options.endian};
  style.where = TRY(aim(world, call));
  PathOutcome outcome;
  question.outcome = &outcome;
  world.share(std::move(question));
  const bool as_sentences =
      &form_of(call.options) == &text_form && !call.options.columns && !call.options.group;
  const Form& form = as_sentences ? path_form : form_of(call.options);
  const std::unique_ptr<Renderer> renderer = form.make(call.out, style);
  const Outcome done = TRY(run_plan(plan, world, *renderer));
  TRY(finish_answer(call, form, *renderer));
  const Exit exit = exit_of(call.options, plan, *renderer, done);
  if (exit == Exit::Gaps) return exit;
  if (outcome.has_failed) return Exit::No;
  return outcome.has_ok ? exit : Exit::Failed;
}

}  // namespace sonde
