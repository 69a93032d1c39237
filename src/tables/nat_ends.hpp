// nat_ends.hpp: what NAT makes of the ends of connections, as conntrack remembers it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <unordered_map>
#include <vector>

#include "core/table.hpp"
#include "tables/ends_key.hpp"

namespace sonde {

class NatEnds {
public:
  // The ends of a socket, as it calls them: what they become is wanted.
  void want(const EndsKey& near) { ends_.try_emplace(near); }
  // Reads the flows of some namespaces.
  void read(World& world, std::vector<Network> networks);
  // What the socket at the other end calls the same connection; null where nothing is rewritten, or
  // where two namespaces disagree.
  const EndsKey* find(const EndsKey& near) const;
  // Why some flows were not seen; Known: all were.
  Absent unseen() const { return unseen_; }

private:
  class Flows;
  void add(const EndsKey& near, const EndsKey& far);

  std::unordered_map<EndsKey, EndsKey, EndsHash> ends_{};
  Absent unseen_ = Absent::Known;
};

}  // namespace sonde
