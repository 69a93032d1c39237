// process_cases.cpp: faults of processes and their files, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {

const std::span<const CheckCase> process_cases{};

}  // namespace sonde::test
