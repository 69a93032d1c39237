// parse.cpp: getopt_long, fed from the declared flags.
// SPDX-License-Identifier: Apache-2.0
#include "command/parse.hpp"

#include <getopt.h>

#include "base/text.hpp"

namespace sonde {
namespace {

int getopt_kind(Takes takes) {
  switch (takes) {
    case Takes::Nothing: return no_argument;
    case Takes::Value: return required_argument;
    case Takes::OptionalValue: return optional_argument;
  }
  return no_argument;
}

// The names in the declarations are literals, so they end with a NUL as getopt wants it.
std::vector<option> getopt_table() {
  std::vector<option> table;
  for (const Flag<Options>& flag : all_flags)
    table.push_back({flag.name.data(), getopt_kind(flag.takes), nullptr, 0});
  table.push_back({nullptr, 0, nullptr, 0});
  return table;
}

std::string meant(Text typed, std::span<const Text> known, Text before) {
  const Text near = nearest(typed, known);
  if (near.empty()) return {};
  return "; did you mean '" + std::string(before) + std::string(near) + "'?";
}

std::unexpected<Error> unknown_flag(Text typed) {
  std::vector<Text> known;
  for (const Flag<Options>& flag : all_flags) known.push_back(flag.name);
  const Text name = typed.starts_with("--") ? typed.substr(2, typed.find('=') - 2) : typed;
  return usage_error("there is no option '" + std::string(typed) + "'" + meant(name, known, "--"));
}

std::unexpected<Error> unknown_command(Text typed) {
  std::vector<Text> known;
  for (const Command& command : all_commands) known.push_back(command.name);
  return usage_error("there is no command '" + std::string(typed) + "'" + meant(typed, known, "") +
                     "; sonde help lists them");
}

Result<void> set(const Flag<Options>& flag, Text value, Options& options) {
  const Result<void> done = flag.set(options, value);
  if (done) return {};
  return usage_error("--" + std::string(flag.name) + "=" + std::string(value) + ": " +
                     done.error().operation);
}

}  // namespace

std::unexpected<Error> usage_error(std::string sentence) {
  return failed(std::errc::invalid_argument, std::move(sentence), {});
}

Result<Parsed> parse_command_line(int argc, char** argv) {
  Parsed parsed{&overview_command, {}, {}};
  const std::vector<option> table = getopt_table();
  std::vector<const Flag<Options>*> given;
  opterr = 0;
  optind = 1;
  for (int index = -1, got; (got = getopt_long(argc, argv, ":", table.data(), &index)) != -1;) {
    if (got == ':') return usage_error("'" + std::string(argv[optind - 1]) + "' needs a value");
    if (got != 0) return unknown_flag(argv[optind - 1]);
    const Flag<Options>& flag = all_flags[static_cast<std::size_t>(index)];
    TRY(set(flag, optarg ? Text(optarg) : Text(), parsed.options));
    given.push_back(&flag);
  }
  parsed.words.assign(argv + optind, argv + argc);
  if (!parsed.words.empty()) {
    parsed.command = find_command(parsed.words.front());
    if (!parsed.command) return unknown_command(parsed.words.front());
    parsed.words.erase(parsed.words.begin());
  }
  for (const Flag<Options>* flag : given)
    if (!(flag->groups & (parsed.command->groups | Everywhere)))
      return usage_error("'sonde " + std::string(parsed.command->name) + "' takes no --" +
                         std::string(flag->name));
  return parsed;
}

}  // namespace sonde
