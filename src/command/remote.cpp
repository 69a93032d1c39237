// remote.cpp: gives the collector script to whoever runs it, and says how far it is.
// SPDX-License-Identifier: Apache-2.0
#include "command/remote.hpp"

#include <unistd.h>

#include <cmath>

#include "base/out.hpp"
#include "base/text.hpp"
#include "command/command.hpp"
#include "lexicon/texts.hpp"
#include "source/via.hpp"

namespace sonde {

std::string script_text(Script script) {
  const bool is_awk = script == Script::Awk;
  std::string text = is_awk ? "#!/usr/bin/awk -f\n" : "#!/bin/sh\n";
  text += "# The collector of sonde " SONDE_VERSION
          ": it only reads, and prints a capture for sonde --from FILE.\n";
  text += is_awk ? "#   awk -f collect.awk >web.sonde\n" : "#   sh collect.sh >web.sonde\n";
  return text += is_awk ? lexicon::awk_collector() : lexicon::shell_collector();
}

std::vector<Result<std::unique_ptr<Source>>> open_remote(std::span<const std::string> commands,
                                                         double between_looks_s) {
  Out talk(STDERR_FILENO, "standard error");
  std::size_t told_kib = 0;
  const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
  const auto tell = [&](std::size_t bytes) {
    if (bytes / 1024 == told_kib) return;
    told_kib = bytes / 1024;
    std::string line = "\r\x1b[Kcollecting: ";
    append_size(line, bytes);
    talk.put(line);
    (void)talk.flush();
  };
  std::string script = "sonde_between=";
  append_number(script, static_cast<u64>(std::ceil(between_looks_s)));
  (script += '\n') += lexicon::shell_collector();
  auto sources = open_via(commands, script, is_terminal ? tell : Progress());
  if (told_kib > 0) talk.put("\r\x1b[K");
  (void)talk.flush();
  return sources;
}

}  // namespace sonde
