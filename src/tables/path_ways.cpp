// path_ways.cpp: rules by priority, or those that every place has; routes by where they lead.
// SPDX-License-Identifier: Apache-2.0
#include "tables/path_ways.hpp"

#include <algorithm>
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>

#include "tables/path_walk.hpp"
#include "tables/route_words.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// fib_default_rules_init() of net/ipv4/fib_rules.c.
constexpr u32 priority_of_main = 32766;
constexpr u32 priority_of_default = 32767;

RoutingRule usual_rule(u8 version, u32 priority, u32 table) {
  RoutingRule rule;
  rule.version = rule.from.version = rule.to.version = version;
  rule.action = FR_ACT_TO_TBL;
  rule.priority = priority;
  rule.table = table;
  return rule;
}

}  // namespace

bool is_usual(const RoutingRule& rule) {
  const bool has_number = rule.priority == 0 || rule.priority == priority_of_main ||
                          rule.priority == priority_of_default;
  return has_number && rule.from_prefix == 0 && rule.to_prefix == 0 && rule.flags == 0 &&
         rule.action == FR_ACT_TO_TBL;
}

bool is_refusal(const Known<u8>& type) {
  return !type || *type == RTN_BLACKHOLE || *type == RTN_UNREACHABLE || *type == RTN_PROHIBIT;
}

std::string way_of(const Route& route) {
  std::string words;
  std::string room;
  if (route.gateway) (words += " via ") += path_address(*route.gateway);
  if (route.interface) (words += " dev ") += *route.interface;
  if (route.table) ((words += " (table ") += table_word(*route.table, room)) += ')';
  return words;
}

std::string words_of(const Route& route) {
  std::string room;
  return std::string(network_word(route.destination, route.prefix, room)) + way_of(route);
}

PathWays::PathWays(Text table, Sink& sink)
    : kept_rules_(rules_table, table, sink), kept_routes_(routes_table, table, sink) {}

void PathWays::read(World& place, std::span<const Address> wanted) {
  kept_routes_.read(place, "table,destination,gateway,interface,source,metric,type,from,tos,flags",
                    [&](const void* row) {
                      const Route& route = *static_cast<const Route*>(row);
                      const NetworkRange network{route.destination, route.prefix};
                      return std::ranges::any_of(
                          wanted, [&](const Address& one) { return network.has(one); });
                    });
  routes_ = kept_routes_.all<Route>();
  if (rules_.empty()) read_rules(place);
}

void PathWays::read_rules(World& place) {
  kept_rules_.read(place, "priority,selector,action,table", [](const void*) { return true; });
  rules_ = kept_rules_.all<RoutingRule>();
  std::ranges::stable_sort(rules_, {}, &RoutingRule::priority);
  if (!rules_.empty()) return;
  for (const u8 version : {u8{4}, u8{6}})
    for (const auto& [priority, table] :
         {std::pair{0U, u32{RT_TABLE_LOCAL}}, std::pair{priority_of_main, u32{RT_TABLE_MAIN}},
          std::pair{priority_of_default, u32{RT_TABLE_DEFAULT}}})
      rules_.push_back(&place.keep(usual_rule(version, priority, table)));
}

bool PathWays::is_local(const Address& address) const {
  return std::ranges::any_of(routes_, [&](const Route* route) {
    return route->type && *route->type == RTN_LOCAL &&
           NetworkRange{route->destination, route->prefix}.has(address);
  });
}

}  // namespace sonde
