// inner_sink.hpp: what a scan that asks another table for itself learns of what is missing there.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"

namespace sonde {

// Remembers why rows are missing.
struct HiddenRows final : Sink {
  Absent why = Absent::Known;  // Known: none are.
  More rows(Chunk) override { return More::Yes; }
  void gap(const Gap& gap) override {
    if (gap.column.empty()) why = gap.why;
  }
  void note(Text) override {}
  void end() override {}
};

// Passes the gaps of whole rows on as gaps of the table that asks.
class InnerSink final : public Sink {
public:
  InnerSink(Text asking, Sink& told) : asking_(asking), told_(told) {}
  More rows(Chunk) override { return More::Yes; }
  void gap(const Gap& gap) override {
    if (!gap.column.empty()) return;
    Gap same = gap;
    same.table = asking_;
    told_.gap(same);
  }
  void note(Text sentence) override { told_.note(sentence); }
  void end() override {}

private:
  Text asking_;
  Sink& told_;
};

}  // namespace sonde
