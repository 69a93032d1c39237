// octal_lines.cpp: letters and digits as they are, other bytes as the shortest octal number.
// SPDX-License-Identifier: Apache-2.0
#include "source/octal_lines.hpp"

#include <cstddef>

namespace sonde {
namespace {

constexpr std::size_t line_max = 4000;
constexpr Text begin = "printf '";
constexpr Text end = "'\n";

bool is_digit(char one) { return one >= '0' && one <= '9'; }
bool is_plain(char one) {
  return is_digit(one) || (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z');
}

// A digit behind it would be taken for a part of the number: then it has all three.
void append_octal(std::string& line, char one, bool is_before_digit) {
  const auto byte = static_cast<unsigned char>(one);
  line += '\\';
  if (is_before_digit || byte >= 0100) line += static_cast<char>('0' + (byte >> 6));
  if (is_before_digit || byte >= 010) line += static_cast<char>('0' + ((byte >> 3) & 7));
  line += static_cast<char>('0' + (byte & 7));
}

}  // namespace

std::string octal_lines(Text bytes) {
  std::string lines;
  lines.reserve(bytes.size() * 3);
  std::size_t line_begin = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 0 || lines.size() - line_begin >= line_max) {
      if (i > 0) lines += end;
      line_begin = lines.size();
      lines += begin;
    }
    const bool is_before_digit = i + 1 < bytes.size() && is_digit(bytes[i + 1]);
    if (is_plain(bytes[i]))
      lines += bytes[i];
    else
      append_octal(lines, bytes[i], is_before_digit);
  }
  if (!bytes.empty()) lines += end;
  return lines;
}

}  // namespace sonde
