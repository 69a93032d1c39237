// process_columns.hpp: how columns of "processes" and "threads" are read from a row.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/text.hpp"
#include "model/process.hpp"
#include "tables/process_reader.hpp"
#include "tables/time_text.hpp"

namespace sonde::process_columns {

// "2026-11-21T22:38:33Z", RFC 3339.
// "45s", "3m12s", "4h07m", "12d3h".
void append_age(std::string& out, i64 seconds);

inline constexpr auto started = [](const Process& row, std::string& room) -> Known<Text> {
  if (!row.started) return row.started.why;
  room.clear();
  append_time(room, *row.started);
  return Text(room);
};
inline constexpr auto rss = [](const Process& row, std::string& room) -> Known<Text> {
  if (!row.rss_bytes) return row.rss_bytes.why;
  room.clear();
  append_size(room, *row.rss_bytes);
  return Text(room);
};
inline constexpr auto age = [](const Process& row, std::string& room) -> Known<Text> {
  if (!row.age_s) return row.age_s.why;
  room.clear();
  append_age(room, *row.age_s);
  return Text(room);
};
inline constexpr auto fds_percent = [](const Process& row) -> Known<double> {
  if (!row.fds || !row.fd_limit) return row.fds ? row.fd_limit.why : row.fds.why;
  if (*row.fd_limit == 0) return Absent::NotApplicable;
  return 100.0 * *row.fds / static_cast<double>(*row.fd_limit);
};
// A tick of 10 ms.
inline constexpr auto cpu_ms = [](const Process& row) -> Known<u64> {
  return row.cpu_ticks ? Known<u64>(*row.cpu_ticks * 10) : row.cpu_ticks.why;
};
// The command line, or the name as ps shows it of what has none.
inline constexpr auto runs = [](const Process& row, std::string& room) -> Known<Text> {
  if (row.command || row.command.why != Absent::NotApplicable) return row.command;
  if (!row.name) return row.name;
  room.assign(1, '[');  // A text of one letter makes g++ 12 warn of a copy onto itself.
  room += *row.name;
  room += row.is_zombie ? "] (zombie)" : "]";
  return Text(room);
};

// Words for letters that few remember.
inline constexpr Text running[] = {"R"};
inline constexpr Text sleeping[] = {"S"};
inline constexpr Text blocked[] = {"D"};
inline constexpr Text zombie[] = {"Z"};
inline constexpr Text stopped[] = {"T", "t"};
inline constexpr Text traced[] = {"t"};
inline constexpr Text idle[] = {"I"};
inline constexpr Text state_letters[] = {"R", "S", "D", "Z", "T", "t", "I", "X", "K", "W", "P"};
inline constexpr Spelling state_spellings[] = {
    {"running", running}, {"sleeping", sleeping}, {"blocked", blocked}, {"zombie", zombie},
    {"stopped", stopped}, {"traced", traced},     {"idle", idle}};
inline constexpr Vocabulary state_words = {state_letters, state_spellings};

}  // namespace sonde::process_columns
