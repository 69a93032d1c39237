// silent_sink.hpp: counts gaps and says nothing, for questions a scan asks for itself.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"

namespace sonde {

struct SilentSink final : Sink {
  u64 gap_count = 0;
  More rows(Chunk) override { return More::Yes; }
  void gap(const Gap&) override { ++gap_count; }
  void note(Text) override {}
  void end() override {}
};

}  // namespace sonde
