// tree.cpp: "sonde tree": who started whom, with containers and listening ports.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "command/answer.hpp"
#include "model/process.hpp"

namespace sonde {
namespace {

constexpr std::size_t depth_max = 1000;

// A process, as far as a line of the tree needs it. Texts are escaped.
struct Branch {
  int pid = 0;
  int ppid = 0;
  std::string name{}, container{}, ports{};
  bool is_kernel_thread = false;
  bool is_zombie = false;
  bool is_shown = false;
  bool is_printed = false;
  std::vector<std::size_t> children{};  // In the order of the rows.
};

// A part of a line in a colour of its own.
struct Part {
  std::string text;
  Text color;
};

struct Lines {
  Text fork, last, bar, space;
};
constexpr Lines drawn = {"\xe2\x94\x9c\xe2\x94\x80 ", "\xe2\x94\x94\xe2\x94\x80 ", "\xe2\x94\x82  ",
                         "   "};
constexpr Lines plain = {"|- ", "`- ", "|  ", "   "};

// The first of these that says anything decides, as setlocale(3) has it.
bool is_utf8_locale() {
  for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* const value = std::getenv(name);
    if (!value || *value == '\0') continue;
    return glob_match("*[Uu][Tt][Ff]8*", value) || glob_match("*[Uu][Tt][Ff]-8*", value);
  }
  return false;
}

// Holds all processes, for a child may come before its parent. The filter chooses which are shown:
// those that match, and those above them.
class TreeRenderer final : public Renderer {
public:
  TreeRenderer(Out& out, const Style& style, const Filter& filter)
      : Renderer(out, style), filter_(filter), lines_(is_utf8_locale() ? drawn : plain) {}

  u64 matching() const { return matching_; }
  u64 undecided() const { return undecided_; }

protected:
  void start() override {
    const Columns& all = columns();
    for (std::size_t c = 0; c < all.size(); ++c) {
      if (all[c]->name == "ports") ports_column_ = c;
      if (all[c]->name == "container") container_column_ = c;
    }
  }

  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const Process& row = *static_cast<const Process*>(chunk[i]);
      Branch branch;
      branch.pid = row.pid;
      branch.ppid = row.ppid ? *row.ppid : 0;
      branch.is_kernel_thread = row.is_kernel_thread;
      branch.is_zombie = row.is_zombie;
      branch.name = shown(to_cell(row.name));
      if (const Cell cell = read(container_column_, &row, room_); is_known(cell))
        branch.container = shown(cell);
      if (const Cell cell = read(ports_column_, &row, room_); is_known(cell))
        branch.ports = shown(cell);
      std::bitset<64> all;
      all.set();
      const Truth truth = filter_.empty() ? Truth::Yes : filter_.test(&row, all);
      branch.is_shown = truth == Truth::Yes;
      matching_ += branch.is_shown ? 1 : 0;
      undecided_ += truth == Truth::Unknown ? 1 : 0;
      branches_.push_back(std::move(branch));
    }
  }

  void finish() override {
    std::vector<std::size_t> roots = connect();
    if (!filter_.empty()) show_ancestors();
    print_all(roots);
    // Where processes came and went while they were read, a circle may have no way in.
    for (std::size_t i = 0; i < branches_.size(); ++i)
      if (!branches_[i].is_printed) print_all({i});
  }

private:
  // A line that is to be printed. `bars` says, for each level above, whether its line goes on.
  struct Todo {
    std::size_t branch;
    std::vector<bool> bars{};
    bool is_last = true;
    bool is_root = true;
  };

  static bool is_known(const Cell& cell) { return !std::holds_alternative<Absent>(cell); }
  std::string shown(const Cell& cell) const {
    std::string text;
    append_shown(text, cell, style_.escape);
    return text;
  }

  // Hangs each under its parent; answers those that have none here.
  std::vector<std::size_t> connect() {
    for (std::size_t i = 0; i < branches_.size(); ++i) by_pid_[branches_[i].pid] = i;
    std::vector<std::size_t> roots;
    for (std::size_t i = 0; i < branches_.size(); ++i) {
      const auto parent = by_pid_.find(branches_[i].ppid);
      const bool has_parent = parent != by_pid_.end() && parent->second != i;
      (has_parent ? branches_[parent->second].children : roots).push_back(i);
    }
    return roots;
  }

  void show_ancestors() {
    for (std::size_t i = 0; i < branches_.size(); ++i) {
      if (!branches_[i].is_shown) continue;
      int pid = branches_[i].ppid;
      for (std::size_t climbed = 0; climbed < depth_max; ++climbed) {
        const auto parent = by_pid_.find(pid);
        if (parent == by_pid_.end() || branches_[parent->second].is_shown) break;
        branches_[parent->second].is_shown = true;
        pid = branches_[parent->second].ppid;
      }
    }
  }

  // Without recursion: a chain of processes may be as long as there are pids.
  void print_all(const std::vector<std::size_t>& roots) {
    std::vector<Todo> todo;
    for (auto root = roots.rbegin(); root != roots.rend(); ++root) todo.push_back({*root});
    while (!todo.empty()) {
      Todo now = std::move(todo.back());
      todo.pop_back();
      Branch& branch = branches_[now.branch];
      if (std::exchange(branch.is_printed, true) || !branch.is_shown) continue;
      print(branch, now);
      std::vector<std::size_t> children;
      for (const std::size_t child : branch.children)
        if (branches_[child].is_shown && !branches_[child].is_printed) children.push_back(child);
      if (!now.is_root && now.bars.size() < depth_max) now.bars.push_back(!now.is_last);
      for (std::size_t i = children.size(); i-- > 0;)
        todo.push_back({children[i], now.bars, i + 1 == children.size(), false});
    }
  }

  // Folds the threads of the kernel, which are many and all alike, into their parent's line.
  u64 fold_kernel_threads(Branch& branch) {
    u64 folded = 0;
    if (!branch.is_kernel_thread || !filter_.empty()) return folded;
    for (const std::size_t child : branch.children) {
      if (!branches_[child].is_kernel_thread || !branches_[child].children.empty()) continue;
      branches_[child].is_printed = true;
      ++folded;
    }
    return folded;
  }

  void print(Branch& branch, const Todo& now) {
    std::vector<Part> parts(1);
    std::string& text = parts.front().text;
    for (const bool goes_on : now.bars) text += goes_on ? lines_.bar : lines_.space;
    if (!now.is_root) text += now.is_last ? lines_.last : lines_.fork;
    text += branch.name + " (pid ";
    append_number(text, branch.pid);
    text += ')';
    if (const u64 folded = fold_kernel_threads(branch); folded > 0) {
      append_number(text += " and ", folded);
      text += folded == 1 ? " kernel thread" : " kernel threads";
    }
    const auto parent = by_pid_.find(branch.ppid);
    const bool is_entry =
        parent == by_pid_.end() || branches_[parent->second].container != branch.container;
    if (!branch.container.empty() && is_entry)
      parts.push_back({"   container " + branch.container, "\x1b[36m"});
    if (branch.is_zombie) parts.push_back({"   zombie", "\x1b[31m"});
    if (!branch.ports.empty())
      parts.push_back({"   listens " + with_colons(branch.ports), "\x1b[32m"});
    print_line(parts);
  }

  // ":80 :443 :53/udp"
  static std::string with_colons(Text ports) {
    std::string text = ":";
    for (const char c : ports) text += c == ',' ? std::string(" :") : std::string(1, c);
    return text;
  }

  // On a terminal what does not fit is cut.
  void print_line(const std::vector<Part>& parts) {
    std::size_t left = style_.width == 0 ? ~std::size_t{0} : style_.width;
    for (const Part& part : parts) {
      Text text = part.text;
      if (style_.width != 0) text = beginning_of(text, left);
      left -= std::min(left, display_width(text));
      const bool has_color = style_.color == Color::Yes && !part.color.empty();
      if (has_color) out_.put(part.color);
      out_.put(text);
      if (has_color) out_.put("\x1b[0m");
    }
    out_.put('\n');
  }

  // As much of the text as fits.
  static Text beginning_of(Text text, std::size_t width) {
    std::size_t size = 0;
    while (size < text.size()) {
      std::size_t end = size + 1;
      while (end < text.size() && (static_cast<u8>(text[end]) & 0xC0) == 0x80) ++end;
      const std::size_t taken = display_width(text.substr(size, end - size));
      if (taken > width) break;
      width -= taken;
      size = end;
    }
    return text.substr(0, size);
  }

  const Filter& filter_;
  const Lines& lines_;
  std::size_t ports_column_ = 0, container_column_ = 0;
  std::vector<Branch> branches_{};
  std::map<int, std::size_t> by_pid_{};
  u64 matching_ = 0, undecided_ = 0;
  std::string room_{};
};

// The columns that the tree and the filter look at.
void set_columns(Plan& plan) {
  plan.columns.clear();
  for (const Text name :
       {Text("pid"), Text("ppid"), Text("process"), Text("container"), Text("ports")})
    plan.columns.push_back(plan.table->find(name));
  for (std::size_t c = 0; c < plan.table->columns.size(); ++c) {
    const ColumnInfo* const column = &plan.table->columns[c];
    const bool is_there = std::ranges::find(plan.columns, column) != plan.columns.end();
    if (plan.filter.columns()[c] && !is_there) plan.columns.push_back(column);
  }
}

}  // namespace

Result<Exit> run_tree(Call& call) {
  const bool is_text = &form_of(call.options) == &text_form;
  if (!is_text && !call.options.columns) call.options.columns = "+ports";
  if (!is_text || call.options.columns || call.options.group || call.options.watch)
    return run_view(call);
  Plan plan = TRY(make_plan(*call.command.view, call));
  set_columns(plan);
  // All processes are read, and the filter is asked afterwards: ancestors need not match.
  const Filter filter = std::exchange(plan.filter, Filter());
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  Style style = TRY(style_of(call));
  World world{*source, call.options.source, call.options.endian};
  style.where = TRY(aim(world, call));
  TreeRenderer renderer(call.out, style, filter);
  Outcome outcome = TRY(run_plan(plan, world, renderer));
  TRY(finish_answer(call, text_form, renderer));
  outcome.undecided = renderer.undecided();
  if (!plan.was_filtered || renderer.matching() > 0 || outcome.broke_off)
    return exit_of(call.options, plan, renderer, outcome);
  call.talk.put("sonde: no process matches\n");
  return outcome.undecided == 0 ? Exit::No : Exit::Failed;
}

}  // namespace sonde
