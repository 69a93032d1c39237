// nft_rule.hpp: the expressions of one nftables rule to words: what it matches, and what it does.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "decode/nf_tables.hpp"
#include "model/firewall.hpp"

namespace sonde {

// A set by its name, in the table of the rule; null when it is not known.
using FindSet = std::function<NftSet*(Text name)>;

// Rules are small programs for a machine with registers: load, compare, act. Read in their order,
// each comparison becomes words such as nft(8) writes: "tcp dport 80". What is not understood
// stands in the words as [name N bytes]. Nests are looked into at most three deep.
DecodedRule decode_nft_expressions(const NftRule& rule, const FindSet& find_set);

}  // namespace sonde
