// tar.hpp: the archive that a capture is: members one after the other, as POSIX says (pax, ustar).
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/source.hpp"

namespace sonde {

// Appends a regular file to an archive. A name that does not fit ustar gets a pax header.
void append_member(std::string& archive, Text name, Text bytes, u64 time_s);
// Two empty blocks end an archive.
void append_end(std::string& archive);

// Whether a file begins as an archive does: "ustar" stands in its first header.
bool is_archive(Text beginning);

// Who gets the members. Only those of regular files come: what a link or a device leads to is
// nobody's business here, and nothing is ever unpacked.
struct MemberSink {
  virtual ~MemberSink() = default;
  // A piece of the member, in order; the first one may be empty.
  virtual void piece(Text name, Text bytes) = 0;
  // The archive ends inside this member, or its header makes no sense.
  virtual void cut(Text name) = 0;
};

// Reads to the end of the archive, or as far as it can be followed: the error says what is wrong
// there. What was handed out before stands.
Result<void> read_archive(Blocks& archive, MemberSink& sink);

}  // namespace sonde
