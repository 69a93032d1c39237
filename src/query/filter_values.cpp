// filter_values.cpp: the right side of a comparison: numbers, ports, addresses, networks, words.
// SPDX-License-Identifier: Apache-2.0
#include "query/filter_values.hpp"

#include <algorithm>
#include <optional>

#include "base/services.hpp"
#include "base/text.hpp"

namespace sonde {
namespace {

bool port_of(Text text, i64& port) {
  if (text.starts_with(':')) text.remove_prefix(1);
  u16 number = 0;
  if (parse_number(text, number)) {
    port = number;
    return true;
  }
  const std::optional<u16> known = service_port(text);
  if (known) port = *known;
  return known.has_value();
}

bool is_port(const TableInfo& table, const ColumnInfo& column) {
  return std::ranges::any_of(table.endpoint_words,
                             [&](const EndpointWord& w) { return w.port == column.name; });
}

// What a letter behind a number means in a unit: "10M" bytes, "2h" of seconds.
struct Suffix {
  Unit unit;
  char letter;
  double times;
};
constexpr Suffix suffixes[] = {
    {Unit::Bytes, 'k', 1024.0},       {Unit::Bytes, 'm', 1048576.0},
    {Unit::Bytes, 'g', 1073741824.0}, {Unit::Bytes, 't', 1099511627776.0},
    {Unit::Seconds, 's', 1},          {Unit::Seconds, 'm', 60},
    {Unit::Seconds, 'h', 3600},       {Unit::Seconds, 'd', 86400},
    {Unit::Seconds, 'w', 604800},     {Unit::Percent, '%', 1},
};

// Cuts "22m" from the front of "22m02s" and adds what it is. False where it is no such thing.
bool add_part(Unit unit, Text& text, double& sum) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  if (digits == text.size()) return false;
  const char letter = text[digits] == '%' ? '%' : static_cast<char>(text[digits] | 0x20);
  double count = 0;
  for (const Suffix& suffix : suffixes) {
    if (suffix.unit != unit || suffix.letter != letter) continue;
    if (!parse_real(text.substr(0, digits), count)) return false;
    sum += count * suffix.times;
    text.remove_prefix(digits + 1);
    return true;
  }
  return false;
}

// The unit that the letters of a column's values go by.
Unit written_unit(const ColumnInfo& column) {
  return column.unit == Unit::Size ? Unit::Bytes : column.unit;
}

// A number in the unit of its column, with letters: 10M, 10MB and 10MiB are the same size, 14h54m
// is a time, as sonde shows it. False without letters.
bool read_quantity(Unit unit, Text text, double& number) {
  for (const Text ending : {Text("iB"), Text("B")})
    if (unit == Unit::Bytes && text.ends_with(ending)) text.remove_suffix(ending.size());
  double sum = 0;
  const bool is_seconds = unit == Unit::Seconds;
  do
    if (!add_part(unit, text, sum)) return false;
  while (is_seconds && !text.empty());
  if (!text.empty() || sum > 9e18) return false;
  number = sum;
  return true;
}

// What letters the unit takes, for whoever typed another one.
Text letters_of(Unit unit) {
  if (unit == Unit::Bytes) return "; sizes are written 10485760, 10M or 1.5G";
  return unit == Unit::Seconds ? "; times are written 90, 45s, 30m, 2h or 1d" : "";
}

Result<void> read_number(const TableInfo& table, const ColumnInfo& column, const std::string& text,
                         Term& term) {
  i64 number = 0;
  const Text hex = Text(text).starts_with("0x") ? Text(text).substr(2) : Text();
  double quantity = 0;
  if (read_quantity(written_unit(column), text, quantity)) {
    term.values.emplace_back(static_cast<i64>(quantity));
    return {};
  }
  const bool ok = parse_number(Text(text), number) ||
                  (!hex.empty() && parse_number(hex, number, 16)) ||
                  (is_port(table, column) && port_of(text, number));
  if (ok) {
    term.values.emplace_back(number);
    return {};
  }
  for (const ColumnInfo& other : table.columns) {
    if (other.kind != Kind::Int || !equal_words(other.name, text)) continue;
    term.other_column = static_cast<int>(table.index_of(other));
    return {};
  }
  const Text wanted =
      is_port(table, column) ? "' is no port (0 to 65535) or service" : "' is no number";
  return wrong_filter("'" + text + std::string(wanted) + " for " + std::string(column.name) +
                      std::string(letters_of(written_unit(column))));
}

Result<void> read_flag(const ColumnInfo& column, const std::string& text, Term& term) {
  const bool yes = text == "true" || text == "yes" || text == "1";
  if (!yes && text != "false" && text != "no" && text != "0")
    return wrong_filter(std::string(column.name) + " is true or false, not '" + text + "'");
  term.values.emplace_back(yes);
  return {};
}

// A word of the column's vocabulary, in any spelling.
Result<void> read_known_word(const ColumnInfo& column, const std::string& text, Term& term) {
  std::vector<Text> known;
  for (const Text value : column.words->values) {
    known.push_back(value);
    if (!equal_words(value, text)) continue;
    term.texts.emplace_back(value);
    return {};
  }
  for (const Spelling& spelling : column.words->spellings) {
    known.push_back(spelling.word);
    if (!equal_words(spelling.word, text)) continue;
    term.texts.assign(spelling.values.begin(), spelling.values.end());
    return {};
  }
  if (column.words->values.empty()) {
    term.texts.push_back(text);
    return {};
  }
  const Text meant = nearest(text, known);
  std::string said = "'" + text + "' is no " + std::string(column.name);
  if (!meant.empty()) {
    said.append("; did you mean '").append(meant).append("'?");
  } else {
    said += "; one of:";
    for (const Text word : known) said.append(" ").append(word);
  }
  return wrong_filter(said);
}

// "2026-11-20", "2026-11-20T10:00" or "2026-11-20 10:00:07Z": as sonde shows it, or its beginning.
// What was not typed is the first moment of it.
bool read_moment(Text text, Term& term) {
  constexpr Text first = "0000-01-01T00:00:00Z";
  constexpr std::size_t ends[] = {10, 13, 16, 19, 20};
  if (std::ranges::find(ends, text.size()) == std::end(ends)) return false;
  std::string whole = std::string(text).append(first.substr(text.size()));
  if (whole[10] == ' ') whole[10] = 'T';
  if (!is_moment(whole)) return false;
  struct Part {
    std::size_t at;
    Text last;
  };
  constexpr Part parts[] = {{5, "12"}, {8, "31"}, {11, "23"}, {14, "59"}, {17, "59"}};
  for (const Part& part : parts) {
    const Text number = Text(whole).substr(part.at, 2);
    if (number > part.last || (part.at < ends[0] && number == "00")) return false;
  }
  term.moment_size = text.size();
  term.texts.push_back(std::move(whole));
  return true;
}

// What a text was in the look before, which only rows of checks have (check/two_looks.hpp).
bool read_text_before(const TableInfo& table, const std::string& text, Term& term) {
  const ColumnInfo* const other = text.ends_with(".before") ? table.find(text) : nullptr;
  if (other) term.other_column = static_cast<int>(table.index_of(*other));
  return other;
}

Result<void> read_text(const ColumnInfo& column, const std::string& text, Term& term) {
  if (column.unit == Unit::Moment) {
    if (!read_moment(text, term))
      return wrong_filter("'" + text + "' is no time for " + std::string(column.name) +
                          "; times are in UTC and begin with the day: 2026-11-20, or "
                          "2026-11-20T10:00");
  } else if (!column.words) {
    term.texts.push_back(text);
  } else {
    TRY(read_known_word(column, text, term));
  }
  for (const std::string& one : term.texts) term.values.emplace_back(Text(one));
  return {};
}

}  // namespace

bool is_moment(Text text) {
  constexpr Text shape = "0000-00-00T00:00:00Z";
  return std::ranges::equal(text, shape, [](char have, char want) {
    return want == '0' ? have >= '0' && have <= '9' : have == want;
  });
}

std::unexpected<Error> wrong_filter(std::string what) {
  return std::unexpected(
      Error{std::errc::invalid_argument, "read the filter", std::move(what), Error::Kind::Usage});
}

std::string no_such_column(const TableInfo& table, Text typed, std::vector<Text> words) {
  for (const ColumnInfo& column : table.columns) words.push_back(column.name);
  const Text meant = nearest(typed, words);
  std::string said = "'" + std::string(typed) + "' is no column of " + std::string(table.name);
  if (!meant.empty()) return said.append("; did you mean '").append(meant).append("'?");
  // Whoever types the name of a row alone means that row.
  for (const Text name : table.key) {
    const ColumnInfo& column = *table.find(name);
    if (column.kind != Kind::Text) continue;
    return said.append("; did you mean ").append(name).append(" = ").append(typed).append("?");
  }
  return said;
}

// "10.0.0.0/8", "[::1]", "fe80::1%eth0".
bool read_network(Text text, Term& term) {
  const std::size_t slash = text.find('/');
  int bits = -1;
  if (slash != Text::npos && !parse_number(text.substr(slash + 1), bits)) return false;
  Text host = text.substr(0, slash);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  Address address;
  term.texts.assign(1, std::string(host));  // The zone is a view into it.
  if (!parse_address(term.texts.front(), address)) return false;
  if (slash != Text::npos && (bits < 0 || bits > (address.version == 4 ? 32 : 128))) return false;
  term.prefix_bits = bits;
  term.values.assign(1, address);
  return true;
}

Result<void> read_filter_value(const TableInfo& table, const ColumnInfo& column,
                               const std::string& text, Term& term) {
  switch (column.kind) {
    case Kind::Int:
    case Kind::Numbers: return read_number(table, column, text, term);
    case Kind::Bool: return read_flag(column, text, term);
    case Kind::Real: {
      double real = 0;
      if (!parse_real(text, real) && !read_quantity(written_unit(column), text, real))
        return wrong_filter("'" + text + "' is no number for " + std::string(column.name) +
                            std::string(letters_of(written_unit(column))));
      term.values.emplace_back(real);
      return {};
    }
    case Kind::Address:
      if (!read_network(text, term)) return wrong_filter("'" + text + "' is no address");
      return {};
    case Kind::Text:
      if (read_text_before(table, text, term)) return {};
      return read_text(column, text, term);
  }
  return {};
}

}  // namespace sonde
