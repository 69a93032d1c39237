// pasted_row.hpp: one row of /proc/net/tcp or udp, cut into its fields.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "base/result.hpp"
#include "base/types.hpp"
#include "lexicon/reading.hpp"

namespace sonde::lexicon {

// The fields as they were pasted; "" where the row was cut short before. Like the text they were
// cut from, they must outlive the row.
struct PastedRow {
  Text slot;
  HexEndpoint local;
  HexEndpoint remote;
  Text state;
  Text queues;  // tx_queue:rx_queue
  Text timer;   // tr:tm->when
  Text retransmits;
  Text uid;
  Text timeout;
  Text inode;
  Text references;
  Text pointer;
  std::array<Text, 5> tail{};  // rto ato quick/pingpong cwnd ssthresh, or drops alone.
  std::size_t tail_count = 0;
  bool is_cut = false;         // A field before the inode is missing or incomplete.
  bool has_more_rows = false;  // Another row follows.

  // UDP and raw rows have state 07, or 01 and a single value behind the pointer: drops.
  bool is_udp() const {
    return hex_value(state) == 7 || (hex_value(state) == 1 && tail_count == 1);
  }
};

// Nothing when no two addresses stand side by side, which is what makes a row. What stands before
// them (a header, a prompt) does not matter. An error when a field in the middle is broken.
Result<std::optional<PastedRow>> read_row(std::span<const Text> words);

}  // namespace sonde::lexicon
