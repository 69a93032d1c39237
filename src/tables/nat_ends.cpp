// nat_ends.cpp: a flow has two directions, and is asked for by either.
// SPDX-License-Identifier: Apache-2.0
#include "tables/nat_ends.hpp"

#include <netinet/in.h>
#include <optional>

#include "base/text.hpp"
#include "model/flow.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// No connection has these: they say that there is more than one answer.
constexpr EndsKey ambiguous = {{~0U, ~0U, ~0U, ~0U, ~0U}};

std::optional<Protocol> protocol_of(u8 number) {
  switch (number) {
    case IPPROTO_TCP: return Protocol::Tcp;
    case IPPROTO_UDP: return Protocol::Udp;
    case IPPROTO_UDPLITE: return Protocol::Udplite;
    case IPPROTO_SCTP: return Protocol::Sctp;
    default: return std::nullopt;
  }
}

Endpoint endpoint(const FlowAddress& address, const Known<u16>& port) {
  return {address.bytes, port.value, address.version, static_cast<bool>(port)};
}

bool is_whole(const FlowTuple& tuple) {
  return tuple.src.why == Absent::Known && tuple.dst.why == Absent::Known && tuple.sport &&
         tuple.dport;
}

}  // namespace

// Takes flows that rewrite something, and the gaps that hide others.
class NatEnds::Flows final : public Sink {
public:
  explicit Flows(NatEnds& ends) : ends_(ends) {}
  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) take(*static_cast<const Flow*>(chunk[i]));
    return More::Yes;
  }
  void gap(const Gap& gap) override {
    if (gap.column.empty()) ends_.unseen_ = gap.why;
  }
  void note(Text) override {}
  void end() override {}

private:
  void take(const Flow& flow) {
    if (!flow.nat || *flow.nat == FlowNat::None) return;
    const auto protocol = protocol_of(flow.protocol);
    if (!protocol || !is_whole(flow.original) || !is_whole(flow.reply)) return;
    const auto key = [&](const FlowTuple& tuple) {
      return ends_key(*protocol, endpoint(tuple.src, tuple.sport),
                      endpoint(tuple.dst, tuple.dport));
    };
    // Whoever sends a direction calls its source the own end.
    const EndsKey begins = key(flow.original), answers = key(flow.reply);
    ends_.add(begins, answers);
    ends_.add(answers, begins);
  }

  NatEnds& ends_;
};

void NatEnds::read(World& world, std::vector<Network> networks) {
  World places = inner_world(world);
  places.networks = std::move(networks);
  Flows flows(*this);
  const Request nothing_more;
  const auto done = flows_table.scan(places, flows_table, nothing_more, flows);
  if (!done) unseen_ = world.source.is_copy() ? Absent::NotCollected : reason_of(done.error().code);
  const bool is_own = places.networks.size() == 1 && places.networks.front().handle.empty();
  if (unseen_ == Absent::Known || !is_own) return;
  // The number of flows may be read by everybody, and where there are none nothing is hidden.
  std::string room;
  const auto file =
      world.source.ask({Question::How::Read, "sys/net/netfilter/nf_conntrack_count"}, room);
  if (file && trim(*file) == "0") unseen_ = Absent::Known;
}

void NatEnds::add(const EndsKey& near, const EndsKey& far) {
  const auto wanted = ends_.find(near);
  if (wanted == ends_.end()) return;
  const bool is_first = wanted->second == EndsKey{};
  wanted->second = is_first || wanted->second == far ? far : ambiguous;
}

const EndsKey* NatEnds::find(const EndsKey& near) const {
  const auto found = ends_.find(near);
  const bool is_one =
      found != ends_.end() && found->second != EndsKey{} && found->second != ambiguous;
  return is_one ? &found->second : nullptr;
}

}  // namespace sonde
