// listener_cases.cpp: faults of TCP listeners, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {

const std::span<const CheckCase> listener_cases{};

}  // namespace sonde::test
