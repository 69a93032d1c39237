// recording.hpp: a source that writes down what another one is asked and answers.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <set>
#include <string>

#include "source/capture_file.hpp"
#include "source/redaction.hpp"

namespace sonde {

// Where it is written, and what is there already. Of a question that is asked again the first
// answer stands.
struct Tape {
  CaptureWriter& writer;
  std::set<std::string, std::less<>> keys{};
  bool is_second_look = false;
  u64 bytes = 0;
  u64 left_out = 0;  // Answers for which there was no room.
  Redaction redaction{};
};

// Both outlive it, and the sources of other networks that it opens too.
std::unique_ptr<Source> open_recording(Source& source, Tape& tape);

}  // namespace sonde
