// pipe_readers.hpp: how much those have read who should read what a process writes into pipes.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>
#include <unordered_map>

#include "tables/file_peers.hpp"

namespace sonde {

// For some processes together: the other ends of their pipes cost a walk over all descriptors.
class PipeReaders {
public:
  explicit PipeReaders(Source& source) : source_(source) {}

  // Notes the pipes that the process has open.
  void want(int writer);
  // Looks for whoever reads them. Before it nobody is known.
  void look();
  // How many bytes its readers have read, from anywhere. Not applicable where none is in this pid
  // namespace.
  Known<u64> bytes_read(int writer);

private:
  Known<u64> bytes_read_by(int reader);

  Source& source_;
  FilePeers peers_{};
  Absent unlisted_ = Absent::Known;  // Why the pipes of some process are not known.
  std::unordered_map<int, std::set<int>> readers_{};  // By writer.
  std::unordered_map<int, Known<u64>> read_{};        // By reader.
};

}  // namespace sonde
