// parse.cpp: one pass over the words of the shell, fed from the declared flags.
// SPDX-License-Identifier: Apache-2.0
#include "command/parse.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "lexicon/lookup.hpp"

namespace sonde {
namespace {

std::string quoted(Text word) { return "'" + std::string(word) + "'"; }

std::string meant(Text typed, std::span<const Text> known, Text before) {
  const Text near = nearest(typed, known);
  if (near.empty()) return {};
  return "; did you mean '" + std::string(before) + std::string(near) + "'?";
}

std::string called(const Command& command) {
  if (command.name.empty()) return "'sonde' alone";
  return quoted("sonde " + std::string(command.name));
}

const Flag<Options>* find_flag(Text name) {
  const auto found = std::ranges::find(all_flags, name, &Flag<Options>::name);
  return found == all_flags.end() ? nullptr : &*found;
}

// "-" is standard input and "-1" a number: neither is an option.
bool is_option(Text word) {
  return word.size() > 1 && word[0] == '-' && !(word[1] >= '0' && word[1] <= '9');
}

std::unexpected<Error> unknown_flag(Text typed) {
  std::vector<Text> known;
  for (const Flag<Options>& flag : all_flags) known.push_back(flag.name);
  const bool is_long = typed.starts_with("--");
  Text name = typed.substr(is_long ? 2 : 1);
  name = name.substr(0, name.find('='));
  // Nobody who types -tan means --man.
  const bool is_near = is_long || find_flag(name);
  const std::string near = is_near ? meant(name, known, "--") : std::string();
  std::string said = "there is no option " + quoted(typed) + near;
  if (near.empty()) said += "; options are whole words: sonde help COMMAND lists them";
  return usage_error(said);
}

std::unexpected<Error> unknown_command(Text typed) {
  std::vector<Text> known;
  for (const Command& command : all_commands) known.push_back(command.name);
  std::string said = "there is no command " + quoted(typed);
  const auto of_table = std::ranges::find_if(all_commands, [&](const Command& command) {
    return command.view && command.view->table->name == typed;
  });
  if (of_table != all_commands.end())
    return usage_error(said + "; 'sonde " + std::string(of_table->name) + "' shows that table");
  const std::string near = meant(typed, known, "");
  const Entry* const entry = near.empty() ? find_entry(typed) : nullptr;
  if (entry)
    said += "; 'sonde explain " + std::string(entry->word) + "' says what that is";
  else
    said += near + (near.empty() ? "; " : " ") + "'sonde help' lists the commands";
  return usage_error(said);
}

// Says which command would take it: the option is right, the place is wrong.
std::unexpected<Error> not_taken(const Command& command, const Flag<Options>& flag) {
  std::string said = called(command) + " takes no --" + std::string(flag.name);
  for (const Command& other : all_commands)
    if ((flag.groups & other.groups) != 0)
      return usage_error(said + "; " + called(other) + " does");
  return usage_error(said);
}

std::unexpected<Error> no_value(const Flag<Options>& flag, Text next) {
  const std::string name = "--" + std::string(flag.name);
  std::string said = "'" + name + "' needs a value: " + name + " " + std::string(flag.value);
  if (!next.empty()) said += "; " + quoted(next) + " is an option";
  return usage_error(said);
}

Result<void> set(const Flag<Options>& flag, Text value, Options& options) {
  const Result<void> done = flag.set(options, value);
  if (done) return {};
  return usage_error("--" + std::string(flag.name) + "=" + std::string(value) + ": " +
                     done.error().operation + meant(value, flag.values, ""));
}

// Not getopt_long: that takes abbreviations, which the next option would break in every script,
// reads "-1" as an option, obeys POSIXLY_CORRECT and keeps its place in globals.
class CommandLine {
public:
  explicit CommandLine(std::span<char* const> words) : words_(words) {}

  Result<Parsed> parse() {
    while (at_ < words_.size()) {
      const Text word = words_[at_++];
      if (word == "--") break;
      if (is_option(word))
        TRY(take_option(word));
      else
        parsed_.words.emplace_back(word);
    }
    for (; at_ < words_.size(); ++at_) parsed_.words.emplace_back(words_[at_]);
    TRY(find_its_command());
    return std::move(parsed_);
  }

private:
  Result<void> take_option(Text typed) {
    const std::size_t equals = typed.find('=');
    const bool has_value = equals != Text::npos;
    const auto letter = std::ranges::find(letters, typed, &Letter::letter);
    Text name = letter == std::end(letters) ? Text() : letter->flag;
    if (typed.starts_with("--")) name = typed.substr(2, equals - 2);
    const Flag<Options>* const flag = find_flag(name);
    if (!flag) return unknown_flag(typed);
    given_.push_back(flag);
    if (has_value && flag->takes == Takes::Nothing)
      return usage_error("'--" + std::string(name) + "' takes no value");
    if (has_value) return set(*flag, typed.substr(equals + 1), parsed_.options);
    if (flag->takes == Takes::OptionalValue) TRY(check_no_number_follows(*flag));
    if (flag->takes != Takes::Value) return set(*flag, {}, parsed_.options);
    return set(*flag, TRY(next_value(*flag)), parsed_.options);
  }

  // "--columns --json" forgot something; "--sort -count" did not.
  Result<Text> next_value(const Flag<Options>& flag) {
    if (at_ == words_.size()) return no_value(flag, {});
    const Text next = words_[at_];
    if (next.starts_with("--") && find_flag(next.substr(2, next.find('=') - 2)))
      return no_value(flag, next);
    ++at_;
    return next;
  }

  // "--watch 2" would look for something called 2.
  Result<void> check_no_number_follows(const Flag<Options>& flag) const {
    const Text next = at_ < words_.size() ? Text(words_[at_]) : Text();
    if (next.empty() || next.find_first_not_of("0123456789.") != Text::npos) return {};
    return usage_error("write --" + std::string(flag.name) + "=" + std::string(next) +
                       ", with the equals sign");
  }

  Result<void> find_its_command() {
    if (!parsed_.words.empty()) {
      parsed_.command = find_command(parsed_.words.front());
      if (!parsed_.command) return unknown_command(parsed_.words.front());
      parsed_.words.erase(parsed_.words.begin());
    }
    if (parsed_.options.help || parsed_.options.version) return {};
    for (const Flag<Options>* flag : given_)
      if ((flag->groups & (parsed_.command->groups | Everywhere)) == 0)
        return not_taken(*parsed_.command, *flag);
    return {};
  }

  std::span<char* const> words_;
  std::size_t at_ = 0;
  Parsed parsed_{&overview_command, {}, {}};
  std::vector<const Flag<Options>*> given_{};
};

}  // namespace

std::unexpected<Error> usage_error(std::string sentence) {
  return std::unexpected(
      Error{std::errc::invalid_argument, std::move(sentence), {}, Error::Kind::Usage});
}

Result<Parsed> parse_command_line(int argc, char** argv) {
  const auto words = std::span<char* const>(argv, static_cast<std::size_t>(std::max(argc, 0)));
  return CommandLine(words.subspan(words.empty() ? 0 : 1)).parse();
}

}  // namespace sonde
