// pipe_readers.cpp: the pipes of /proc/PID/fd, who has their other ends, and rchar of /proc/PID/io.
// SPDX-License-Identifier: Apache-2.0
#include "tables/pipe_readers.hpp"

#include "base/text.hpp"
#include "decode/proc_pid.hpp"
#include "tables/file_reader.hpp"
#include "tables/process_sockets.hpp"
#include "tables/visibility.hpp"

namespace sonde {

void PipeReaders::want(int writer) {
  std::string links;
  const std::string folder = std::to_string(writer) + "/fd";
  const auto answer = source_.ask({Question::How::Links, folder}, links);
  if (!answer) unlisted_ = reason_of(answer.error().code);
  for (Text rest = answer ? *answer : Text(); !rest.empty();) {
    (void)cut_name(rest);  // The number of the descriptor.
    u64 inode = 0;
    if (pipe_inode_of_link(cut_name(rest), inode)) peers_.want_pipe(inode);
  }
  readers_.try_emplace(writer);
}

void PipeReaders::look() {
  if (peers_.empty()) return;
  peers_.walk(source_);
  peers_.each_pipe([&](std::span<const int> writers, std::span<const int> readers) {
    for (const int writer : writers)
      if (const auto wanted = readers_.find(writer); wanted != readers_.end())
        wanted->second.insert(readers.begin(), readers.end());
  });
  for (auto& [writer, readers] : readers_) readers.erase(writer);
}

Known<u64> PipeReaders::bytes_read(int writer) {
  u64 sum = 0;
  const auto readers = readers_.find(writer);
  if (readers == readers_.end() || readers->second.empty()) {
    const Absent why = unlisted_ == Absent::Known ? peers_.unseen() : unlisted_;
    return why == Absent::Known || why == Absent::Elsewhere ? Absent::NotApplicable : why;
  }
  for (const int reader : readers->second) {
    const Known<u64> bytes = bytes_read_by(reader);
    if (!bytes) return bytes.why;
    sum += *bytes;
  }
  return sum;
}

Known<u64> PipeReaders::bytes_read_by(int reader) {
  const auto [place, is_new] = read_.try_emplace(reader);
  if (!is_new) return place->second;
  std::string room;
  const Known<Text> io =
      text_of(source_, {Question::How::Read, std::to_string(reader) + "/io"}, room);
  return place->second = io ? decode_bytes_read(*io) : Known<u64>(io.why);
}

}  // namespace sonde
