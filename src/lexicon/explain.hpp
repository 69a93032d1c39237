// explain.hpp: what `sonde explain` answers: a word, a row of /proc/net/tcp, or a part of one.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "lexicon/entry.hpp"

namespace sonde {

// The longest question that is looked at, in bytes; a row has about 150, a tcp6 row 250.
inline constexpr std::size_t longest_question_bytes = 4096;

// Plain text of several lines that ends with a newline. The question may be
// - a word, or several (TIME_WAIT, close-wait, accept queue, recv_q send_q),
// - a row of /proc/net/{tcp,udp}[6], with or without header and tail, however it is spaced,
// - a part of one: 0100007F:0BB8, 32 digits, 0100007F, 0BB8, 0A, 03:00000ACA,
// - a field with a value: st=0A, st 0A, inode 0, port 0BB8.
// The error is invalid_argument; its operation is "explain", its object a whole sentence in the
// language. Of the question it repeats only [0-9A-Za-z:._-].
Result<std::string> explain(Text question, Language language);

// The words that can be asked for, grouped by kind: the answer to `sonde explain` alone.
std::string list_words(Language language);

}  // namespace sonde
