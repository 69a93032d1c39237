// route_cases.cpp: faults of routes, addresses and neighbours, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {

const std::span<const CheckCase> route_cases{};

}  // namespace sonde::test
