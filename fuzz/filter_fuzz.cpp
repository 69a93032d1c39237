// filter_fuzz.cpp: any text is a filter or a sentence of what is wrong; a filter judges a row.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "model/socket.hpp"
#include "query/filter.hpp"
#include "tables/tables.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  // NUL parts words, as argv has it.
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == 0)
      words.emplace_back();
    else
      words.back() += static_cast<char>(data[i]);
  }
  const Result<Filter> filter = Filter::parse(sockets_table, words);
  if (!filter) {
    if (filter.error().object.empty()) std::abort();
    return 0;
  }
  SocketPlace place;
  SocketDetail detail;
  Socket row;
  row.place = &place;
  row.detail = &detail;
  row.state = State::Listen;
  row.local.version = 4;
  row.local.has_port = true;
  std::bitset<64> all;
  all.set();
  const Truth whole = filter->test(&row, all);
  const Truth nothing_ready = filter->test(&row, {});
  const Truth no_facts = filter->test(std::span<const Fact>());
  if (nothing_ready != no_facts) std::abort();
  if (nothing_ready != Truth::Unknown && nothing_ready != whole) std::abort();
  if (filter->empty() && whole != Truth::Yes) std::abort();
  return 0;
}
