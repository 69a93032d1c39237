// row_answer.cpp: the explanation of a whole row of /proc/net/tcp or udp.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/row_answer.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>

#include "base/text.hpp"
#include "base/types.hpp"
#include "lexicon/entry.hpp"
#include "lexicon/paragraph.hpp"
#include "lexicon/parts.hpp"
#include "lexicon/pasted_row.hpp"
#include "lexicon/phrases.hpp"
#include "lexicon/reading.hpp"

namespace sonde::lexicon {
namespace {

constexpr std::size_t label_columns = 17;  // "quick/pingpong" and two spaces, with some air.

Surroundings surroundings_of(const PastedRow& row) {
  Surroundings around;
  around.state = hex_value(row.state);
  around.is_udp = row.is_udp();
  u64 inode = 0;
  if (parse_number(row.inode, inode)) around.inode = inode;
  return around;
}

ByteOrder order_of(const PastedRow& row) {
  const Text addresses[] = {row.local.address, row.remote.address};
  return likely_order(addresses);
}

bool has_peer(const PastedRow& row) {
  return hex_value(row.remote.port) != 0 ||
         !is_wildcard(read_address(row.remote.address, ByteOrder::Little));
}

std::string decimal_of(Text hex) {
  std::string out;
  append_number(out, hex_value(hex));
  return out;
}

// The parts of the last sentence, with the comma of the language between them.
class Summary {
public:
  explicit Summary(Language language) : language_(language) {}

  void add(Text part) {
    if (part.empty()) return;
    if (!text_.empty()) text_ += say(phrase::comma, language_);
    text_ += part;
  }
  void add(const Phrase& phrase, std::initializer_list<Text> values = {}) {
    add(Text(say(phrase, language_, values)));
  }
  std::string finish() { return text_ + say(phrase::full_stop, language_); }

private:
  std::string text_;
  Language language_;
};

void add_endpoints(Summary& summary, const PastedRow& row) {
  const ByteOrder order = order_of(row);
  std::string line = endpoint_text(row.local, order);
  if (has_peer(row)) line += " → " + endpoint_text(row.remote, order);
  summary.add(line);
  if (order == ByteOrder::Big) summary.add(phrase::read_big);
}

void add_state_and_reach(Summary& summary, const PastedRow& row) {
  const u64 state = hex_value(row.state);
  const bool is_idle_udp = row.is_udp() && state == 7;
  summary.add(is_idle_udp ? Text("UNCONN") : state_word(state));
  const HexAddress local = read_address(row.local.address, ByteOrder::Little);
  if (!is_wildcard(local)) return;
  if (state == 10) summary.add(local.is_ipv6 ? phrase::takes_both : phrase::takes_ipv4);
  if (is_idle_udp) summary.add(local.is_ipv6 ? phrase::receives_both : phrase::receives_ipv4);
}

void add_queues(Summary& summary, const PastedRow& row) {
  if (row.queues.empty()) return;
  const std::string sent = decimal_of(row.queues.substr(0, 8));
  const std::string unread = decimal_of(row.queues.substr(9));
  if (sent != "0") summary.add(phrase::sum_sent, {sent});
  if (unread == "0") return;
  const bool listens = hex_value(row.state) == 10;
  summary.add(listens ? phrase::sum_queue : phrase::sum_unread, {unread});
}

void add_timer_left(Summary& summary, const PastedRow& row) {
  if (row.timer.empty()) return;
  const std::string left = seconds_text(hex_value(row.timer.substr(3)));
  switch (hex_value(row.timer.substr(0, 2))) {
    case 1: return summary.add(phrase::sum_retransmit, {left});
    case 2: return summary.add(phrase::sum_keepalive, {left});
    case 3: return summary.add(phrase::sum_time_wait, {left});
    case 4: return summary.add(phrase::sum_zero_window, {left});
    default: return;
  }
}

void add_repeats(Summary& summary, const PastedRow& row) {
  const std::string repeats = decimal_of(row.retransmits);
  if (repeats != "0") summary.add(phrase::sum_repeats, {repeats});
  u64 probes = 0;
  if (parse_number(row.timeout, probes) && probes != 0) {
    summary.add(phrase::sum_probes, {row.timeout});
  }
  const bool counts_drops = row.is_udp() && row.tail_count == 1;
  if (counts_drops && row.tail[0] != "0") summary.add(phrase::sum_drops, {row.tail[0]});
}

void add_holder(Summary& summary, const PastedRow& row) {
  const Surroundings around = surroundings_of(row);
  if (!around.inode) return;
  if (*around.inode != 0) return summary.add(phrase::held_by_user, {row.uid, row.inode});
  const Phrase& meaning = meaning_of_no_inode(around);
  if (&meaning == &phrase::inode_accept_queue) return summary.add(phrase::held_by_accept_queue);
  if (&meaning == &phrase::inode_syn_queue) return summary.add(phrase::held_by_syn_queue);
  if (&meaning == &phrase::inode_orphan) return summary.add(phrase::held_by_kernel);
  summary.add(phrase::held_by_none);
}

void add_ticks_value(Answer& answer, Text label, Text ticks) {
  u64 value = 0;
  if (!parse_number(ticks, value)) return;
  const std::string seconds = say(phrase::seconds, answer.language(), {seconds_text(value)});
  answer.fact(label, std::string(ticks) + " → " + seconds);
}

void add_threshold(Answer& answer, Text value, const Surroundings& around) {
  if (around.state == 10) {
    answer.fact("ssthresh", value);
    return answer.note(phrase::fast_open_limit);
  }
  if (value == "-1") {
    answer.fact("ssthresh", value);
    return answer.note(phrase::never_lowered);
  }
  answer.fact("ssthresh", say(phrase::segments, answer.language(), {value}));
}

void add_tail(Answer& answer, const PastedRow& row, const Surroundings& around) {
  if (around.is_udp) {
    if (row.tail_count == 0) return;
    answer.fact("drops", row.tail[0]);
    return answer.note(phrase::dropped);
  }
  if (row.tail_count > 0) add_ticks_value(answer, "rto", row.tail[0]);
  if (row.tail_count > 1) add_ticks_value(answer, "ato", row.tail[1]);
  u64 both = 0;
  if (row.tail_count > 2 && parse_number(row.tail[2], both)) {
    std::string line(row.tail[2]);
    line += " → quick ";
    append_number(line, both / 2);
    line += ", pingpong ";
    append_number(line, both % 2);
    answer.fact("quick/pingpong", line);
  }
  if (row.tail_count > 3) {
    answer.fact("cwnd", say(phrase::segments, answer.language(), {row.tail[3]}));
  }
  if (row.tail_count > 4) add_threshold(answer, row.tail[4], around);
}

void add_fields(Answer& answer, const PastedRow& row, const Surroundings& around) {
  if (!row.state.empty()) add_state(answer, "st", row.state, around);
  if (!row.queues.empty()) {
    add_transmit_queue(answer, "tx_queue", row.queues.substr(0, 8), around);
    add_receive_queue(answer, "rx_queue", row.queues.substr(9), around);
  }
  if (!row.timer.empty()) add_timer(answer, "tr", row.timer);
  if (!row.retransmits.empty()) add_retransmits(answer, "retrnsmt", row.retransmits);
  if (!row.uid.empty()) add_uid(answer, "uid", row.uid, around);
  if (!row.timeout.empty()) add_timeout(answer, "timeout", row.timeout);
  if (!row.inode.empty()) add_inode(answer, "inode", row.inode, around);
  if (!row.references.empty()) {
    answer.fact("ref", row.references);
    answer.note(phrase::references);
  }
  if (!row.pointer.empty()) {
    answer.fact("pointer", row.pointer);
    answer.note(phrase::pointer);
  }
  add_tail(answer, row, around);
}

}  // namespace

std::string summary_of(const PastedRow& row, Language language) {
  Summary summary(language);
  add_endpoints(summary, row);
  add_state_and_reach(summary, row);
  add_queues(summary, row);
  add_timer_left(summary, row);
  add_repeats(summary, row);
  add_holder(summary, row);
  return summary.finish();
}

std::string explain_row(const PastedRow& row, Language language) {
  Answer answer(language, label_columns);
  const Surroundings around = surroundings_of(row);
  if (!row.slot.empty()) {
    answer.fact("sl", row.slot.substr(0, row.slot.size() - 1));
    answer.note(phrase::row_number);
  }
  add_endpoint(answer, {.label = "local_address",
                        .endpoint = row.local,
                        .side = Side::Local,
                        .detail = Detail::WithReason,
                        .around = around,
                        .likely = order_of(row)});
  // The reason stands once: where the first address is a wildcard, the second one shows it.
  const bool told = !is_wildcard(read_address(row.local.address, ByteOrder::Little));
  add_endpoint(answer, {.label = row.remote.address.size() == 8 ? "rem_address" : "remote_address",
                        .endpoint = row.remote,
                        .side = Side::Remote,
                        .detail = told ? Detail::Arithmetic : Detail::WithReason,
                        .around = around,
                        .likely = order_of(row)});
  add_fields(answer, row, around);
  answer.blank();
  answer.line(summary_of(row, language));
  if (row.is_cut) answer.plain(say(phrase::cut_short, language));
  if (row.has_more_rows) answer.plain(say(phrase::more_rows, language));
  return answer.take();
}

}  // namespace sonde::lexicon
