// capture.hpp: what a source was asked and what it answered or refused, kept in memory.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/source.hpp"

namespace sonde {

// Why there is no answer, or no more of it: the error of the source, as far as a table looks at it.
struct Refusal {
  std::errc code{};
  std::string operation{};  // "open", "dump": some tables tell by it what was refused.
};

// The answers to questions, each under its key (key_of). The order of asking is not kept.
class Capture {
public:
  // Of all answers together, so that reading a capture stays within 256 MiB.
  static constexpr std::size_t bytes_max = std::size_t{112} * 1024 * 1024;
  static constexpr std::size_t answers_max = 1'000'000;

  struct Answer {
    std::string bytes{};
    std::optional<Refusal> end{};  // What came instead of the rest. Nothing: this is all of it.
  };

  // A piece of an answer, which goes on when the same key comes again. False, and nothing is kept,
  // when there is no more room; lost() tells it then.
  bool add(Text key, Text piece);
  void refuse(Text key, Refusal why);
  // Says of what was refused no more than that it ended: that it is not known how it goes on.
  const Answer* find(Text key) const;
  // The first answer whose key is not less: for whoever goes through those that begin alike.
  std::map<std::string, Answer, std::less<>>::const_iterator from(Text key) const {
    return answers_.lower_bound(key);
  }
  auto end() const { return answers_.end(); }
  std::size_t size() const { return answers_.size(); }

  // What the whole of it lacks, as sentences: "it ends in the middle".
  void tell_lost(std::string sentence);
  const std::vector<std::string>& lost() const { return lost_; }

private:
  bool has_room(std::size_t bytes);

  std::map<std::string, Answer, std::less<>> answers_{};
  std::size_t bytes_ = 0;
  std::vector<std::string> lost_{};
};

// The key of what the capture says of itself: lines of a word and a value. Who made it has written
// `made_by`, `version`, `time` (seconds since 1970), `host`, `byte_order` (little or big), `uid`,
// and `moment_ns` of a clock that only goes on; a second look has another one. `redacted` says what
// was masked: "secrets" or "secrets addresses".
inline constexpr Text about_key = "about";
// The version of the form that we write. A later one reads all before it.
inline constexpr Text capture_version = "1";

// The value of a word in it; nothing when it has none.
std::optional<Text> about(const Capture& capture, Text word);

// How a capture names a question: "proc/net/tcp", "links/42/fd", "netlink/4/14...". It is a path
// for people who unpack the capture: bytes that are odd in one are %XX, and none ends in a slash.
// `place` is the handle of the other network namespace that is asked, and in front:
// "in/42%2fns%2fnet/proc/net/tcp". A dump of sockets has one key whatever the request leaves out;
// rows are filtered by who asks.
std::string key_of(Text place, Question question);

// Stands in front of what was asked in a second look.
inline constexpr Text again_folder = "again/";

// Whether a sentence of Source::lost() tells of what was left out on purpose: a note, and no gap.
bool is_on_purpose(Text lost);
// One that says that its addresses are other ones.
bool maps_addresses(Text lost);

// A source that answers what the capture has, and refuses what was refused. What was not asked then
// is "not collected".
std::unique_ptr<Source> open_capture(std::shared_ptr<const Capture> capture, std::string name);

}  // namespace sonde
