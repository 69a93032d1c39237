// answering.hpp: runs a command of sonde over a source of the test, and keeps what it printed.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "command/answer.hpp"
#include "command/parse.hpp"

namespace sonde::test {

struct Answer {
  Result<Outcome> done{};
  Exit exit = Exit::Failed;
  std::string out{};
  std::vector<Gap> gaps{};  // Without their texts' memory: only numbers and literals are safe.
  std::vector<std::string> sentences{};
};

inline Result<Parsed> parse_words(std::vector<std::string> words) {
  std::vector<char*> argv;
  words.insert(words.begin(), "sonde");
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  return parse_command_line(static_cast<int>(words.size()), argv.data());
}

// {"sockets", "--json", "state", "listening"}
inline Answer answer(Source& source, std::vector<std::string> words) {
  Answer answer;
  Result<Parsed> parsed = parse_words(std::move(words));
  if (!parsed) return {std::unexpected(parsed.error())};
  std::string talked;
  Out out(answer.out);
  Out talk(talked);
  const Call call{*parsed->command, parsed->options, parsed->words, out, talk};
  const Result<Plan> plan = make_plan(*call.command.view, call);
  if (!plan) return {std::unexpected(plan.error())};
  Style style;
  style.where = source.name();
  const auto renderer = form_of(call.options).make(out, style);
  World world{source, call.options.source, call.options.endian};
  if (const Result<std::string> where = aim(world, call); !where)
    return {std::unexpected(where.error())};
  answer.done = run_plan(*plan, world, *renderer);
  if (answer.done) answer.exit = exit_of(call.options, *plan, *renderer, *answer.done);
  for (const Gap& gap : renderer->gaps().all()) {
    answer.gaps.push_back({{}, {}, gap.why, gap.count});
    answer.sentences.push_back(sentence_of(gap));
  }
  for (const std::string& note : renderer->notes()) answer.sentences.push_back(note);
  if (!out.flush()) answer.out.clear();
  return answer;
}

}  // namespace sonde::test
