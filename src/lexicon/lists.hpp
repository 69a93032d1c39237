// lists.hpp: the lists of entries, one for each kind; each stands in the file of its name.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "lexicon/entry.hpp"

namespace sonde {

// The order here is the order in which `sonde explain` lists the words and shows the answers.
std::span<const Entry> state_entries();          // states.cpp
std::span<const Entry> timer_entries();          // timers.cpp
std::span<const Entry> owner_entries();          // owners.cpp
std::span<const Entry> field_entries();          // fields.cpp
std::span<const Entry> file_entries();           // files.cpp
std::span<const Entry> column_entries();         // columns.cpp
std::span<const Entry> reason_entries();         // reasons.cpp
std::span<const Entry> concept_entries();        // concepts.cpp
std::span<const Entry> network_state_entries();  // network_states.cpp
std::span<const Entry> counter_entries();        // counters.cpp
std::span<const Entry> host_entries();           // host_words.cpp

}  // namespace sonde
