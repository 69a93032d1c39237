// proc_net_redaction.cpp: which column is an address, and in which order its bytes stand.
// SPDX-License-Identifier: Apache-2.0
#include "source/proc_net_redaction.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/text.hpp"

namespace sonde {
namespace {

// How digits become bytes: words of 32 bits in the order of the machine, or byte after byte.
enum class Order : u8 { Words, Bytes };

std::size_t digits_of(Text word) {
  const auto end = std::ranges::find_if_not(word, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
  return static_cast<std::size_t>(end - word.begin());
}

// Writes digits over those of `word`, which is of 8, 12 or 32. False: it is none of these.
bool map_digits(const AddressMap& map, Order order, unsigned prefix, char* word, Text original) {
  std::array<u8, 16> bytes{};
  const std::size_t size = original.size() / 2;
  if (original.size() % 2 != 0 || !AddressMap::is_address(size)) return false;
  const bool swaps = order == Order::Words && std::endian::native == std::endian::little;
  const auto place = [&](std::size_t i) { return swaps ? i ^ 3U : i; };
  for (std::size_t i = 0; i < size; ++i)
    if (!parse_number(original.substr(2 * i, 2), bytes[place(i)], 16)) return false;
  map.map_network(std::span(bytes).first(size), prefix);
  const bool is_upper = order == Order::Words;
  for (std::size_t i = 0; i < size; ++i) {
    constexpr char small[] = "0123456789abcdef";
    constexpr char large[] = "0123456789ABCDEF";
    const char* const digits = is_upper ? large : small;
    word[2 * i] = digits[bytes[place(i)] >> 4];
    word[2 * i + 1] = digits[bytes[place(i)] & 15];
  }
  return true;
}

// A line whose words can be replaced by others of the same length.
class Line {
public:
  explicit Line(std::string& text) : text_(text) {}

  // The word with this place; "" when there is none.
  Text word(std::size_t place) const {
    Text rest = text_;
    Text found;
    for (std::size_t i = 0; i <= place; ++i) found = next_word(rest);
    return found;
  }
  bool map_word(const AddressMap& map, std::size_t place, Order order, unsigned prefix = ~0U) {
    const Text found = word(place);
    const Text digits = found.substr(0, digits_of(found));
    if (digits.empty()) return false;
    char* const at = text_.data() + (digits.data() - text_.data());
    return map_digits(map, order, prefix, at, std::string(digits));
  }

private:
  std::string& text_;
};

using Map = bool (*)(const AddressMap&, std::string&);

// "   0: 0100007F:1F90 00000000:0000 0A ..."
bool map_socket(const AddressMap& map, std::string& text) {
  Line line(text);
  return line.map_word(map, 1, Order::Words) && line.map_word(map, 2, Order::Words);
}

// "eth0	00000000	012017AC	0003	0	0	0	00000000	0
// 0	0": the mask is the eighth.
bool map_route(const AddressMap& map, std::string& text) {
  Line line(text);
  u32 mask = 0;
  if (!parse_number(line.word(7), mask, 16)) return false;
  const auto prefix = static_cast<unsigned>(std::popcount(mask));
  return line.map_word(map, 1, Order::Words, prefix) && line.map_word(map, 2, Order::Words);
}

// "fe800000000000000000000000000000 40 000...0 00 000...0 00000100 ...      eth0"
bool map_ipv6_route(const AddressMap& map, std::string& text) {
  Line line(text);
  unsigned to = 0;
  unsigned from = 0;
  if (!parse_number(line.word(1), to, 16) || !parse_number(line.word(3), from, 16)) return false;
  return line.map_word(map, 0, Order::Bytes, to) && line.map_word(map, 2, Order::Bytes, from) &&
         line.map_word(map, 4, Order::Bytes);
}

// "fe80000000000000020c29fffea4e315 02 40 20 80    ens33"
bool map_if_inet6(const AddressMap& map, std::string& text) {
  return Line(text).map_word(map, 0, Order::Bytes);
}

// "2    eth0            1     0     01005e000001"
bool map_dev_mcast(const AddressMap& map, std::string& text) {
  return Line(text).map_word(map, 4, Order::Bytes);
}

// There are no others than those of every line.
bool map_text(const AddressMap&, std::string&) { return true; }

struct File {
  Text name;
  Map map;
  Text header{};  // How the line begins that is none of the rows.
};
constexpr File files[] = {
    {"tcp", map_socket, "sl"},
    {"tcp6", map_socket, "sl"},
    {"udp", map_socket, "sl"},
    {"udp6", map_socket, "sl"},
    {"udplite", map_socket, "sl"},
    {"udplite6", map_socket, "sl"},
    {"raw", map_socket, "sl"},
    {"raw6", map_socket, "sl"},
    {"icmp", map_socket, "sl"},
    {"icmp6", map_socket, "sl"},
    {"route", map_route, "Iface"},
    {"ipv6_route", map_ipv6_route},
    {"if_inet6", map_if_inet6},
    {"dev_mcast", map_dev_mcast},
    {"arp", map_text},
    {"nf_conntrack", map_text},
    {"ip_conntrack", map_text},
    {"unix", map_text},
    {"sctp/eps", map_text},
    {"sctp/assocs", map_text},
    {"dev", map_text},
    {"packet", map_text},
    {"netlink", map_text},
    {"protocols", map_text},
    {"snmp", map_text},
    {"snmp6", map_text},
    {"netstat", map_text},
    {"sockstat", map_text},
    {"sockstat6", map_text},
    {"softnet_stat", map_text},
    {"stat/nf_conntrack", map_text},
    {"stat/arp_cache", map_text},
    {"stat/ndisc_cache", map_text},
    {"ip_tables_names", map_text},
    {"ip6_tables_names", map_text},
    {"igmp", map_text},  // Groups only.
};

// Below a leaf stand the lengths that it is a network of: of each a leaf of its own is made, so
// that no address has bits behind its prefix.
//            |-- 192.0.2.0
//               /24 link UNICAST
std::string map_fib_trie(const AddressMap& map, Text lines) {
  std::string out;
  std::string leaf;
  while (!lines.empty()) {
    const Text line = next_line(lines);
    const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
    const Text rest = line.substr(begin);
    if (rest.starts_with("|-- ")) {
      leaf = line;
      continue;
    }
    if (rest.starts_with('/') && !leaf.empty()) {
      const std::string network =
          map_addresses(map, leaf + std::string(rest.substr(0, rest.find(' '))));
      out.append(network, 0, network.rfind('/')) += '\n';
    }
    out += map_addresses(map, line);
    out += '\n';
  }
  return out;
}

}  // namespace

std::optional<std::string> map_proc_net(const AddressMap& map, Text file, Text lines) {
  if (file == "fib_trie") return map_fib_trie(map, lines);
  const auto known = std::ranges::find(files, file, &File::name);
  if (known == std::end(files)) return std::nullopt;
  std::string out;
  std::string text;
  while (!lines.empty()) {
    const bool is_whole = lines.contains('\n');
    text = next_line(lines);
    Text rest = text;
    const bool is_header = !known->header.empty() && next_word(rest) == known->header;
    // A line that is not as it should be is left out: who knows what it holds.
    if (!is_header && !known->map(map, text)) continue;
    text = map_addresses(map, text);  // The names of interfaces may have some.
    out += text;
    if (is_whole) out += '\n';
  }
  return out;
}

}  // namespace sonde
