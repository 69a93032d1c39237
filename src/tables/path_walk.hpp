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
  bool is_local(const Address& address) const;
  bool is_to_here() const { return way_.type && *way_.type == RTN_LOCAL; }
  Known<Address> address_of_interface();
  Known<Address> choose_address(Text interface);
  Known<bool> prefers_temporary(Text interface);

  // path_firewall.cpp
  enum class Heading : u8 { Out, In };
  Goes pass_firewall(const PathPlace& place, Heading heading);
  Goes pass_hooks(const FirewallWalk& firewall, Heading heading, FirewallPassage& passage);
  Goes pass_hook(const FirewallWalk& firewall, Text hook, FirewallPassage& passage);
  enum class Later : u8 { Answer, Rest };
  FirewallPassage pass_later(const FirewallWalk& firewall, Heading heading, Later later) const;
  Goes rewrite(const KeptRule& rule);
  void tell_passage(const PathPlace& place, const FirewallPassage& passage, Text what);

  // path_ends.cpp
  void look_at_link();
  void look_at_neighbour(const Interface* link, bool has_link);
  void look_for_listener(PathPlace& place);
  void look_elsewhere();
  std::optional<PathPlace> place_of_destination(Absent& why);

  World& world_;
  const PathQuestion& asked_;
  Text table_;
  Sink& sink_;
  std::optional<PathPlace> here_{};
  Packet packet_{};
  u16 port_ = 0;  // That the packet goes to.
  Known<Address> source_{Absent::NotApplicable};
  std::vector<const RoutingRule*> rules_{};
  std::vector<const Route*> routes_{};
  std::optional<KeptRows> kept_rules_{}, kept_routes_{}, interfaces_{};
  Route way_{};  // That was chosen.
  bool is_rewritten_ = false;
  std::string room_{};
};

std::string path_address(const Address& address);

}  // namespace sonde
