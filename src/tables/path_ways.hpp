// path_ways.hpp: the rules and routes of one place, as far as a path asks for them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tables/kept_rows.hpp"
#include "tables/route_choice.hpp"

namespace sonde {

class PathWays {
public:
  PathWays(Text table, Sink& sink);

  // The routes that lead to one of these addresses; the rules only the first time.
  void read(World& place, std::span<const Address> wanted);
  RouteChoice choose(const RouteLookup& flow) const { return choose_route(rules_, routes_, flow); }
  // Of an address that was read for.
  bool is_local(const Address& address) const;
  // Why there may be more of them.
  Absent no_rules() const { return kept_rules_.why(); }
  Absent no_routes() const { return kept_routes_.why(); }

private:
  void read_rules(World& place);

  KeptRows kept_rules_, kept_routes_;
  std::vector<const RoutingRule*> rules_{};
  std::vector<const Route*> routes_{};
};

// Whether it is one of those that a place has as long as nobody changes them.
bool is_usual(const RoutingRule& rule);

// Of the kinds that say no: blackhole, unreachable, prohibit. One that is not known is one of them.
bool is_refusal(const Known<u8>& type);

// " via 192.0.2.1 dev eth0 (table main)"; with the network, "10.0.0.0/8 via ...".
std::string way_of(const Route& route);
std::string words_of(const Route& route);

}  // namespace sonde
