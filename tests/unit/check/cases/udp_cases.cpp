// udp_cases.cpp: faults of UDP, IP and ICMP, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {

const std::span<const CheckCase> udp_cases{};

}  // namespace sonde::test
