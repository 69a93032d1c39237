// table.hpp: everything sonde knows is a table: a row type, its columns, and a scan.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bitset>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "core/chunk.hpp"
#include "core/column.hpp"
#include "core/gap.hpp"
#include "core/memory.hpp"
#include "core/network.hpp"
#include "core/source.hpp"

namespace sonde {

// How the bytes of words stand in text that came from another machine.
enum class ByteOrder : u8 { Infer, Little, Big };

// Which way a table is read, when a user insists.
enum class Way : u8 { Auto, Netlink, Proc };

// A place, ready to be asked. Rows point to what is kept here, so it outlives them.
struct World {
  Source& source;
  Way way = Way::Auto;
  ByteOrder byte_order = ByteOrder::Infer;
  std::vector<Network> networks{};  // The network namespaces of the place; none: the source's own.
  std::vector<int> pids{};          // Its processes, ascending; none: all that can be seen.
  Arena texts{};
  std::vector<std::shared_ptr<const void>> objects{};

  // Keeps an object that is more than text.
  template <class T> const T& keep(T object) {
    const auto kept = std::make_shared<const T>(std::move(object));
    objects.push_back(kept);
    return *kept;
  }
  // An object that all scans of this world share: made from it when somebody asks for the first
  // time.
  template <class T> const T& shared() {
    std::shared_ptr<const void>& place = shared_objects[key_of_type<T>()];
    if (!place) place = std::make_shared<const T>(*this);
    return *static_cast<const T*>(place.get());
  }
  // Puts such an object there: what is asked of this world.
  template <class T> void share(T object) {
    shared_objects[key_of_type<T>()] = std::make_shared<const T>(std::move(object));
  }
  template <class T> static const void* key_of_type() {
    static constexpr char type = 0;
    return &type;
  }
  std::map<const void*, std::shared_ptr<const void>> shared_objects{};
};

// The same place for a look of one's own, at other networks or processes. What is shared already,
// such as the census, is not made again.
inline World inner_world(const World& world) {
  World inner{world.source, world.way, world.byte_order};
  inner.shared_objects = world.shared_objects;
  return inner;
}

enum class More : u8 { Yes, No };

// Where rows, gaps and notes of a scan go: filters, orders, renderers.
// What rows point to lives until end() has returned.
struct Sink {
  virtual ~Sink() = default;
  // No: nobody wants more rows, so the scan should stop.
  virtual More rows(Chunk chunk) = 0;
  virtual void gap(const Gap& gap) = 0;
  // A sentence about the answer that is no gap: "read as big-endian", "3 duplicate rows dropped".
  virtual void note(Text sentence) = 0;
  // Everything was said. Called once, by whoever ran the scans.
  virtual void end() = 0;
};

// Hands rows over until nobody wants more.
inline More give(std::vector<Chunk>& chunks, Sink& sink) {
  for (Chunk& chunk : chunks)
    if (sink.rows(std::move(chunk)) == More::No) return More::No;
  return More::Yes;
}

// One value that all rows of a group share; see Request::possible.
struct Fact {
  Cell (*column)(const void*, std::string&);
  Cell value;
};

// What the reader wants of a scan. Columns that nobody wants need not be filled.
struct Request {
  std::bitset<64> columns{};
  // False when no row with these facts can pass the filter: then it need not be read at all.
  std::function<bool(std::span<const Fact>)> possible{};
  // False when this row cannot pass, whatever the columns that are not ready will be: then it need
  // not be completed, or kept.
  std::function<bool(const void* row, std::bitset<64> ready)> may_pass{};
  Memory* memory = nullptr;  // Of earlier looks; null when there is a single one.
  bool resolve = false;      // Names for addresses and ports where the row shows both together.
};

struct TableInfo;

// A scan's view of its request, typed by its row.
template <class Row> struct Scan {
  World& world;
  const TableInfo& table;
  const Request& request;
  Sink& sink;

  // The place of a column in the set of columns.
  template <auto Member> std::size_t index() const;
  template <auto... Members> std::bitset<64> set_of() const {
    std::bitset<64> set;
    (set.set(index<Members>()), ...);
    return set;
  }
  // Does anybody look at one of these columns? Ask once, before the loop.
  template <auto... Members> bool wants() const {
    return (request.columns & set_of<Members...>()).any();
  }
  template <auto Member, class T> static Fact fact(T value) {
    return {&read_cell<Member>, to_cell(value)};
  }
  template <class... Facts> bool possible(Facts... facts) const {
    const Fact list[] = {facts...};
    return !request.possible || request.possible(list);
  }
};

// A word of the filter language that means an address, a port, or both: src, dport, dev.
struct EndpointWord {
  Text word;
  Text address;  // Column of the address, or empty.
  Text port;     // Column of the port, or empty.
};

struct Example {
  Text command, doc;
};

struct TableInfo {
  Text name, doc;
  std::span<const ColumnInfo> columns;
  Result<void> (*scan)(World&, const TableInfo&, const Request&, Sink&);
  std::span<const Text> key{};  // Columns that tell which row is the same thing a moment later.
  std::span<const EndpointWord> endpoint_words{};
  // The least change that would show a column's missing values; "" when there is none to tell.
  Text (*remedy)(Text column, Absent why) = nullptr;

  constexpr const ColumnInfo* find(Text column) const {
    for (const ColumnInfo& c : columns)
      if (c.name == column) return &c;
    return nullptr;
  }
  // The place of one of its columns in the order.
  constexpr std::size_t index_of(const ColumnInfo& column) const {
    return static_cast<std::size_t>(&column - columns.data());
  }
  std::bitset<64> set_of(std::span<const ColumnInfo* const> some) const {
    std::bitset<64> set;
    for (const ColumnInfo* const column : some) set.set(index_of(*column));
    return set;
  }
};

template <class Row>
template <auto Member>
std::size_t Scan<Row>::index() const {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].read == &read_cell<Member>) return i;
  std::unreachable();  // A scan asks only for columns of its own table; a test asks them all.
}

template <auto Function> struct RowOfScan;
template <class Row, Result<void> (*Function)(Scan<Row>&)> struct RowOfScan<Function> {
  using Type = Row;
};

// The scan of a table as plain data: a typed function behind an untyped pointer.
template <auto Function>
Result<void> run_scan(World& world, const TableInfo& table, const Request& request, Sink& sink) {
  Scan<typename RowOfScan<Function>::Type> scan{world, table, request, sink};
  return Function(scan);
}

}  // namespace sonde
