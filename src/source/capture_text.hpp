// capture_text.hpp: reads a capture in the form of text, which a shell printed somewhere.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>

#include "core/source.hpp"
#include "source/capture.hpp"
#include "source/shell_records.hpp"

namespace sonde {

// Takes apart what the collector script prints; docs/capture-text.md says its form. Bytes come in
// pieces that end anywhere. Whatever stands before the first line and after the end is noise:
// banners of a login, prompts, complaints of stty.
class CaptureText {
public:
  // `nonce`: what the script was given; without it, whatever the text says it is.
  explicit CaptureText(Capture& capture, std::string nonce = {})
      : capture_(capture), records_(capture), nonce_(std::move(nonce)) {}

  void take(Text bytes);
  // No more will come. False when there was no capture in it.
  bool finish();
  // Whether the end was seen: what comes now is noise.
  bool has_ended() const { return state_ == State::Ended; }

private:
  enum class State : u8 { Noise, Records, Ended };

  // The next line of noise, which may have begun in the piece before.
  bool has_line(Text& bytes, std::string& line);
  void look_for_beginning(Text& bytes);
  // Behind the end: two that were written into one file.
  void look_for_another(Text bytes);
  bool take_beginning(Text line);
  void append(Text bytes);
  void take_records();
  void take_record(Text record);

  Capture& capture_;
  ShellRecords records_;
  std::string nonce_;
  State state_ = State::Noise;
  std::string line_{};        // Of the noise.
  std::string mark_{};        // What a record begins with: "\n@NONCE ".
  std::string rest_{};        // What is not a whole record yet.
  std::size_t seen_ = 0;      // So much of it has no mark.
  bool has_returns_ = false;  // A terminal put a CR before each newline.
  bool ends_in_return_ = false;
  bool is_first_ = true;  // What stands before the first mark is no record.
  bool is_dropping_ = false;
};

// Whether a text that begins so is a capture in this form, after some noise.
bool is_capture_text(Text beginning);

// All of it; an error when there is nothing.
Result<std::shared_ptr<const Capture>> read_capture_text(Blocks& text);

}  // namespace sonde
