// logs.cpp: the table "logs": where processes log to, and the last lines, which nobody loses.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "decode/runtime_log.hpp"
#include "model/log.hpp"
#include "model/open_file.hpp"
#include "source/peek.hpp"
#include "tables/census.hpp"
#include "tables/log_words.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr std::size_t tail_lines = 10;
// Of all logs together: a node may have thousands, and whoever asks has one screen.
constexpr std::size_t tails_max = 1000;

constexpr auto descriptors = [](const Log& row) {
  return row.descriptors.empty() ? Known<Text>(Absent::NotApplicable)
                                 : Known<Text>(row.descriptors);
};
constexpr auto by = [](const Log& row, std::string& room) -> Known<Text> {
  if (row.descriptors.empty()) return Absent::NotApplicable;
  return Text(room = first_descriptors(row.descriptors));
};
constexpr auto tail = [](const Log& row) -> Known<Text> {
  return row.window ? Known<Text>(last_lines(*row.window, tail_lines)) : row.window;
};
constexpr Vocabulary kind_words = {log_kind_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Log::pid>("pid", "Process that writes there; of several the one with the lowest pid.", Show::Always),
    column<&Log::process>("process", "Its name: /proc/PID/comm.", Show::Always),
    column<&Log::container>("container", "Its container.", Show::Always),
    column<by>("by", "By which descriptors; of many the first sixteen.", Show::Screen),
    column<descriptors>("descriptors", "By which descriptors; 1 is its output, 2 its errors.", Show::Machine),
    column<&Log::kind>("kind", "What it is; runtime: the file that the container's runtime keeps its output in.", Show::Always).with(kind_words),
    column<&Log::target>("target", "Path of the file, number of the pipe, or ends of the socket.", Show::Always),
    column<&Log::deleted>("deleted", "Whether the file has lost its name: rotated away, and still written to.", Show::Machine),
    column<&Log::read_by>("read_by", "Who has the other end of the pipe or socket.", Show::Always),
    column<&Log::writers>("writers", "How many processes write there.", Show::Machine),
    column<tail>("tail", "Its last ten lines; of a pipe those that its reader has not taken yet.", Show::Machine),
};
// clang-format on

constexpr Text key[] = {"pid", "target", "kind"};

Text remedy(Text column, Absent why) {
  if (why == Absent::NotPermitted && column == "tail")
    return "run as root, or as the user of the log";
  if (why == Absent::NotPermitted) return look_into_processes.anywhere;
  if (why == Absent::Unsupported && column == "tail")
    return "look again; a named pipe is not looked into: opening it would wake its writers";
  if (why == Absent::Malformed) return "it is no regular file: look at it where it is written";
  return "run sonde on that machine";
}

constexpr ColumnInfo const* file_columns() { return files_table.columns.data(); }

// Takes the rows of "files" that are logs, and keeps what they point to.
class OpenLogs final : public Sink {
public:
  explicit OpenLogs(Sink& told) : told_(told) {}
  More rows(Chunk chunk) override {
    chunks_.push_back(std::move(chunk));
    return More::Yes;
  }
  void gap(const Gap& gap) override {
    Gap copy = gap;
    copy.table = logs_table.name;
    if (gap.column.empty()) told_.gap(copy);
  }
  void note(Text) override {}
  void end() override {}

  template <class Use> void each(Use use) const {
    for (const Chunk& chunk : chunks_)
      for (std::size_t i = 0; i < chunk.size(); ++i) use(*static_cast<const OpenFile*>(chunk[i]));
  }

private:
  Sink& told_;
  std::vector<Chunk> chunks_{};
};

// Standard output and errors, wherever they lead, and files that look like logs.
bool is_log(const OpenFile& file) {
  if (file.use != FileUse::Open || !file.fd) return false;
  const bool is_standard = *file.fd == 1 || *file.fd == 2;
  const bool is_written = !file.mode || *file.mode != FileMode::R;
  return file.log || (is_standard && is_written);
}

LogKind kind_of(const OpenFile& file) {
  if (!file.kind) return LogKind::File;
  switch (*file.kind) {
    case FileKind::Pipe: return LogKind::Pipe;
    case FileKind::Socket: return LogKind::Socket;
    case FileKind::Device: return file.target == "/dev/null" ? LogKind::Nowhere : LogKind::Terminal;
    default: return LogKind::File;
  }
}

class LogScan {
public:
  explicit LogScan(Scan<Log>& scan) : scan_(scan), world_(scan.world) {}

  Result<void> run() {
    OpenLogs open(scan_.sink);
    TRY(files_table.scan(world_, files_table, request_for_files(), open));
    const int own = own_pid();
    open.each([&](const OpenFile& file) {
      if (file.pid != own) take(file);
    });
    add_runtime_logs();
    RowStore<Log> rows;
    for (Found& found : found_) {
      found.row.descriptors = world_.texts.keep(found.descriptors);
      if (scan_.wants<tail>()) found.row.window = window_of(found);
      rows.add(found.row);
    }
    give(rows.chunks(), scan_.sink);
    return {};
  }

private:
  struct Found {
    Log row{};
    std::string descriptors{};
    u32 fd = 0;
    int service = 0;
  };

  // What the filter says of a process holds for its files too.
  Request request_for_files() const {
    Request request;
    for (const Text name :
         {Text("pid"), Text("process"), Text("container"), Text("fd"), Text("use"), Text("kind"),
          Text("target"), Text("mode"), Text("deleted"), Text("log"), Text("peer")})
      request.columns.set(static_cast<std::size_t>(files_table.find(name) - file_columns()));
    if (!scan_.wants<&Log::read_by>())
      request.columns.reset(static_cast<std::size_t>(files_table.find("peer") - file_columns()));
    request.possible = [this](std::span<const Fact> facts) {
      for (const Fact& fact : facts) {
        const i64* const pid = std::get_if<i64>(&fact.value);
        const bool is_pid = pid && fact.column == files_table.find("pid")->read;
        if (is_pid && !scan_.possible(scan_.fact<&Log::pid>(*pid))) return false;
      }
      return true;
    };
    request.may_pass = [](const void* row, std::bitset<64>) {
      return is_log(*static_cast<const OpenFile*>(row));
    };
    return request;
  }

  // What we print ourselves is no log of this place. 0: it is not ours, as in a copy.
  int own_pid() {
    int pid = 0;
    if (world_.source.is_copy()) return pid;
    const Result<Text> link = world_.source.ask({Question::How::Link, "self"}, room_);
    return link && parse_number(*link, pid) ? pid : 0;
  }

  // Workers share the logs of their master, and a process its output with its errors.
  void take(const OpenFile& file) {
    const LogKind kind = kind_of(file);
    const auto [place, is_new] = by_identity_.try_emplace({identity_of(file), kind}, found_.size());
    if (!is_new) {
      Found& known = found_[place->second];
      if (known.row.pid == file.pid) add_descriptor(known, *file.fd);
      if (writers_.insert({place->second, file.pid}).second) ++known.row.writers;
      return;
    }
    writers_.insert({found_.size(), file.pid});
    Found found;
    found.row.pid = file.pid;
    found.row.process = kept(file.process);
    found.row.container = kept(file.container);
    found.row.kind = kind;
    found.row.target = world_.texts.keep(file.target);
    found.row.deleted = file.deleted;
    found.row.read_by = kept(file.peer);
    found.row.inode = file.inode;
    found.row.device = file.device;
    found.fd = *file.fd;
    add_descriptor(found, *file.fd);
    found_.push_back(std::move(found));
  }

  // What tells one log from all others: containers have the same paths, each for a file of its own.
  std::string identity_of(const OpenFile& file) {
    const bool has_path = kind_of(file) != LogKind::Socket && file.target.starts_with('/');
    std::string identity;
    if (file.inode && (file.device || !has_path)) {
      append_number(identity, *file.inode);
      if (file.device) append_number(identity += ' ', *file.device);
      return identity;
    }
    identity = file.target;
    const std::string folder = std::to_string(file.pid);
    for (const Text link : {Text("/ns/mnt"), Text("/root")}) {
      const std::string name = folder + std::string(link);
      const Result<Text> place = world_.source.ask({Question::How::Link, name}, room_);
      identity += '\0';
      if (place) identity += *place;
    }
    return identity;
  }

  static void add_descriptor(Found& found, u32 fd) {
    if (!found.descriptors.empty()) found.descriptors += ',';
    append_number(found.descriptors, fd);
  }

  Known<Text> kept(const Known<Text>& text) {
    return text ? Known<Text>(world_.texts.keep(*text)) : text;
  }

  // The file of docker, conmon or the kubelet, of each container that a process here is in.
  void add_runtime_logs() {
    for (const Container* container : census_of(world_).containers()) {
      const bool is_here =
          world_.pids.empty() || std::ranges::binary_search(world_.pids, container->pid);
      const bool may_be = scan_.possible(scan_.fact<&Log::pid>(container->pid));
      if (!container->log || !is_here || !may_be) continue;
      const Resident* const first = census_of(world_).find(container->pid);
      Found found;
      found.row.pid = container->pid;
      found.row.process = first ? Known<Text>(first->name) : Known<Text>(Absent::Vanished);
      found.row.container = container->shown();
      found.row.kind = LogKind::Runtime;
      found.row.target = *container->log;
      found.service = container->service;
      found_.push_back(std::move(found));
    }
  }

  Known<Text> window_of(const Found& found) {
    const LogKind kind = found.row.kind;
    const bool can_be_read =
        kind == LogKind::File || kind == LogKind::Pipe || kind == LogKind::Runtime;
    if (!can_be_read) return Absent::NotApplicable;
    if (++tails_ > tails_max) return Absent::NotCollected;
    Question::How how = Question::How::DescriptorTail;
    std::string name = std::to_string(found.row.pid) + "/" + std::to_string(found.fd);
    if (kind == LogKind::Pipe) how = Question::How::DescriptorPeek;
    if (kind == LogKind::Runtime) {
      how = found.service != 0 ? Question::How::ServiceTail : Question::How::HostTail;
      name = found.service != 0 ? std::to_string(found.service) + std::string(found.row.target)
                                : std::string(found.row.target.substr(1));
    }
    const Result<Text> bytes = world_.source.ask({how, name}, room_);
    if (!bytes) return reason_of(bytes.error().code);
    if (kind != LogKind::Runtime) return world_.texts.keep(*bytes);
    plain_.clear();
    Text rest = *bytes;
    if (rest.size() >= peek_bytes_max) next_line(rest);  // It has lost its beginning.
    while (!rest.empty()) append_plain_log_line(plain_, next_line(rest));
    return world_.texts.keep(plain_);
  }

  Scan<Log>& scan_;
  World& world_;
  std::vector<Found> found_{};
  std::map<std::pair<std::string, LogKind>, std::size_t> by_identity_{};
  std::set<std::pair<std::size_t, int>> writers_{};
  std::size_t tails_ = 0;
  std::string room_{}, plain_{};
};

Result<void> scan_logs(Scan<Log>& scan) { return LogScan(scan).run(); }

}  // namespace

constinit const TableInfo logs_table = {
    "logs",  "Where processes log to, and the last lines, without taking them from anybody.",
    columns, &run_scan<scan_logs>,
    key,     {},
    &remedy};

}  // namespace sonde
