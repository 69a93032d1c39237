// hints.cpp: "sonde hints [TARGET]": other servers that files and environments name.
// SPDX-License-Identifier: Apache-2.0
#include "command/answer.hpp"

namespace sonde {

Result<Exit> run_hints(Call& call) {
  take_target(call);
  return run_view(call);
}

}  // namespace sonde
