// json_strings.cpp: walks over a JSON text once; what is no string passes as it is.
// SPDX-License-Identifier: Apache-2.0
#include "source/json_strings.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr int depth_max = 4;  // Of JSON within strings of JSON.

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

char unescaped(char c) {
  switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'b': return '\b';
    case 'f': return '\f';
    default: return c;
  }
}

// What the string says. Letters beyond ASCII that are written as numbers become '?': this text is
// only kept where something in it was changed.
std::string plain_of(Text raw) {
  std::string plain;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    u16 number = 0;
    if (raw[i] != '\\' || i + 1 == raw.size()) {
      plain += raw[i];
    } else if (raw[++i] != 'u' || !parse_number(raw.substr(i + 1, 4), number, 16)) {
      plain += unescaped(raw[i]);
    } else {
      plain += number < 0x80 ? static_cast<char>(number) : '?';
      i += 4;
    }
  }
  return plain;
}

void append_escaped(std::string& out, Text plain) {
  for (const char one : plain) {
    const auto byte = static_cast<unsigned char>(one);
    if (byte < 0x20) {
      append_hex(out += "\\u", byte, 4);
      continue;
    }
    if (one == '"' || one == '\\') out += '\\';
    out += one;
  }
}

class Walk {
public:
  Walk(Text json, const UseString& use, int depth, bool is_of_environment)
      : json_(json), use_(use), depth_(depth) {
    nests_ += is_of_environment ? 'e' : ' ';
  }

  std::string run() {
    while (at_ < json_.size()) {
      const char one = json_[at_];
      if (one == '"') {
        take_string();
        continue;
      }
      if (one == '[' || one == '{') {
        const bool is_environment = nests_.back() == 'e' || names_environment();
        nests_ += is_environment ? 'e' : ' ';
        forget();
      } else if ((one == ']' || one == '}') && nests_.size() > 1) {
        nests_.pop_back();
        forget();
      } else if (one == ',') {
        key_.clear();
      }
      out_ += one;
      ++at_;
    }
    return std::move(out_);
  }

private:
  void forget() {
    key_.clear();
    previous_.clear();
  }
  bool names_environment() const {
    return equal_words(key_, "env") || equal_words(key_, "environment");
  }

  void take_string() {
    std::size_t end = ++at_;
    while (end < json_.size() && json_[end] != '"') end += json_[end] == '\\' ? 2 : 1;
    if (end >= json_.size()) {
      at_ = json_.size();
      return;
    }
    const Text raw = json_.substr(at_, end - at_);
    at_ = end + 1;
    std::size_t next = at_;
    while (next < json_.size() && is_space(json_[next])) ++next;
    out_ += '"';
    if (next < json_.size() && json_[next] == ':') {
      out_ += raw;
      key_ = plain_of(raw);
    } else {
      put_value(raw);
    }
    out_ += '"';
  }

  void put_value(Text raw) {
    const std::string plain = plain_of(raw);
    const bool is_of_environment = nests_.back() == 'e' || names_environment();
    const Text end = trim(plain);
    const bool is_nested =
        depth_ < depth_max && is_json(plain) && (end.ends_with('}') || end.ends_with(']'));
    const std::string wanted = is_nested ? Walk(plain, use_, depth_ + 1, is_of_environment).run()
                                         : use_({key_, previous_, plain, is_of_environment});
    if (wanted == plain)
      out_ += raw;
    else
      append_escaped(out_, wanted);
    previous_ = plain;
  }

  Text json_;
  const UseString& use_;
  int depth_;
  std::size_t at_ = 0;
  std::string out_{}, key_{}, previous_{};
  std::string nests_{};  // A letter for each that is open: whether it belongs to an environment.
};

}  // namespace

// "[section]" begins what is no JSON, and "{{.Name}}" neither.
bool is_json(Text text) {
  constexpr std::size_t looked_at = 256;
  constexpr Text space = " \t\r\n";
  text = text.substr(0, looked_at);
  const std::size_t first = std::min(text.find_first_not_of(space), text.size());
  const std::size_t second = text.find_first_not_of(space, first + 1);
  if (second == Text::npos) return false;
  const Text allowed = text[first] == '{' ? "\"}" : text[first] == '[' ? "\"{[]" : "";
  return allowed.contains(text[second]);
}

std::string map_json_strings(Text json, const UseString& use) {
  return Walk(json, use, 0, false).run();
}

std::string without_value(const JsonString& entry) {
  constexpr Text stars = "***";
  if (entry.key == "name") return std::string(entry.value);
  if (!entry.key.empty()) return std::string(stars);
  const std::size_t equals = entry.value.find('=');
  if (equals == Text::npos) return std::string(entry.value);
  return std::string(entry.value.substr(0, equals + 1)) += stars;
}

}  // namespace sonde
