// sampled_source.hpp: the same machine with only some of its processes listed, to look cheaply.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/source.hpp"

namespace sonde {

// The first and the last of the numbers, and as many in between, evenly: servers, what was started
// last, and the rest. Ascending, as they come.
std::vector<int> sample_of(const std::vector<int>& pids);

// Passes all questions on; only the list of processes is cut to a sample, and those that are wanted
// anyway, ascending. It must not outlive the other source.
class SampledSource final : public Source {
public:
  SampledSource(Source& source, std::vector<int> wanted)
      : source_(source), wanted_(std::move(wanted)) {}

  // How many processes there are, once they were listed, and how many of them are left out.
  std::size_t listed() const { return listed_; }
  std::size_t left_out() const { return left_out_; }

  Text name() const override { return source_.name(); }
  bool is_live() const override { return source_.is_live(); }
  bool is_copy() const override { return source_.is_copy(); }
  Result<Text> ask(Question question, std::string& room) override;
  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    return source_.stream(question);
  }
  bool has_second_look() const override { return source_.has_second_look(); }
  void look_again() override { source_.look_again(); }
  std::chrono::steady_clock::time_point now() const override { return source_.now(); }
  std::vector<std::string> lost() const override { return source_.lost(); }
  Result<std::unique_ptr<Source>> network(Text handle) override { return source_.network(handle); }

private:
  Source& source_;
  std::vector<int> wanted_;
  std::size_t listed_ = 0, left_out_ = 0;
};

}  // namespace sonde
