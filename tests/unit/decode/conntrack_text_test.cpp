// conntrack_text_test.cpp: every quirk of a conntrack line, whole, joined, wrapped and cut.
// SPDX-License-Identifier: Apache-2.0
#include "decode/conntrack_text.hpp"

#include <gtest/gtest.h>

#include <linux/netfilter/nf_conntrack_common.h>

#include "unit/support/fixture.hpp"

namespace sonde {
namespace {

struct Read {
  std::vector<Flow> flows{};
  std::vector<std::string> others{}, securities{};
  FlowTextCounts counts{};
};

Read read(Text text, std::size_t piece = 1 << 20) {
  Read result;
  FlowTextDecoder decoder([&](const Flow& flow) {
    result.flows.push_back(flow);
    result.others.emplace_back(flow.other);
    result.securities.emplace_back(flow.security.value);
  });
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
    decoder.feed(text.substr(0, piece));
  decoder.finish();
  result.counts = decoder.counts();
  return result;
}

std::string shown(const FlowAddress& address) {
  std::string text;
  if (address.why == Absent::Known) append_address(text, {address.bytes, address.version, {}});
  return text;
}

// Expected values are those of INDEX.md of the fixtures.
TEST(ConntrackText, APublishedPortIsDnatAndAContainerThatAsksIsSnat) {
  for (const char* const file :
       {"seeds/s004_nf_conntrack_filled.txt", "seeds/s004_nf_conntrack_redacted.txt"}) {
    const Read got = read(test::fixture(file));
    ASSERT_EQ(got.flows.size(), 2U) << file;
    const Flow& published = got.flows[0];
    EXPECT_EQ(published.nat.value, FlowNat::Dnat);
    EXPECT_EQ(shown(published.original.dst), "172.31.24.219");
    EXPECT_EQ(shown(published.reply.src), "172.17.0.2");
    EXPECT_EQ(published.reply.sport.value, 80);
    EXPECT_EQ(published.state.value, FlowState::Established);
    EXPECT_EQ(published.timeout_s.value, 431997U);
    EXPECT_TRUE(published.assured.value);
    EXPECT_EQ(got.flows[1].nat.value, FlowNat::Snat);
    EXPECT_EQ(got.flows[1].original.dport.value, 8080);
    EXPECT_EQ(got.counts.malformed_rows + got.counts.unused_lines, 0U);
  }
}

// The two lines of issue 4, as they stand there: cut from the middle of their rows.
TEST(ConntrackText, WhoLostTheHeadOfARowStillHasItsNat) {
  const Read got = read(
      "src=X dst=172.31.24.219 sport=57245 dport=80 src=172.17.0.2 dst=X sport=80 dport=57245 "
      "[ASSURED]\n"
      "src=172.17.0.2 dst=Y sport=46684 dport=8080 src=Y dst=172.31.24.219 sport=8080 dport=46684");
  ASSERT_EQ(got.flows.size(), 2U);
  EXPECT_EQ(got.flows[0].nat.value, FlowNat::Dnat);
  EXPECT_EQ(shown(got.flows[0].reply.src), "172.17.0.2");
  EXPECT_EQ(got.flows[0].reply.sport.value, 80);
  EXPECT_EQ(got.flows[1].nat.value, FlowNat::Snat);
  EXPECT_EQ(shown(got.flows[1].original.src), "172.17.0.2");
  EXPECT_EQ(got.flows[1].original.dport.value, 8080);
  EXPECT_FALSE(got.flows[0].has_protocol);
  EXPECT_EQ(got.flows[0].state.why, Absent::NotCollected);
  EXPECT_EQ(got.counts.malformed_rows, 0U);
}

TEST(ConntrackText, ABlackenedAddressIsMalformedAndTheRowStands) {
  const Read got = read(test::fixture("seeds/s004_nf_conntrack_redacted.txt"));
  ASSERT_EQ(got.flows.size(), 2U);
  EXPECT_EQ(got.flows[0].original.src.why, Absent::Malformed);
  EXPECT_EQ(got.flows[0].original.sport.value, 57245);
}

TEST(ConntrackText, EveryQuirkOfALineIsUnderstood) {
  const Read got = read(test::fixture("seeds/nf_conntrack_quirks.txt"));
  ASSERT_EQ(got.flows.size(), 8U);
  const std::vector<Flow>& flows = got.flows;
  EXPECT_EQ(flows[0].protocol, 47);
  EXPECT_EQ(flows[0].timeout_s.value, 179U);
  EXPECT_EQ(flows[0].original.dst_key.value, 0x3fa);
  EXPECT_EQ(flows[0].original.sport.why, Absent::NotApplicable);
  EXPECT_EQ(flows[1].original.icmp_type.value, 8);
  EXPECT_EQ(flows[1].reply.icmp_id.value, 4711);
  EXPECT_EQ(flows[1].reply.bytes.value, 84U);
  EXPECT_EQ(flows[2].protocol, 33);
  EXPECT_FALSE(flows[2].status & IPS_SEEN_REPLY);
  EXPECT_EQ(flows[3].version, 6);
  EXPECT_EQ(shown(flows[3].original.src), "2001:db8::1");
  EXPECT_EQ(flows[3].timeout_s.why, Absent::NotApplicable);
  EXPECT_EQ(flows[3].state.why, Absent::NotApplicable);
  EXPECT_TRUE(flows[3].status & IPS_HW_OFFLOAD);
  EXPECT_EQ(flows[4].zone.value, 7);
  EXPECT_EQ(flows[4].zone_direction, FlowZone::Original);
  EXPECT_EQ(flows[4].mark.value, 16U);
  EXPECT_EQ(flows[4].age_s.value, 12U);
  EXPECT_EQ(got.securities[4], "system_u:object_r:unlabeled_t:s0");
  EXPECT_EQ(flows[5].state.value, FlowState::CookieWait);
  EXPECT_EQ(got.others[5], "color=red SHINY");
  EXPECT_EQ(flows[6].version, 4);
  EXPECT_EQ(flows[6].zone.why, Absent::NotApplicable);  // Such an old kernel has none.
  EXPECT_EQ(flows[6].state.value, FlowState::SynSent);
}

TEST(ConntrackText, WhatIsCutSaysSoAndIsCounted) {
  const Read got = read(test::fixture("seeds/nf_conntrack_quirks.txt"));
  ASSERT_EQ(got.flows.size(), 8U);
  const Flow& cut = got.flows[7];
  EXPECT_EQ(cut.reply.src.why, Absent::Malformed);
  EXPECT_EQ(cut.reply.sport.why, Absent::NotCollected);
  EXPECT_FALSE(cut.nat);
  EXPECT_EQ(cut.mark.why, Absent::NotCollected);
  EXPECT_EQ(got.counts.malformed_rows, 1U);
  EXPECT_EQ(got.counts.unused_lines, 1U);  // The fox; prompt and conntrack(8) are understood.
}

TEST(ConntrackText, ARowThatIsCutBeforeItsAnswerDoesNotSayThatThereWasNone) {
  const std::string begin =
      "ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.1 dst=10.0.0.2 sport=1025 dport=80";
  EXPECT_FALSE(read(begin).flows.at(0).is_answer_known);
  EXPECT_TRUE(read(begin + " [UNREPLIED]").flows.at(0).is_answer_known);
  EXPECT_TRUE(read(begin + " src=10.0.0.2").flows.at(0).is_answer_known);
}

TEST(ConntrackText, RowsAreTheSameHoweverTheLinesWereBroken) {
  const std::string whole = test::fixture("seeds/s004_nf_conntrack_filled.txt");
  std::string joined = whole;
  std::ranges::replace(joined, '\n', ' ');
  std::string wrapped = "root@node:~# cat /proc/net/nf_conntrack\r\n";
  for (const char c : whole) c == ' ' ? wrapped += "\r\n" : wrapped += c;
  for (const std::string& text : {whole, joined, wrapped, "\xEF\xBB\xBF> " + whole})
    for (const std::size_t piece : {1U, 7U, 100000U}) {
      const Read got = read(text, piece);
      ASSERT_EQ(got.flows.size(), 2U) << text;
      EXPECT_EQ(got.flows[0].nat.value, FlowNat::Dnat);
      EXPECT_EQ(got.flows[1].nat.value, FlowNat::Snat);
      EXPECT_EQ(got.flows[1].use.value, 2U);
    }
}

TEST(ConntrackText, AnotherTextHasNoRows) {
  const Read got = read("  sl  local_address rem_address\n 0: 0100007F:0035 00000000:0000 0A\n");
  EXPECT_TRUE(got.flows.empty());
  EXPECT_EQ(got.counts.unused_lines, 2U);
  EXPECT_TRUE(read("src=1.2.3.4 dst=5.6.7.8").flows.empty());
}

}  // namespace
}  // namespace sonde
