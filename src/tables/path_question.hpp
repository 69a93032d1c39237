// path_question.hpp: which connection is asked about, and what came of it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/table.hpp"
#include "core/value.hpp"

namespace sonde {

// Whether something was found to pass, or to stand in the way.
struct PathOutcome {
  bool has_ok = false, has_failed = false;
};

// What a world whose way is scanned is asked: put there by World::share.
struct PathQuestion {
  explicit PathQuestion(World&) {}
  PathQuestion() = default;

  std::string host{};                                 // As it was typed.
  Known<Address> source{Absent::NotApplicable};       // None: as the kernel would choose.
  Known<Address> destination{Absent::NotApplicable};  // None: `host` is a name.
  u8 protocol = 6;
  u16 port = 0;
  PathOutcome* outcome = nullptr;
};

// What ::ffff:192.0.2.1 means to the kernel, which sends IPv4 (RFC 4291, 2.5.5.2;
// tcp_v6_connect()).
Address without_mapping(const Address& address);

extern const TableInfo path_table;  // path.cpp

}  // namespace sonde
