// files.cpp: the table "files": what each process has open, as lsof and ls -l /proc/PID/fd show it.
// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "decode/reload_signals.hpp"
#include "model/open_file.hpp"
#include "tables/file_peers.hpp"
#include "tables/file_reader.hpp"
#include "tables/networks.hpp"
#include "tables/process_reader.hpp"
#include "tables/rights.hpp"
#include "tables/socket_words.hpp"
#include "tables/tables.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

// "3 rw", "cwd": what lsof calls FD.
constexpr auto how = [](const OpenFile& row, std::string& room) -> Text {
  room.clear();
  if (!row.fd) return name_of(row.use);
  append_number(room, *row.fd);
  if (row.mode) (room += ' ') += name_of(*row.mode);
  return room;
};
constexpr auto what = [](const OpenFile& row, std::string& room) -> Text {
  room = row.target;
  if (row.deleted.value) room += " (deleted)";
  return room;
};

constexpr Vocabulary kind_words = {file_kind_names};
constexpr Vocabulary use_words = {file_use_names};
constexpr Vocabulary mode_words = {file_mode_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&OpenFile::pid>("pid", "Process that has it.", Show::Always),
    column<&OpenFile::process>("process", "Its name: /proc/PID/comm.", Show::Always),
    column<&OpenFile::user>("user", "User who runs it.", Show::Asked),
    column<how>("how", "Number and mode of the descriptor, or cwd, root or exe.", Show::Screen),
    column<&OpenFile::fd>("fd", "Number of the descriptor; the working directory, the root and the program have none.", Show::Machine),
    column<&OpenFile::use>("use", "Whether it is open, or is the working directory, the root or the program.", Show::Machine).with(use_words),
    column<&OpenFile::kind>("kind", "What it is; anon: without a name, such as an eventpoll or a memfd.", Show::Always).with(kind_words),
    column<what>("what", "The target, and whether it was deleted.", Show::Screen),
    column<&OpenFile::target>("target", "Its path as the process sees it; of a socket its ends, of a pipe its number.", Show::Machine),
    column<&OpenFile::mode>("mode", "Opened for reading (r), writing (w) or both.", Show::Machine).with(mode_words),
    column<&OpenFile::deleted>("deleted", "Whether its last name is gone: it takes room until it is closed.", Show::Machine),
    column<&OpenFile::log>("log", "Whether it looks like a log: written to, and in a directory or with a name for logs.", Show::Machine),
    column<&OpenFile::inode>("inode", "Its inode; of a socket or pipe the N of socket:[N].", Show::Machine, Unit::Inode),
    column<&OpenFile::size_bytes>("size_bytes", "How long the file is.", Show::Asked, Unit::Bytes),
    column<&OpenFile::allocated_bytes>("allocated_bytes", "Room that it takes: less than its length where it has holes.", Show::Asked, Unit::Bytes),
    column<&OpenFile::position>("position", "Where the next read or write begins.", Show::Asked, Unit::Bytes),
    column<&OpenFile::peer>("peer", "Who has the other end of a pipe or unix connection; nobody: it is closed.", Show::Asked),
    column<&OpenFile::reload_signal>("reload_signal", "HUP where its process catches it, as to open its log again; it ends others.", Show::Asked),
    column<&OpenFile::container>("container", "Container of the process.", Show::Machine),
};
// clang-format on

constexpr Text key[] = {"pid", "fd", "use", "target"};

Text remedy(Text column, Absent why) {
  if (column == "kind" && why == Absent::NotCollected)
    return "look on that machine: a copy lacks it";
  return remedy_for_processes(why);
}

class FileScan {
public:
  explicit FileScan(Scan<OpenFile>& scan)
      : scan_(scan), processes_(scan.world, process_wish(scan), nullptr),
        reader_(scan.world.source, file_wish(scan)) {}

  Result<void> run() {
    wants_words_ = scan_.wants<&OpenFile::target, what>();
    wants_peer_ = scan_.wants<&OpenFile::peer>();
    wants_signal_ = scan_.wants<&OpenFile::reload_signal>();
    ready_ = ~scan_.set_of<&OpenFile::target, what, &OpenFile::peer, &OpenFile::reload_signal>();
    const std::vector<int> pids = TRY(processes_.list());
    tell_hidden_processes(scan_.world, scan_.table.name, pids.size(), scan_.sink);
    for (const int pid : pids)
      if (scan_.possible(scan_.fact<&OpenFile::pid>(pid))) read(pid);
    tell_refused();
    if (scan_.wants<how>()) tell_modes();
    if (wants_words_ || wants_peer_) settle_sockets();
    if (wants_peer_) settle_peers();
    give(rows_.chunks(), scan_.sink);
    return {};
  }

private:
  static ProcessWish process_wish(const Scan<OpenFile>& scan) {
    ProcessWish wish;
    wish.user = wish.status = scan.wants<&OpenFile::user>();
    wish.home = scan.wants<&OpenFile::container>();
    return wish;
  }
  static FileWish file_wish(const Scan<OpenFile>& scan) {
    FileWish wish;
    wish.info =
        scan.wants<&OpenFile::mode, how, &OpenFile::position, &OpenFile::log, &OpenFile::peer>();
    wish.status = scan.wants<&OpenFile::kind, &OpenFile::deleted, what, &OpenFile::target,
                             &OpenFile::log, &OpenFile::inode, &OpenFile::size_bytes,
                             &OpenFile::allocated_bytes, &OpenFile::position>();
    for (std::size_t kind = 0; kind < std::size(file_kind_names); ++kind)
      wish.unwanted[kind] = !scan.possible(scan.fact<&OpenFile::kind>(static_cast<FileKind>(kind)));
    return wish;
  }

  void read(int pid) {
    Process process;
    if (!processes_.begin(pid, process)) return;
    const bool may_match =
        !process.name || scan_.possible(scan_.fact<&OpenFile::pid>(pid),
                                        scan_.fact<&OpenFile::process>(*process.name));
    // Kernel threads and zombies have nothing open.
    if (!may_match || process.is_kernel_thread || process.is_zombie) return;
    const bool wants_open =
        scan_.possible(scan_.fact<&OpenFile::pid>(pid), scan_.fact<&OpenFile::use>(FileUse::Open));
    switch (reader_.read(pid, wants_open)) {
      case FileReader::Seen::Yes: break;
      case FileReader::Seen::Refused:
        if (refused_++ == 0) refused_example_ = std::to_string(pid) + "/fd";
        return;
      case FileReader::Seen::NotThere: ++absent_; return;
      case FileReader::Seen::Vanished: return;
    }
    bool has_sockets = false;
    std::optional<Known<Text>> signal;
    for (OpenFile& file : reader_.files()) {
      file.process = process.name;
      file.user = process.user;
      file.container = process.container;
      if (scan_.request.may_pass && !scan_.request.may_pass(&file, ready_)) continue;
      OpenFile& kept = rows_.add(file);
      Arena& texts = rows_.texts();
      kept.target = texts.keep(kept.target);
      if (wants_signal_ && !signal) signal = reload_signal_of(pid);
      if (signal) kept.reload_signal = *signal;
      for (Known<Text>* text : {&kept.process, &kept.user})
        if (*text) *text = texts.keep(**text);
      has_sockets = has_sockets || (kept.kind && *kept.kind == FileKind::Socket);
    }
    if (has_sockets && (wants_words_ || wants_peer_)) note_network(pid);
  }

  Known<Text> reload_signal_of(int pid) {
    std::string room;
    const auto status =
        scan_.world.source.ask({Question::How::Read, std::to_string(pid) + "/status"}, room);
    if (!status) return reason_of(status.error().code);
    const bool is_caught = fate_of(*status, SIGHUP) == SignalFate::Caught;
    return is_caught ? Known<Text>(name_of(ReloadSignal::Hup)) : Absent::NotApplicable;
  }

  // The namespaces whose sockets are to be looked at, each once.
  void note_network(int pid) {
    const std::string handle = std::to_string(pid) + "/ns/net";
    std::string room;
    const auto link = scan_.world.source.ask({Question::How::Link, handle}, room);
    const auto decoded = link ? decode_link_namespace(*link) : std::nullopt;
    if (!decoded || !std::in_range<u32>(decoded->inode)) {
      networks_.try_emplace(0);  // That of the source.
      return;
    }
    const auto number = static_cast<u32>(decoded->inode);
    const auto [place, is_new] = networks_.try_emplace(number);
    if (!is_new) return;
    const Known<u32> own = own_netns(scan_.world.source);
    place->second.netns = number;
    place->second.pid = pid;
    if (!own || *own != number) place->second.handle = handle;
  }

  void settle_sockets() {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (is_socket(rows_[i])) words_.want(*rows_[i].inode);
    if (words_.empty()) return;
    std::vector<Network> networks;
    for (const auto& [number, network] : networks_) networks.push_back(network);
    words_.read(scan_.world, std::move(networks), scan_.table.name);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!is_socket(rows_[i])) continue;
      const std::string words = words_.words_of(*rows_[i].inode);
      if (!words.empty()) rows_[i].target = texts_of(i).keep(words);
    }
  }

  static bool is_socket(const OpenFile& row) {
    return row.kind && *row.kind == FileKind::Socket && row.inode;
  }
  static bool is_pipe(const OpenFile& row) {
    return row.kind && *row.kind == FileKind::Pipe && row.inode && row.target.starts_with("pipe:");
  }
  Arena& texts_of(std::size_t row) { return rows_.chunks()[row / Chunk::rows_max].texts; }

  Known<u64> peer_of(const OpenFile& row) const {
    return is_socket(row) ? words_.peer_of(*row.inode) : Known<u64>(Absent::NotApplicable);
  }

  void settle_peers() {
    FilePeers peers;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (is_pipe(rows_[i])) peers.want_pipe(*rows_[i].inode);
      const Known<u64> peer = peer_of(rows_[i]);
      if (peer) peers.want_socket(*peer);
    }
    if (!peers.empty()) peers.walk(scan_.world.source);
    std::string room;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      OpenFile& row = rows_[i];
      if (is_pipe(row)) row.peer = peers.other_end_of_pipe(row, room);
      const Known<u64> peer = peer_of(row);
      if (is_socket(row)) row.peer = peer ? peers.holder_of_socket(*peer, room) : peer.why;
      if (row.peer) row.peer = texts_of(i).keep(*row.peer);
    }
  }

  // The column for people shows the number of a descriptor even where its mode is not known.
  void tell_modes() {
    std::map<Absent, u64> counts;
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (!rows_[i].mode && rows_[i].mode.why != Absent::NotApplicable) ++counts[rows_[i].mode.why];
    for (const auto& [why, count] : counts)
      scan_.sink.gap({scan_.table.name, "mode", why, count, {}, remedy_for_processes(why)});
  }

  void tell_refused() {
    const auto tell = [&](u64 count, Absent why, const std::string& example, Text how_to) {
      if (count == 0) return;
      std::string said = "those of ";
      append_number(said, count);
      said += count == 1 ? " process" : " processes";
      if (!example.empty()) said += ": " + example;
      scan_.sink.gap(
          {scan_.table.name, "", why, Absent::NotApplicable, scan_.world.texts.keep(said), how_to});
    };
    if (refused_ > 0)
      tell(refused_, Absent::NotPermitted, refused_example_, look_into_processes.anywhere);
    tell(absent_, Absent::NotCollected, "",
         "run sonde on that machine, or copy /proc/PID/fd and fdinfo as well");
  }

  Scan<OpenFile>& scan_;
  ProcessReader processes_;
  FileReader reader_;
  bool wants_words_ = false, wants_peer_ = false, wants_signal_ = false;
  std::bitset<64> ready_{};
  RowStore<OpenFile> rows_{};
  std::map<u32, Network> networks_{};  // By number; 0: not known.
  SocketWords words_{};
  u64 refused_ = 0, absent_ = 0;
  std::string refused_example_{};
};

Result<void> scan_files(Scan<OpenFile>& scan) { return FileScan(scan).run(); }

}  // namespace

constinit const TableInfo files_table = {
    "files", "What each process has open, where it stands and what it runs.",
    columns, &run_scan<scan_files>,
    key,     {},
    &remedy,
};

}  // namespace sonde
