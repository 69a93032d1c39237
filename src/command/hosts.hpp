// hosts.hpp: one answer of several machines, each row with its host.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "command/answer.hpp"

namespace sonde {

// What all places of --from or --via answer, one after the other. One that cannot be opened is a
// gap; when none can, that is the error of the whole.
Result<Exit> answer_hosts(Call& call, const Plan& plan);

}  // namespace sonde
