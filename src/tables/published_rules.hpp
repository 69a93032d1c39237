// published_rules.hpp: which rules of the firewall lead a port of the machine elsewhere.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "model/published.hpp"
#include "tables/firewall_reading.hpp"

namespace sonde {

// Takes all rules of a network namespace, then says which ports they publish: those of rules that
// name a port, in chains that every packet comes to. Jumps are followed when they ask for no more
// than a port, an address, or that the machine itself is meant.
class PublishedRules {
public:
  // What this machine's own programs send, and nobody else, comes to no port of it: a rule for that
  // alone (REDIRECT in OUTPUT, as a transparent proxy has it) publishes nothing.
  void take(const RulePlace& place, const DecodedRule& rule);
  // Calls `use` once for each port.
  void each(const std::function<void(const Published&)>& use);

  // Rules that rewrite destinations under conditions that are not followed.
  u64 not_followed = 0;
  // Ports of rules with more of them than are shown.
  u64 ports_left_out = 0;

private:
  // By, family, table and name of a chain.
  using Chain = std::tuple<Text, Text, std::string, std::string>;
  struct Rule {
    Chain chain{};
    std::string jumps_to{};
    RuleFacts facts{};
    std::optional<DnatTarget> dnat{};
  };
  // Which packets come to a chain.
  enum class Reached : u8 { Unknown, OneAddress, All };

  void follow_jumps();
  bool is_followed(const Rule& rule) const;
  void open_ports(const Rule& rule, const std::function<void(const Published&)>& use);

  std::vector<Rule> rules_{};
  std::map<Chain, Reached> chains_{};
};

}  // namespace sonde
