// inquiry.cpp: runs a scan for rows instead of for a reader.
// SPDX-License-Identifier: Apache-2.0
#include "command/inquiry.hpp"

#include <algorithm>
#include <cstring>

#include "base/error_words.hpp"
#include "command/links.hpp"
#include "query/pipeline.hpp"

namespace sonde {
namespace {

// Keeps the rows that pass, and tells of what was not seen.
class Collector final : public Sink {
public:
  Collector(Untold& untold, const std::function<bool(const void*)>& early,
            const std::function<bool(const void*)>& late)
      : untold_(untold), early_(early), late_(late) {}

  More rows(Chunk chunk) override {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      if ((early_ && !early_(chunk[i])) || (late_ && !late_(chunk[i]))) continue;
      if (kept != i) std::memcpy(chunk[kept], chunk[i], chunk.stride());
      ++kept;
    }
    chunk.keep_first(kept);
    if (kept > 0) chunks_.push_back(std::move(chunk));
    return More::Yes;
  }
  void gap(const Gap& gap) override { untold_.add(gap); }
  void note(Text sentence) override { untold_.note(sentence); }
  void end() override {}

  std::vector<Chunk> take() { return std::move(chunks_); }

private:
  Untold& untold_;
  const std::function<bool(const void*)>& early_;
  const std::function<bool(const void*)>& late_;
  std::vector<Chunk> chunks_{};
};

std::bitset<64> columns_of(const TableInfo& table, Text list) {
  std::bitset<64> columns;
  while (!list.empty()) {
    const Text name = list.substr(0, list.find(','));
    list.remove_prefix(std::min(name.size() + 1, list.size()));
    const ColumnInfo* const column = table.find(name);
    assert(column);  // The lists are our own; a test asks them all.
    if (column) columns.set(table.index_of(*column));
  }
  return columns;
}

}  // namespace

void Untold::add(const Gap& gap) {
  Gap kept = gap;
  // What is missing in a column that links have too is told by their renderer, once.
  if (!gap.column.empty() && links_table.find(gap.column)) kept.table = links_table.name;
  for (Gap& known : gaps_) {
    if (known.table != kept.table || known.column != kept.column || known.why != kept.why) continue;
    const bool is_known = known.count && kept.count;
    known.count = is_known ? Known<u64>(std::max(*known.count, *kept.count))
                           : Known<u64>(Absent::NotApplicable);
    return;
  }
  for (Text* text : {&kept.table, &kept.column, &kept.example, &kept.remedy})
    *text = world_.texts.keep(*text);
  gaps_.push_back(kept);
}

void Untold::note(Text sentence) {
  if (std::ranges::find(notes_, sentence) == notes_.end()) notes_.emplace_back(sentence);
}

void Untold::tell(Sink& sink) const {
  for (const Gap& gap : gaps_) sink.gap(gap);
  for (const std::string& note : notes_) sink.note(note);
}

bool Inquiry::Dwelling::is_in(const Known<u32>& netns) const {
  return netns && std::ranges::any_of(networks, [&](const Network& network) {
           return network.netns && *network.netns == *netns;
         });
}

std::vector<Chunk> Inquiry::run(World& world, const Plain& wish) {
  const std::string words[] = {wish.filter};
  const Result<Filter> filter = Filter::parse(wish.table, words);
  assert(filter);
  if (!filter) return {};
  Request request;
  request.columns = columns_of(wish.table, wish.columns) | filter->columns();
  if (!filter->empty())
    request.possible = [&](std::span<const Fact> facts) {
      return filter->test(facts) != Truth::No;
    };
  if (!filter->empty() || wish.early)
    request.may_pass = [&](const void* row, std::bitset<64> ready) {
      return filter->test(row, ready) != Truth::No && (!wish.early || wish.early(row));
    };
  Collector collector(untold_, wish.early, wish.late);
  FilterStage stage(collector, wish.table, *filter);
  Sink& first = filter->empty() ? static_cast<Sink&>(collector) : stage;
  const Result<void> done = wish.table.scan(world, wish.table, request, first);
  if (!done)
    untold_.add({wish.table.name, "", reason_of(done.error().code), Absent::NotApplicable,
                 words_of(done.error()), "sonde can says why"});
  first.end();
  untold_.undecided += stage.undecided();
  return collector.take();
}

void Inquiry::add(Link link) {
  link.thing = keep(thing_.called);
  links_.push_back(link);
}

void Inquiry::be(Link link, Text next) {
  link.relation = Relation::Is;
  link.next = next;
  link.thing = keep(thing_.called);
  links_.insert(links_.begin(), link);
}

}  // namespace sonde
