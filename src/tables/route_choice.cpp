// route_choice.cpp: rules by priority, the longest prefix of a table, the least metric of these.
// SPDX-License-Identifier: Apache-2.0
#include "tables/route_choice.hpp"

#include <algorithm>
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>

#include "tables/route_words.hpp"

namespace sonde {
namespace {

template <class T> bool is_in(const Range<T>& range, T value) {
  return range.first <= value && value <= range.last;
}

// Without a value that must be compared, nobody can say.
template <class T> Answer is_in(const Known<Range<T>>& range, const Known<T>& value) {
  if (!range || (*range).last - (*range).first == T(~T{})) return Answer::Yes;
  if (!value) return Answer::Unknown;
  return is_in(*range, *value) ? Answer::Yes : Answer::No;
}

bool has_mark(const RoutingRule& rule) {
  return (rule.mark && *rule.mark != 0) || (rule.mask && *rule.mask != 0);
}

// A packet that begins here comes in by "lo" (fib_rule_match()), and has no mark and no tunnel.
bool may_hold(const RoutingRule& rule, const RouteLookup& flow) {
  const u32 mask = rule.mask ? *rule.mask : ~0U;
  if (rule.is_l3mdev || rule.tos != 0 || (rule.tunnel && *rule.tunnel != 0)) return false;
  if (rule.iif && *rule.iif != "lo") return false;
  if (rule.oif && *rule.oif != flow.interface) return false;
  if (rule.mark && (*rule.mark & mask) != 0) return false;
  if (rule.ip_protocol && *rule.ip_protocol != flow.protocol) return false;
  if (rule.to_prefix > 0 && !NetworkRange{rule.to, rule.to_prefix}.has(flow.destination))
    return false;
  const bool is_of_others =
      rule.from_prefix > 0 &&
      !(flow.source && NetworkRange{rule.from, rule.from_prefix}.has(*flow.source));
  return !is_of_others;
}

Answer holds(const RoutingRule& rule, const RouteLookup& flow) {
  Answer answer = may_hold(rule, flow) ? Answer::Yes : Answer::No;
  answer = std::min(answer, is_in(rule.sports, flow.source_port));
  answer = std::min(answer, is_in(rule.dports, flow.port));
  answer = std::min(answer, is_in(rule.users, flow.uid));
  if (!(rule.flags & FIB_RULE_INVERT) || answer == Answer::Unknown) return answer;
  return answer == Answer::Yes ? Answer::No : Answer::Yes;
}

// The text of /proc/net names no tables of IPv6.
u32 table_of(const Route& route) {
  if (route.table) return *route.table;
  return route.type && *route.type == RTN_LOCAL ? RT_TABLE_LOCAL : RT_TABLE_MAIN;
}

bool leads_to(const Route& route, const RouteLookup& flow) {
  if (route.tos != 0 || (route.flags && (*route.flags & RTNH_F_DEAD))) return false;
  if (!NetworkRange{route.destination, route.prefix}.has(flow.destination)) return false;
  const bool is_bound = !flow.interface.empty() && route.interface;
  if (is_bound && *route.interface != flow.interface) return false;
  if (route.from_prefix == 0) return true;
  return flow.source && NetworkRange{route.from, route.from_prefix}.has(*flow.source);
}

u32 metric_of(const Route& route) { return route.metric ? *route.metric : 0; }

bool is_better(const Route& one, const Route& other) {
  if (one.prefix != other.prefix) return one.prefix > other.prefix;
  if (one.from_prefix != other.from_prefix) return one.from_prefix > other.from_prefix;
  return metric_of(one) < metric_of(other);
}

std::vector<const Route*> look_up(u32 table, std::span<const Route* const> routes,
                                  const RouteLookup& flow) {
  std::vector<const Route*> best;
  for (const Route* const route : routes) {
    if (table_of(*route) != table || !leads_to(*route, flow)) continue;
    if (!best.empty() && is_better(*best.front(), *route)) continue;
    if (!best.empty() && is_better(*route, *best.front())) best.clear();
    const bool is_alike =
        best.empty() || (best.front()->type && route->type && *best.front()->type == *route->type);
    if (is_alike) best.push_back(route);
  }
  return best;
}

// Whether it is an answer: a route of the type throw sends the packet to the next rule, and so does
// one that is too short for this rule.
bool is_answer(const RoutingRule& rule, const Route& route) {
  if (!route.type) return true;
  if (*route.type == RTN_THROW) return false;
  const bool is_refusal =
      *route.type == RTN_BLACKHOLE || *route.type == RTN_UNREACHABLE || *route.type == RTN_PROHIBIT;
  return is_refusal || !rule.suppress_prefix || route.prefix > *rule.suppress_prefix;
}

}  // namespace

RouteChoice choose_route(std::span<const RoutingRule* const> rules,
                         std::span<const Route* const> routes, const RouteLookup& flow) {
  RouteChoice choice;
  u32 least = 0;  // Where a goto has led to.
  for (const RoutingRule* const rule : rules) {
    if (rule->version != flow.destination.version || rule->priority < least) continue;
    choice.has_mark = choice.has_mark || has_mark(*rule);
    const Answer answer = holds(*rule, flow);
    if (answer == Answer::No || rule->action == FR_ACT_NOP) continue;
    if (rule->action == FR_ACT_GOTO) {
      const bool is_resolved = !(rule->flags & FIB_RULE_UNRESOLVED) && rule->go_to;
      if (answer == Answer::Yes && is_resolved) least = *rule->go_to;
      if (answer == Answer::Unknown && !choice.doubt) choice.doubt = rule;
      continue;
    }
    std::vector<const Route*> found;
    if (rule->action == FR_ACT_TO_TBL) {
      found = look_up(rule->table, routes, flow);
      if (found.empty() || !is_answer(*rule, *found.front())) continue;
    }
    const bool is_sure = answer == Answer::Yes && !rule->suppress_group;
    if (!is_sure && !choice.doubt) choice.doubt = rule;
    if (answer != Answer::Yes) continue;
    choice.rule = rule;
    choice.routes = std::move(found);
    return choice;
  }
  return choice;
}

}  // namespace sonde
