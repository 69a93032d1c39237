// pasted_row.cpp: one row of /proc/net/tcp or udp, cut into its fields.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/pasted_row.hpp"

#include <cstddef>
#include <expected>
#include <iterator>
#include <optional>
#include <span>
#include <system_error>

#include "base/result.hpp"
#include "base/types.hpp"
#include "lexicon/reading.hpp"

namespace sonde::lexicon {
namespace {

// "12:", which begins a row.
bool is_slot(Text word) {
  return word.size() >= 2 && word.ends_with(':') && is_decimal(word.substr(0, word.size() - 1));
}

bool is_pair(Text word, std::size_t first_digits, std::size_t least_digits) {
  const std::size_t colon = word.find(':');
  if (colon != first_digits) return false;
  const Text second = word.substr(colon + 1);
  return is_hex(word.substr(0, colon)) && is_hex(second) && second.size() >= least_digits &&
         second.size() <= 16;
}

bool is_state(Text word) { return word.size() == 2 && is_hex(word); }
bool is_queues(Text word) { return is_pair(word, 8, 8); }
bool is_timer(Text word) { return is_pair(word, 2, 8); }
bool is_hex_word(Text word) { return word.size() >= 8 && word.size() <= 16 && is_hex(word); }
bool is_number(Text word) { return word.size() <= 20 && is_decimal(word); }

struct Form {
  Text PastedRow::* field;
  bool (*matches)(Text word);
};

// The fields after the two endpoints, in the order of get_tcp4_sock() in net/ipv4/tcp_ipv4.c:
// `06 00000000:00000000 03:00000ACA 00000000 0 0 0 3 ffff881f6de59c70`.
constexpr Form forms[] = {
    {&PastedRow::state, is_state},      {&PastedRow::queues, is_queues},
    {&PastedRow::timer, is_timer},      {&PastedRow::retransmits, is_hex_word},
    {&PastedRow::uid, is_number},       {&PastedRow::timeout, is_number},
    {&PastedRow::inode, is_number},     {&PastedRow::references, is_number},
    {&PastedRow::pointer, is_hex_word},
};
constexpr std::size_t needed_forms = 7;  // Up to the inode; the kernel writes the rest for itself.

std::unexpected<Error> broken_field() {
  return failed(std::errc::invalid_argument, "explain", "a field of the row");
}

// The values behind the pointer, as far as they are numbers; -1 is one of them (ssthresh).
void read_tail(PastedRow& row, std::span<const Text> words) {
  for (const Text word : words) {
    if (row.tail_count == row.tail.size()) return;
    if (word != "-1" && !is_number(word)) return;
    row.tail[row.tail_count++] = word;
  }
}

Result<PastedRow> read_fields(PastedRow row, std::span<const Text> words) {
  std::size_t at = 0;
  for (std::size_t form = 0; form < std::size(forms); ++form, ++at) {
    if (at == words.size() || is_slot(words[at])) {
      row.is_cut = form < needed_forms;
      return row;
    }
    if (!forms[form].matches(words[at])) {
      if (form < needed_forms && at + 1 < words.size()) return broken_field();
      row.is_cut = form < needed_forms;
      return row;
    }
    row.*forms[form].field = words[at];
  }
  read_tail(row, words.subspan(at));
  return row;
}

// Whether a further row begins among these words.
bool holds_row(std::span<const Text> words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (split_endpoint(words[i]) && split_endpoint(words[i + 1])) return true;
  }
  return false;
}

}  // namespace

Result<std::optional<PastedRow>> read_row(std::span<const Text> words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::optional<HexEndpoint> local = split_endpoint(words[i]);
    const std::optional<HexEndpoint> remote = split_endpoint(words[i + 1]);
    if (!local || !remote) continue;
    if (local->address.size() != remote->address.size()) return broken_field();
    PastedRow row;
    if (i != 0 && is_slot(words[i - 1])) row.slot = words[i - 1];
    row.local = *local;
    row.remote = *remote;
    row.has_more_rows = holds_row(words.subspan(i + 2));
    return TRY(read_fields(row, words.subspan(i + 2)));
  }
  return std::nullopt;
}

}  // namespace sonde::lexicon
