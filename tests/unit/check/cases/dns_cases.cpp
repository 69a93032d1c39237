// dns_cases.cpp: faults of name servers, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {

const std::span<const CheckCase> dns_cases{};

}  // namespace sonde::test
