// escape.hpp: the one way by which text from outside reaches a reader: terminal, CSV or JSON.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>

#include "base/types.hpp"

namespace sonde {

// Foreign text is whatever a stranger may choose: process names, paths, host and interface names,
// DNS answers. It may hold terminal control, newlines, invisible characters and broken UTF-8.
//
// Dangerous is: C0, DEL and C1 (U+0080-9F, also as lone bytes), the soft hyphen, bidirectional
// controls, zero-width and other invisible format characters, line and paragraph separators, tag
// characters and every byte that is not valid UTF-8 (overlong forms and surrogates included).

// Appends `foreign` as it may stand on a terminal, in a pipe or in a report.
// A dangerous byte becomes `\x1b`, a dangerous code point `\u202e` or, above U+FFFF, `\u{e0041}`.
// A backslash stays one backslash (`C:\temp`) unless the output after it would begin with a
// backslash, `x` or `u`; then it is doubled. So the reverse is unique: `\\` is a backslash, `\x` a
// byte, `\u` a code point, and any other backslash is itself. Escape a field as a whole, not in
// pieces: the rule looks at the byte that follows.
void escape_to(std::string& out, Text foreign);
inline std::string escaped(Text foreign) {
  std::string text;
  escape_to(text, foreign);
  return text;
}

// The columns that `escaped` takes on a terminal: wide East Asian characters and emoji are two,
// combining marks none. The text must have gone through escape_to.
std::size_t display_width(Text escaped);

// Appends `foreign` as a JSON string with its quotes, always valid UTF-8.
// Valid text comes back exactly from any JSON parser: dangerous code points are only spelled as
// `\u202e` (above U+FFFF as a surrogate pair), so that none of them reaches a terminal raw.
// JSON has no form for a byte that is not UTF-8: it becomes the four characters `\xff`, written
// as `"\\xff"`, and cannot be told from a name that holds these four characters.
void json_string_to(std::string& out, Text foreign);

// Appends `foreign` as one CSV field: escaped as by escape_to, then quoted after RFC 4180 when it
// holds a comma, a semicolon (the separator of some locales) or a quote.
// A text that begins with = + - @ TAB or CR, which a spreadsheet would run as a formula, gets a
// leading apostrophe; so does such a text that already has apostrophes in front, which makes the
// reverse unique. Only for text: a number is written as it is.
void csv_field_to(std::string& out, Text foreign);

}  // namespace sonde
