// link_names.hpp: the names of a namespace's interfaces by their numbers.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/table.hpp"

namespace sonde {

class LinkNames {
public:
  // By netlink. The names live as long as the world.
  LinkNames(World& world, Source& source);

  // Vanished: there is none of this number any more.
  Known<Text> find(u32 index) const;

private:
  struct Link {
    u32 index;
    Text name;
  };
  std::vector<Link> links_{};  // By index.
  Absent why_ = Absent::Vanished;
};

}  // namespace sonde
