// kernel_log.cpp: the table "kernel_log": the log of the kernel, as dmesg shows it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "decode/kernel_trouble.hpp"
#include "decode/machine.hpp"
#include "decode/oom_log.hpp"
#include "model/kernel_message.hpp"
#include "tables/host_files.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"
#include "tables/time_text.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr Vocabulary level_words = {log_level_names};
constexpr Vocabulary trouble_words = {trouble_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&KernelMessage::time>("time", "When, in UTC (RFC 3339); after a sleep of the machine too early.", Show::Always, Unit::Moment),
    column<&KernelMessage::age_s>("age_s", "Seconds since then.", Show::Machine, Unit::Seconds),
    column<&KernelMessage::sequence>("sequence", "Its number since the machine was started.", Show::Machine),
    column<&KernelMessage::level>("level", "How grave the kernel takes it.", Show::Always).with(level_words),
    column<&KernelMessage::trouble>("trouble", "What it tells of, where the kernel itself is in trouble.", Show::Always).with(trouble_words),
    column<&KernelMessage::message>("message", "What the kernel said.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"sequence"};
constexpr Text kernel_log = "dev/kmsg";

Text remedy(Text, Absent why) {
  if (why == Absent::NotPermitted) return see_kernel_log;
  return "run sonde on the node, where /dev/kmsg is";
}

struct LogClock {
  Known<u64> boot_s{};
  Known<double> up_s{};
};

LogClock clock_of(Source& source) {
  LogClock clock;
  std::string room;
  const auto stat = text_of(source, {Question::How::Read, "stat"}, room);
  clock.boot_s = stat ? decode_boot_time(*stat) : Known<u64>(stat.why);
  const auto uptime = text_of(source, {Question::How::Read, "uptime"}, room);
  clock.up_s = uptime ? decode_uptime(*uptime) : Known<double>(uptime.why);
  return clock;
}

KernelMessage message_of(const KernelLine& line, const LogClock& clock, Arena& texts) {
  constexpr u64 second = 1'000'000;
  std::string room;
  KernelMessage row;
  row.sequence = *line.sequence;
  row.level = log_level_names[*line.level];
  row.time = clock.boot_s.why;
  if (clock.boot_s) {
    append_time(room, static_cast<i64>(*clock.boot_s + *line.boot_us / second));
    row.time = texts.keep(room);
  }
  row.age_s = clock.up_s.why;
  if (clock.up_s)
    row.age_s = std::max(
        i64{0}, static_cast<i64>(*clock.up_s - static_cast<double>(*line.boot_us / second)));
  const Text trouble = trouble_of(line.said);
  if (!trouble.empty()) row.trouble = trouble;
  row.message = texts.keep(undo_record_escapes(line.said, room));
  return row;
}

Result<void> scan_kernel_log(Scan<KernelMessage>& scan) {
  World& world = scan.world;
  std::string room;
  const bool is_copy = world.source.is_copy();
  const auto how = is_copy ? Question::How::HostFile : Question::How::HostTail;
  const auto log = world.source.ask({how, kernel_log}, room);
  if (!log) {
    const Absent why = is_copy ? Absent::NotCollected : reason_of(log.error().code);
    scan.sink.gap(
        {scan.table.name, "", why, Absent::NotApplicable, "/dev/kmsg", remedy("", why), true});
    return {};
  }
  const LogClock clock = clock_of(world.source);
  RowStore<KernelMessage> rows;
  KernelLine line;
  for (Text rest = *log; !rest.empty();) {  // To the end of the log.
    if (!decode_kernel_line(next_line(rest), line) || !line.level) continue;
    const KernelMessage row = message_of(line, clock, world.texts);
    if (rows.size() == 0 && row.sequence > 0)
      scan.sink.note("the kernel log has lost its beginning: older lines are gone");
    rows.add(row);
  }
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo kernel_log_table = {
    "kernel_log", "The log of the kernel, as dmesg shows it, and which lines tell of trouble.",
    columns,      &run_scan<scan_kernel_log>,
    key,          {},
    &remedy};

}  // namespace sonde
