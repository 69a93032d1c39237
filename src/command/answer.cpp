// answer.cpp: runs a plan over a place, renders the rows, and says what is missing.
// SPDX-License-Identifier: Apache-2.0
#include "command/answer.hpp"

#include <algorithm>
#include <chrono>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/error_words.hpp"
#include "base/escape.hpp"
#include "base/text.hpp"
#include "command/hosts.hpp"
#include "command/interrupt.hpp"
#include "command/place.hpp"
#include "command/remote.hpp"
#include "query/pipeline.hpp"
#include "source/capture.hpp"
#include "source/file.hpp"
#include "source/folder.hpp"
#include "source/live.hpp"
#include "source/via.hpp"
#include "tables/here.hpp"
#include "tables/hint_reader.hpp"
#include "tables/process_target.hpp"
#include "tables/silent_sink.hpp"
#include "tables/target.hpp"

namespace sonde {
namespace {

struct Terminal {
  std::size_t width = 0, height = 0;
};

// As the terminal says, or 80 by 24; nothing where there is none.
Terminal terminal_of(int fd) {
  if (::isatty(fd) != 1) return {};
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) != 0) size = {};
  Terminal terminal{size.ws_col > 0 ? size.ws_col : 80U, size.ws_row > 0 ? size.ws_row : 24U};
  const char* const columns = ::getenv("COLUMNS");
  std::size_t wanted = 0;
  if (columns && parse_number(Text(columns), wanted) && wanted > 0) terminal.width = wanted;
  return terminal;
}

bool wants_color(const Options& options, bool on_terminal) {
  if (options.color != ColorWhen::Auto) return options.color == ColorWhen::Always;
  const char* const no_color = ::getenv("NO_COLOR");
  return on_terminal && (!no_color || *no_color == '\0');
}

Request request_of(const Plan& plan, const ColumnInfo* sort) {
  Request request;
  const Columns& shown = plan.group ? plan.group->by() : plan.columns;
  request.columns = plan.table->set_of(shown) | plan.filter.columns();
  if (sort && !plan.group) request.columns.set(plan.table->index_of(*sort));
  request.resolve = plan.resolve;
  if (plan.filter.empty()) return request;
  request.possible = [&plan](std::span<const Fact> facts) {
    return plan.filter.test(facts) != Truth::No;
  };
  request.may_pass = [&plan](const void* row, std::bitset<64> ready) {
    return plan.filter.test(row, ready) != Truth::No;
  };
  return request;
}

}  // namespace

Result<std::unique_ptr<Source>> open_path(const std::string& path) {
  if (path == "-") return open_file(path);
  Result<std::unique_ptr<Source>> folder = open_folder(path);
  if (folder || folder.error().code != std::errc::not_a_directory) return folder;
  return open_file(path);
}

Result<std::unique_ptr<Source>> open_source(const Options& options, double between_looks_s) {
  if (!options.from.empty() && !options.via.empty())
    return usage_error("--from reads a file, --via runs a command: choose one");
  if (options.from.empty() && options.via.empty()) return open_live();
  if (!options.via.empty() && between_looks_s > via_between_looks_max_s)
    return usage_error("--interval may be 30 s at most where --via looks");
  if (has_many_hosts(options))
    return usage_error("this command looks at one place: give one --from or --via; tables, such as "
                       "sonde conns, take several");
  if (options.source != Way::Auto)
    return usage_error("--source chooses how to read a live kernel; --from and --via read text");
  return options.from.empty() ? std::move(open_remote(options.via, between_looks_s).front())
                              : open_path(options.from.front());
}

void take_target(Call& call) {
  if (call.words.empty()) return;
  const Text word = call.words.front();
  const bool has_place = call.options.in || call.options.all || !call.options.from.empty() ||
                         !call.options.via.empty();
  const bool is_column = call.command.view->table->find(word) != nullptr;
  const bool is_filter = word.find_first_of(has_place ? " ()=<>~!" : "=<>~!") != Text::npos ||
                         word == "not" || word == "(" ||
                         (is_column && (has_place || call.words.size() > 1));
  if (is_filter) return;
  call.target = word;
  call.words.erase(call.words.begin());
}

Result<std::string> aim(World& world, const Call& call) {
  const Options& options = call.options;
  if (options.in && options.all) return usage_error("--in looks at one place, --all at every one");
  if (options.history) world.share(ShellHistories());
  Target target;
  if (options.in) target = parse_target(*options.in);
  if (options.all) target.kind = Target::Kind::Everywhere;
  const std::string called = TRY(look_at(world, target));
  if (!call.target) return called;
  return look_at_processes(world, *call.target, options.in ? Within::Place : Within::Machine);
}

Result<Style> style_of(const Call& call) {
  const Terminal terminal = terminal_of(STDOUT_FILENO);
  const bool on_terminal = terminal.width != 0;
  Style style;
  if (call.options.raw && on_terminal)
    return usage_error("--raw would let names control this terminal: write to a file or a pipe");
  style.header = call.options.no_header ? Header::No : Header::Yes;
  style.color = wants_color(call.options, on_terminal) ? Color::Yes : Color::No;
  style.flags = source_flags(call.options);
  style.escape = call.options.raw ? Escape::No : Escape::Yes;
  style.width = terminal.width;
  style.height = terminal.height;
  style.talk_width = terminal_of(STDERR_FILENO).width;
  return style;
}

void tell_lost(World& world, Text table, bool is_all, Sink& sink) {
  for (const std::string& sentence : world.source.lost()) {
    if (is_on_purpose(sentence))
      sink.note(sentence);
    else
      sink.gap({table, "", Absent::NotCollected, Absent::NotApplicable, world.texts.keep(sentence),
                "collect again: the whole of it, with more time, room or tools", is_all});
  }
}

Result<Outcome> run_into(Sink& answer, const Plan& plan, World& world, Memory* memory,
                         const std::function<bool()>& is_empty) {
  const TableInfo& shown = plan.group ? plan.group->info() : *plan.table;
  const bool descending = plan.sort.starts_with('-');
  const ColumnInfo* sort = shown.find(Text(plan.sort).substr(descending ? 1 : 0));
  if (sort) sort = &compared_column(shown, *sort);
  const auto direction =
      descending ? OrderStage::Direction::Descending : OrderStage::Direction::Ascending;
  std::optional<LimitStage> limit;
  std::optional<OrderStage> order;
  std::optional<GroupStage> group;
  std::optional<FilterStage> filter;
  Sink* last = &answer;
  if (plan.limit) last = &limit.emplace(*last, shown, plan.columns, *plan.limit);
  if (sort) last = &order.emplace(*last, shown, *sort, direction);
  if (plan.group) last = &group.emplace(*last, *plan.group);
  if (!plan.filter.empty()) last = &filter.emplace(*last, *plan.table, plan.filter);

  Outcome outcome;
  Request request = request_of(plan, sort);
  request.memory = memory;
  const Result<void> done = plan.table->scan(world, *plan.table, request, *last);
  if (!done && is_empty()) return std::unexpected(done.error());
  if (!done) {  // What was said stands.
    outcome.broke_off = true;
    last->gap({plan.table->name, "", reason_of(done.error().code), Absent::NotApplicable,
               words_of(done.error()), "look again"});
  }
  tell_lost(world, plan.table->name, is_empty(), *last);
  if (!memory && std::ranges::any_of(plan.columns, [](auto* one) { return is_rate(*one); }))
    last->note(note_of_rates(*plan.table));
  last->end();
  if (filter) outcome.undecided = filter->undecided();
  return outcome;
}

Result<Outcome> run_plan(const Plan& plan, World& world, Renderer& renderer, Memory* memory) {
  renderer.begin(plan.group ? plan.group->info() : *plan.table, plan.columns, plan.if_known);
  renderer.fit_remedies([&](Text remedy) { return fit_remedy(world, remedy); });
  return run_into(renderer, plan, world, memory, [&] { return renderer.row_count() == 0; });
}

std::string rest_of_answer(const Form& form, const Renderer& renderer) {
  std::string text;
  if (form.gaps == Form::Gaps::Inside) return text;
  Out talk(text);
  const std::size_t width = renderer.style().talk_width;
  if (&form == &text_form && renderer.row_count() == 0) say(talk, "no rows", width);
  for (const Gap& gap : renderer.gaps().all()) say(talk, sentence_of(gap), width);
  for (const std::string& note : renderer.notes()) say(talk, note, width);
  (void)talk.flush();  // Into a string.
  return text;
}

Result<void> finish_answer(Call& call, const Form& form, const Renderer& renderer) {
  TRY(call.out.flush());
  call.talk.put(rest_of_answer(form, renderer));
  return {};
}

Exit exit_of(const Options& options, const Plan& plan, const Renderer& renderer,
             const Outcome& outcome) {
  if (outcome.broke_off) return Exit::Failed;
  if (options.strict && !renderer.gaps().empty()) return Exit::Gaps;
  if (!plan.table || renderer.row_count() > 0) return Exit::Answered;  // SQL has no one table.
  // Where nothing could be seen at all, "nothing" is no answer.
  const auto hides_rows = [](const Gap& gap) { return gap.column.empty(); };
  const auto hides_all = [&](const Gap& gap) {
    return hides_rows(gap) && gap.table == plan.table->name &&
           (gap.is_all || gap.why == Absent::NotPermitted);
  };
  const auto gaps = renderer.gaps().all();
  if (std::ranges::any_of(gaps, hides_all)) return Exit::Failed;
  if (!plan.was_filtered) return Exit::Answered;
  // Nothing matched; but where rows or what the filter looks at could not be seen, that is no "no".
  const bool is_sure = outcome.undecided == 0 && std::ranges::none_of(gaps, hides_rows);
  return is_sure ? Exit::No : Exit::Failed;
}

Result<void> check_interval(const Options& options, const Source& source) {
  if (options.watch)
    return usage_error("--watch=SECONDS has its own interval: leave --interval out");
  if (!source.has_second_look())
    return usage_error("--interval looks at a live place, or at a capture with two looks");
  return {};
}

Result<bool> look_before(World& world, const Plan& plan, double interval, Memory& memory) {
  const auto begin = std::chrono::steady_clock::now();
  Request request = request_of(plan, nullptr);
  for (const ColumnInfo& column : plan.table->columns)
    if (is_rate(column)) request.columns.set(plan.table->index_of(column));
  request.memory = &memory;
  SilentSink nothing;
  TRY(plan.table->scan(world, *plan.table, request, nothing));
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  const std::chrono::duration<double> pause(interval);
  const bool is_late = spent >= pause || !world.source.is_live();
  if (!is_late && !sleep_unless_interrupted(pause - spent)) return false;
  world.source.look_again();
  return true;
}

Result<Exit> answer_plan(Call& call, const Plan& plan, Source& source) {
  Style style = TRY(style_of(call));
  if (call.options.interval) TRY(check_interval(call.options, source));
  Memory memory;
  if (call.options.watch) return watch_view(call, plan, source, style, memory);
  const Form& form = form_of(call.options);
  if (call.options.interval) {
    World before{source, call.options.source, call.options.endian};
    TRY(aim(before, call));
    if (!TRY(look_before(before, plan, call.options.interval->value, memory)))
      return Exit::Answered;
  }
  World world{source, call.options.source, call.options.endian};
  style.where = TRY(aim(world, call));
  const std::unique_ptr<Renderer> renderer = form.make(call.out, style);
  const Outcome outcome =
      TRY(run_plan(plan, world, *renderer, call.options.interval ? &memory : nullptr));
  TRY(finish_answer(call, form, *renderer));
  const Exit exit = exit_of(call.options, plan, *renderer, outcome);
  // Who looks at the exit code first wants to know why; elsewhere it stands below the rows.
  if (exit == Exit::Failed && form.gaps == Form::Gaps::Inside && !renderer->gaps().empty())
    say(call.talk, sentence_of(renderer->gaps().all().front()), style.talk_width);
  return exit;
}

Result<Exit> run_view(Call& call) {
  const Plan plan = TRY(make_plan(*call.command.view, call));  // Wrong words come first.
  if (has_many_hosts(call.options)) return answer_hosts(call, plan, form_of(call.options));
  const double between_looks_s = call.options.interval ? call.options.interval->value : 0;
  const std::unique_ptr<Source> source = TRY(open_source(call.options, between_looks_s));
  return answer_plan(call, plan, *source);
}

}  // namespace sonde
