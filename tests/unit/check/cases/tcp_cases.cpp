// tcp_cases.cpp: faults of TCP connections, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {

const std::span<const CheckCase> tcp_cases{};

}  // namespace sonde::test
