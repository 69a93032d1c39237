// local_socket_cases.cpp: faults of sockets without IP, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {

const std::span<const CheckCase> local_socket_cases{};

}  // namespace sonde::test
