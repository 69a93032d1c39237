// watch.cpp: looks again and again, and says what came, went and changed.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <thread>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/interrupt.hpp"

namespace sonde {
namespace {

// One row as it was shown: its cells as text and as JSON.
struct Seen {
  std::vector<std::string> cells;
  std::string json;
};
using Look = std::map<std::string, Seen>;

// Takes the rows of one look instead of printing them.
class LookRenderer final : public Renderer {
public:
  using Renderer::Renderer;
  Look rows_seen{};

protected:
  void start() override {
    for (const Text name : table().key)
      if (const ColumnInfo* column = table().find(name)) key_.push_back(column);
  }
  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      Seen seen;
      append_json_row(seen.json, chunk[i], room_);
      for (const ColumnInfo* column : columns()) {
        std::string cell;
        append_shown(cell, column->read(chunk[i], room_), style_.escape);
        seen.cells.push_back(std::move(cell));
      }
      rows_seen.insert_or_assign(key_of(chunk[i]), std::move(seen));
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

  Columns key_{};
  std::string room_{};
};

struct Change {
  Text word;  // came, went, changed, or "" for what stayed.
  const Seen* row;
};

std::vector<Change> compare_looks(const Look& before, const Look& now, bool is_first) {
  std::vector<Change> changes;
  for (const auto& [key, row] : now) {
    const auto old = before.find(key);
    const bool is_new = old == before.end();
    const Text word = is_first                       ? ""
                      : is_new                       ? "came"
                      : old->second.json == row.json ? ""
                                                     : "changed";
    changes.push_back({word, &row});
  }
  for (const auto& [key, row] : before)
    if (!now.contains(key)) changes.push_back({"went", &row});
  return changes;
}

char mark_of(Text word) {
  return word == "came" ? '+' : word == "went" ? '-' : word.empty() ? ' ' : '*';
}
Text color_of(Text word) {
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

void print_text(Out& out, const Columns& columns, const std::vector<Change>& changes,
                const Style& style) {
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::size_t width = columns[c]->name.size();
    for (const Change& change : changes)
      width = std::max(width, display_width(change.row->cells[c]));
    widths.push_back(width);
  }
  const auto print_row = [&](auto&& cell_of) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const Text cell = cell_of(c);
      out.put("  ");
      out.put(cell);
      if (c + 1 < columns.size()) out.pad(widths[c] - display_width(cell));
    }
  };
  out.put(' ');
  print_row([&](std::size_t c) { return columns[c]->name; });
  out.put('\n');
  for (const Change& change : changes) {
    const Text color = style.color == Color::Yes ? color_of(change.word) : Text();
    out.put(color);
    out.put(mark_of(change.word));
    print_row([&](std::size_t c) { return Text(change.row->cells[c]); });
    if (!color.empty()) out.put("\x1b[0m");
    out.put('\n');
  }
}

}  // namespace

Result<Exit> watch_view(Call& call, const Plan& plan, Source& source, const Style& style) {
  const bool lines = &form_of(call.options) == &jsonl_form;
  if (!lines && &form_of(call.options) != &text_form)
    return usage_error("--watch goes with text or --jsonl");
  if (!source.is_live()) return usage_error("--watch looks at a live place: leave --from out");
  const auto pause = std::chrono::duration<double>(call.options.watch->value);
  Look before;
  for (bool is_first = true;; is_first = false) {
    World world{source, call.options.source, call.options.endian};
    LookRenderer renderer(call.out, style);
    TRY(run_plan(plan, world, renderer));
    const std::vector<Change> changes = compare_looks(before, renderer.rows_seen, is_first);
    if (lines) {
      print_json_lines(call.out, changes, is_first);
    } else {
      call.out.put(style.width != 0 ? "\x1b[H\x1b[2J" : is_first ? "" : "\n");
      print_text(call.out, renderer.shown_columns(), changes, style);
    }
    if (is_first || style.width != 0) TRY(finish_answer(call, form_of(call.options), renderer));
    TRY(call.out.flush());
    TRY(call.talk.flush());
    before = std::move(renderer.rows_seen);
    if (!sleep_unless_interrupted(pause)) return Exit::Answered;
  }
}

}  // namespace sonde
