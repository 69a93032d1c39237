// host_cases.cpp: faults of the machine, its cgroups and its disks, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {

const std::span<const CheckCase> host_cases{};

}  // namespace sonde::test
