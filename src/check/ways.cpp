// ways.cpp: the longest prefix of the table "main", and of several the least metric.
// SPDX-License-Identifier: Apache-2.0
#include "check/ways.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr std::size_t ways_max = 10'000;

// A prefix that a table of routes has is no longer than the address.
bool is_inside(const Address& address, const Address& network, u8 prefix) {
  if (address.version != network.version || prefix > 128) return false;
  const auto bit_of = [](const Address& of, std::size_t bit) {
    return (of.bytes[bit / 8] >> (7 - bit % 8)) & 1;
  };
  for (std::size_t bit = 0; bit < prefix; ++bit)
    if (bit_of(address, bit) != bit_of(network, bit)) return false;
  return true;
}

}  // namespace

class Ways::Taker final : public Sink {
public:
  Taker(Ways& ways, const TableInfo& table) : ways_(ways), table_(table) {}

  Request request() const {
    Request request;
    for (const Text name :
         {"netns", "family", "table", "destination", "gateway", "interface", "metric", "type"})
      request.columns.set(table_.index_of(*table_.find(name)));
    return request;
  }
  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) take(chunk[i]);
    return ways_.ways_.size() < ways_max ? More::Yes : More::No;
  }
  void gap(const Gap&) override {}  // The table's own checks tell it.
  void note(Text) override {}
  void end() override {}

private:
  std::string text(const void* row, Text column) {
    std::string out;
    append_plain(out, table_.find(column)->read(row, room_));
    return out;
  }

  void take(const void* row) {
    Way way;
    way.is_local = text(row, "type") == "local";
    if (!way.is_local && text(row, "table") != "main") return;
    const Cell netns = table_.find("netns")->read(row, room_);
    const i64* const number = std::get_if<i64>(&netns);
    if (!number) return;
    way.netns = static_cast<u32>(*number);
    if (!read_network(text(row, "destination"), text(row, "family"), way)) return;
    const Cell metric = table_.find("metric")->read(row, room_);
    if (const i64* const known = std::get_if<i64>(&metric)) way.metric = *known;
    way.interface = text(row, "interface");
    way.gateway = text(row, "gateway");
    ways_.ways_.push_back(std::move(way));
  }

  // "192.0.2.0/24", "192.0.2.7" or "default", as the table says it.
  static bool read_network(Text destination, Text family, Way& way) {
    way.network.version = family == "ipv6" ? 6 : 4;
    if (destination == "default") return true;
    const std::size_t slash = destination.find('/');
    way.prefix = way.network.version == 6 ? 128 : 32;
    return parse_address(destination.substr(0, slash), way.network) &&
           (slash == Text::npos || parse_number(destination.substr(slash + 1), way.prefix));
  }

  Ways& ways_;
  const TableInfo& table_;
  std::string room_{};
};

void Ways::read() {
  was_read_ = true;
  const auto table = std::ranges::find(tables_, Text("routes"), &TableInfo::name);
  if (table == tables_.end()) return;
  Taker taker(*this, **table);
  const Request request = taker.request();
  (void)(*table)->scan(world_, **table, request, taker);  // What is not read explains nothing.
}

const Ways::Way* Ways::find(u32 netns, Text text) {
  if (!was_read_) read();
  Address address;
  if (!parse_address(text, address)) return nullptr;
  const Way* best = nullptr;
  for (const Way& way : ways_) {
    if (way.is_local || way.netns != netns) continue;
    if (!is_inside(address, way.network, way.prefix)) continue;
    const bool is_better = !best || way.prefix > best->prefix ||
                           (way.prefix == best->prefix && way.metric < best->metric);
    if (is_better) best = &way;
  }
  return best;
}

bool Ways::lead_over(u32 netns, Text address, Text interface) {
  const Way* const way = find(netns, address);
  return way && way->interface == interface;
}

bool Ways::lead_home(u32 netns, Text text) {
  if (!was_read_) read();
  Address address;
  return parse_address(text, address) && std::ranges::any_of(ways_, [&](const Way& way) {
           return way.is_local && way.netns == netns && is_inside(address, way.network, way.prefix);
         });
}

bool Ways::lead_through(u32 netns, Text address, Text gateway) {
  const Way* const way = find(netns, address);
  return way && way->gateway == gateway;
}

}  // namespace sonde
