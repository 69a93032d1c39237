// silent_sink.hpp: takes gaps and notes and says nothing, for questions a scan asks for itself.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"

namespace sonde {

struct SilentSink final : Sink {
  More rows(Chunk) override { return More::Yes; }
  void gap(const Gap&) override {}
  void note(Text) override {}
  void end() override {}
};

}  // namespace sonde
