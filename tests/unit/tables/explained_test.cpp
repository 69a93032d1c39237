// explained_test.cpp: what the tables of the network and the machine show as a word is explained.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <linux/ethtool_netlink.h>
#include <linux/netlink.h>
#include <string>
#include <variant>

#include "decode/ethtool.hpp"
#include "lexicon/counter_meanings.hpp"
#include "lexicon/lookup.hpp"
#include "model/interface.hpp"
#include "model/interface_address.hpp"
#include "model/neighbor.hpp"
#include "model/route.hpp"
#include "model/routing_rule.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Language languages[] = {Language::En, Language::Ja, Language::Zh};

// Those whose words and numbers `explain` knows; one that does not exist yet is not looked for.
constexpr Text explained[] = {"interfaces", "addresses", "routes",   "rules", "neighbors",
                              "qdiscs",     "counters",  "pressure", "cpu",   "disks",
                              "memory",     "mounts",    "limits",   "oom"};

bool is_number(Text word) {
  return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

void expect_explained(Text word, Text where) {
  if (find_entry(word)) return;
  for (const Language language : languages)
    EXPECT_NE(explain_counter(word, language), "") << word << " of " << where;
}

// The words that a column makes of a row: "UP,LOWER_UP" are two. Numbers are what has no word.
template <class Row> void expect_words_explained(const TableInfo& table, Text column,
                                                 const Row& row) {
  std::string room;
  const Cell cell = table.find(column)->read(&row, room);
  const Text* const text = std::get_if<Text>(&cell);
  ASSERT_NE(text, nullptr) << column;
  for (Text rest = *text; !rest.empty();) {
    const Text word = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    if (!is_number(word)) expect_explained(word, table.name);
  }
}

TEST(Explained, EveryWordOfEveryVocabulary) {
  for (const TableInfo* table : all_tables) {
    if (std::ranges::find(explained, table->name) == std::end(explained)) continue;
    for (const ColumnInfo& column : table->columns) {
      if (!column.words) continue;
      for (const Text word : column.words->values) expect_explained(word, table->name);
    }
  }
}

TEST(Explained, EveryColumnThatMeasures) {
  constexpr Text names[] = {"netns", "index", "link_index", "link_netns", "major",
                            "minor", "pid",   "chosen_pid", "id",         "parent"};
  constexpr Text measured[] = {"interfaces", "qdiscs", "cpu", "disks", "pressure",
                               "neighbors",  "limits", "oom", "mounts"};
  for (const TableInfo* table : all_tables) {
    if (std::ranges::find(measured, table->name) == std::end(measured)) continue;
    for (const ColumnInfo& column : table->columns) {
      if (column.kind != Kind::Int && column.kind != Kind::Real) continue;
      if (std::ranges::find(names, column.name) != std::end(names)) continue;
      for (const Language language : languages)
        EXPECT_NE(explain_measure(table->name, column.name, column.doc, language), "")
            << table->name << "." << column.name;
    }
  }
}

TEST(Explained, EveryFlagOfInterfacesAddressesRoutesAndNeighbors) {
  for (u32 bit = 0; bit < 32; ++bit) {
    Interface interface;
    interface.flags = 1U << bit;
    interface.m_down = true;
    expect_words_explained(interfaces_table, "flags", interface);
    for (const u8 version : {u8{4}, u8{6}}) {
      InterfaceAddress address;
      Address with_version;
      with_version.version = version;
      address.address = with_version;
      address.flags = 1U << bit;
      expect_words_explained(addresses_table, "flags", address);
    }
    Route route;
    route.flags = 1U << bit;
    expect_words_explained(routes_table, "flags", route);
    Neighbor neighbor;
    neighbor.flags = 1U << bit;
    expect_words_explained(neighbors_table, "flags", neighbor);
  }
}

TEST(Explained, EveryProtocolScopeTypeAndActionOfRoutesAndRules) {
  for (u32 number = 0; number < 256; ++number) {
    const u8 byte = static_cast<u8>(number);
    Route route;
    route.protocol = byte;
    route.scope = byte;
    route.type = byte;
    route.preference = byte;
    route.table = number;
    for (const Text column : {"protocol", "scope", "type", "preference", "table"})
      expect_words_explained(routes_table, column, route);
    RoutingRule rule;
    rule.action = byte;
    expect_words_explained(rules_table, "action", rule);
  }
}

void append_attribute(std::string& out, u16 type, const std::string& payload) {
  const u16 size = static_cast<u16>(payload.size() + 4);
  const u16 head[] = {size, type};
  out.append(reinterpret_cast<const char*>(head), sizeof head).append(payload);
}

template <class T> std::string bytes_of(T number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

// Every statistic that a driver could tell of, as ethtool netlink nests them.
TEST(Explained, EveryErrorOfADriver) {
  std::string seen;
  for (u32 group = 0; group < 16; ++group) {
    for (u16 number = 0; number < 64; ++number) {
      std::string device, statistic, nests, message = "\x21\x01" + std::string(2, '\0');
      append_attribute(device, ETHTOOL_A_HEADER_DEV_INDEX, bytes_of(u32{4}));
      append_attribute(message, ETHTOOL_A_STATS_HEADER | NLA_F_NESTED, device);
      append_attribute(nests, ETHTOOL_A_STATS_GRP_ID, bytes_of(group));
      append_attribute(statistic, number, bytes_of(u64{1}));
      append_attribute(nests, ETHTOOL_A_STATS_GRP_STAT | NLA_F_NESTED, statistic);
      append_attribute(message, ETHTOOL_A_STATS_GRP | NLA_F_NESTED, nests);
      EthtoolAnswer answer;
      ASSERT_TRUE(decode_ethtool(EthtoolTopic::Statistics, message, answer));
      if (!answer.errors) continue;
      const Text word = Text(*answer.errors).substr(0, answer.errors.value.find(' '));
      expect_explained(word, "driver_errors");
      (seen += word) += ' ';
    }
  }
  EXPECT_NE(seen.find("FrameCheckSequenceErrors"), std::string::npos);
  EXPECT_NE(seen.find("jabbers"), std::string::npos);
}

// The kinds that Linux has for devices without or with several queues, and those that people set.
TEST(Explained, TheUsualQdiscs) {
  for (const Text kind :
       {"noqueue", "noop", "pfifo_fast", "fq_codel", "fq", "mq", "tbf", "htb", "hfsc", "netem",
        "ingress", "clsact", "sfq", "prio", "cake", "codel", "pfifo", "bfifo"})
    expect_explained(kind, "qdiscs");
}

// What /proc/pressure, /proc/stat and top call it.
TEST(Explained, TheWordsOfPressureAndProcessors) {
  for (const Text word :
       {"some", "full", "cpu", "memory", "io", "irq", "user", "nice", "system", "idle", "guest",
        "load", "steal", "iowait", "softirq", "throttled", "await", "overlimits"})
    expect_explained(word, "the machine");
}

}  // namespace
}  // namespace sonde
