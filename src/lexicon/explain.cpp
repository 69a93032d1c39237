// explain.cpp: deciding what a question is, and answering it.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/explain.hpp"

#include <algorithm>
#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/text.hpp"
#include "base/types.hpp"
#include "lexicon/counter_meanings.hpp"
#include "lexicon/entry.hpp"
#include "lexicon/lookup.hpp"
#include "lexicon/paragraph.hpp"
#include "lexicon/parts.hpp"
#include "lexicon/pasted_row.hpp"
#include "lexicon/phrases.hpp"
#include "lexicon/reading.hpp"
#include "lexicon/row_answer.hpp"

namespace sonde {
namespace {

using namespace lexicon;  // This folder's own helpers.

constexpr std::size_t most_words = 512;         // Of a question: three rows and their header.
constexpr std::size_t most_entries_asked = 16;  // More words at once than anybody reads.
constexpr std::size_t echo_bytes = 40;
constexpr std::size_t part_indent = 2;

bool is_plain(char byte) { return (byte >= ' ' && byte <= '~') || byte == '\t'; }
bool is_line_end(char byte) { return byte == '\r' || byte == '\n'; }

std::unexpected<Error> refuse(const Phrase& why, Language language) {
  return failed(std::errc::invalid_argument, "explain",
                say(why, language) + say(phrase::understands, language));
}

// The question as far as it may be repeated: no byte that a terminal or a log could act on.
std::string echo_of(Text question) {
  std::string out;
  for (const char byte : question) {
    const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    const bool is_other = (byte >= '0' && byte <= '9') || Text(":._-").contains(byte);
    if (is_letter || is_other) out.push_back(byte);
  }
  return out.size() > echo_bytes ? std::string{} : out;
}

// Names the first word that nobody knows, and what was most likely meant.
std::unexpected<Error> refuse_unknown(std::span<const Text> words, Language language) {
  const auto is_unknown = [](Text word) { return find_entry(word) == nullptr; };
  const auto first = std::find_if(words.begin(), words.end(), is_unknown);
  const std::string echo = first == words.end() ? std::string{} : echo_of(*first);
  std::string sentence;
  if (!echo.empty()) sentence += say(phrase::not_known, language, {echo});
  const Text nearest = echo.empty() ? Text{} : nearest_word(echo);
  if (!nearest.empty()) {
    sentence += say(phrase::did_you_mean, language, {nearest});
  } else if (!echo.empty()) {
    sentence += say(phrase::newer_kernel, language);
  }
  sentence += say(phrase::understands, language);
  return failed(std::errc::invalid_argument, "explain", std::move(sentence));
}

std::vector<Text> words_of(Text question) {
  std::vector<Text> words;
  while (!question.empty() && words.size() < most_words) {
    const std::size_t begin = question.find_first_not_of(" \t\r\n");
    if (begin == Text::npos) break;
    question.remove_prefix(begin);
    words.push_back(question.substr(0, question.find_first_of(" \t\r\n")));
    question.remove_prefix(words.back().size());
  }
  return words;
}

std::string answer_entries(std::span<const Entry* const> entries, Language language) {
  std::string out;
  for (const Entry* entry : entries) {
    if (!out.empty()) out.push_back('\n');
    out += entry->word;
    out += "  (";
    out += kind_name(entry->kind, language);
    out += ")\n";
    append_paragraph(out, sentences_of(*entry, language), part_indent);
  }
  return out;
}

// One word, words that make one together (accept queue), or several that are all known.
std::vector<const Entry*> entries_asked(std::span<const Text> words) {
  std::vector<const Entry*> found;
  if (words.empty() || words.size() > most_entries_asked) return found;
  std::string together;
  for (const Text word : words) {
    if (!together.empty()) together.push_back('-');
    together += word;
  }
  found = find_entries(together);
  if (!found.empty()) return found;
  for (const Text word : words) {
    const std::vector<const Entry*> more = find_entries(word);
    if (more.empty()) return {};
    for (const Entry* entry : more) {
      if (std::find(found.begin(), found.end(), entry) == found.end()) found.push_back(entry);
    }
  }
  return found;
}

void answer_port(Answer& answer, Text digits) {
  answer.plain(say(phrase::read_as_port, answer.language(), {digits}));
  add_port(answer, digits, {});
  u64 decimal = 0;
  if (!parse_number(digits, decimal)) return;
  std::string hex;
  append_hex(hex, decimal, 4);
  answer.note(phrase::maybe_decimal, {digits, upper(hex)});
}

void answer_address(Answer& answer, Text digits) {
  answer.plain(say(phrase::read_as_address, answer.language(), {digits}));
  add_address(answer, digits, Detail::WithReason, likely_order(std::span(&digits, 1)));
  const HexAddress address = read_address(digits, ByteOrder::Little);
  if (!is_wildcard(address)) return;
  answer.note(address.is_ipv6 ? phrase::every_address_both : phrase::any_address);
}

void answer_endpoint(Answer& answer, const HexEndpoint& endpoint) {
  const ByteOrder likely = likely_order(std::span(&endpoint.address, 1));
  add_endpoint(answer, {.label = "", .endpoint = endpoint, .likely = likely});
}

void answer_state(Answer& answer, Text digits) {
  answer.plain(say(phrase::read_as_state, answer.language(), {digits}));
  add_state(answer, "", digits, {});
}

// `03:00000ACA` and `00000000:0000002C`.
bool answer_pair(Answer& answer, Text part) {
  const std::size_t colon = part.find(':');
  if (colon == Text::npos || !is_hex(part.substr(0, colon))) return false;
  const Text second = part.substr(colon + 1);
  if (second.size() != 8 || !is_hex(second)) return false;
  if (colon == 8) {
    answer.plain(say(phrase::read_as_queues, answer.language(), {part}));
    add_transmit_queue(answer, "tx_queue", part.substr(0, colon), {});
    add_receive_queue(answer, "rx_queue", second, {});
    return true;
  }
  if (colon != 2) return false;
  answer.plain(say(phrase::read_as_timer, answer.language(), {part}));
  add_timer(answer, "", part);
  return true;
}

// A part that stands alone and can be only one thing.
std::optional<std::string> answer_part(Text part, Language language) {
  Answer answer(language, part_indent);
  if (const std::optional<HexEndpoint> endpoint = split_endpoint(part)) {
    answer_endpoint(answer, *endpoint);
  } else if (is_hex_address(part)) {
    answer_address(answer, part);
  } else if (is_hex(part) && part.size() == 4) {
    answer_port(answer, part);
  } else if (is_hex(part) && part.size() == 2 && !state_word(hex_value(part)).empty()) {
    answer_state(answer, part);
  } else if (!answer_pair(answer, part)) {
    return std::nullopt;
  }
  return answer.take();
}

struct Pair {
  Text key;
  Text value;
};

// "st=0A", "st 0A", "st: 0A".
std::optional<Pair> split_pair(std::span<const Text> words) {
  if (words.size() == 1) {
    const std::size_t sign = words[0].find('=');
    if (sign == Text::npos) return std::nullopt;
    return Pair{words[0].substr(0, sign), words[0].substr(sign + 1)};
  }
  const bool has_sign = words.size() == 3 && words[1] == "=";
  if (words.size() != 2 && !has_sign) return std::nullopt;
  Text key = words[0];
  if (key.ends_with(':') || key.ends_with('=')) key.remove_suffix(1);
  return Pair{key, words.back()};
}

bool answer_named_address(Answer& answer, Text value) {
  if (const std::optional<HexEndpoint> endpoint = split_endpoint(value)) {
    answer_endpoint(answer, *endpoint);
    return true;
  }
  if (!is_hex_address(value)) return false;
  answer_address(answer, value);
  return true;
}

bool answer_named_timer(Answer& answer, Text value) {
  if (is_hex(value) && value.size() == 8) {
    add_ticks(answer, "", value);
    return true;
  }
  if (is_hex(value) && value.size() == 2) {
    add_timer_number(answer, "", value);
    return true;
  }
  return value.find(':') == 2 && answer_pair(answer, value);
}

bool answer_named_count(Answer& answer, const Pair& pair, Text field) {
  const bool is_count = is_decimal(pair.value) && pair.value.size() <= 20;
  if (!is_count) return false;
  if (field == "uid") {
    add_uid(answer, "", pair.value, {});
  } else if (field == "timeout") {
    add_timeout(answer, "", pair.value);
  } else if (field == "inode") {
    add_inode(answer, "", pair.value, {});
  } else {
    return false;
  }
  return true;
}

bool answer_named_hex(Answer& answer, const Pair& pair, Text field) {
  if (!is_hex(pair.value) || pair.value.size() != 8) return false;
  if (field == "tx_queue") {
    add_transmit_queue(answer, "", pair.value, {});
  } else if (field == "rx_queue") {
    add_receive_queue(answer, "", pair.value, {});
  } else if (field == "retrnsmt") {
    add_retransmits(answer, "", pair.value);
  } else {
    return false;
  }
  return true;
}

// A field of the row with its value; what it means in general follows.
std::optional<std::string> answer_pair_of(const Pair& pair, Language language) {
  Answer answer(language, part_indent);
  const bool is_port = equal_words(pair.key, "port");
  const bool is_address = equal_words(pair.key, "address");
  const Entry* const entry = find_entry_of("field", pair.key);
  if (entry == nullptr && !is_port && !is_address) return std::nullopt;
  const Text field = entry == nullptr ? Text{} : entry->word;
  bool answered = false;
  if (is_port) {
    answered = is_hex(pair.value) && pair.value.size() == 4;
    if (answered) answer_port(answer, pair.value);
  } else if (is_address || field.ends_with("_address")) {
    answered = answer_named_address(answer, pair.value);
  } else if (field == "st") {
    answered = is_hex(pair.value) && pair.value.size() == 2;
    if (answered) answer_state(answer, pair.value);
  } else if (field == "tr" || field == "tm->when") {
    answered = answer_named_timer(answer, pair.value);
  } else {
    answered = answer_named_count(answer, pair, field) || answer_named_hex(answer, pair, field);
  }
  if (!answered) return std::nullopt;
  std::string out = answer.take();
  if (entry == nullptr) return out;
  return out + "\n" + answer_entries(std::span(&entry, 1), language);
}

// Entries, and the lines of counters, flags and states. Words that are also a part of a row, as the
// flag "dead" is a port, are both.
std::string answer_known(std::span<const Text> words, Language language) {
  std::string together;
  for (const Text word : words) (together += together.empty() ? "" : " ") += word;
  std::string out = answer_entries(entries_asked(words), language);
  std::string lines = explain_counter(together, language);
  const Text bare = without_group(together);
  if (out.empty() && lines.empty() && !bare.empty()) {
    out = answer_entries(entries_asked(std::span(&bare, 1)), language);
    lines = explain_counter(bare, language);
  }
  if (out.empty() && !lines.empty() && words.size() == 1)
    out = answer_part(words[0], language).value_or("");
  if (!out.empty() && !lines.empty()) out += '\n';
  return out + lines;
}

}  // namespace

Result<std::string> explain(Text question, Language language) {
  if (question.size() > longest_question_bytes) return refuse(phrase::too_long, language);
  const bool is_text = std::all_of(question.begin(), question.end(),
                                   [](char byte) { return is_plain(byte) || is_line_end(byte); });
  if (!is_text) return refuse(phrase::not_text, language);
  const std::vector<Text> words = words_of(question);
  if (words.empty()) return refuse_unknown(words, language);

  if (std::string known = answer_known(words, language); !known.empty()) return known;
  if (const std::optional<Pair> pair = split_pair(words)) {
    if (std::optional<std::string> answer = answer_pair_of(*pair, language)) return *answer;
    const std::vector<const Entry*> named = find_entries(pair->value);
    if (!named.empty()) return answer_entries(named, language);
  }
  if (words.size() == 1) {
    if (std::optional<std::string> answer = answer_part(words[0], language)) return *answer;
  }
  const Result<std::optional<PastedRow>> answer = read_row(words);
  if (!answer) return refuse(phrase::broken_row, language);
  const std::optional<PastedRow>& row = *answer;
  if (row) return explain_row(*row, language);
  return refuse_unknown(words, language);
}

std::string list_words(Language language) {
  std::string out;
  Text kind{};
  std::string words;
  for (const Entry& entry : all_entries()) {
    if (entry.kind != kind) {
      if (!words.empty()) append_paragraph(out, words, part_indent);
      if (!out.empty()) out.push_back('\n');
      kind = entry.kind;
      words.clear();
      out += kind_name(kind, language);
      out.push_back('\n');
    }
    if (!words.empty()) words += "  ";
    words += entry.word;
  }
  append_paragraph(out, words, part_indent);
  out += '\n' + say(phrase::table_words, language) + '\n';
  words.clear();
  for (const Text name : line_names(Names::Words)) (words += words.empty() ? "" : "  ") += name;
  append_paragraph(out, words, part_indent);
  out.push_back('\n');
  append_paragraph(out, say(phrase::understands, language), 0);
  return out;
}

}  // namespace sonde
