// version.cpp: "sonde version": the version and the licence.
// SPDX-License-Identifier: Apache-2.0
#include "command/version.hpp"

#include "command/command.hpp"

namespace sonde {

Result<Exit> run_version(Call& call) {
  call.out.put("sonde ");
  call.out.put(version_number);
  call.out.put("\n");
  call.out.put(licence_sentence);
  call.out.put("\n");
  return Exit::Answered;
}

}  // namespace sonde
