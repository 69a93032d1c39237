// paste_words.hpp: what stands between the rows of a paste: headers, prompts, names of tables.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <optional>

#include "base/types.hpp"
#include "model/socket.hpp"

namespace sonde {

// The table that the last part of a word names: "udp6", "'udp6':", "/proc/net/udp6". Nothing when
// it names none.
std::optional<Protocol> table_of_name(Text word);

// The table that a path names: "/proc/net/udp6", "/proc/7/net/udp:", "'net/raw'".
std::optional<Protocol> table_of_path(Text word);

// How many bytes "/proc/net/tcp:" or "tcp:" takes at the front of a word, as grep prints it.
std::size_t file_prefix(Text word);

// Which table the next rows are of, as far as somebody named it. A command may name several, whose
// headers then follow in that order.
class PasteNames {
public:
  void name(Protocol table);
  void name_for_next_row(Protocol table);
  // A command said that it could not read this one.
  void take_back(Protocol table);
  void header();
  void row();
  std::optional<Protocol> current() const { return current_; }

private:
  static constexpr std::size_t names_max = 16;

  std::optional<Protocol> current_{};
  std::array<Protocol, names_max> waiting_{};
  std::size_t count_ = 0;
  bool is_command_over_ = false;  // A header or a row came: the next name is of a new command.
  bool is_new_ = false;           // A name came, and neither header nor row since.
};

// The words from the end of a row or line to the next row or line end.
class PasteFragment {
public:
  static constexpr std::size_t example_max = 80;

  bool empty() const { return words_ == 0; }
  bool malformed() const { return malformed_; }
  // Whether the words are such as belong to a table that somebody looked at.
  bool understood() const;
  // cat -n puts a number in front of a row.
  bool is_line_number() const { return words_ == 1 && is_number_; }
  Text example() const { return {example_.data(), example_size_}; }

  // Takes one more word. Returns true when it marks a header.
  bool add(Text word, PasteNames& names);
  void mark_malformed() { malformed_ = true; }

private:
  void see_name(Text word, PasteNames& names);

  std::size_t words_ = 0;
  std::size_t header_words_ = 0;
  bool marked_ = false;  // A prompt, a path of /proc.
  bool malformed_ = false;
  bool is_number_ = false;
  bool names_follow_ = false;  // Behind a command that reads files, or "==>".
  bool is_refusal_ = false;    // Behind "cat:".
  std::size_t example_size_ = 0;
  std::array<char, example_max> example_{};
};

// Whether a word, or the two halves of a wrapped one, is a word of a header.
bool is_header_word(Text first, Text second = {});

}  // namespace sonde
