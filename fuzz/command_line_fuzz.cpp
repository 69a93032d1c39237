// command_line_fuzz.cpp: any words are a command or a usage error; a plan is made without opening.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "command/answer.hpp"
#include "command/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  std::vector<std::string> words = {"sonde", ""};
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == 0)
      words.emplace_back();
    else
      words.back() += static_cast<char>(data[i]);
  }
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const Result<Parsed> parsed = parse_command_line(static_cast<int>(words.size()), argv.data());
  if (!parsed) {
    if (parsed.error().code != std::errc::invalid_argument) std::abort();
    if (parsed.error().operation.empty()) std::abort();
    return 0;
  }
  if (!parsed->command->view) return 0;
  std::string nowhere;
  Out out(nowhere);
  const Call call{*parsed->command, parsed->options, parsed->words, out, out};
  const Result<Plan> plan = make_plan(*parsed->command->view, call);
  if (!plan && plan.error().code != std::errc::invalid_argument) std::abort();
  if (plan && plan->columns.empty()) std::abort();
  return 0;
}
