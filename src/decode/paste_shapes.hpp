// paste_shapes.hpp: which row of which table the tokens at the front of a paste are.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>

#include "decode/paste_tokens.hpp"

namespace sonde {

enum class PasteTable : u8 { Inet, Unix, Packet, Netlink };

// A row that was recognised.
struct PasteShape {
  PasteTable table = PasteTable::Inet;
  std::size_t tokens = 0;  // How many it takes; 0: there is no row.
  // Of an inet row: its state, whether it goes on up to the pointer, and how many numbers follow.
  u8 state = 0;
  bool has_pointer = false;
  std::size_t tail = 0;
};

// Room for one row. Keep it, so that there is no allocation for each.
struct PasteLine {
  std::string text{};
  std::string second_best{};
};

// Recognises the row at the front of the window, and writes it to `row.text` in the form of the
// kernel with single spaces: "0: 0100007F:0035 00000000:0000 0A …".
//
// A row may be wrapped between two fields or inside one. Where nothing but a line end stands
// between two tokens both readings are tried; the one that makes a whole row wins.
PasteShape match_row(const PasteWindow& window, PasteLine& row);

// How much the front looks like the begin of a row, though no row could be made of it.
enum class RowBegin : u8 {
  No,
  Bare,      // Like a first field; such a token may also stand inside a broken row.
  Numbered,  // Like "12: 0100007F:0035".
};
RowBegin begins_like_row(const PasteWindow& window);

}  // namespace sonde
