// decode.cpp: "sonde decode": pasted text of /proc/net, from files or standard input, to rows.
// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include "command/answer.hpp"
#include "source/paste.hpp"

namespace sonde {

Result<Exit> run_decode(Call& call) {
  const std::vector<std::string> files = std::exchange(call.words, {});
  const Plan plan = TRY(make_plan(*call.command.view, call));
  if (files.empty() && ::isatty(STDIN_FILENO) == 1) {
    call.talk.put("Paste the text of /proc/net/tcp (or udp, unix, ...), then press Ctrl-D.\n");
    TRY(call.talk.flush());
  }
  if (call.options.watch)
    return usage_error("a pasted text does not change: decode takes no --watch");
  const std::unique_ptr<Source> source = TRY(open_paste(files));
  return answer_plan(call, plan, *source);
}

}  // namespace sonde
