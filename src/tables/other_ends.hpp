// other_ends.hpp: finds the devices at the other ends of veths that lead to other namespaces.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/table.hpp"
#include "decode/interface_names.hpp"
#include "model/interface.hpp"

namespace sonde {

// The names of the interfaces by number, as far as the text of "net/" or "42/net/" has both.
void add_interface_names(Source& source, const std::string& folder, InterfaceNames& names);

// The network namespaces of the whole machine, found once for all who ask.
struct EveryNetwork {
  explicit EveryNetwork(World& world);
  std::vector<Network> networks;
};

// The ends of some interfaces of one namespace, all of which lead out of it. What cannot be found
// gets a reason. Texts live as long as the world.
class OtherEnds {
public:
  OtherEnds(World& world, Source& source, Known<u32> netns)
      : world_(world), source_(source), netns_(netns) {}

  void find(std::span<Interface* const> here);

private:
  // What the namespace calls by a number of its own.
  struct Place {
    u32 id = 0;
    const Network* network = nullptr;
  };
  // The device at the other end, as this namespace can ask for it.
  struct End {
    std::string name{}, mac{};
    Known<u32> mtu{Absent::Elsewhere};
  };
  void ask_names(std::span<Interface* const> here);
  void ask_processes();
  void look_into_the_others(std::span<Interface* const> here);
  void look_into(const Network& network, std::span<Interface* const> here);
  void settle(Interface& row, const End& end);
  Known<Text> name_in_text(const Network& network, u32 index);
  Place* place_of(u32 id);
  bool all_are_found() const;

  World& world_;
  Source& source_;
  Known<u32> netns_;
  std::vector<Place> places_{};  // By id.
  std::vector<End> ends_{};      // One for each interface.
};

}  // namespace sonde
