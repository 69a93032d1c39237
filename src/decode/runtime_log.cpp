// runtime_log.cpp: json-file of docker, k8s-file of conmon and the CRI's logs.
// SPDX-License-Identifier: Apache-2.0
#include "decode/runtime_log.hpp"

#include "base/text.hpp"
#include "decode/runtime_state.hpp"

namespace sonde {

Text last_lines(Text text, std::size_t count) {
  std::size_t begin = text.ends_with('\n') ? text.size() - 1 : text.size();
  for (; count > 0; --count) {
    const std::size_t newline = begin == 0 ? Text::npos : text.rfind('\n', begin - 1);
    if (newline == Text::npos) return text;
    if (count == 1) return text.substr(newline + 1);
    begin = newline;
  }
  return {};
}

void append_plain_log_line(std::string& out, Text line) {
  if (line.starts_with('{')) {
    if (const std::optional<std::string> printed = decode_docker_log(line)) {
      out += *printed;
      if (!printed->ends_with('\n')) out += '\n';
      return;
    }
  }
  Text rest = line;
  next_word(rest);
  const Text stream = next_word(rest);
  const Text part = next_word(rest);
  const bool is_cri = (stream == "stdout" || stream == "stderr") && (part == "F" || part == "P");
  // One space parts what was printed from the rest; further ones were printed.
  if (is_cri) line = rest.starts_with(' ') ? rest.substr(1) : rest;
  (out += line) += '\n';
}

}  // namespace sonde
