// file_status.cpp: four to six words, or six.
// SPDX-License-Identifier: Apache-2.0
#include "core/file_status.hpp"

#include "base/text.hpp"

namespace sonde {

Result<FileStatus> status_of(Source& source, Question question) {
  std::string room;
  Text rest = TRY(source.ask(question, room));
  FileStatus status;
  for (u64* const number : {&status.inode, &status.links, &status.size})
    if (!parse_number(next_word(rest), *number))
      return failed(std::errc::bad_message, "look at", std::string(question.name));
  const Text kind = next_word(rest);
  if (kind.size() != 1)
    return failed(std::errc::bad_message, "look at", std::string(question.name));
  status.kind = kind.front();
  u64 number = 0;
  if (parse_number(next_word(rest), number)) status.device = number;
  if (parse_number(next_word(rest), number)) status.blocks = number;
  return status;
}

Result<FileSystemUse> use_of(Source& source, Text name) {
  std::string room;
  Text rest = TRY(source.ask({Question::How::RootUsage, name}, room));
  FileSystemUse use;
  for (u64* const number :
       {&use.mount, &use.size, &use.free, &use.available, &use.files, &use.free_files})
    if (!parse_number(next_word(rest), *number))
      return failed(std::errc::bad_message, "look at", std::string(name));
  return use;
}

}  // namespace sonde
