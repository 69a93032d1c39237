// line_editor.hpp: reads lines from a terminal that can be edited, called back and completed.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/types.hpp"

namespace sonde {

// A wrapper of libedit that reads no file, writes none and asks no NSS. The terminal is taken for
// one like xterm, since a container has no description of any.
class LineEditor {
public:
  enum class End : u8 {
    Line,       // Enter was pressed.
    Cancelled,  // Ctrl-C: what was typed is dropped.
    Input,      // Ctrl-D in an empty line, or the terminal went away.
  };
  // All words that begin with what was typed.
  using Candidates = std::function<std::vector<std::string>(Text typed)>;

  explicit LineEditor(Candidates candidates);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  // Reads one line, without its newline.
  End read(const std::string& prompt, std::string& line);
  // What the up arrow brings back; in this session only.
  void remember(const std::string& line);

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sonde
