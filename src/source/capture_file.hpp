// capture_file.hpp: a capture as one file: an archive of tar, packed with gzip.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>

#include "base/out.hpp"
#include "source/capture.hpp"
#include "source/gzip.hpp"

namespace sonde {

// What `tar tzf` shows of a capture: "about" first, then each answer under its key. What goes on is
// "more/2/KEY". Refusals are lines of "refused/1" and so on: "EACCES proc/1/environ open". A place
// at which it may be cut without loss comes after each table.
class CaptureWriter {
public:
  CaptureWriter(Out& out, u64 time_s) : out_(out), time_s_(time_s) {}

  // `part`: 1 for the beginning of an answer.
  void put(Text key, unsigned part, Text bytes);
  void refuse(Text key, const Refusal& why);
  // What came so far can be read, whatever happens to the rest.
  void sync();
  void finish();

private:
  void put_member(Text name, Text bytes);
  void put_refusals();

  Out& out_;
  u64 time_s_;
  Packer packer_{};
  std::string archive_{}, packed_{};  // What is not written yet.
  std::string refusals_{};
  unsigned refusal_files_ = 0;
};

// Reads such a file, packed or not, or an archive of files of /proc that somebody else made. What
// it lacks, also because it is cut, stands in Capture::lost(). An error when nothing is in it.
Result<std::shared_ptr<const Capture>> read_capture_file(std::unique_ptr<Blocks> file);

// Whether a file begins as one of these does.
bool is_capture_file(Text beginning);

}  // namespace sonde
