// tcp_counter_cases.cpp: faults of the counters of TCP, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {

const std::span<const CheckCase> tcp_counter_cases{};

}  // namespace sonde::test
