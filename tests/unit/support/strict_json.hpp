// strict_json.hpp: reads JSON as RFC 8259 has it and nothing else, for the tests of the writers.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace sonde::test {

// Checks a whole text, and collects the strings that are values (not keys), decoded to UTF-8.
class StrictJson {
public:
  explicit StrictJson(std::string text) : text_(std::move(text)), rest_(text_) {}
  StrictJson(const StrictJson&) = delete;
  StrictJson& operator=(const StrictJson&) = delete;

  bool is_valid() {
    if (!value(0)) return false;
    space();
    return rest_.empty();
  }
  std::vector<std::string> strings{};

private:
  void space() {
    while (!rest_.empty() && Text(" \t\r\n").find(rest_.front()) != Text::npos)
      rest_.remove_prefix(1);
  }
  bool accept(Text word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool value(int depth) {
    space();
    if (depth > 20 || rest_.empty()) return false;
    if (rest_.front() == '{') return object(depth);
    if (rest_.front() == '[') return array(depth);
    if (rest_.front() == '"') {
      const std::optional<std::string> text = string();
      if (text) strings.push_back(*text);
      return text.has_value();
    }
    return accept("true") || accept("false") || accept("null") || number();
  }
  bool object(int depth) {
    accept("{");
    std::set<std::string> keys;
    space();
    if (accept("}")) return true;
    do {
      space();
      const std::optional<std::string> key = string();
      if (!key || !keys.insert(*key).second) return false;
      space();
      if (!accept(":") || !value(depth + 1)) return false;
      space();
    } while (accept(","));
    return accept("}");
  }
  bool array(int depth) {
    accept("[");
    space();
    if (accept("]")) return true;
    do {
      if (!value(depth + 1)) return false;
      space();
    } while (accept(","));
    return accept("]");
  }
  bool digits() {
    const std::size_t size = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    rest_.remove_prefix(size);
    return size > 0;
  }
  bool number() {
    accept("-");
    if (!accept("0") && !digits()) return false;
    if (accept(".") && !digits()) return false;
    if ((accept("e") || accept("E")) && (accept("+") || accept("-") || true) && !digits())
      return false;
    return true;
  }
  std::optional<u32> hex4() {
    u32 code = 0;
    if (rest_.size() < 4 || !parse_number(rest_.substr(0, 4), code, 16)) return std::nullopt;
    rest_.remove_prefix(4);
    return code;
  }
  static void append_utf8(std::string& out, u32 code) {
    const auto byte = [&](u32 bits) { out += static_cast<char>(bits); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) return byte(0xC0 | code >> 6), byte(0x80 | (code & 0x3F));
    if (code < 0x10000)
      byte(0xE0 | code >> 12);
    else
      byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F));
  }
  bool escape(std::string& out) {
    constexpr Text names = "\"\\/bfnrt";
    constexpr Text means = "\"\\/\b\f\n\r\t";
    if (rest_.empty()) return false;
    const std::size_t at = names.find(rest_.front());
    if (at != Text::npos) {
      rest_.remove_prefix(1);
      out += means[at];
      return true;
    }
    if (!accept("u")) return false;
    std::optional<u32> code = hex4();
    if (!code || (*code >= 0xDC00 && *code < 0xE000)) return false;
    if (*code >= 0xD800 && *code < 0xDC00) {
      const std::optional<u32> low = accept("\\u") ? hex4() : std::nullopt;
      if (!low || *low < 0xDC00 || *low >= 0xE000) return false;
      code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
    }
    append_utf8(out, *code);
    return true;
  }
  std::optional<std::string> string() {
    if (!accept("\"")) return std::nullopt;
    std::string out;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') return out;
      if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
      if (c != '\\')
        out += c;
      else if (!escape(out))
        return std::nullopt;
    }
    return std::nullopt;
  }

  std::string text_;
  Text rest_;
};

}  // namespace sonde::test
