// addresses.cpp: the table "addresses": those of every interface, by rtnetlink or from text.
// SPDX-License-Identifier: Apache-2.0
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <optional>

#include "decode/address.hpp"
#include "decode/fib_trie.hpp"
#include "model/socket.hpp"
#include "tables/link_names.hpp"
#include "tables/net_table.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Text family_list[] = {"ipv4", "ipv6"};
constexpr Vocabulary family_words = {family_list};

constexpr auto family = [](const InterfaceAddress& row) -> Known<Family> {
  if (!row.address) return row.address.why;
  return row.address.value.version == 6 ? Family::Ipv6 : Family::Ipv4;
};
constexpr auto scope = [](const InterfaceAddress& row, std::string& room) -> Known<Text> {
  if (!row.scope) return row.scope.why;
  return scope_word(*row.scope, room);
};

struct FlagWord {
  u32 bit;
  Text ipv4, ipv6;
};
// The words of ip-address(8), in its order.
constexpr FlagWord flag_words[] = {{IFA_F_SECONDARY, "secondary", "temporary"},
                                   {IFA_F_TENTATIVE, "tentative", "tentative"},
                                   {IFA_F_DEPRECATED, "deprecated", "deprecated"},
                                   {IFA_F_HOMEADDRESS, "home", "home"},
                                   {IFA_F_NODAD, "nodad", "nodad"},
                                   {IFA_F_OPTIMISTIC, "optimistic", "optimistic"},
                                   {IFA_F_DADFAILED, "dadfailed", "dadfailed"},
                                   {IFA_F_MANAGETEMPADDR, "mngtmpaddr", "mngtmpaddr"},
                                   {IFA_F_NOPREFIXROUTE, "noprefixroute", "noprefixroute"},
                                   {IFA_F_MCAUTOJOIN, "autojoin", "autojoin"},
                                   {IFA_F_STABLE_PRIVACY, "stable-privacy", "stable-privacy"}};

constexpr auto flags = [](const InterfaceAddress& row, std::string& room) -> Known<Text> {
  if (!row.flags) return row.flags.why;
  room.clear();
  const auto add = [&](Text word) {
    if (!room.empty()) room += ',';
    room += word;
  };
  if ((*row.flags & IFA_F_PERMANENT) == 0) add("dynamic");
  for (const FlagWord& flag : flag_words)
    if (*row.flags & flag.bit) add(row.address.value.version == 6 ? flag.ipv6 : flag.ipv4);
  return Text(room);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<netns_of<InterfaceAddress>>("netns", "Network namespace that it is in.", Show::Machine, Unit::Inode),
    column<container_of<InterfaceAddress>>("container", "Container that this namespace belongs to.", Show::Machine),
    column<&InterfaceAddress::interface>("interface", "The interface that has it.", Show::Always),
    column<&InterfaceAddress::index>("index", "Number of that interface.", Show::Machine).missing_with("interface"),
    column<family>("family", "IPv4 or IPv6.", Show::Machine).with(family_words),
    column<&InterfaceAddress::address>("address", "The address.", Show::Always),
    column<&InterfaceAddress::prefix>("prefix", "How many of its first bits name the network.", Show::Always).missing_with("interface"),
    column<scope>("scope", "Where it is valid: global, link, host.", Show::Always).missing_with("interface"),
    column<flags>("flags", "What is set on it, as ip address shows it; text of /proc has the first eight bits.", Show::Always).missing_with("interface"),
    column<&InterfaceAddress::peer>("peer", "The address at the other end of a point-to-point link.", Show::Always).missing_with("interface"),
    column<&InterfaceAddress::broadcast>("broadcast", "The address that reaches all of its network.", Show::Machine).missing_with("interface"),
    column<&InterfaceAddress::label>("label", "Name that ifconfig has for it.", Show::Machine).missing_with("interface"),
    column<&InterfaceAddress::valid_s>("valid_s", "Seconds until it goes; one that stays has none.", Show::Machine, Unit::Seconds).missing_with("interface"),
    column<&InterfaceAddress::preferred_s>("preferred_s", "Seconds until nothing new uses it.", Show::Machine, Unit::Seconds).missing_with("interface"),
};
// clang-format on

constexpr Text key[] = {"netns", "interface", "address", "prefix"};
// Of an address there is one end.
constexpr EndpointWord endpoint_words[] = {{"src", "address", ""}, {"dev", "interface", ""}};

Text remedy(Text, Absent why) {
  if (why == Absent::Malformed) return "look at the input: the kernel does not write this";
  if (why == Absent::NotPermitted) return enter_namespaces.anywhere;
  return "the text of /proc/net does not hold it: run sonde on that machine";
}

class AddressScan final : public NetTable {
public:
  explicit AddressScan(Scan<InterfaceAddress>& scan)
      : NetTable(scan.world, scan.table, scan.request, scan.sink) {}

  Result<void> run() { return visit_into(rows_); }

private:
  Result<void> ask(Source& source) override {
    const LinkNames names(world_, source);
    InterfaceAddress row;
    return dump(source, address_sequence, address_request(), [&](u16 type, Text message) {
      if (type != RTM_NEWADDR || !decode_address(message, row)) return LineSaid::Malformed;
      row.interface = names.find(*row.index);
      keep(row);
      return LineSaid::Row;
    });
  }

  void keep(const InterfaceAddress& decoded) {
    InterfaceAddress& row = rows_.add(decoded);
    row.place = place_;
    if (row.label) row.label = rows_.texts().keep(*row.label);
    if (row.interface && rows_are_text_) row.interface = rows_.texts().keep(*row.interface);
    // As sockets show them: which of the networks that are all called fe80:: is meant.
    const bool has_zone =
        row.address.value.version == 6 && row.scope && *row.scope == RT_SCOPE_LINK && row.interface;
    if (has_zone) row.address.value.zone = *row.interface;
  }

  // fib_trie has the addresses of IPv4 and nothing else of them.
  Result<void> read_text(Source& source, Absent why) override {
    rows_are_text_ = true;
    constexpr NetFile files[] = {{"net/fib_trie"}, {"net/if_inet6", true}};
    FibTrieReader trie;
    InterfaceAddress row;
    return read_lines(source, files, [&](Text file, Text line) {
      if (file != "net/fib_trie" && decode_if_inet6_line(line, row)) {
        keep(row);
        return LineSaid::Row;
      }
      if (file == "net/if_inet6") return line.empty() ? LineSaid::Header : LineSaid::Malformed;
      const LineSaid said = trie.read(line);
      if (said != LineSaid::Row) return said;
      const bool is_local = trie.route().is_local_address() && trie.route().table != "Main";
      if (!is_local) return said;
      row = {};
      row.interface = why;
      row.address = trie.route().leaf;
      keep(row);
      return said;
    });
  }

  RowStore<InterfaceAddress> rows_{};
  bool rows_are_text_ = false;
};

Result<void> scan_addresses(Scan<InterfaceAddress>& scan) { return AddressScan(scan).run(); }

}  // namespace

constinit const TableInfo addresses_table = {
    "addresses", "Every address of every interface, IPv4 and IPv6.",
    columns,     &run_scan<scan_addresses>,
    key,         endpoint_words,
    &remedy};

}  // namespace sonde
