// line_editor.cpp: lines by libedit, or as the kernel edits them where the terminal is dumb.
// SPDX-License-Identifier: Apache-2.0
#include "command/line_editor.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <histedit.h>
#include <regex.h>
#include <unistd.h>

#include "command/terminal_description.hpp"

// libedit searches its history by the regular expressions of libc, 69 kB. In their place (the
// linker takes ours first) what is typed is looked for as it stands, `count(*)` too. libedit writes
// .* before and behind it to find a line, and ^ before it to find the place in the line; it asks
// for nothing of a match but whether there is one. Nobody else in the binary may need regular
// expressions.
extern "C" {
int regcomp(regex_t* wanted, const char* pattern, int) {
  constexpr sonde::Text anything = ".*";
  sonde::Text text = pattern;
  wanted->re_nsub = text.starts_with('^') ? 1 : 0;  // Free for us: here it says "at the beginning".
  if (text.starts_with(anything)) text.remove_prefix(anything.size());
  if (text.ends_with(anything)) text.remove_suffix(anything.size());
  text.remove_prefix(wanted->re_nsub);
  wanted->buffer = reinterpret_cast<re_dfa_t*>(::strndup(text.data(), text.size()));
  return wanted->buffer ? REG_NOERROR : REG_ESPACE;
}
int regexec(const regex_t* wanted, const char* text, std::size_t, regmatch_t*, int) {
  const std::size_t at = sonde::Text(text).find(reinterpret_cast<const char*>(wanted->buffer));
  const bool is_found = wanted->re_nsub == 1 ? at == 0 : at != sonde::Text::npos;
  return is_found ? REG_NOERROR : REG_NOMATCH;
}
void regfree(regex_t* wanted) { std::free(wanted->buffer); }
}

namespace sonde {
namespace {

constexpr int lines_remembered = 500;
constexpr std::size_t line_bytes_max = std::size_t{64} * 1024;

struct EndEditing {
  void operator()(EditLine* editor) const { ::el_end(editor); }
};
struct EndHistory {
  void operator()(History* history) const { ::history_end(history); }
};

// The terminal belongs to the person: nothing of this is an answer.
void write_to_terminal(Text text) {
  while (!text.empty()) {
    const ssize_t size = ::write(STDERR_FILENO, text.data(), text.size());
    if (size <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
}

bool is_dumb() {
  const char* const name = ::getenv("TERM");
  return !name || *name == '\0' || Text(name) == "dumb";
}

// Before libedit is there: it looks for the terminal by these two variables, and for no file.
void describe_terminal() {
  ::setenv("TERMINFO", terminal_description, 1);
  ::setenv("TERM", terminal_name, 1);
}

bool is_word(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Text word_before_cursor(EditLine* editor) {
  const LineInfo* const line = ::el_line(editor);
  const char* begin = line->cursor;
  while (begin > line->buffer && is_word(begin[-1])) --begin;
  return {begin, static_cast<std::size_t>(line->cursor - begin)};
}

std::string common_beginning(const std::vector<std::string>& words) {
  std::string common = words.front();
  for (const std::string& word : words) {
    const auto parting = std::ranges::mismatch(common, word);
    common.erase(parting.in1, common.end());
  }
  return common;
}

}  // namespace

struct LineEditor::State {
  Candidates candidates{};
  std::string prompt{};
  bool was_cancelled = false;
  std::unique_ptr<History, EndHistory> history{};
  std::unique_ptr<EditLine, EndEditing> editor{};  // Null: the terminal is dumb.
  std::string read_ahead{};

  static State& of(EditLine* editor) {
    void* data = nullptr;
    ::el_get(editor, EL_CLIENTDATA, &data);
    return *static_cast<State*>(data);
  }
  static char* show_prompt(EditLine* editor) { return of(editor).prompt.data(); }

  static unsigned char cancel(EditLine* editor, int) {
    of(editor).was_cancelled = true;
    write_to_terminal("^C\r\n");
    return CC_NEWLINE;
  }

  static unsigned char complete(EditLine* editor, int) {
    const std::string typed(word_before_cursor(editor));
    const std::vector<std::string> words = of(editor).candidates(typed);
    if (words.empty()) return CC_ERROR;
    std::string more = common_beginning(words).substr(typed.size());
    if (words.size() == 1) more += ' ';
    if (!more.empty()) return ::el_insertstr(editor, more.c_str()) == 0 ? CC_REFRESH : CC_ERROR;
    std::string list = "\r\n";
    for (const std::string& word : words) list += word + "  ";
    write_to_terminal(list += "\r\n");
    return CC_REDISPLAY;
  }

  void prepare() {
    describe_terminal();
    editor.reset(::el_init("sonde", stdin, stderr, stderr));
    if (!editor) return;
    EditLine* const el = editor.get();
    ::el_set(el, EL_CLIENTDATA, this);
    ::el_set(el, EL_PROMPT, &show_prompt);
    ::el_set(el, EL_EDITOR, "emacs");
    // Ctrl-C is a key like others while a line is edited; the next prompt is its answer.
    ::el_set(el, EL_SETTY, "-d", "-isig", nullptr);
    ::el_set(el, EL_ADDFN, "sonde-cancel", "Drops the line.", &cancel);
    ::el_set(el, EL_ADDFN, "sonde-complete", "Completes a name.", &complete);
    ::el_set(el, EL_BIND, "^C", "sonde-cancel", nullptr);
    ::el_set(el, EL_BIND, "^I", "sonde-complete", nullptr);
    // Ctrl-D that was typed while nobody edited: the kernel keeps it as NUL, which libedit takes
    // for "quote the next key".
    ::el_set(el, EL_BIND, "^@", "em-delete-or-list", nullptr);
    ::el_set(el, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    history.reset(::history_init());
    if (!history) return;
    HistEvent event{};
    ::history(history.get(), &event, H_SETSIZE, lines_remembered);
    ::el_set(el, EL_HIST, &::history, history.get());
  }

  End read_edited(std::string& line) {
    was_cancelled = false;
    int size = 0;
    const char* const read = ::el_gets(editor.get(), &size);
    if (was_cancelled) return End::Cancelled;
    if (!read || size <= 0) return End::Input;
    line.assign(read, static_cast<std::size_t>(size));
    return End::Line;
  }

  // The kernel hands over a line at a time; several when they were pasted.
  End read_plain(std::string& line) {
    write_to_terminal(prompt);
    while (!read_ahead.contains('\n')) {
      char block[4096];
      const ssize_t size = ::read(STDIN_FILENO, block, sizeof block);
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0 || read_ahead.size() > line_bytes_max) return End::Input;
      read_ahead.append(block, static_cast<std::size_t>(size));
    }
    const std::size_t size = read_ahead.find('\n') + 1;
    line = read_ahead.substr(0, size);
    read_ahead.erase(0, size);
    return End::Line;
  }
};

LineEditor::LineEditor(Candidates candidates) : state_(std::make_unique<State>()) {
  state_->candidates = std::move(candidates);
  if (!is_dumb()) state_->prepare();
}

LineEditor::~LineEditor() = default;

LineEditor::End LineEditor::read(const std::string& prompt, std::string& line) {
  state_->prompt = prompt;
  const End end = state_->editor ? state_->read_edited(line) : state_->read_plain(line);
  while (end == End::Line && (line.ends_with('\n') || line.ends_with('\r'))) line.pop_back();
  return end;
}

void LineEditor::remember(const std::string& line) {
  if (!state_->history || line.empty()) return;
  HistEvent event{};
  ::history(state_->history.get(), &event, H_ENTER, line.c_str());
}

}  // namespace sonde
