// sampled_source.cpp: cuts the list of processes.
// SPDX-License-Identifier: Apache-2.0
#include "tables/sampled_source.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr std::size_t at_each_end = 64;
constexpr std::size_t between = 128;

}  // namespace

std::vector<int> sample_of(const std::vector<int>& pids) {
  if (pids.size() <= 2 * at_each_end + between) return pids;
  std::vector<int> some(pids.begin(), pids.begin() + at_each_end);
  const std::size_t inner = pids.size() - 2 * at_each_end;
  for (std::size_t i = 0; i < between; ++i) some.push_back(pids[at_each_end + i * inner / between]);
  some.insert(some.end(), pids.end() - at_each_end, pids.end());
  return some;
}

Result<Text> SampledSource::ask(Question question, std::string& room) {
  const Result<Text> answer = source_.ask(question, room);
  if (!answer || question.how != Question::How::List || !question.name.empty()) return answer;
  std::vector<int> pids;
  std::string kept;
  for (Text rest = *answer; !rest.empty();) {
    const Text name = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    int pid = 0;
    if (parse_number(name, pid))
      pids.push_back(pid);
    else
      (kept += name) += '\0';
  }
  std::ranges::sort(pids);
  std::vector<int> sample = sample_of(pids);
  for (const int pid : wanted_)
    if (std::ranges::binary_search(pids, pid)) sample.push_back(pid);
  std::ranges::sort(sample);
  sample.erase(std::ranges::unique(sample).begin(), sample.end());
  listed_ = pids.size();
  left_out_ = pids.size() - sample.size();
  for (const int pid : sample) {
    append_number(kept, pid);
    kept += '\0';
  }
  return Text(room = std::move(kept));
}

}  // namespace sonde
