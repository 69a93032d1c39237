// path_walk.hpp: walks the way of a connection's first packet, and notes each step.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <linux/rtnetlink.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/path_step.hpp"
#include "tables/firewall_walk.hpp"
#include "tables/kept_rows.hpp"
#include "tables/path_question.hpp"
#include "tables/path_ways.hpp"

namespace sonde {

struct Interface;

// A network namespace that the packet comes to, opened.
struct PathPlace {
  World world;
  std::unique_ptr<Source> opened{};  // Null: that of the world itself.
  const NetworkPlace* place = nullptr;
  std::string called{};  // " of container web"; "" of the place that was asked.
  Source& source() const { return opened ? *opened : world.source; }
};

// The other end of a veth.
struct PathPeer {
  Known<u32> netns{}, index{};
};

// By which interface the packet comes in. Not known where several may be meant.
struct PathArrival {
  Known<Text> port{};       // The device itself; that, or the bridge that it is a port of,
  Known<Text> interface{};  // is the one that the packet comes in by.
  Known<u32> index{};       // Of the latter.
  bool is_direct = false;   // No router stands between, who might give it another source.
};

// What the kernel itself says of a way.
struct KernelRoute {
  bool was_asked = false;
  std::errc refusal{};
  Route route{};
};

class PathWalk {
public:
  PathWalk(World& world, const PathQuestion& question, Text table, Sink& sink)
      : world_(world), asked_(question), table_(table), sink_(sink) {}

  // An error when the place cannot be entered.
  Result<void> run();
  std::vector<PathStep> steps{};

private:
  enum class Goes : u8 { No, On };

  // path_walk.cpp
  Result<void> enter();
  PathStep& add(PathStage stage, PathVerdict verdict, Text says);
  Text keep(Text text) { return world_.texts.keep(text); }

  // path_names.cpp
  Goes find_address();
  std::string read_file(Text name, Absent& why);
  bool look_into_hosts(Absent& why);
  void tell_servers(Absent no_hosts);

  // path_route.cpp
  Goes find_route();
  void read_ways();
  RouteChoice choose(const Known<Address>& source) const;
  KernelRoute ask_kernel(const Known<Address>& source);
  void tell_rule(const RouteChoice& choice);
  Goes tell_route(const RouteChoice& choice, const KernelRoute& kernel);
  Goes tell_refusal(const RouteChoice& choice);
  Goes tell_source();
  void prefer(const RouteChoice& choice, const KernelRoute& kernel);
  bool is_to_here() const { return way_.type && *way_.type == RTN_LOCAL; }
  Known<Address> address_of_interface();
  Known<Address> choose_address(Text interface);
  Known<bool> prefers_temporary(Text interface);

  // path_firewall.cpp
  enum class Heading : u8 { Out, In };
  Goes pass_firewall(PathPlace& place, Heading heading);
  Goes pass_hooks(PathPlace& place, const FirewallWalk& firewall, Heading heading,
                  FirewallPassage& passage);
  Goes pass_hook(PathPlace& place, const FirewallWalk& firewall, Text hook,
                 FirewallPassage& passage);
  void pass_link(const FirewallWalk& firewall, const Packet& packet, FirewallPassage& passage);
  enum class Later : u8 { Answer, Rest };
  FirewallPassage pass_later(const FirewallWalk& firewall, Heading heading, Later later,
                             bool was_rewritten);
  void doubt_ports(const FirewallWalk& firewall, Text hook, const Packet& packet,
                   FirewallPassage& passage);
  Goes rewrite(PathPlace& place, const KeptRule& rule);
  void rewrite_source(const KeptRule& rule);
  void tell_passage(const PathPlace& place, const FirewallPassage& passage, Text what);

  // path_arrival.cpp
  PathPeer peer_of(const PathPlace& place, Text interface);
  void arrive(PathPlace& place);
  Goes settle(PathPlace& place);
  Address address_of_arrival(PathPlace& place);

  // path_back.cpp
  enum class NeighborSeen : u8 { No, Unknown, Yes };
  Goes look_at_way_back(PathPlace& place);
  Goes tell_back(const PathPlace& place, PathVerdict verdict, const std::string& says,
                 const std::string& next);
  Goes look_at_filter(PathPlace& place, const RouteChoice& choice);
  Goes look_at_filter_here(const PathPlace& place, Text leaves_by);
  Goes look_at_new_source(const PathPlace& place, const Route& back);
  Goes look_at_neighbour_back(PathPlace& place, const Route& back);
  NeighborSeen neighbour_of(const PathPlace& place, const Address& address, const Route& way);
  bool answers_for_others();

  // path_ends.cpp
  void look_at_link();
  void look_at_neighbour(const Interface* link, bool has_link);
  Known<bool> is_of_peer(Text mac);
  void look_for_listener(PathPlace& place);
  void look_elsewhere();
  std::optional<PathPlace> place_of_destination();
  std::optional<PathPlace> open_place(u32 netns);

  World& world_;
  const PathQuestion& asked_;
  Text table_;
  Sink& sink_;
  std::optional<PathPlace> here_{};
  Packet packet_{};
  u16 port_ = 0;  // That the packet goes to.
  Known<Address> source_{Absent::NotApplicable};
  std::optional<PathWays> ways_{};
  std::optional<KeptRows> interfaces_{};
  Route way_{};            // That was chosen.
  PathArrival arrival_{};  // At the destination.
  bool is_rewritten_ = false;
  bool asks_for_marks_ = false;  // A routing rule does, which a plain packet has none of.
  bool is_forwarded_ = false;    // The destination sends it on.
  enum class SourceIs : u8 { Own, Rewritten, Unknown };
  SourceIs source_is_ = SourceIs::Own;  // Of the packet, where it has left this place.
  std::string room_{};
};

std::string path_address(const Address& address);
// Whether it needs a neighbour's hardware address and does not ask for it (NOARP).
bool path_must_ask(const Interface& link);
// The number in a file of sys/net/ of a place; the greater one of "all" and of an interface.
Known<u32> path_setting(Source& source, const std::string& name);
Known<u32> path_setting_of(Source& source, Text interface, Text name);

}  // namespace sonde
