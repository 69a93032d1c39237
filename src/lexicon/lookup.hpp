// lookup.hpp: from a word as people type it to the entries that explain it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "lexicon/entry.hpp"

namespace sonde {

// Every entry, grouped by kind, in the order of `sonde explain`.
std::span<const Entry> all_entries();

// Case, `-` and `_` do not matter, and the other customary names work: estab, listening, timewait,
// remote_address, IPV6_V6ONLY. Null when there is none; the first kind wins.
const Entry* find_entry(Text word);

// All entries of a word: "time-wait" is a state, a timer and an owner.
std::vector<const Entry*> find_entries(Text word);

// The entry of exactly this kind, for instance the timer time-wait. Null when there is none.
const Entry* find_entry_of(Text kind, Text word);

// The word that was most likely meant, or "".
Text nearest_word(Text typed);

}  // namespace sonde
