// can.cpp: "sonde can": what can be seen from here, in words, and what would help.
// SPDX-License-Identifier: Apache-2.0
#include "base/escape.hpp"
#include "command/answer.hpp"

namespace sonde {
namespace {

// A paragraph for each question: a table would cut the remedy, which is what the reader needs.
class CanRenderer final : public Renderer {
public:
  using Renderer::Renderer;

protected:
  void start() override {}
  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      line_.clear();
      append(chunk[i], "access");
      line_.append(line_.size() < 9 ? 9 - line_.size() : 1, ' ');
      append(chunk[i], "what");
      line_ += '\n';
      append_after("         because ", chunk[i], "why");
      append_after("         \xe2\x86\x92 ", chunk[i], "remedy");
      out_.put(line_);
    }
  }
  void finish() override {}

private:
  void append(const void* row, Text column) {
    append_shown(line_, table().find(column)->read(row, room_), Escape::Yes);
  }
  void append_after(Text before, const void* row, Text column) {
    if (std::holds_alternative<Absent>(table().find(column)->read(row, room_))) return;
    line_ += before;
    append(row, column);
    line_ += '\n';
  }

  std::string line_{}, room_{};
};

}  // namespace

Result<Exit> run_can(Call& call) {
  const bool as_table = &form_of(call.options) != &text_form || call.options.columns ||
                        call.options.group || call.options.watch;
  if (as_table) return run_view(call);
  const Plan plan = TRY(make_plan(*call.command.view, call));
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  Style style = TRY(style_of(call));
  World world{*source, call.options.source, call.options.endian};
  style.where = TRY(aim(world, call));
  CanRenderer renderer(call.out, style);
  const Outcome outcome = TRY(run_plan(plan, world, renderer));
  return exit_of(call.options, plan, renderer, outcome);
}

}  // namespace sonde
