// help.cpp: "sonde help": which page it is, or what was meant when there is none.
// SPDX-License-Identifier: Apache-2.0
#include "command/help.hpp"

#include "base/text.hpp"
#include "command/reference.hpp"
#include "lexicon/lookup.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

std::unexpected<Error> no_page(const std::string& typed) {
  std::vector<Text> known;
  for (const Command& command : all_commands) known.push_back(command.name);
  for (const TableInfo* table : documented_tables()) known.push_back(table->name);
  const Text near = nearest(typed, known);
  std::string said = "there is no help for '" + typed + "'";
  if (const Entry* entry = find_entry(typed))
    said += "; see sonde explain " + std::string(entry->word);
  else if (!near.empty())
    said += "; did you mean '" + std::string(near) + "'?";
  else
    said += "; sonde help lists the commands";
  return usage_error(said);
}

Result<std::string> choose_page(const Call& call) {
  const Options& options = call.options;
  const bool whole = options.man || options.markdown;
  if (options.man && options.markdown) return usage_error("one of --man and --markdown, not both");
  if (whole && !call.words.empty())
    return usage_error("--man and --markdown print the whole reference: name no command");
  if (whole) return options.man ? man_page() : markdown_reference();
  if (call.words.size() > 1) return usage_error("help takes one command or table at a time");
  if (call.words.empty() || call.words.front().empty()) return first_page();
  const std::string& name = call.words.front();
  if (const Command* command = find_command(name)) return page_of(*command);
  if (const TableInfo* table = find_table(name)) return page_of(*table);
  return no_page(name);
}

}  // namespace

Result<Exit> run_help(Call& call) {
  call.out.put(TRY(choose_page(call)));
  return Exit::Answered;
}

}  // namespace sonde
