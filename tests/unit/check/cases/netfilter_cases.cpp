// netfilter_cases.cpp: faults of netfilter, NAT and conntrack, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {

const std::span<const CheckCase> netfilter_cases{};

}  // namespace sonde::test
