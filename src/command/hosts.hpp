// hosts.hpp: one answer of several machines, each row with its host.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "command/answer.hpp"

namespace sonde {

// Whether --from and --via name several places.
bool has_many_hosts(const Options& options);

// What all places of --from or --via answer, one after the other. One that cannot be opened is a
// gap; when none can, that is the error of the whole. `prepare` gets each world before it is aimed;
// `undecided`: rows of which a scan itself could not decide, see Outcome.
Result<Exit> answer_hosts(Call& call, const Plan& plan, const Form& form,
                          const std::function<void(World&)>& prepare = {},
                          const u64* undecided = nullptr);

}  // namespace sonde
