// shell_records.hpp: the records of a collector script as answers to what sonde asks.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "source/capture.hpp"
#include "source/ls_text.hpp"

namespace sonde {

// One of docs/capture-text.md: "@NONCE KIND NAME", and what follows.
struct ShellRecord {
  Text kind{};
  Text name{};
  Text body{};
};

// Nothing in a record is believed: whoever sends a capture may have written it by hand. What makes
// no sense is left out, and the first answer to a question counts.
class ShellRecords {
public:
  explicit ShellRecords(Capture& capture) : capture_(capture) {}

  void take(const ShellRecord& record);
  // After the last one: what follows from several.
  void finish();

private:
  // The bytes of a file below /proc; of "42/net/tcp" in the network of process 42, too.
  void add_file(Text name, Text bytes);
  void refuse(Text code, Text kind, Text name);
  void add_pieces(Text fence_and_names, Text body);
  void add_list(Text folder, Text lines);
  void add_threads(Text lines);
  void add_link(Text name, Text target);
  void add_links(Text lines, LsForm form);
  void add_found(Text folders, Text entries);
  void add_ls_errors(Text lines);
  void add_inodes(Text lines);
  void tell_lost(Text what);

  void begin_second_look(Text moment_ns);

  // Where the answer stands, which in a second look is another one.
  std::string key(Text place, Question question) const;
  bool is_new(Text place, Question question) const;
  void add(Text place, Question question, Text bytes);
  // An empty answer to Links and List, which links are added to. False: there is one already.
  bool open_folder(Text folder);
  void copy(Question question, Text place, Question other);
  void copy_own_process();
  void settle_networks();
  void settle_threads();

  Capture& capture_;
  bool is_again_ = false;             // What comes is of the second look.
  std::string own_{};                 // The process that stands for "self".
  std::set<std::string> networks_{};  // Processes whose network tables are in it.
  std::set<std::string> open_{};      // Folders whose links are still to come.
  std::vector<std::pair<std::string, std::string>> threads_{};  // With their processes.
  std::string lost_{};                                          // Sentences.
  u64 masked_ = 0;  // Targets of links with bytes that ls did not print.
};

}  // namespace sonde
