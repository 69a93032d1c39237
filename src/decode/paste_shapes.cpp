// paste_shapes.cpp: the fields that make a row, and how a wrapped row is put together again.
// SPDX-License-Identifier: Apache-2.0
#include "decode/paste_shapes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "base/text.hpp"
#include "base/types.hpp"
#include "decode/paste_fields.hpp"
#include "decode/paste_tokens.hpp"

// What the shapes are taken from (Linux 6.18); "sl" may be missing, glued to the address or doubled
// by grep -n:
//    0: 0100007F:4E20 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000        0 6115 2
//       (the same line goes on) 000000008d1f7c5a 100 0 0 10 0
//   ffff8db2fd23a000: 00000003 00000000 00000000 0001 03 17031 /run/systemd/journal/stdout
//   ffff9b61b56c1800 3      3    88cc   2     1 0      101    34754
//   ffff9f55ba8e8800 9   4280338379 00000000 0        0        0     2        0        14098

namespace sonde {
namespace {

struct RowShape {
  PasteTable table;
  std::span<const PasteField> fields;
  std::size_t required;
};

constexpr PasteField inet_fields[] = {
    PasteField::Address, PasteField::Address, PasteField::Hex2,    PasteField::Queues,
    PasteField::Timer,   PasteField::Hex8,    PasteField::Decimal, PasteField::Decimal,
    PasteField::Decimal, PasteField::Decimal, PasteField::Pointer, PasteField::Number,
    PasteField::Number,  PasteField::Number,  PasteField::Number,  PasteField::Number};
constexpr PasteField unix_fields[] = {PasteField::PointerColon, PasteField::Hex8, PasteField::Hex8,
                                      PasteField::Hex8,         PasteField::Hex4, PasteField::Hex2,
                                      PasteField::Decimal};
constexpr PasteField packet_fields[] = {
    PasteField::Pointer, PasteField::Decimal, PasteField::Decimal,
    PasteField::Hex4,    PasteField::Number,  PasteField::Decimal,
    PasteField::Decimal, PasteField::Number,  PasteField::Decimal};
constexpr PasteField netlink_fields[] = {
    PasteField::Pointer, PasteField::Decimal, PasteField::Number,          PasteField::Hex8,
    PasteField::Number,  PasteField::Number,  PasteField::PointerOrNumber, PasteField::Number,
    PasteField::Number,  PasteField::Decimal};
// In an inet row the inode is the last thing that must be there, and the pointer comes two later.
constexpr std::size_t inet_required = 9;
constexpr std::size_t inet_with_pointer = 11;
constexpr RowShape row_shapes[] = {{PasteTable::Inet, inet_fields, inet_required},
                                   {PasteTable::Unix, unix_fields, 7},
                                   {PasteTable::Packet, packet_fields, 9},
                                   {PasteTable::Netlink, netlink_fields, 8}};

constexpr std::size_t unix_path_max = 108;  // sizeof sun_path.
constexpr std::size_t path_max = 4096;      // What an unsound line may give to a path.

// Tries the readings of one row shape, the plainest first.
class RowMatcher {
public:
  RowMatcher(const PasteWindow& window, const RowShape& shape, PasteLine& row)
      : window_(window), shape_(shape), line_(row.text), best_line_(row.second_best) {}

  // `skip` bytes of token `at` are not part of the row. False when there is no row.
  bool run(std::size_t at, std::size_t skip) {
    if (!field(0, at, skip) && best_.quality == Quality::None) return false;
    if (best_.quality < Quality::Whole) line_ = best_line_;
    return true;
  }

  std::size_t tokens() const { return best_.tokens; }
  std::size_t fields() const { return best_.fields; }

private:
  enum class Quality : u8 { None, Odd, Whole };
  struct Reading {
    Quality quality = Quality::None;
    std::size_t tokens = 0;
    std::size_t fields = 0;
  };

  // Reads the fields from `index` on, of which the first begins at token `at`. True when a whole
  // row was found: then `line_` is that row. A field has at most four pieces, and all readings
  // together have a budget, since what is pasted may be made to have many.
  bool field(std::size_t index, std::size_t at, std::size_t skip = 0) {
    const std::size_t line_size = line_.size();
    if (index < shape_.fields.size() && window_.exists(at)) {
      if (index > 0) line_ += ' ';
      const std::size_t begin = line_.size();
      for (std::size_t piece = at; piece < at + 4 && budget_ > 0; ++piece) {
        if (piece > at && !window_.may_continue(piece)) break;
        line_ += window_.text(piece).substr(piece == at ? skip : 0);
        --budget_;
        const Text whole = Text(line_).substr(begin);
        if (whole.size() > field_max) break;
        if (fits(shape_.fields[index], whole) && field(index + 1, piece + 1)) return true;
      }
      line_.resize(line_size);
    }
    return index >= shape_.required && end(index, at);
  }

  // A row that ends in front of token `at`.
  bool end(std::size_t fields, std::size_t at) {
    const Quality quality = is_whole(fields, at) ? Quality::Whole : Quality::Odd;
    const bool better =
        quality > best_.quality || (quality == best_.quality && fields > best_.fields);
    if (better) {
      best_ = {quality, at, fields};
      if (quality == Quality::Odd) best_line_ = line_;
    }
    return quality == Quality::Whole;
  }

  bool is_whole(std::size_t fields, std::size_t at) const {
    if (!window_.exists(at)) return true;
    const Text next = window_.text(at);
    if (shape_.table != PasteTable::Unix && fits(PasteField::Number, next)) return false;
    if (window_.may_continue(at)) {
      // What stands behind the line end might be the rest of the last field.
      const std::size_t begin = line_.rfind(' ') + 1;
      if (line_.size() - begin + next.size() <= field_max) {
        std::array<char, field_max> joined{};
        const auto half = std::copy(line_.begin() + static_cast<std::ptrdiff_t>(begin), line_.end(),
                                    joined.begin());
        const auto end = std::ranges::copy(next, half).out;
        const Text whole(joined.data(), static_cast<std::size_t>(end - joined.begin()));
        if (fits(shape_.fields[fields - 1], whole)) return false;
      }
    }
    if (shape_.table != PasteTable::Inet) return true;
    // TIME_WAIT and SYN_RECV end behind the pointer, datagrams have their drops, TCP has five more.
    return fields == inet_with_pointer || fields == inet_with_pointer + 1 ||
           fields == inet_with_pointer + 5;
  }

  const PasteWindow& window_;
  const RowShape& shape_;
  std::string& line_;
  std::string& best_line_;
  Reading best_{};
  int budget_ = 512;
};

// Whether a row of any kind begins at a token. Only a guess by its first two fields.
bool may_begin_row(const PasteWindow& window, std::size_t at) {
  if (!window.exists(at + 1)) return false;
  const Text first = window.text(at), second = window.text(at + 1);
  const std::size_t prefix = number_prefix(first);
  if (prefix > 0) {
    const Text rest = first.substr(prefix);
    return rest.empty() ? !address_digits(second).empty() : !address_digits(rest).empty();
  }
  if (!address_digits(first).empty()) return !address_digits(second).empty();
  if (fits(PasteField::PointerColon, first)) return fits(PasteField::Hex8, second);
  return fits(PasteField::Pointer, first) && fits(PasteField::Number, second) &&
         window.exists(at + 2) && fits(PasteField::Number, window.text(at + 2));
}

// Whether what stands at a token of an unsound line is no part of a path any more.
bool ends_path(const PasteWindow& window, std::size_t at) {
  const Text text = window.text(at);
  if (may_begin_row(window, at) || text == "==>" || text == "$" || text == "#") return true;
  if (text.size() > 2 && (text.ends_with('$') || text.ends_with('#')) &&
      text.find_first_of("@~:]") != Text::npos)
    return true;
  if (!window.exists(at + 1)) return false;
  const Text next = window.text(at + 1);
  return (text == "sl" && next == "local_address") || (text == "Num" && next == "RefCount") ||
         (text == "sk" && (next == "Eth" || next == "RefCnt"));
}

// Appends the path of a unix row, which begins at token `at`. Returns where it ends.
//
// A path may hold spaces and may imitate a whole row. Where the row begins its line and the rest
// of that line is no longer than a path can be, the whole rest is the path, exactly. Otherwise line
// ends were lost, and it ends where the next row, prompt or header begins.
std::size_t append_path(const PasteWindow& window, std::size_t at, std::string& line) {
  if (!window.exists(at)) return at;
  if (window.first_in_line(at)) {
    // A path that was wrapped to a line of its own; a row without path is followed by a row.
    const Text text = window.text(at);
    const bool is_path = text.starts_with('/') || text.starts_with('@');
    if (!is_path || text.find("/net/") != Text::npos) return at;
  }
  std::size_t end = at + 1;
  while (end < PasteWindow::row_max && window.exists_in_line(end)) ++end;
  const bool is_sound =
      window.first_in_line(0) && window.bytes(at, end - 1).size() <= unix_path_max;
  if (!is_sound) {
    const std::size_t line_end = end;
    end = at;
    while (end < line_end && !ends_path(window, end) && window.bytes(at, end).size() <= path_max)
      ++end;
    if (end == at) return at;
  }
  line += ' ';
  if (is_sound && !window.gap(at).empty()) line += window.gap(at).substr(1);
  line += window.bytes(at, end - 1);
  return end;
}

// How many tokens and bytes of the next one stand in front of the first field.
struct Lead {
  std::size_t tokens = 0;
  std::size_t bytes = 0;
};

// `sl` of an inet row and the line number of grep -n, at most one of each.
Lead lead_of(const PasteWindow& window) {
  Lead lead;
  for (int count = 0; count < 2 && window.exists(lead.tokens); ++count) {
    const Text token = window.text(lead.tokens).substr(lead.bytes);
    lead.bytes += number_prefix(token);
    if (lead.bytes == window.text(lead.tokens).size()) lead = {lead.tokens + 1, 0};
  }
  return lead;
}

u8 state_of(Text line) {
  // "0: local remote st …"
  Text rest = line;
  for (int skip = 0; skip < 3; ++skip) next_word(rest);
  u8 state = 0;
  parse_number(next_word(rest), state, 16);
  return state;
}

}  // namespace

PasteShape match_row(const PasteWindow& window, PasteLine& row) {
  if (window.size() == 0 || !is_all_hex(window.text(0).substr(0, 1))) return {};
  const Lead lead = lead_of(window);
  for (const RowShape& shape : row_shapes) {
    const bool is_inet = shape.table == PasteTable::Inet;
    row.text = is_inet ? "0: " : "";
    RowMatcher matcher(window, shape, row);
    if (!matcher.run(lead.tokens, lead.bytes)) continue;
    PasteShape found{.table = shape.table, .tokens = matcher.tokens()};
    if (shape.table == PasteTable::Unix) found.tokens = append_path(window, found.tokens, row.text);
    if (is_inet) {
      found.state = state_of(row.text);
      found.has_pointer = matcher.fields() >= inet_with_pointer;
      found.tail = found.has_pointer ? matcher.fields() - inet_with_pointer : 0;
    }
    return found;
  }
  return {};
}

RowBegin begins_like_row(const PasteWindow& window) {
  const Text first = window.text(0);
  const std::size_t prefix = number_prefix(first);
  if (!fits(PasteField::Address, first) && !address_digits(first).empty())
    return RowBegin::Numbered;
  if (fits(PasteField::Address, first)) return RowBegin::Bare;
  if (!window.exists(1)) return RowBegin::No;
  const Text second = window.text(1);
  if (prefix > 0 && prefix == first.size()) {
    // Its address may be cut.
    const std::size_t colon = std::min(second.find(':'), second.size());
    const bool is_begin = colon == second.size() ? colon >= 8 : colon == 8 || colon == 32;
    const Text port = second.substr(std::min(colon + 1, second.size()));
    if (is_begin && is_all_hex(second.substr(0, colon)) && is_all_hex(port))
      return RowBegin::Numbered;
  }
  const bool is_unix = fits(PasteField::PointerColon, first) && is_all_hex(second);
  const bool is_other = window.first_in_line(0) && (first.size() == 8 || first.size() == 16) &&
                        is_all_hex(first) && fits(PasteField::Number, second);
  return is_unix || is_other ? RowBegin::Bare : RowBegin::No;
}

}  // namespace sonde
