// firewall_reading.cpp: dumps of nf_tables put together, and the tables of iptables-legacy.
// SPDX-License-Identifier: Apache-2.0
#include "tables/firewall_reading.hpp"

#include <algorithm>
#include <linux/netlink.h>
#include <map>
#include <set>
#include <span>

#include "base/text.hpp"
#include "decode/iptables.hpp"
#include "decode/nf_tables.hpp"
#include "decode/nft_rule.hpp"
#include "tables/netlink_asking.hpp"
#include "tables/rights.hpp"

namespace sonde {
namespace {

// A family and the name of a table; the same and the name of what stands in it.
using TablePlace = std::pair<u8, std::string>;
using Place = std::pair<TablePlace, std::string>;

struct Ruleset {
  std::set<TablePlace> dormant{};
  std::map<Place, NftChain> chains{};
  std::map<Place, NftSet> sets{};
  std::vector<NftRule> rules{};
  u64 malformed = 0;
};

// What a rule does to a packet that nobody knows yet.
struct Passage {
  std::string chain{};
  std::string jumps_to{};
  bool passes = false;
  bool leads_anywhere = false;  // It jumps, and where to cannot be told.
};

bool leads_anywhere(const DecodedRule& rule) {
  const Text verdict = rule.verdict;
  const bool jumps = verdict.contains("jump ") || verdict.contains("goto ");
  return (jumps && rule.jumps_to.empty()) || verdict.contains("vmap @");
}

// Whether packets that nobody knows yet may pass by it: answers (ct state established) and messages
// of ICMP are let through nearly everywhere. What cannot be told, may.
bool lets_new_pass(const DecodedRule& rule) {
  const std::string words = rule.match + " " + rule.verdict;
  const Text verdict = rule.verdict;
  const bool passes = verdict.contains("accept") || verdict.contains("queue") ||
                      verdict.contains('[') || leads_anywhere(rule);
  const bool is_of_known = words.contains("established") && !words.contains("new");
  return passes && !is_of_known && !words.contains("icmp");
}

auto rules_of(Text chain, std::span<const Passage> rules) {
  return std::ranges::equal_range(rules, chain, {}, &Passage::chain);
}

// A chain and those that it leads to. The rules are of one table, and in the order of chains.
std::vector<Text> chains_from(Text chain, std::span<const Passage> rules) {
  std::vector<Text> reached = {chain};
  std::set<Text> known = {chain};
  for (std::size_t i = 0; i < reached.size(); ++i)
    for (const Passage& rule : rules_of(reached[i], rules))
      if (!rule.jumps_to.empty() && known.insert(rule.jumps_to).second)
        reached.push_back(rule.jumps_to);
  return reached;
}

// How many rules let something new pass there.
u32 count_accepts(Text chain, std::span<const Passage> rules) {
  u32 count = 0;
  for (const Text reached : chains_from(chain, rules))
    for (const Passage& rule : rules_of(reached, rules)) count += rule.passes;
  return count;
}

// Through which hooks packets come to the chains of one table.
class Entrances {
public:
  Entrances(std::span<const std::pair<Text, Text>> chains_with_hooks,
            std::span<const Passage> rules) {
    for (const auto& [chain, hook] : chains_with_hooks)
      for (const Text reached : chains_from(chain, rules)) {
        std::string& hooks = hooks_[std::string(reached)];
        if (!hooks.contains(hook)) hooks.append(hooks.empty() ? "" : ",").append(hook);
      }
    leads_anywhere_ = std::ranges::any_of(rules, &Passage::leads_anywhere);
  }

  // A chain that none is seen to lead to, may be in a map of chains.
  Known<Text> of(const std::string& chain) const {
    const auto found = hooks_.find(chain);
    if (found != hooks_.end()) return Text(found->second);
    return leads_anywhere_ ? Absent::Unsupported : Absent::NotApplicable;
  }

private:
  std::map<std::string, std::string> hooks_{};
  bool leads_anywhere_ = false;
};

class FirewallReading {
public:
  FirewallReading(World& world, Source& source, Text table, Sink& sink, const UseRule& use)
      : world_(world), source_(source), table_(table), sink_(sink), use_(use) {}

  void run() {
    if (source_.is_copy()) {
      sink_.gap({table_, "", Absent::NotCollected, Absent::NotApplicable, "rules are not in /proc",
                 "run sonde on that machine", true});
      return;
    }
    read_nf_tables();
    for (const u8 version : {u8{4}, u8{6}})
      if (more_ == More::Yes) read_iptables(version);
  }

private:
  void tell_refused(Text what, const Error& error) {
    Gap gap{table_, "", reason_of(error.code)};
    std::string example(what);
    if (gap.why != Absent::NotCollected)
      example += ": " + std::make_error_code(error.code).message();
    gap.example = world_.texts.keep(example);
    gap.is_all = gap.why == Absent::NotCollected;
    gap.remedy = gap.why == Absent::NotPermitted   ? netfilter_remedy
                 : gap.why == Absent::NotCollected ? Text("run sonde itself there")
                                                   : allow_netlink;
    sink_.gap(gap);
  }

  // ---- nf_tables
  void read_nf_tables() {
    const Loaded loaded = is_loaded(source_, "nf_tables");
    if (loaded == Loaded::No) return;
    if (loaded == Loaded::Unknown) {
      sink_.gap({table_, "", Absent::NotCollected, Absent::NotApplicable,
                 "rules of nftables: whether this kernel has them cannot be seen from here",
                 "run on the node itself, where /proc/modules and /lib/modules can be read"});
      return;
    }
    Ruleset ruleset;
    Result<Dump> dumped = dump_all(ruleset);
    constexpr int repeats_max = 3;
    for (int i = 0; i < repeats_max && dumped && *dumped == Dump::Interrupted; ++i) {
      ruleset = {};
      dumped = dump_all(ruleset);
    }
    if (!dumped) return tell_refused("rules of nftables", dumped.error());
    if (*dumped == Dump::Interrupted)
      sink_.note("the rules changed while they were read, again and again: some may be missing");
    if (ruleset.malformed > 0)
      sink_.gap({table_, "", Absent::Malformed, ruleset.malformed, "a message of nf_tables",
                 "compare with nft list ruleset"});
    hand_on(ruleset);
  }

  Result<Dump> dump_all(Ruleset& ruleset) {
    bool is_whole = true;
    const auto dump = [&](const std::string& request, auto decode) -> Result<void> {
      const Dump dumped = TRY(dump_netlink(source_, NETLINK_NETFILTER, nf_tables_sequence, request,
                                           [&](u16, Text message) {
                                             if (!decode(message)) ++ruleset.malformed;
                                             return true;
                                           }));
      is_whole = is_whole && dumped == Dump::Whole;
      return {};
    };
    // Where this has no answer, as in a capture of an older sonde, none is dormant.
    NftTable table;
    (void)dump(nf_tables_request(NftAsk::Tables), [&](Text message) {
      if (!decode_nft_table(message, table)) return false;
      if (table.is_dormant()) ruleset.dormant.insert({table.family, table.name});
      return true;
    });
    TRY(dump(nf_tables_request(NftAsk::Chains), [&](Text message) {
      NftChain chain;
      if (!decode_nft_chain(message, chain)) return false;
      ruleset.chains[{{chain.family, chain.table}, chain.name}] = chain;
      return true;
    }));
    TRY(dump(nf_tables_request(NftAsk::Sets), [&](Text message) {
      NftSet set;
      if (!decode_nft_set(message, set)) return false;
      ruleset.sets[{{set.family, set.table}, set.name}] = set;
      return true;
    }));
    TRY(dump(nf_tables_request(NftAsk::Rules), [&](Text message) {
      NftRule rule;
      if (!decode_nft_rule(message, rule)) return false;
      ruleset.rules.push_back(std::move(rule));
      return true;
    }));
    for (auto& [place, set] : ruleset.sets) {
      if (!set.is_anonymous()) continue;  // The rule has only its name.
      NftSet& filled = set;
      const Result<void> read =
          dump(nf_elements_request(set.family, set.table, set.name),
               [&](Text message) { return decode_nft_elements(message, filled); });
      // It went away with its rule after the sets were listed.
      const bool is_gone = !read && read.error().code == std::errc::no_such_file_or_directory;
      if (!read && !is_gone) return std::unexpected(read.error());
      is_whole = is_whole && !is_gone;
    }
    return is_whole ? Dump::Whole : Dump::Interrupted;
  }

  // Which tables iptables-nft made: those with parts of iptables in a rule, or with its names.
  static std::set<TablePlace> tables_of_iptables(const Ruleset& ruleset,
                                                 const std::vector<DecodedRule>& decoded) {
    constexpr Text tables[] = {"filter", "nat", "mangle", "raw", "security", "broute"};
    constexpr Text chains[] = {"PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"};
    std::set<TablePlace> found;
    for (std::size_t i = 0; i < decoded.size(); ++i)
      if (decoded[i].has_compat) found.insert({ruleset.rules[i].family, ruleset.rules[i].table});
    for (const auto& [place, chain] : ruleset.chains) {
      const bool has_names = std::ranges::find(tables, chain.table) != std::end(tables) &&
                             std::ranges::find(chains, chain.name) != std::end(chains);
      if (has_names && !chain.hook.empty()) found.insert(place.first);
    }
    return found;
  }

  // The kernel takes the chains of a dormant table from their hooks, and still says where these are
  // (nf_tables_table_disable() of net/netfilter/nf_tables_api.c).
  void unhook_dormant(Ruleset& ruleset) {
    for (auto& [place, chain] : ruleset.chains) {
      if (!ruleset.dormant.contains(place.first)) continue;
      chain.hook.clear();
      chain.device.clear();
      chain.policy.clear();
    }
    for (const auto& [family, name] : ruleset.dormant)
      sink_.note("the table " + std::string(nft_family_name(family)) + " " + name +
                 " is dormant: its chains meet no packet");
  }

  void hand_on(Ruleset& ruleset) {
    std::vector<DecodedRule> decoded;
    decoded.reserve(ruleset.rules.size());
    for (const NftRule& rule : ruleset.rules) {
      const FindSet find_set = [&](Text name) -> NftSet* {
        const auto found = ruleset.sets.find({{rule.family, rule.table}, std::string(name)});
        return found == ruleset.sets.end() ? nullptr : &found->second;
      };
      decoded.push_back(decode_nft_expressions(rule, find_set));
    }
    const auto of_iptables = tables_of_iptables(ruleset, decoded);
    unhook_dormant(ruleset);
    const auto passages = passages_of(ruleset, decoded);
    const auto entrances = entrances_of(ruleset, passages);
    std::map<Place, u32> numbers;
    for (std::size_t i = 0; i < decoded.size() && more_ == More::Yes; ++i) {
      const NftRule& rule = ruleset.rules[i];
      const std::pair<u8, std::string> table{rule.family, rule.table};
      const NftChain& chain = ruleset.chains[{table, rule.chain}];
      RulePlace place{nft_family_name(rule.family), rule.table, rule.chain,
                      of_iptables.contains(table) ? "iptables-nft" : "nftables"};
      place.hook = chain.hook;
      place.device = chain.device;
      place.type = chain.type;
      place.is_dormant = ruleset.dormant.contains(table);
      place.policy = chain.hook.empty() ? Text() : Text(chain.policy);
      place.priority = chain.priority;
      place.number = ++numbers[{table, rule.chain}];
      place.handle = rule.handle;
      place.reached_from = entrances.at(table).of(rule.chain);
      more_ = use_(place, decoded[i]);
    }
    for (const auto& [place, chain] : ruleset.chains) {
      if (chain.policy != "drop" || more_ == More::No) continue;
      RulePlace end{nft_family_name(chain.family), chain.table, chain.name,
                    of_iptables.contains(place.first) ? "iptables-nft" : "nftables"};
      end.hook = chain.hook;
      end.device = chain.device;
      end.type = chain.type;
      end.priority = chain.priority;
      use_policy(end, {}, passages.at(place.first));
    }
  }

  static Passage passage_of(const std::string& chain, const DecodedRule& rule) {
    return {chain, rule.jumps_to, lets_new_pass(rule), leads_anywhere(rule)};
  }

  // Of each table, in the order of chains.
  static std::map<TablePlace, std::vector<Passage>>
  passages_of(const Ruleset& ruleset, const std::vector<DecodedRule>& decoded) {
    std::map<TablePlace, std::vector<Passage>> all;
    for (const auto& [place, chain] : ruleset.chains) all[place.first];
    for (std::size_t i = 0; i < decoded.size(); ++i) {
      const NftRule& rule = ruleset.rules[i];
      all[{rule.family, rule.table}].push_back(passage_of(rule.chain, decoded[i]));
    }
    for (auto& [table, rules] : all) std::ranges::stable_sort(rules, {}, &Passage::chain);
    return all;
  }

  static std::map<TablePlace, Entrances>
  entrances_of(const Ruleset& ruleset, const std::map<TablePlace, std::vector<Passage>>& passages) {
    std::map<TablePlace, Entrances> all;
    for (const auto& [table, rules] : passages) {
      std::vector<std::pair<Text, Text>> hooks;
      for (const auto& [place, chain] : ruleset.chains)
        if (place.first == table && !chain.hook.empty()) hooks.emplace_back(chain.name, chain.hook);
      all.emplace(table, Entrances(hooks, rules));
    }
    return all;
  }

  // The end of a chain that drops: without a rule before it, it stops everything.
  void use_policy(RulePlace place, DecodedRule policy, std::span<const Passage> rules) {
    place.policy = "drop";
    place.reached_from = place.hook;
    place.accepts = count_accepts(place.chain, rules);
    policy.verdict = "policy drop";
    more_ = use_(place, policy);
  }

  // ---- iptables-legacy
  void read_iptables(u8 version) {
    const Text family = version == 6 ? "ip6" : "ip";
    const std::string file = "net/" + std::string(family) + "_tables_names";
    std::string names_room;
    const auto names = source_.ask({Question::How::Read, file}, names_room);
    if (!names) {
      const bool is_absent = names.error().code == std::errc::no_such_file_or_directory;
      if (!is_absent) tell_refused("rules of iptables-legacy", names.error());
      return;
    }
    for (Text rest = *names; !rest.empty() && more_ == More::Yes;) {
      const Text name = trim(next_line(rest));
      if (!name.empty()) read_iptables_table(version, family, name);
    }
  }

  void read_iptables_table(u8 version, Text family, Text name) {
    std::string room;
    const std::string question = std::string(family) + "/" + std::string(name);
    const auto answer = source_.ask({Question::How::Iptables, question}, room);
    if (!answer) return tell_refused("rules of iptables-legacy", answer.error());
    // First where each chain leads to, then the rules.
    std::vector<Passage> passages;
    std::vector<IptablesRule> ends;
    (void)decode_iptables(*answer, version, [&](const IptablesRule& rule) {
      if (rule.number == 0)
        ends.push_back(rule);
      else
        passages.push_back(passage_of(rule.chain, rule.rule));
    });
    std::ranges::stable_sort(passages, {}, &Passage::chain);
    std::vector<std::pair<Text, Text>> hooks;
    for (const IptablesRule& end : ends) hooks.emplace_back(end.chain, end.hook);
    const Entrances entrances(hooks, passages);
    const auto place_of = [&](const IptablesRule& rule) {
      RulePlace place{family, name, rule.chain, "iptables-legacy"};
      place.hook = rule.hook;
      place.policy = rule.policy;
      place.type = name == "nat" ? "nat" : "filter";
      place.priority = rule.priority;
      place.reached_from = entrances.of(rule.chain);
      return place;
    };
    const bool is_whole = decode_iptables(*answer, version, [&](const IptablesRule& rule) {
      if (more_ == More::No || rule.number == 0) return;
      RulePlace place = place_of(rule);
      place.number = rule.number;
      more_ = use_(place, rule.rule);
    });
    for (const IptablesRule& end : ends)
      if (more_ == More::Yes && end.policy == "drop") use_policy(place_of(end), end.rule, passages);
    if (!is_whole)
      sink_.gap({table_, "", Absent::Malformed, Absent::NotApplicable,
                 world_.texts.keep("the iptables table " + question),
                 "compare with iptables-save"});
  }

  World& world_;
  Source& source_;
  Text table_;
  Sink& sink_;
  const UseRule& use_;
  More more_ = More::Yes;
};

}  // namespace

void read_firewall(World& world, Source& network, Text table, Sink& sink, const UseRule& use) {
  FirewallReading(world, network, table, sink, use).run();
}

}  // namespace sonde
