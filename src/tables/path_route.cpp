// path_route.cpp: the steps "rule", "route" and "source", beside what the kernel itself answers.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <linux/fib_rules.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/route.hpp"
#include "model/interface.hpp"
#include "model/interface_address.hpp"
#include "tables/path_walk.hpp"
#include "tables/route_words.hpp"
#include "tables/source_choice.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// fib_props of net/ipv4/fib_semantics.c; a rule that refuses says the network is unreachable.
std::errc errno_of(const RouteChoice& choice) {
  if (!choice.rule) return std::errc::network_unreachable;
  if (choice.routes.empty())
    return choice.rule->action == FR_ACT_PROHIBIT      ? std::errc::permission_denied
           : choice.rule->action == FR_ACT_UNREACHABLE ? std::errc::network_unreachable
                                                       : std::errc::invalid_argument;
  const Known<u8>& type = choice.routes.front()->type;
  if (!type) return {};
  return *type == RTN_PROHIBIT      ? std::errc::permission_denied
         : *type == RTN_UNREACHABLE ? std::errc::host_unreachable
         : *type == RTN_BLACKHOLE   ? std::errc::invalid_argument
                                    : std::errc{};
}

// Whether the kernel means the same way. What is local it shows as going to "lo".
bool is_same_way(const Route& ours, const Route& kernel) {
  const u8 type = ours.type ? *ours.type : u8{RTN_UNICAST};
  if (!kernel.type || *kernel.type != type) return false;
  if (type == RTN_LOCAL) return true;
  const bool has_same_gateway =
      ours.gateway.why == kernel.gateway.why &&
      (!ours.gateway || ours.gateway.value.bytes == kernel.gateway.value.bytes);
  const bool has_same_table = !ours.table || !kernel.table || *ours.table == *kernel.table;
  return has_same_gateway && has_same_table && ours.index && kernel.index &&
         *ours.index == *kernel.index;
}

bool is_any(const Address& address) {
  return std::ranges::all_of(address.bytes, [](u8 byte) { return byte == 0; });
}
Address loopback(u8 version) {
  Address address;
  address.version = version;
  address.bytes[version == 6 ? 15 : 0] = version == 6 ? 1 : 127;
  if (version == 4) address.bytes[3] = 1;
  return address;
}

// A group, or all hosts of the link: the route to it may be one for single hosts.
Known<u8> type_of_many(const Address& address) {
  if (address.version == 6)
    return address.bytes[0] == 0xff ? Known<u8>(u8{RTN_MULTICAST}) : Absent::NotApplicable;
  const bool is_of_all = std::all_of(address.bytes.begin(), address.bytes.begin() + 4,
                                     [](u8 byte) { return byte == 0xff; });
  if (is_of_all) return u8{RTN_BROADCAST};
  return address.bytes[0] >> 4 == 14 ? Known<u8>(u8{RTN_MULTICAST}) : Absent::NotApplicable;
}

// Whether something else than the route decides: a hash of several next hops
// (fib_select_multipath()), or which of several gateways answers.
bool is_open(const RouteChoice& choice) {
  if (choice.routes.size() < 2) return false;
  const Route& first = *choice.routes.front();
  const bool is_of_device = first.weight.why == Absent::NotApplicable &&
                            first.gateway.why == Absent::NotApplicable && first.prefix > 0;
  return !is_of_device && (!first.type || *first.type == RTN_UNICAST);
}

std::string words_of_ways(const RouteChoice& choice) {
  std::string words;
  for (const Route* const route : choice.routes)
    (words += words.empty() ? "" : ", or") += way_of(*route);
  return words;
}

}  // namespace

// Routes that lead to the destination, and those that say which addresses are of this place.
void PathWalk::read_ways() {
  if (!ways_) ways_.emplace(table_, sink_);
  std::vector<Address> wanted = {packet_.destination};
  if (source_) wanted.push_back(*source_);
  ways_->read(here_->world, wanted);
}

RouteChoice PathWalk::choose(const Known<Address>& source) const {
  RouteLookup flow;
  flow.destination = packet_.destination;
  flow.source = source;
  flow.protocol = packet_.protocol;
  flow.port = port_;
  flow.uid = packet_.uid;
  flow.interface = packet_.destination.zone;
  return ways_->choose(flow);
}

KernelRoute PathWalk::ask_kernel(const Known<Address>& source) {
  KernelRoute kernel;
  if (!here_->source().is_live() || world_.way == Way::Proc) return kernel;
  RouteQuestion question{packet_.destination, source, packet_.protocol, port_};
  for (const Interface* const link : interfaces_->all<Interface>())
    if (link->name == packet_.destination.zone && link->index) question.index = *link->index;
  const std::string name = netlink_question(NETLINK_ROUTE, route_question(question));
  const auto blocks = here_->source().stream({Question::How::Netlink, name});
  if (!blocks) return kernel;
  const auto read = read_answers(**blocks, 1, [&](u32, u16 type, Text message) {
    RouteDecoder decoder;
    int code = 0;
    if (type == NLMSG_ERROR && take(message, code) && code < 0) {
      kernel.was_asked = true;
      kernel.refusal = static_cast<std::errc>(-std::max(code, -4095));
    }
    if (type == RTM_NEWROUTE && decoder.read_answer(message) == RouteSaid::Routes)
      kernel.was_asked = decoder.next(kernel.route);
  });
  if (!read) return {};
  // What it keeps of IPv6 routes that refuse is an answer, too.
  if (kernel.was_asked && kernel.refusal == std::errc{} && is_refusal(kernel.route.type))
    kernel.refusal = *kernel.route.type == RTN_PROHIBIT      ? std::errc::permission_denied
                     : *kernel.route.type == RTN_UNREACHABLE ? std::errc::host_unreachable
                                                             : std::errc::invalid_argument;
  kernel.route.interface = Absent::NotApplicable;
  for (const Interface* const link : interfaces_->all<Interface>())
    if (kernel.route.index && link->index && *link->index == *kernel.route.index)
      kernel.route.interface = link->name;
  return kernel;
}

// A connection is routed twice: without a source, which gets it one, and then with it
// (ip_route_connect() of include/net/route.h), so that rules for sources count.
PathWalk::Goes PathWalk::find_route() {
  // To no address means to this machine (ip_route_output_key_hash_rcu(), tcp_v6_connect()).
  if (is_any(packet_.destination))
    packet_.destination = source_ ? *source_ : loopback(packet_.destination.version);
  if (!interfaces_) {
    interfaces_.emplace(interfaces_table, table_, sink_);
    interfaces_->read(here_->world, "name,index,state,kind,flags,mac,mtu,link_index,master",
                      [](const void*) { return true; });
  }
  read_ways();
  RouteChoice choice = choose(source_);
  KernelRoute kernel = ask_kernel(source_);
  const bool is_refused = choice.routes.empty() || is_refusal(choice.routes.front()->type);
  // IPv6 gets a source even so, and forgets the refusal (ip6_dst_lookup_tail()).
  if (!source_ && (!is_refused || packet_.destination.version == 6)) {
    if (!is_refused) prefer(choice, kernel);
    source_ = is_refused ? choose_address({}) : address_of_interface();
    if (kernel.was_asked && kernel.refusal == std::errc{} && kernel.route.source)
      source_ = kernel.route.source;
    if (source_) {
      choice = choose(source_);
      kernel = ask_kernel(source_);
    }
    if (!asked_.source) packet_.source = source_ ? *source_ : Address{};
  }
  if (source_) packet_.source = *source_;
  tell_rule(choice);
  if (tell_route(choice, kernel) == Goes::No) return Goes::No;
  return tell_source();
}

void PathWalk::tell_rule(const RouteChoice& choice) {
  const Absent why = ways_->no_rules();
  std::string says = why == Absent::Known ? "no rule leads to a route" : "";
  std::string evidence;
  if (choice.rule) {
    says = is_usual(*choice.rule) ? "the usual rules" : "rule ";
    if (!is_usual(*choice.rule)) append_number(says, choice.rule->priority);
    const Cell selector = rules_table.find("selector")->read(choice.rule, room_);
    if (!is_usual(*choice.rule)) ((says += " (") += std::get<Text>(selector)) += ')';
    const Cell action = rules_table.find("action")->read(choice.rule, room_);
    const bool is_lookup = choice.rule->action == FR_ACT_TO_TBL;
    if (is_lookup)
      (says += is_usual(*choice.rule) ? ": table " : " leads to table ") +=
          table_word(choice.rule->table, room_);
    else
      (says += " says ") += std::get<Text>(action);
    append_number(evidence = "rules priority ", choice.rule->priority);
  }
  if (why != Absent::Known)
    says += says.empty() ? "the rules cannot be read here" : ", if there are no others";
  asks_for_marks_ = choice.has_mark;
  if (choice.has_mark) says += ", for a packet without mark";
  const bool refuses = choice.rule && choice.routes.empty();
  const auto verdict = refuses                ? PathVerdict::Fails
                       : why != Absent::Known ? PathVerdict::Unknown
                                              : PathVerdict::Ok;
  PathStep& step = add(PathStage::Rule, verdict, says);
  if (!evidence.empty()) step.evidence = keep(evidence);
  if (why != Absent::Known) step.evidence = Text("rules cannot be read here");
  if (verdict != PathVerdict::Ok)
    step.next = keep(refuses ? "sonde rules; ip rule del priority " +
                                   std::to_string(choice.rule->priority) + " takes it away"
                             : "sonde rules, on that machine");
  if (!choice.doubt) return;
  std::string doubt = "rule ";
  append_number(doubt, choice.doubt->priority);
  const Cell selector = rules_table.find("selector")->read(choice.doubt, room_);
  ((doubt += " (") += std::get<Text>(selector)) += ") may hold, and leads elsewhere";
  add(PathStage::Rule, PathVerdict::Unknown, doubt).next =
      Text("it is for some users, ports or groups of interfaces: run as the user who connects");
}

// What refuses, or that nothing leads there.
PathWalk::Goes PathWalk::tell_refusal(const RouteChoice& choice) {
  const std::string to = path_address(packet_.destination);
  std::string room;
  if (!choice.rule || choice.routes.empty()) {
    if (choice.rule) return Goes::No;  // The rule was told.
    const bool is_unread = ways_->no_routes() != Absent::Known;
    PathStep& step = add(PathStage::Route, is_unread ? PathVerdict::Unknown : PathVerdict::Fails,
                         is_unread ? "whether there is a route to " + to + " cannot be seen"
                                   : "there is no route to " + to);
    step.evidence = Text("no table that a rule leads to has one");
    step.next =
        keep(std::string("sonde routes family = ipv") +
             (packet_.destination.version == 6 ? "6" : "4") + " shows all; add one: ip route add");
    return Goes::No;
  }
  const Route& route = *choice.routes.front();
  std::string says(network_word(route.destination, route.prefix, room));
  says += " is ";
  if (route.type)
    says += route_type_names[*route.type];
  else
    says += "blackhole, unreachable or prohibit";
  const std::string table(table_word(choice.rule->table, room));
  PathStep& step =
      add(PathStage::Route, PathVerdict::Fails, says + " in table " + table + ": " + to + " too");
  step.evidence = keep("routes table " + table + " type " +
                       (route.type ? std::string(route_type_names[*route.type]) : "of no device"));
  step.next = keep("sonde routes table = " + table + "; ip route del takes it away");
  return Goes::No;
}

// The one of several equal ones that the kernel takes, or the first.
void PathWalk::prefer(const RouteChoice& choice, const KernelRoute& kernel) {
  way_ = *choice.routes.front();
  const bool is_single = way_.type && *way_.type == RTN_UNICAST;
  if (const Known<u8> type = type_of_many(packet_.destination); type && is_single) {
    way_.type = type;
    way_.gateway = Absent::NotApplicable;  // It goes to all of the link (__mkroute_output()).
  }
  if (!kernel.was_asked && is_open(choice)) {
    way_.index = Absent::NotCollected;
    way_.interface = Absent::NotCollected;
    way_.gateway = way_.source = Absent::NotCollected;
  }
  for (const Route* const route : choice.routes)
    if (kernel.was_asked && is_same_way(*route, kernel.route)) {
      way_ = *route;
      return;
    }
}

PathWalk::Goes PathWalk::tell_route(const RouteChoice& choice, const KernelRoute& kernel) {
  const bool ours_refuses = choice.routes.empty() || is_refusal(choice.routes.front()->type);
  const bool kernel_refuses = kernel.was_asked && kernel.refusal != std::errc{};
  bool agrees = !kernel.was_asked;
  if (kernel.was_asked && ours_refuses) agrees = kernel.refusal == errno_of(choice);
  if (!ours_refuses) prefer(choice, kernel);
  if (kernel.was_asked && !ours_refuses)
    agrees = !kernel_refuses && is_same_way(way_, kernel.route);
  // Of an address that is not of this place the kernel says nothing but EINVAL.
  const bool is_foreign = asked_.source && (!ways_->is_local(*source_) || is_loopback(*source_));
  agrees = agrees || is_foreign;
  if (!agrees) {
    std::string says = "the kernel itself says otherwise:";
    says += kernel_refuses ? " " + std::make_error_code(kernel.refusal).message()
                           : way_of(kernel.route);
    add(PathStage::Route, PathVerdict::Unknown, says).next =
        keep("compare: ip route get " + shell_word(path_address(packet_.destination)));
    if (kernel_refuses) {
      add(PathStage::Route, PathVerdict::Fails, "the kernel refuses").evidence =
          Text("RTM_GETROUTE");
      return Goes::No;
    }
    way_ = kernel.route;
  } else if (ours_refuses) {
    return tell_refusal(choice);
  }
  std::string says;
  if (asked_.destination && is_any(*asked_.destination))
    says = path_address(*asked_.destination) + " means this place: ";
  says += path_address(packet_.destination);
  const bool is_many = way_.type && (*way_.type == RTN_BROADCAST || *way_.type == RTN_MULTICAST);
  if (is_to_here())
    says += " is an address of this place";
  else
    says += agrees ? " by " + words_of(way_) : way_of(way_);
  if (choice.routes.size() > 1 && agrees) {
    append_number(says += ", one of ", choice.routes.size());
    says += " ways";
  }
  const bool is_unknown = !kernel.was_asked && is_open(choice);
  if (is_unknown) says += ", which is not known:" + words_of_ways(choice);
  const bool is_refused = is_many && packet_.protocol == 6;
  if (is_refused) says += ": TCP connects to one host, not to many";
  const auto verdict = is_refused   ? PathVerdict::Fails
                       : is_unknown ? PathVerdict::Unknown
                                    : PathVerdict::Ok;
  PathStep& step = add(PathStage::Route, verdict, says);
  step.gateway = way_.gateway;
  step.interface = way_.interface;
  if (is_refused) step.next = Text("ask for the address of one host");
  if (verdict == PathVerdict::Unknown)
    step.next = keep("there: ip route get " + shell_word(path_address(packet_.destination)));
  step.evidence = kernel.was_asked ? keep("routes " + words_of(way_) + "; the kernel says the same")
                                   : keep("routes " + words_of(way_));
  if (!agrees) step.evidence = Text("RTM_GETROUTE");
  return is_refused ? Goes::No : Goes::On;
}

// What the kernel would choose, as far as the route and the addresses say it.
Known<Address> PathWalk::address_of_interface() {
  const bool is_ipv6 = packet_.destination.version == 6;
  if (is_to_here() && is_ipv6) return packet_.destination;
  if (way_.source) return way_.source;
  // A route to an address of this place says its source; text of /proc does not.
  const bool is_known = way_.source.why == Absent::NotApplicable ||
                        packet_.destination == loopback(packet_.destination.version);
  if (is_to_here()) return is_known ? packet_.destination : Known<Address>(Absent::NotCollected);
  return way_.interface ? choose_address(*way_.interface) : Absent::NotCollected;
}

// The one that the kernel would give to what leaves by that interface.
Known<Address> PathWalk::choose_address(Text interface) {
  KeptRows addresses(addresses_table, table_, sink_);
  addresses.read(here_->world, "interface,address,prefix,scope,flags,peer,preferred_s",
                 [this](const void* row) {
                   const auto& one = *static_cast<const InterfaceAddress*>(row);
                   return one.address && one.address.value.version == packet_.destination.version;
                 });
  SourceLookup flow{packet_.destination, way_.gateway, interface};
  constexpr u8 of_link = RT_SCOPE_LINK, of_all = RT_SCOPE_UNIVERSE;
  flow.scope = way_.scope ? *way_.scope : way_.gateway ? of_all : of_link;
  if (packet_.destination.version == 6) flow.is_private = prefers_temporary(interface);
  Known<Address> best = choose_source(addresses.all<InterfaceAddress>(), flow);
  if (best) best.value.zone = keep(best.value.zone);
  return best;
}

Known<bool> PathWalk::prefers_temporary(Text interface) {
  const std::string name = "sys/net/ipv6/conf/" + std::string(interface) + "/use_tempaddr";
  const auto file = here_->source().ask({Question::How::Read, name}, room_);
  int setting = 0;
  if (!file || !parse_number(trim(*file), setting)) return Absent::NotCollected;
  return setting >= 2;
}

PathWalk::Goes PathWalk::tell_source() {
  if (is_rewritten_) return Goes::On;  // The kernel asks for none again.
  if (!source_) {
    add(PathStage::Source, PathVerdict::Unknown, "which address it gets cannot be seen here").next =
        Text("name it: sonde path SOURCE DESTINATION:PORT");
    return Goes::On;
  }
  const std::string name = path_address(*source_);
  if (asked_.source && !ways_->is_local(*source_)) {
    PathStep& step =
        add(PathStage::Source, PathVerdict::Fails, name + " is no address of this place");
    step.evidence = Text("routes type local");
    step.next = Text("sonde addresses; for another place: --in NAME");
    return Goes::No;
  }
  if (!is_to_here() && is_loopback(*source_)) {
    PathStep& step = add(PathStage::Source, PathVerdict::Fails,
                         name + " never leaves the machine, and " +
                             path_address(packet_.destination) + " is elsewhere");
    step.next = Text("leave the source out");
    return Goes::No;
  }
  PathStep& step = add(PathStage::Source, PathVerdict::Ok,
                       asked_.source ? name + " is an address of this place"
                                     : name + ", as the kernel chooses it");
  step.evidence = Text(asked_.source ? "routes type local" : "routes source");
  return Goes::On;
}

}  // namespace sonde
