// value.hpp: what one cell of a table can be; a value that is missing always says why.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cmath>
#include <concepts>
#include <span>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/types.hpp"

namespace sonde {

// Why a value is not there. NotApplicable is no gap: a TIME_WAIT has no owner, and that is known.
enum class Absent : u8 {
  Known,
  NotApplicable,
  NotPermitted,  // The kernel refused: EACCES, EPERM.
  Elsewhere,     // It exists in another namespace, which cannot be seen from here.
  Vanished,      // It went away while it was read: ESRCH, ENOENT of a process.
  Unsupported,   // This kernel, or this place, does not have it.
  NotCollected,  // The input at hand does not hold it: a paste, a copy of /proc, text of /proc.
  Malformed,     // It was there and made no sense.
};

// The words of CLI.md. Known and NotApplicable have none: they are no gaps.
constexpr Text name_of(Absent why) {
  constexpr Text names[] = {
      "",         "", "not-permitted", "elsewhere", "vanished", "unsupported", "not-collected",
      "malformed"};
  return names[static_cast<std::size_t>(why)];
}

// How a refusal of the kernel is told.
constexpr Absent reason_of(std::errc code) {
  switch (code) {
    case std::errc::permission_denied:
    case std::errc::operation_not_permitted: return Absent::NotPermitted;
    case std::errc::no_such_process: return Absent::Vanished;
    case std::errc::no_message: return Absent::NotCollected;
    case std::errc::bad_message:
    case std::errc::is_a_directory:
    case std::errc::too_many_symbolic_link_levels:
    case std::errc::illegal_byte_sequence: return Absent::Malformed;
    default: return Absent::Unsupported;
  }
}

// A value, or the reason why it is missing.
template <class T> struct Known {
  T value{};
  Absent why = Absent::NotCollected;

  constexpr Known() = default;
  constexpr Known(T known) : value(known), why(Absent::Known) {}
  constexpr Known(Absent reason) : why(reason) {}
  constexpr explicit operator bool() const { return why == Absent::Known; }
  constexpr const T& operator*() const { return value; }
};

// An internet address as the network orders its bytes. An IPv4 address stands in the first four.
struct Address {
  std::array<u8, 16> bytes{};
  u8 version = 4;  // 4 or 6.
  Text zone{};     // "eth0" of fe80::1%eth0; empty where there is none.

  friend constexpr bool operator==(const Address&, const Address&) = default;
};

// 127.0.0.0/8 or ::1.
bool is_loopback(const Address& address);
// fe80::/10 (RFC 4291): every link has its own, and the zone says which is meant.
bool is_link_local(const Address& address);

// RFC 5952 text, with the zone: "192.0.2.1", "2001:db8::1", "fe80::1%eth0".
void append_address(std::string& out, const Address& address);
// The same with a port: "192.0.2.1:80", "[2001:db8::1]:80".
void append_address(std::string& out, const Address& address, u16 port);
// Reads an address with or without zone. False when `text` is not one address and nothing else.
bool parse_address(Text text, Address& address);

using Numbers = std::span<const int>;
using Cell = std::variant<Absent, bool, i64, double, Text, Address, Numbers>;

// What a column's cells are, when they are known.
enum class Kind : u8 { Bool, Int, Real, Text, Address, Numbers };

enum class Unit : u8 {
  None,
  Bytes,
  Packets,
  Seconds,
  Milliseconds,
  Microseconds,
  Percent,
  Inode,
  Size,    // Bytes that text shows as "1.2G": nobody needs the last of them.
  Moment,  // A text, "2026-11-21T22:38:33Z".
};

constexpr Text name_of(Unit unit) {
  constexpr Text names[] = {
      "",        "bytes",        "packets", "seconds", "milliseconds", "microseconds",
      "percent", "inode number", "bytes",   "UTC"};
  return names[static_cast<std::size_t>(unit)];
}

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires(E e) {
  { name_of(e) } -> std::same_as<Text>;
};

template <std::same_as<bool> B> constexpr Cell to_cell(B value) { return value; }
template <std::integral T>
  requires(!std::same_as<T, bool>)
constexpr Cell to_cell(T value) {
  // No number of the kernel is that large, and it would come out negative.
  if (!std::in_range<i64>(value)) return Absent::Malformed;
  return static_cast<i64>(value);
}
// Fractions of a table have two decimals: more would not be true.
inline Cell to_cell(double value) { return std::round(value * 100) / 100; }
constexpr Cell to_cell(Text value) { return value; }
constexpr Cell to_cell(const Address& value) { return value; }
constexpr Cell to_cell(Numbers value) { return value; }
constexpr Cell to_cell(Absent why) { return why; }
template <NamedEnum E>
  requires(!std::same_as<E, Absent>)
constexpr Cell to_cell(E value) {
  return name_of(value);
}
template <class T> constexpr Cell to_cell(const Known<T>& value) {
  return value ? to_cell(*value) : Cell{value.why};
}

// Appends a number with two decimals, or with as many as it takes to read the same number back.
void append_real(std::string& out, double real);
// Appends the cell as plain text, foreign text as it is: for keys, never for a reader. A missing
// value is the name of its reason.
void append_plain(std::string& out, const Cell& cell);

// -1, 0 or 1 for two cells of one kind; cells of different kinds order by kind, missing ones first.
int compare(const Cell& left, const Cell& right);

}  // namespace sonde
