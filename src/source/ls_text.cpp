// ls_text.cpp: quotes, escapes and complaints of ls, in the locale C.
// SPDX-License-Identifier: Apache-2.0
#include "source/ls_text.hpp"

#include <array>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr Text arrow = " -> ";
constexpr Text proc = "/proc/";

// What follows a backslash in a C string; 0 for what is no escape.
char escaped_as(char letter) {
  constexpr Text letters = "abfnrtv\\\"";
  constexpr Text bytes = "\a\b\f\n\r\t\v\\\"";
  const std::size_t at = letters.find(letter);
  return at == Text::npos ? '\0' : bytes[at];
}

// Cuts a quoted name from the front of `rest`. False when it is none.
bool cut_quoted(Text& rest, std::string& name) {
  if (!rest.starts_with('"')) return false;
  name.clear();
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return true;
    }
    if (rest[i] != '\\') {
      name += rest[i];
      continue;
    }
    constexpr std::size_t octal_digits = 3;
    u8 byte = 0;
    if (++i < rest.size() && escaped_as(rest[i]) != '\0') {
      name += escaped_as(rest[i]);
    } else if (parse_number(rest.substr(std::min(i, rest.size()), octal_digits), byte, 8)) {
      name += static_cast<char>(byte);
      i += octal_digits - 1;
    } else {
      return false;
    }
  }
  return false;
}

std::optional<LsLine> read_folder(Text line) {
  if (!line.ends_with(':')) return std::nullopt;
  line.remove_suffix(1);
  LsLine folder;
  if (line.starts_with('/'))
    folder.folder = line;
  else if (!cut_quoted(line, folder.folder) || !line.empty())
    return std::nullopt;
  if (!Text(folder.folder).starts_with(proc)) return std::nullopt;
  return folder;
}

struct Message {
  Text text;
  std::errc code;
};
// What strerror() says in the locale C: that of glibc, and that of musl.
constexpr std::array messages = {
    Message{"Permission denied", std::errc::permission_denied},
    Message{"Operation not permitted", std::errc::operation_not_permitted},
    Message{"No such file or directory", std::errc::no_such_file_or_directory},
    Message{"No such process", std::errc::no_such_process},
};

}  // namespace

std::optional<LsLine> read_ls_line(Text line, LsForm form) {
  if (!line.starts_with('l')) return read_folder(line);
  line.remove_prefix(std::min(line.find('"'), line.size()));
  LsLine link;
  if (!cut_quoted(line, link.name)) return std::nullopt;
  if (line.empty()) return link;
  if (!line.starts_with(arrow)) return std::nullopt;
  line.remove_prefix(arrow.size());
  if (!cut_quoted(line, link.target) || !line.empty()) return std::nullopt;
  link.has_target = true;
  link.is_masked = form == LsForm::Masked && link.target.find('?') != std::string::npos;
  return link;
}

std::optional<LsError> read_ls_error(Text line) {
  const std::size_t begin = line.find(proc);
  if (begin == Text::npos) return std::nullopt;
  const Text from = line.substr(begin + proc.size());
  LsError error{from.substr(0, from.find_first_of("':")), std::errc::io_error};
  for (const Message& message : messages)
    if (line.ends_with(message.text)) error.code = message.code;
  return error;
}

std::optional<LsInode> read_ls_inode(Text line) {
  u64 inode = 0;
  u64 links = 0;
  u64 size = 0;
  Text rest = line;
  if (!parse_number(next_word(rest), inode)) return std::nullopt;
  const Text mode = next_word(rest);
  if (mode.empty() || !parse_number(next_word(rest), links)) return std::nullopt;
  for (int skipped = 0; skipped < 2; ++skipped) (void)next_word(rest);  // Owner and group.
  if (!parse_number(next_word(rest), size)) return std::nullopt;
  const std::size_t path = rest.find(" /");
  if (path == Text::npos) return std::nullopt;
  LsInode found;
  append_number(found.status, inode);
  append_number(found.status += ' ', links);
  append_number(found.status += ' ', size);
  (found.status += ' ') += mode.front();
  found.path = rest.substr(path + 1);
  return found;
}

}  // namespace sonde
