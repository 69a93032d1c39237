// reference_filter.cpp: the filter language in a few lines, with the words of a table.
// SPDX-License-Identifier: Apache-2.0
#include "command/reference.hpp"

namespace sonde {
namespace {

std::string join(std::span<const Text> words) {
  std::string joined;
  for (const Text word : words) joined.append(joined.empty() ? "" : " ").append(word);
  return joined;
}

// Words of one kind share a line: "src dst", "sport dport".
void add_endpoints(const TableInfo& table, std::vector<Item>& items) {
  Item both, port, other;
  const auto add = [](Item& item, Text word, Text column) {
    item.label.append(item.label.empty() ? "" : " ").append(word);
    item.doc.append(item.doc.empty() ? "" : ", ").append(column);
  };
  for (const EndpointWord& word : table.endpoint_words) {
    if (!word.address.empty() && !word.port.empty())
      add(both, word.word, word.address);
    else if (word.port.ends_with("port"))
      add(port, word.word, word.port);
    else
      add(other, word.word, word.port.empty() ? word.address : word.port);
  }
  both.doc = "An address, a network, a port, or both: 10.0.0.0/8, :443, [::1]:22, :mysql.";
  port.doc = "A port, by number or name: " + port.label.substr(0, port.label.find(' ')) +
             " = :8080, " + port.label.substr(port.label.rfind(' ') + 1) + " = :https.";
  other.doc = "The columns " + other.doc + ".";
  for (Item* item : {&both, &port, &other})
    if (!item->label.empty()) items.push_back(std::move(*item));
}

void add_vocabulary(const ColumnInfo& column, std::vector<Item>& items) {
  std::string doc = column.words->values.empty() ? "any text" : join(column.words->values);
  if (!column.words->spellings.empty()) {
    doc += "; also";
    for (const Spelling& spelling : column.words->spellings) doc.append(" ").append(spelling.word);
  }
  items.push_back({std::string(column.name), std::move(doc)});
}

}  // namespace

std::vector<Item> filter_items(const TableInfo& table) {
  std::vector<Item> items = {
      {"COLUMN OP VALUE", "OP is = != < > <= >=, or ~ for a pattern of text (* ? [a-z])."},
      {"and or not ( )", "Conditions side by side must all hold. Quote ( ) < > for the shell."},
  };
  if (table.find("state"))
    items.push_back({"state WORD", "Short for state = WORD; exclude WORD is the opposite."});
  add_endpoints(table, items);
  std::string flags;
  for (const ColumnInfo& column : table.columns) {
    if (column.unit == Unit::Moment)
      items.push_back({std::string(column.name),
                       "A time in UTC, or its beginning, of which = takes all: 2026-11-20, "
                       "2026-11-20T10:00."});
    if (column.kind == Kind::Bool) flags.append(flags.empty() ? "" : " ").append(column.name);
    if (column.words) add_vocabulary(column, items);
  }
  if (!flags.empty()) items.push_back({flags, "true or false; the name alone means true."});
  return items;
}

}  // namespace sonde
