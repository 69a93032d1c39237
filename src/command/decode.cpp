// decode.cpp: "sonde decode": pasted text of /proc/net, from files or standard input, to rows.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unistd.h>

#include "command/answer.hpp"
#include "source/paste.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr View flows_view = {.table = &flows_table};

// "src=10.0.0.1 dst=10.0.0.2" stands in no other table, and neither does the command that asked for
// it in that of sockets. Of a text with both the first decides; a note says what was not used.
bool is_conntrack(Source& source) {
  std::string room;
  const Result<Text> begin = source.ask({Question::How::Paste}, room);
  if (!begin) return false;  // Whoever reads it will say why.
  return std::min(begin->find("src="), begin->find("conntrack")) < begin->find("local_address");
}

}  // namespace

Result<Exit> run_decode(Call& call) {
  const std::vector<std::string> files = std::exchange(call.words, {});
  Result<Plan> sockets = make_plan(*call.command.view, call);
  Result<Plan> flows = make_plan(flows_view, call);
  if (!sockets && !flows) return std::unexpected(sockets.error());
  if (files.empty() && ::isatty(STDIN_FILENO) == 1) {
    call.talk.put("Paste the text of /proc/net/tcp (or udp, unix, ...), then press Ctrl-D.\n");
    TRY(call.talk.flush());
  }
  if (call.options.watch)
    return usage_error("a pasted text does not change: decode takes no --watch");
  const std::unique_ptr<Source> source = TRY(open_paste(files));
  const Plan plan = TRY(is_conntrack(*source) ? std::move(flows) : std::move(sockets));
  return answer_plan(call, plan, *source);
}

}  // namespace sonde
