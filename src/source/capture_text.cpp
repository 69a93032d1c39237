// capture_text.cpp: where records begin and end, whatever stands in them.
// SPDX-License-Identifier: Apache-2.0
#include "source/capture_text.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr Text beginning = "#sonde-capture ";
constexpr Text end_word = "end";
// The first line is short. The script cuts an answer at 32 MiB; names come with it.
constexpr std::size_t line_max = 256;
constexpr std::size_t record_max = std::size_t{33} * 1024 * 1024;
constexpr std::size_t nonce_min = 8;
constexpr std::size_t nonce_max = 64;

// As the kernel writes a UUID, so that nobody has a nonce that stands in every file.
bool is_nonce(Text word) {
  return word.size() >= nonce_min && word.size() <= nonce_max &&
         word.find_first_not_of("0123456789abcdef-") == Text::npos;
}

// "#sonde-capture 1 sh 2e4f9f0c-…": the version, who made it, the nonce.
struct FirstLine {
  u64 version = 0;
  Text nonce{};
};
bool read_first_line(Text line, FirstLine& first) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (!line.starts_with(beginning)) return false;
  line.remove_prefix(beginning.size());
  if (!parse_number(next_word(line), first.version)) return false;
  (void)next_word(line);  // "sh" or "awk": the records are the same.
  first.nonce = next_word(line);
  return is_nonce(first.nonce) && line.empty();
}

}  // namespace

void CaptureText::take(Text bytes) {
  if (state_ == State::Noise) look_for_beginning(bytes);
  if (state_ == State::Ended) look_for_another(bytes);
  if (state_ != State::Records) return;
  append(bytes);
  take_records();
  if (state_ == State::Ended) look_for_another(std::exchange(rest_, {}));
}

bool CaptureText::has_line(Text& bytes, std::string& line) {
  const std::size_t end = bytes.find('\n');
  const Text part = bytes.substr(0, end);
  // Of a line that is too long to be a first one, no more than that is kept.
  line_ += part.substr(0, line_max - std::min(line_max, line_.size()));
  bytes.remove_prefix(end == Text::npos ? bytes.size() : end + 1);
  if (end == Text::npos) return false;
  line = std::exchange(line_, {});
  return true;
}

void CaptureText::look_for_beginning(Text& bytes) {
  for (std::string line; has_line(bytes, line);)
    if (take_beginning(line)) return;
}

void CaptureText::look_for_another(Text bytes) {
  FirstLine first;
  for (std::string line; has_line(bytes, line);)
    if (read_first_line(line, first))
      capture_.tell_lost("another capture follows in the same text, which is left out");
}

bool CaptureText::take_beginning(Text line) {
  FirstLine first;
  if (!read_first_line(line, first)) return false;
  if (!nonce_.empty() && first.nonce != nonce_) return false;
  if (first.version != 1)
    capture_.tell_lost("a later collector wrote it: what is new in it is not understood");
  nonce_ = first.nonce;
  (mark_ = "\n@").append(nonce_) += ' ';
  has_returns_ = line.ends_with('\r');
  state_ = State::Records;
  return true;
}

// A terminal makes CR LF of each newline that a program prints; so exactly one CR goes away again.
void CaptureText::append(Text bytes) {
  if (!has_returns_) {
    rest_ += bytes;
    return;
  }
  for (const char one : bytes) {
    if (ends_in_return_ && one != '\n') rest_ += '\r';
    ends_in_return_ = one == '\r';
    if (!ends_in_return_) rest_ += one;
  }
}

void CaptureText::take_records() {
  std::size_t done = 0;
  std::size_t from = seen_ - std::min(seen_, mark_.size());
  for (std::size_t at; state_ == State::Records && (at = rest_.find(mark_, from)) != Text::npos;) {
    take_record(Text(rest_).substr(done, at - done));
    done = from = at + mark_.size();
  }
  // The record that ends it has nothing behind it.
  if (!is_first_ && Text(rest_).substr(done).starts_with("end\n")) state_ = State::Ended;
  rest_.erase(0, done);
  seen_ = rest_.size();
  if (rest_.size() <= record_max) return;
  rest_.erase(0, rest_.size() - mark_.size());
  seen_ = rest_.size();
  is_dropping_ = true;
  capture_.tell_lost("one of its answers is longer than a collector writes, and was left out");
}

void CaptureText::take_record(Text record) {
  if (std::exchange(is_first_, false)) return;
  if (std::exchange(is_dropping_, false)) return;
  Text head = next_line(record);
  if (head == end_word) {
    state_ = State::Ended;
    return look_for_another(record);  // The same one twice has the same marks.
  }
  const Text kind = next_word(head);
  records_.take({.kind = kind, .name = trim(head), .body = record});
}

bool CaptureText::finish() {
  if (state_ == State::Noise) return false;
  if (state_ == State::Records) {
    // The last answer may lack its end: what it says is not used.
    capture_.tell_lost("it ends in the middle: what the collector wrote after that is missing");
  }
  records_.finish();
  return true;
}

bool is_capture_text(Text text) {
  for (FirstLine first; !text.empty();) {
    if (read_first_line(next_line(text), first)) return true;
  }
  return false;
}

Result<std::shared_ptr<const Capture>> read_capture_text(Blocks& text) {
  const auto capture = std::make_shared<Capture>();
  CaptureText reader(*capture);
  constexpr int blocks_behind_end = 64;  // Another one that stands there is told.
  int behind = 0;
  for (Text block; behind < blocks_behind_end && !(block = TRY(text.next())).empty();) {
    reader.take(block);
    behind += reader.has_ended();
  }
  if (!reader.finish())
    return std::unexpected(Error{std::errc::bad_message, "read the capture",
                                 "no collector has written it", Error::Kind::Sentence});
  return capture;
}

}  // namespace sonde
