// firewall_reading_test.cpp: a ruleset that changes while it is read, from recorded messages.
// SPDX-License-Identifier: Apache-2.0
#include "tables/firewall_reading.hpp"

#include <linux/netfilter/nf_tables.h>
#include <linux/netlink.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "decode/nf_tables.hpp"
#include "unit/support/fake_machine.hpp"
#include "unit/support/fixture.hpp"

namespace sonde {
namespace {

// Answers as the kernel did, but that anonymous sets are gone for the first few times.
class ChangingRules final : public Source {
public:
  Text name() const override { return "here"; }
  bool is_live() const override { return true; }
  Result<Text> ask(Question question, std::string&) override {
    if (question.name == "modules") return Text("nf_tables 1 0 - Live 0x0\n");
    return failed(std::errc::no_such_file_or_directory, "ask", std::string(question.name));
  }
  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    const auto kind = static_cast<u8>(question.name[1 + offsetof(nlmsghdr, nlmsg_type)]);
    if (kind == NFT_MSG_GETSETELEM && times_gone > 0) {
      --times_gone;
      return failed(std::errc::no_such_file_or_directory, "ask the kernel", "");
    }
    const Text file = kind == NFT_MSG_GETCHAIN  ? "chains"
                      : kind == NFT_MSG_GETSET  ? "sets"
                      : kind == NFT_MSG_GETRULE ? "rules"
                                                : "";
    std::string bytes = file.empty() ? "" : test::fixture("firewall/nft." + std::string(file));
    const nlmsghdr done{sizeof(nlmsghdr), NLMSG_DONE, 0, nf_tables_sequence, 0};
    bytes.append(reinterpret_cast<const char*>(&done), sizeof done);
    return std::make_unique<test::Pieces>(std::vector{bytes});
  }
  int times_gone = 0;
};

struct Reading {
  explicit Reading(int times_gone) {
    source.times_gone = times_gone;
    read_firewall(world, source, "firewall", heard,
                  [this](const RulePlace& place, const DecodedRule& rule) {
                    if (place.number)
                      ++rules;
                    else
                      policies[std::string(place.chain) + " " + rule.verdict] = place.accepts;
                    return More::Yes;
                  });
  }
  std::ptrdiff_t times_changed() const {
    return std::ranges::count_if(heard.notes, [](Text note) {
      return note.find("changed while they were read") != Text::npos;
    });
  }
  ChangingRules source{};
  World world{source};
  test::HeardSink heard{};
  int rules = 0;
  std::map<std::string, Known<u32>> policies{};  // What chains drop at their end, and "accepts".
};

TEST(FirewallReading, ASetThatIsGoneMakesItReadAgain) {
  const Reading once(1);
  EXPECT_EQ(once.rules, 45);
  EXPECT_TRUE(once.heard.gaps.empty());
  EXPECT_EQ(once.times_changed(), 0);
}

TEST(FirewallReading, RulesThatNeverStandStillAreKept) {
  const Reading always(1000);
  EXPECT_EQ(always.rules, 45);
  EXPECT_TRUE(always.heard.gaps.empty());
  EXPECT_EQ(always.times_changed(), 1);
}

// tests/fixtures/firewall/rules.nft: "dr" is empty; of "input" 9 rules say accept of something that
// is neither an answer nor ICMP. Its maps, which might jump to another, are empty here.
TEST(FirewallReading, AChainThatDropsAtItsEndHasARowForThat) {
  const Reading reading(0);
  ASSERT_EQ(reading.policies.size(), 2U);
  EXPECT_EQ(*reading.policies.at("dr policy drop"), 0U);
  EXPECT_EQ(*reading.policies.at("input policy drop"), 9U);
}

}  // namespace
}  // namespace sonde
