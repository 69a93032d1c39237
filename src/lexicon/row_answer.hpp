// row_answer.hpp: the explanation of a whole row of /proc/net/tcp or udp.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "lexicon/entry.hpp"
#include "lexicon/pasted_row.hpp"

namespace sonde::lexicon {

// Field by field, and at the end one sentence that says it all.
std::string explain_row(const PastedRow& row, Language language);

// That sentence: "127.0.0.1:39310 → 127.0.0.1:8888, TIME_WAIT, 53.00 s left, held by no process."
std::string summary_of(const PastedRow& row, Language language);

}  // namespace sonde::lexicon
