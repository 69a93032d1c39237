// ways.hpp: by which interface and gateway packets leave, to tell what a fault on the way explains.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "check/check.hpp"
#include "core/table.hpp"

namespace sonde {

// The routes of the tables "main" and "local", read once, when somebody asks. Of a full table of
// the internet only the first are kept: what leads elsewhere is then explained by nothing, which is
// no lie.
class Ways {
public:
  Ways(World& world, std::span<const TableInfo* const> tables) : world_(world), tables_(tables) {}

  // Whether packets of that namespace to `address` leave by this interface, or this gateway.
  bool lead_over(u32 netns, Text address, Text interface);
  bool lead_through(u32 netns, Text address, Text gateway);
  // Whether the address is one of that namespace.
  bool lead_home(u32 netns, Text address);

private:
  struct Way {
    u32 netns = 0;
    Address network{};
    u8 prefix = 0;
    i64 metric = 0;
    std::string interface{}, gateway{};  // None of a route that drops.
    bool is_local = false;
  };
  class Taker;
  const Way* find(u32 netns, Text address);
  void read();

  World& world_;
  std::span<const TableInfo* const> tables_;
  bool was_read_ = false;
  std::vector<Way> ways_{};
};

}  // namespace sonde
