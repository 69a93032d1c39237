// interfaces.cpp: the table "interfaces": devices by rtnetlink, or what /proc/net/dev has.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <linux/rtnetlink.h>

#include "base/text.hpp"
#include "decode/address.hpp"
#include "decode/link.hpp"
#include "decode/proc_net_dev.hpp"
#include "model/route.hpp"
#include "tables/ethtool_reading.hpp"
#include "tables/interface_columns.hpp"
#include "tables/net_table.hpp"
#include "tables/other_ends.hpp"
#include "tables/rates.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

using namespace interface_columns;

constexpr Vocabulary state_words = {link_state_names};
constexpr Vocabulary port_state_words = {port_state_names};

constexpr Text duplex_list[] = {"half", "full"};
constexpr Vocabulary duplex_words = {duplex_list};
constexpr auto duplex = [](const Interface& row) -> Known<Text> {
  if (!row.is_full_duplex) return row.is_full_duplex.why;
  return duplex_list[*row.is_full_duplex ? 1 : 0];
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<netns_of<Interface>>("netns", "Network namespace that it is in.", Show::Machine, Unit::Inode),
    column<container_of<Interface>>("container", "Container that this namespace belongs to.", Show::Machine),
    column<&Interface::name>("name", "Its name.", Show::Always),
    column<&Interface::index>("index", "Its number in this namespace.", Show::Machine),
    column<&Interface::kind>("kind", "What it is to the kernel: veth, bridge, vlan; a real card has none.", Show::Always).missing_with("state"),
    column<&Interface::state>("state", "Whether packets can pass: UP, DOWN, LOWERLAYERDOWN; UNKNOWN: the driver does not say.", Show::Always).with(state_words),
    column<flags>("flags", "What it is set to and can do, as ip link shows it.", Show::Machine).missing_with("state"),
    column<&Interface::mtu>("mtu", "Longest packet that it takes.", Show::Always, Unit::Bytes).missing_with("state"),
    column<mac>("mac", "Its hardware address.", Show::Machine).missing_with("state"),
    column<peer>("peer", "The other end of a veth, with its container or namespace.", Show::Always).missing_with("state"),
    column<parent>("parent", "The device that it stands on: of a vlan, a macvlan.", Show::Machine).missing_with("state"),
    column<&Interface::link>("link_index", "Number of the other end, or of the device below, in its namespace.", Show::Machine).missing_with("state"),
    column<&Interface::link_netns>("link_netns", "Network namespace of that, where it is another one.", Show::Machine, Unit::Inode).missing_with("state"),
    column<&Interface::link_container>("link_container", "Container of that namespace.", Show::Machine).missing_with("state"),
    column<&Interface::master>("master", "The bridge or bond that it is a port of.", Show::Always).missing_with("state"),
    column<&Interface::rx_bytes>("rx_bytes", "Bytes received.", Show::Always, Unit::Size),
    column<&Interface::tx_bytes>("tx_bytes", "Bytes sent.", Show::Always, Unit::Size),
    column<&Interface::rx_packets>("rx_packets", "Packets received.", Show::Machine, Unit::Packets),
    column<&Interface::tx_packets>("tx_packets", "Packets sent.", Show::Machine, Unit::Packets),
    column<&Interface::rx_bytes_per_s>("rx_bytes_per_s", "Bytes received a second; with --interval and --watch.", Show::Asked, Unit::Size).between_looks(),
    column<&Interface::rx_packets_per_s>("rx_packets_per_s", "Packets received a second.", Show::Machine, Unit::Packets).between_looks(),
    column<&Interface::tx_bytes_per_s>("tx_bytes_per_s", "Bytes sent a second.", Show::Asked, Unit::Size).between_looks(),
    column<&Interface::tx_packets_per_s>("tx_packets_per_s", "Packets sent a second.", Show::Machine, Unit::Packets).between_looks(),
    column<&Interface::rx_errors>("rx_errors", "Packets received broken.", Show::Machine, Unit::Packets),
    column<&Interface::tx_errors>("tx_errors", "Packets that could not be sent.", Show::Machine, Unit::Packets),
    column<&Interface::rx_dropped>("rx_dropped", "Received and dropped: no room, or nobody wants them; in text rx_missed too.", Show::Always, Unit::Packets),
    column<&Interface::tx_dropped>("tx_dropped", "Dropped before they were sent.", Show::Always, Unit::Packets),
    column<&Interface::rx_missed>("rx_missed", "Lost in the card, for want of buffers.", Show::Machine, Unit::Packets).missing_with("state"),
    column<&Interface::rx_overruns>("rx_overruns", "Received and too long for the buffers.", Show::Machine, Unit::Packets).missing_with("state"),
    column<&Interface::rx_fifo>("rx_fifo", "Lost in the card's queue of reception.", Show::Machine, Unit::Packets),
    column<&Interface::tx_fifo>("tx_fifo", "Lost in the card's queue of sending.", Show::Machine, Unit::Packets),
    column<&Interface::tx_carrier>("tx_carrier", "Not sent for want of a carrier, as a cable.", Show::Machine, Unit::Packets).missing_with("state"),
    column<&Interface::multicast>("multicast", "Multicast packets received.", Show::Machine, Unit::Packets),
    column<&Interface::collisions>("collisions", "Collisions while sending.", Show::Machine, Unit::Packets),
    column<&Interface::qdisc>("qdisc", "What puts packets in a queue before they are sent.", Show::Machine).missing_with("state"),
    column<&Interface::txqueuelen>("txqueuelen", "How many packets it holds.", Show::Machine, Unit::Packets).missing_with("state"),
    column<&Interface::tx_queues>("tx_queues", "How many queues it sends from: of a card one a processor, at best.", Show::Asked).missing_with("state"),
    column<&Interface::rx_crc>("rx_crc", "Of rx_errors: wrong checksum of the frame: a cable, a plug.", Show::Asked, Unit::Packets).missing_with("state"),
    column<&Interface::rx_frame>("rx_frame", "Of rx_errors: not a whole number of bytes.", Show::Asked, Unit::Packets).missing_with("state"),
    column<&Interface::rx_length>("rx_length", "Of rx_errors: of a length that is wrong.", Show::Asked, Unit::Packets).missing_with("state"),
    column<&Interface::rx_nohandler>("rx_nohandler", "Received where nothing should be: a bond's backup.", Show::Asked, Unit::Packets).missing_with("state"),
    column<&Interface::tx_aborted>("tx_aborted", "Of tx_errors: given up, as after too many collisions.", Show::Asked, Unit::Packets).missing_with("state"),
    column<&Interface::speed_mbit>("speed_mbit", "Megabits a second; a virtual device makes it up.", Show::Asked),
    column<speed_bytes_per_s>("speed_bytes_per_s", "The same speed in bytes.", Show::Asked, Unit::Size).missing_with("speed_mbit"),
    column<duplex>("duplex", "Full: both ways at once; half: in turn, a fault nowadays.", Show::Asked).with(duplex_words).missing_with("speed_mbit"),
    column<&Interface::rx_ring>("rx_ring", "Frames that the card holds until the kernel takes them.", Show::Asked, Unit::Packets),
    column<&Interface::rx_ring_max>("rx_ring_max", "How many it could hold: ethtool -G sets it.", Show::Asked, Unit::Packets).missing_with("rx_ring"),
    column<&Interface::tx_ring>("tx_ring", "Frames that the card holds until they are sent.", Show::Asked, Unit::Packets).missing_with("rx_ring"),
    column<&Interface::tx_ring_max>("tx_ring_max", "How many it could hold.", Show::Asked, Unit::Packets).missing_with("rx_ring"),
    column<&Interface::driver_errors>("driver_errors", "Errors that the card counts itself, in the words of IEEE 802.3; none: all are 0.", Show::Asked),
    column<&Interface::addresses>("addresses", "Its addresses; those that are only of its link (fe80::) are left out.", Show::Asked),
    column<&Interface::default_route>("default_route", "Whether a default route leads over it.", Show::Asked),
    column<peer_mtu>("peer_mtu", "Longest packet that the other end of a veth takes.", Show::Asked, Unit::Bytes).missing_with("peer"),
    column<&Interface::port_state>("port_state", "Of a bridge's port: forwarding, blocking.", Show::Asked).with(port_state_words).missing_with("state"),
    column<&Interface::carrier_changes>("carrier_changes", "How often its carrier came or went since it was made.", Show::Asked).missing_with("state"),
    column<&Interface::alias>("alias", "What somebody wrote to it.", Show::Machine).missing_with("state"),
};
// clang-format on

constexpr Text key[] = {"netns", "name"};

struct Rate {
  Known<double> Interface::* rate;
  Known<u64> Interface::* counter;
};
constexpr Rate rated[] = {
    {&Interface::rx_bytes_per_s, &Interface::rx_bytes},
    {&Interface::rx_packets_per_s, &Interface::rx_packets},
    {&Interface::tx_bytes_per_s, &Interface::tx_bytes},
    {&Interface::tx_packets_per_s, &Interface::tx_packets},
};
struct InterfaceRates : Rates {};

Text remedy(Text column, Absent why) {
  const bool is_of_driver =
      column == "speed_mbit" || column == "rx_ring" || column == "driver_errors";
  if (is_of_driver && why == Absent::Unsupported)
    return "needs the netlink family ethtool, Linux 5.6: ethtool(8) knows older ways";
  if (column.ends_with("_per_s") && why == Absent::Vanished)
    return "look again: it was reset between the two looks";
  if (why == Absent::Malformed) return "look at the input: the kernel does not write this";
  if (why == Absent::Elsewhere)
    return "run on the node itself, or with its processes: docker run --pid=host";
  if (why == Absent::NotPermitted) return enter_namespaces.anywhere;
  return "/proc/net/dev has no more: run sonde on that machine";
}

class InterfaceScan final : public NetTable {
public:
  explicit InterfaceScan(Scan<Interface>& scan)
      : NetTable(scan.world, scan.table, scan.request, scan.sink),
        wants_addresses_(scan.wants<&Interface::addresses>()),
        wants_default_route_(scan.wants<&Interface::default_route>()),
        wants_other_(scan.wants<peer, peer_mtu, parent, &Interface::link_netns,
                                &Interface::link_container>()),
        of_drivers_{scan.wants<&Interface::speed_mbit, speed_bytes_per_s, duplex>(),
                    scan.wants<&Interface::rx_ring, &Interface::rx_ring_max, &Interface::tx_ring,
                               &Interface::tx_ring_max>(),
                    scan.wants<&Interface::driver_errors>()} {
    const bool wants_rates = scan.wants<&Interface::rx_bytes_per_s, &Interface::rx_packets_per_s,
                                        &Interface::tx_bytes_per_s, &Interface::tx_packets_per_s>();
    if (wants_rates && scan.request.memory) rates_ = &scan.request.memory->of<InterfaceRates>();
  }

  Result<void> run() {
    if (rates_) rates_->begin(world_.source.now());
    return visit_into(rows_);
  }

private:
  Result<void> ask(Source& source) override {
    here_.clear();
    Interface row;
    TRY(dump(source, link_sequence, link_request(), [&](u16 type, Text message) {
      if (type != RTM_NEWLINK || !decode_link(message, row)) return LineSaid::Malformed;
      keep(row);
      return LineSaid::Row;
    }));
    if (here_.empty()) return {};  // A namespace that is taken down has lost its lo, too.
    name_others(source);
    if (wants_addresses_) read_addresses(source);
    if (wants_default_route_) read_default_routes(source);
    if (!here_.empty()) read_ethtool(source, of_drivers_, here_, rows_.texts());
    return {};
  }

  void keep(const Interface& decoded) {
    Interface& row = rows_.add(decoded);
    row.place = place_;
    row.name = rows_.texts().keep(row.name);
    for (const auto member :
         {&Interface::mac, &Interface::kind, &Interface::qdisc, &Interface::alias})
      if (Known<Text>& text = row.*member) text = rows_.texts().keep(*text);
    here_.push_back(&row);
    if (rates_) rate(row);
  }

  // A device that was removed and made again has another index, and counts from 0.
  void rate(Interface& row) {
    std::string name = place_key_ + "/";
    if (row.index) append_number(name, *row.index);
    (name += "/").append(row.name) += "/?";
    for (const Rate& one : rated) {
      const Known<u64>& counter = row.*one.counter;
      name.back() = static_cast<char>('0' + (&one - rated));
      row.*one.rate = counter ? rates_->per_s(name, *counter, Width::Bits64)  // rtnl_link_stats64
                              : Known<double>(Absent::NotApplicable);
    }
  }

  const Interface* find(u32 index) const {
    const std::size_t at = place_of(index);
    return at == here_.size() ? nullptr : here_[at];
  }

  // The devices that others lean on, by name.
  void name_others(Source& source) {
    std::ranges::sort(here_, {}, [](const Interface* row) { return row->index.value; });
    std::vector<Interface*> leading_out;
    for (Interface* const row : here_) {
      const Interface* const master = row->master_index ? find(*row->master_index) : nullptr;
      row->master = master ? Known<Text>(master->name) : Known<Text>(Absent::NotApplicable);
      row->link_netns = Absent::NotApplicable;
      row->link_container = Absent::NotApplicable;
      row->link_name = Absent::NotApplicable;
      row->link_mtu = Absent::NotApplicable;
      if (row->link && *row->link == 0) row->link = Absent::NotApplicable;  // Of a tunnel: any.
      if (!row->link) continue;
      if (row->link_id) {
        leading_out.push_back(row);
        continue;
      }
      const Interface* const other = find(*row->link);
      row->link_name = other ? Known<Text>(other->name) : Known<Text>(Absent::Vanished);
      row->link_mtu = other ? other->mtu : Known<u32>(Absent::Vanished);
      row->m_down = other && (*other->flags & IFF_UP) == 0;
    }
    if (wants_other_ && !leading_out.empty())
      OtherEnds(world_, source, place_->netns).find(leading_out);
  }

  void read_addresses(Source& source) {
    InterfaceAddress address;
    std::vector<std::string> lists(here_.size());
    const auto done =
        dump(source, address_sequence, address_request(), [&](u16 type, Text message) {
          if (type != RTM_NEWADDR || !decode_address(message, address)) return LineSaid::Header;
          const std::size_t at = place_of(address.index.value);
          if (at == here_.size() || *address.scope == RT_SCOPE_LINK) return LineSaid::Header;
          if (!lists[at].empty()) lists[at] += ", ";
          append_address(lists[at], *address.address);
          append_number(lists[at] += '/', *address.prefix);
          return LineSaid::Header;
        });
    for (std::size_t i = 0; i < here_.size(); ++i) {
      Known<Text>& told = here_[i]->addresses;
      if (!done)
        told = reason_of(done.error().code);
      else if (lists[i].empty())
        told = Absent::NotApplicable;
      else
        told = rows_.texts().keep(lists[i]);
    }
  }

  void read_default_routes(Source& source) {
    for (Interface* const row : here_) row->default_route = false;
    const auto done = each_route(source, [&](const Route& route) {
      const std::size_t at =
          route.prefix == 0 && route.index ? place_of(*route.index) : here_.size();
      if (at < here_.size()) here_[at]->default_route = true;
    });
    if (done) return;
    for (Interface* const row : here_) row->default_route = reason_of(done.error().code);
  }

  // Its place among those of this namespace, which are in the order of their numbers.
  std::size_t place_of(u32 index) const {
    const auto found = std::ranges::lower_bound(
        here_, index, {}, [](const Interface* row) { return row->index.value; });
    const bool is_there = found != here_.end() && *(*found)->index == index;
    return is_there ? static_cast<std::size_t>(found - here_.begin()) : here_.size();
  }

  Result<void> read_text(Source& source, Absent why) override {
    InterfaceNames names;
    add_interface_names(source, "net/", names);
    Interface row;
    constexpr NetFile files[] = {{"net/dev"}};
    return read_lines(source, files, [&](Text, Text line) {
      const LineSaid said = decode_proc_net_dev(line, row);
      if (said != LineSaid::Row) return said;
      row.state = why;
      for (const auto member :
           {&Interface::kind, &Interface::mac, &Interface::master, &Interface::link_name,
            &Interface::qdisc, &Interface::alias, &Interface::addresses})
        row.*member = why;
      row.default_route = why;
      for (const auto member :
           {&Interface::flags, &Interface::mtu, &Interface::link, &Interface::txqueuelen,
            &Interface::tx_queues, &Interface::link_mtu, &Interface::carrier_changes})
        row.*member = why;
      row.port_state = why;
      const u32 index = names.index_of(row.name);
      if (index != 0) row.index = index;
      keep(row);
      return said;
    });
  }

  RowStore<Interface> rows_{};
  std::vector<Interface*> here_{};  // Those of the namespace that is asked.
  bool wants_addresses_, wants_default_route_, wants_other_;
  EthtoolWish of_drivers_;
  InterfaceRates* rates_ = nullptr;
};

Result<void> scan_interfaces(Scan<Interface>& scan) { return InterfaceScan(scan).run(); }

}  // namespace

constinit const TableInfo interfaces_table = {
    "interfaces", "Every network device, what passed through it, and where a veth leads.",
    columns,      &run_scan<scan_interfaces>,
    key,          {},
    &remedy};

}  // namespace sonde
