// route_choice_test.cpp: which route wins, by what the kernel's own sources say of it.
// SPDX-License-Identifier: Apache-2.0
#include "tables/route_choice.hpp"

#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <gtest/gtest.h>

#include <deque>

#include "base/text.hpp"

namespace sonde {
namespace {

Address address(Text text) {
  Address parsed;
  EXPECT_TRUE(parse_address(text, parsed)) << text;
  return parsed;
}

// Rules and routes of a place, in the order they were put there.
struct Place {
  std::deque<RoutingRule> rules{};
  std::deque<Route> routes{};
  RouteLookup flow{};

  RoutingRule& rule(u32 priority, u32 table, Text of = "0.0.0.0") {
    RoutingRule& made = rules.emplace_back();
    made.version = made.from.version = made.to.version = address(of).version;
    made.priority = priority;
    made.table = table;
    made.action = FR_ACT_TO_TBL;
    return made;
  }
  Route& route(Text destination, u8 prefix, u32 table, u32 index, u8 type = RTN_UNICAST) {
    Route& made = routes.emplace_back();
    made.destination = address(destination);
    made.from.version = made.destination.version;
    made.prefix = prefix;
    made.table = table;
    made.index = index;
    made.type = type;
    made.metric = 0U;
    made.gateway = Absent::NotApplicable;
    return made;
  }
  RouteChoice to(Text destination) {
    flow.destination = address(destination);
    std::vector<const RoutingRule*> some_rules;
    for (const RoutingRule& one : rules) some_rules.push_back(&one);
    std::vector<const Route*> some_routes;
    for (const Route& one : routes) some_routes.push_back(&one);
    return choose_route(some_rules, some_routes, flow);
  }
  // The number of the interface; 0: there is no route; 1000 and more: a rule refuses, its action.
  u32 index_to(Text destination) {
    const RouteChoice choice = to(destination);
    if (!choice.rule) return 0;
    return choice.routes.empty() ? 1000U + choice.rule->action : *choice.routes.front()->index;
  }
};

TEST(RouteChoice, TheLongestPrefixWinsAndThenTheLeastMetric) {
  Place place;
  place.rule(32766, 254);
  place.route("0.0.0.0", 0, 254, 1);
  place.route("10.0.0.0", 8, 254, 2).metric = 10U;
  place.route("10.0.0.0", 8, 254, 3).metric = 5U;
  place.route("10.1.0.0", 16, 254, 4).metric = 900U;
  place.route("10.1.2.0", 24, 99, 5);
  EXPECT_EQ(place.index_to("192.0.2.1"), 1U);
  EXPECT_EQ(place.index_to("10.2.0.1"), 3U);
  EXPECT_EQ(place.index_to("10.1.2.3"), 4U) << "nobody leads to table 99";
  EXPECT_EQ(place.index_to("2001:db8::1"), 0U);
}

// fib_table_lookup() leaves out dead next hops and those of another type of service.
TEST(RouteChoice, DeadNextHopsAreNotTaken) {
  Place place;
  place.rule(32766, 254);
  place.route("10.0.0.0", 8, 254, 2).flags = u32{RTNH_F_DEAD};
  place.route("10.0.0.0", 8, 254, 3).tos = 4;
  place.route("0.0.0.0", 0, 254, 1);
  EXPECT_EQ(place.index_to("10.0.0.1"), 1U);
}

TEST(RouteChoice, ThrowAndAnEmptyTableLeadToTheNextRule) {
  Place place;
  place.rule(100, 77);
  place.rule(200, 88);
  place.rule(300, 254);
  place.route("10.0.0.0", 8, 88, 2, RTN_THROW);
  place.route("0.0.0.0", 0, 88, 3);
  place.route("0.0.0.0", 0, 254, 4);
  EXPECT_EQ(place.index_to("10.0.0.1"), 4U);
  EXPECT_EQ(place.index_to("192.0.2.1"), 3U);
}

TEST(RouteChoice, ARouteThatRefusesEndsTheSearch) {
  Place place;
  place.rule(100, 77).suppress_prefix = 8U;
  place.rule(300, 254);
  place.route("0.0.0.0", 0, 254, 4);
  place.route("10.0.0.0", 8, 77, 2, RTN_BLACKHOLE);
  place.route("11.0.0.0", 8, 77, 3);
  EXPECT_EQ(*place.to("10.0.0.1").routes.front()->type, RTN_BLACKHOLE) << "not suppressed";
  EXPECT_EQ(place.index_to("11.0.0.1"), 4U) << "suppressed";
}

TEST(RouteChoice, RulesAreForSourcesPortsUsersAndMarks) {
  Place place;
  RoutingRule& from = place.rule(1, 1);
  from.from = address("10.0.0.0");
  from.from_prefix = 8;
  place.rule(2, 2).dports = Range<u16>{80, 90};
  place.rule(3, 3).mark = 16U;
  place.rule(4, 4).iif = Text("eth0");
  place.rule(5, 5).oif = Text("eth0");
  RoutingRule& inverted = place.rule(6, 6);
  inverted.mark = 16U;
  inverted.flags = FIB_RULE_INVERT;
  for (u32 table = 1; table <= 6; ++table) place.route("0.0.0.0", 0, table, table);
  EXPECT_EQ(place.index_to("192.0.2.1"), 6U);
  EXPECT_TRUE(place.to("192.0.2.1").has_mark);
  place.flow.port = 85;
  EXPECT_EQ(place.index_to("192.0.2.1"), 2U);
  place.flow.source = address("10.1.2.3");
  EXPECT_EQ(place.index_to("192.0.2.1"), 1U);
}

TEST(RouteChoice, WhatCannotBeDecidedIsADoubtAndNoDecision) {
  Place place;
  place.rule(1, 1).users = Range<u32>{1000, 1000};
  place.rule(2, 2);
  place.route("0.0.0.0", 0, 2, 2);
  EXPECT_EQ(place.to("192.0.2.1").doubt, nullptr) << "its table has no route";
  place.route("0.0.0.0", 0, 1, 1);
  EXPECT_EQ(place.to("192.0.2.1").doubt, &place.rules.front());
  EXPECT_EQ(place.index_to("192.0.2.1"), 2U);
  place.flow.uid = 1000U;
  EXPECT_EQ(place.index_to("192.0.2.1"), 1U);
  EXPECT_EQ(place.to("192.0.2.1").doubt, nullptr);
  place.rules.front().users = Absent::NotApplicable;
  place.rules.front().sports = Range<u16>{1, 9};
  EXPECT_EQ(place.to("192.0.2.1").doubt, &place.rules.front());
}

TEST(RouteChoice, GotoSkipsRulesAndRulesRefuse) {
  Place place;
  RoutingRule& jump = place.rule(1, 0);
  jump.action = FR_ACT_GOTO;
  jump.go_to = 3U;
  place.rule(2, 0).action = FR_ACT_BLACKHOLE;
  place.rule(3, 0).action = FR_ACT_PROHIBIT;
  EXPECT_EQ(place.index_to("192.0.2.1"), 1000U + FR_ACT_PROHIBIT);
  jump.flags = FIB_RULE_UNRESOLVED;
  EXPECT_EQ(place.index_to("192.0.2.1"), 1000U + FR_ACT_BLACKHOLE);
}

TEST(RouteChoice, OfOneMetricSeveralAreEquallyGood) {
  Place place;
  place.rule(32766, 254, "::");
  place.route("2001:db8::", 32, 254, 2);
  place.route("2001:db8::", 32, 254, 3);
  EXPECT_EQ(place.to("2001:db8::7").routes.size(), 2U);
  place.flow.interface = "eth1";
  place.routes[0].interface = Text("eth0");
  place.routes[1].interface = Text("eth1");
  EXPECT_EQ(place.index_to("2001:db8::7"), 3U);
}

}  // namespace
}  // namespace sonde
