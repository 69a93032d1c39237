// inquiry.hpp: one question of "who": asks tables, and gathers what is linked to a thing.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "command/thing.hpp"
#include "core/table.hpp"
#include "model/link.hpp"
#include "query/filter.hpp"

namespace sonde {

// What is wanted of a table. `early` is asked of rows whose late columns, such as the owner of a
// socket, are not filled yet: what it refuses costs nothing more. `late` is asked of whole rows.
template <class Row> struct Wish {
  const TableInfo& table;
  Text columns{};        // "pid,process"
  std::string filter{};  // In the filter language.
  std::function<bool(const Row&)> early{}, late{};
};

// Rows that were found, and what they point to.
template <class Row> class Found {
public:
  explicit Found(std::vector<Chunk> chunks) : chunks_(std::move(chunks)) {}

  template <class Use> void each(Use use) const {
    for (const Chunk& chunk : chunks_)
      for (std::size_t i = 0; i < chunk.size(); ++i) use(*static_cast<const Row*>(chunk[i]));
  }
  const Row* first() const {
    return chunks_.empty() ? nullptr : static_cast<const Row*>(chunks_.front()[0]);
  }

private:
  std::vector<Chunk> chunks_;
};

// What the scans for one answer could not see. The same is asked of several tables, and of one
// table several times: equal gaps are told once, with the highest count.
class Untold {
public:
  explicit Untold(World& world) : world_(world) {}

  void add(const Gap& gap);
  void note(Text sentence);
  void tell(Sink& sink) const;
  bool is_empty() const { return gaps_.empty(); }

  u64 undecided = 0;  // Rows of which a filter could not say whether they match.

private:
  World& world_;
  std::vector<Gap> gaps_{};
  std::vector<std::string> notes_{};
};

// Lets a scan tell what it could not see, and nothing else.
class UntoldSink final : public Sink {
public:
  explicit UntoldSink(Untold& untold) : untold_(untold) {}
  More rows(Chunk) override { return More::Yes; }
  void gap(const Gap& gap) override { untold_.add(gap); }
  void note(Text sentence) override { untold_.note(sentence); }
  void end() override {}

private:
  Untold& untold_;
};

class Inquiry {
public:
  Inquiry(World& world, const Thing& thing, Untold& untold)
      : world_(world), thing_(thing), untold_(untold) {}

  World& world() { return world_; }
  const Thing& thing() const { return thing_; }
  Untold& untold() { return untold_; }
  // Whose links are asked for, where that is a process or a place.
  struct Dwelling {
    std::string called{};
    std::vector<int> pids{};  // Ascending.
    std::vector<Network> networks{};
    bool has(int pid) const { return std::ranges::binary_search(pids, pid); }
    bool is_in(const Known<u32>& netns) const;
  };
  Dwelling dwelling{};

  // The rows of a table in the world of this inquiry, or in another one. A scan that fails is a
  // gap: the other tables may know something.
  template <class Row> Found<Row> collect(const Wish<Row>& wish, World& world) {
    const auto typed = [](const std::function<bool(const Row&)>& test) {
      return test ? [test](const void* row) { return test(*static_cast<const Row*>(row)); }
                  : std::function<bool(const void*)>();
    };
    return Found<Row>(
        run(world, {wish.table, wish.columns, wish.filter, typed(wish.early), typed(wish.late)}));
  }
  template <class Row> Found<Row> collect(const Wish<Row>& wish) { return collect(wish, world_); }

  // A copy of the text that lives as long as the world.
  Text keep(Text text) { return world_.texts.keep(text); }
  Known<Text> keep(const Known<Text>& text) { return text ? Known<Text>(keep(*text)) : text; }
  void add(Link link);
  // What the thing is. Without it, and without links, there is no such thing here.
  void be(Link link, Text next = {});
  // The thing first, when it was found.
  std::span<const Link> links() const { return links_; }
  bool is_known() const { return !links_.empty() && links_.front().relation == Relation::Is; }

private:
  struct Plain {
    const TableInfo& table;
    Text columns;
    const std::string& filter;
    std::function<bool(const void*)> early, late;
  };
  std::vector<Chunk> run(World& world, const Plain& wish);

  World& world_;
  const Thing& thing_;
  Untold& untold_;
  std::vector<Link> links_{};
};

// Finds links of some kinds of things.
struct LinkFinder {
  u32 kinds;  // Thing::Kind, a bit each.
  Result<void> (*find)(Inquiry& inquiry);
};

// Each file that finds links defines one of these; the list is in links.cpp.
Result<void> find_process(Inquiry& inquiry);
Result<void> find_place(Inquiry& inquiry);
Result<void> find_host(Inquiry& inquiry);
Result<void> find_interface(Inquiry& inquiry);
Result<void> find_inode(Inquiry& inquiry);
Result<void> find_published(Inquiry& inquiry);
Result<void> find_sockets(Inquiry& inquiry);
Result<void> find_path(Inquiry& inquiry);
Result<void> find_logs(Inquiry& inquiry);

}  // namespace sonde
