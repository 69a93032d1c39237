// watch.cpp: looks again and again, and says what came, went and changed.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <span>

#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/changes.hpp"
#include "command/interrupt.hpp"

namespace sonde {
namespace {

// Takes the rows of one look instead of printing them.
class LookRenderer final : public Renderer {
public:
  // `worse_by`: see View.
  LookRenderer(Out& out, const Style& style, Text worse_by)
      : Renderer(out, style), worse_by_(worse_by) {}
  ShownRows look{};

protected:
  void start() override {
    for (const Text name : table().key)
      if (const ColumnInfo* column = table().find(name)) key_.push_back(column);
    for (Text rest = worse_by_; !rest.empty();) {
      const Text name = next_word(rest);
      if (const ColumnInfo* column = table().find(name)) badness_.push_back(column);
    }
  }
  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      ShownRow seen{key_of(chunk[i])};
      for (const ColumnInfo* column : badness_)
        seen.badness.push_back(badness_of(*column, column->read(chunk[i], room_)));
      append_json_row(seen.json, chunk[i], room_);
      for (const ColumnInfo* column : columns()) {
        std::string cell;
        append_shown(cell, *column, column->read(chunk[i], room_), style_.escape);
        seen.cells.push_back(std::move(cell));
      }
      look.by_key.emplace(seen.key, look.rows.size());
      look.rows.push_back(std::move(seen));
    }
  }
  void finish() override {}

private:
  std::string key_of(const void* row) {
    std::string key;
    for (const ColumnInfo* column : key_) {
      append_plain(key, column->read(row, room_));
      key += '\0';
    }
    return key;
  }

  Text worse_by_;
  Columns key_{}, badness_{};
  std::string room_{};
};

char mark_of(Text word) {
  if (word == "worse") return '!';
  return word == "came" ? '+' : word == "went" ? '-' : word.empty() ? ' ' : '*';
}
Text color_of(Text word) {
  if (word == "worse") return "\x1b[1;31m";
  if (word == "came") return "\x1b[32m";
  return word == "went" ? "\x1b[31m" : word == "changed" ? "\x1b[33m" : "";
}

void print_json_lines(Out& out, const std::vector<Change>& changes, bool is_first) {
  for (const Change& change : changes) {
    if (change.word.empty() && !is_first) continue;
    out.put("{\"change\":\"");
    out.put(is_first ? "present" : change.word);
    out.put("\",\"row\":");
    out.put(change.row->json);
    out.put("}\n");
  }
}

// "31 rows, 2 came, 1 went": what a person looks for first.
std::string summary_of(const std::vector<Change>& changes) {
  std::map<Text, u64> counts;
  for (const Change& change : changes) ++counts[change.word];
  std::string said;
  append_number(said, changes.size() - counts["went"]);
  said += changes.size() - counts["went"] == 1 ? " row" : " rows";
  for (const Text word : {Text("came"), Text("went"), Text("worse"), Text("changed")}) {
    if (counts[word] == 0) continue;
    said += ", ";
    append_number(said, counts[word]);
    said.append(" ").append(word);
  }
  return said;
}

// The rows as a grid, without the columns that no row has a value for, as the plain command does.
Grid grid_of(const Columns& columns, const Columns& if_known, std::span<const Change> changes,
             const Style& style) {
  Grid grid(grid_columns(columns), style.width, 2);
  for (const Change& change : changes)
    for (const std::string& cell : change.row->cells) grid.add(cell);
  for (std::size_t c = columns.size(); c-- > 0;) {
    const bool is_missing = std::ranges::all_of(
        changes, [&](const Change& change) { return change.row->cells[c] == "-"; });
    if (is_missing && std::ranges::find(if_known, columns[c]) != if_known.end()) grid.drop(c);
  }
  grid.fit();
  return grid;
}

// How many of the rows the terminal has lines for, `taken` of which hold something else.
std::size_t fitting_rows(const Grid& grid, std::size_t rows, std::size_t taken,
                         const Style& style) {
  std::size_t lines = taken + grid.lines_of_header();
  for (std::size_t row = 0; row < rows; ++row)
    if ((lines += grid.lines_of(row)) > style.height) return std::max<std::size_t>(row, 1);
  return rows;
}

// `lines_below`: those of the sentences that will follow.
void print_text(Out& out, const Renderer& renderer, std::vector<Change> changes,
                std::size_t lines_below) {
  const Style& style = renderer.style();
  const bool on_terminal = style.width != 0;
  const std::size_t lines_around = 3 + lines_below;  // The summary, what is left out, the cursor.
  out.put(summary_of(changes));
  out.put(on_terminal ? "; Ctrl-C ends\n" : "\n");
  Grid grid = grid_of(renderer.shown_columns(), renderer.if_known(), changes, style);
  const std::size_t all = changes.size();
  if (on_terminal) changes.resize(fitting_rows(grid, all, lines_around, style));
  grid.keep_first(changes.size());
  if (style.header == Header::Yes) {
    grid.print_header(out, [](Out& to, std::size_t, bool) { to.put("  "); });
    out.put('\n');
  }
  const bool color = style.color == Color::Yes;
  grid.print_rows(
      out,
      [&](Out& to, std::size_t row, bool is_continued) {
        if (color && !is_continued) to.put(color_of(changes[row].word));
        to.put(is_continued ? ' ' : mark_of(changes[row].word));
        to.put(' ');
      },
      [&](Out& to, std::size_t row, bool) {
        if (color && !changes[row].word.empty()) to.put("\x1b[0m");
      });
  if (changes.size() == all) return;
  std::string more = "  and ";
  append_number(more, all - changes.size());
  out.put(more + " more rows: a filter or --limit shows fewer\n");
}

}  // namespace

std::string rest_of_look(const Form& form, const Renderer& renderer, Memory&) {
  return rest_of_answer(form, renderer);
}

Result<Exit> watch_view(Call& call, const Plan& plan, Source& source, Style style, Memory& memory,
                        RestOfLook rest) {
  const bool lines = &form_of(call.options) == &jsonl_form;
  if (!lines && &form_of(call.options) != &text_form)
    return usage_error("--watch goes with text or --jsonl");
  if (!source.is_live()) return usage_error("--watch looks at a live place: leave --from out");
  const auto pause = std::chrono::duration<double>(call.options.watch->value);
  const View* const view = call.command.view;
  const Text worse_by = view && view->table == plan.table ? view->worse_by : Text();
  ShownRows before;
  for (bool is_first = true;; is_first = false) {
    World world{source, call.options.source, call.options.endian};
    style.where = TRY(aim(world, call));  // Anew: containers come and go.
    LookRenderer renderer(call.out, style, worse_by);
    TRY(run_plan(plan, world, renderer, &memory));
    const std::vector<Change> changes = compare_looks(before, renderer.look, is_first);
    std::string sentences;
    if (is_first || style.width != 0) sentences = rest(form_of(call.options), renderer, memory);
    if (lines) {
      print_json_lines(call.out, changes, is_first);
    } else {
      call.out.put(style.width != 0 ? "\x1b[H\x1b[2J" : is_first ? "" : "\n");
      const bool is_below = style.talk_width != 0;
      const auto below = static_cast<std::size_t>(std::ranges::count(sentences, '\n'));
      print_text(call.out, renderer, changes, is_below ? below : 0);
    }
    TRY(call.out.flush());
    call.talk.put(sentences);
    TRY(call.talk.flush());
    before = std::move(renderer.look);
    if (!sleep_unless_interrupted(pause)) return Exit::Answered;
  }
}

}  // namespace sonde
