// renderer.cpp: what all forms have in common: cells as text, and counting.
// SPDX-License-Identifier: Apache-2.0
#include "render/renderer.hpp"

#include <utility>

#include "base/escape.hpp"
#include "base/text.hpp"

namespace sonde {

const ColumnInfo host_column = {
    "host",     "Machine that answers.",
    Unit::None, Show::Always,
    Kind::Text, [](const void*, std::string&) { return Cell(Absent::NotApplicable); }};

void Renderer::begin(const TableInfo& table, Columns columns, Columns if_known) {
  table_ = &table;
  columns_ = std::move(columns);
  if (style_.many_hosts) columns_.insert(columns_.begin(), &host_column);
  if_known_ = std::move(if_known);
  missing_.emplace(table, columns_);
  json_keys_.clear();
  for (const ColumnInfo* column : columns_) {
    json_string_to(json_keys_.emplace_back(), column->name);  // Of SQL it is the user's own text.
    json_keys_.back() += ':';
  }
}

void Renderer::start_once() {
  if (!std::exchange(is_started_, true)) start();
}

void Renderer::end() {
  start_once();
  missing_->tell(gaps_);
  if (fit_remedy_) fit_gaps();
  finish();
}

void Renderer::fit_gaps() {
  GapList fitted;
  for (Gap gap : gaps_.all()) {
    const std::string remedy = fit_remedy_(gap.remedy);
    gap.remedy = remedy;
    fitted.add(gap);
  }
  gaps_ = std::move(fitted);
  fit_remedy_ = {};
}

More Renderer::rows(Chunk chunk) {
  start_once();
  row_count_ += chunk.size();
  write(chunk);
  return out_.broken() ? More::No : More::Yes;
}

void Renderer::note(Text sentence) {
  for (const std::string& known : notes_)
    if (known == sentence) return;
  notes_.emplace_back(sentence);
}

void append_shown(std::string& out, const Cell& cell, Escape escape) {
  if (const Text* text = std::get_if<Text>(&cell)) {
    if (escape == Escape::Yes)
      escape_to(out, *text);
    else
      out += *text;
  } else if (const i64* number = std::get_if<i64>(&cell)) {
    append_number(out, *number);
  } else if (const Address* address = std::get_if<Address>(&cell);
             address && address->zone.empty()) {
    append_address(out, *address);
  } else if (std::holds_alternative<Absent>(cell)) {
    out += '-';
  } else {
    std::string plain;  // A zone is the name of an interface: foreign text.
    append_plain(plain, cell);
    escape_to(out, plain);
  }
}

void append_shown(std::string& out, const ColumnInfo& column, const Cell& cell, Escape escape) {
  const i64* const number = std::get_if<i64>(&cell);
  const double* const real = std::get_if<double>(&cell);
  if (column.unit != Unit::Size || (!number && !real)) return append_shown(out, cell, escape);
  append_size(out, number ? static_cast<u64>(*number) : static_cast<u64>(*real));
}

void append_json(std::string& out, const Cell& cell) {
  if (const Text* text = std::get_if<Text>(&cell)) {
    json_string_to(out, *text);
  } else if (std::holds_alternative<Absent>(cell)) {
    out += "null";
  } else if (const Numbers* list = std::get_if<Numbers>(&cell)) {
    out += '[';
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (i != 0) out += ',';
      append_number(out, (*list)[i]);
    }
    out += ']';
  } else if (std::holds_alternative<Address>(cell)) {
    std::string plain;
    append_plain(plain, cell);
    json_string_to(out, plain);
  } else {
    append_plain(out, cell);
  }
}

void Renderer::append_json_row(std::string& out, const void* row, std::string& room) {
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    out += c == 0 ? '{' : ',';
    out += json_keys_[c];
    append_json(out, read(c, row, room));
  }
  out += '}';
}

}  // namespace sonde
