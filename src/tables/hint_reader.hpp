// hint_reader.hpp: reads what says that there are other servers: files of homes, environments.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bitset>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/table.hpp"
#include "decode/passwd.hpp"
#include "decode/server_hint.hpp"
#include "model/process.hpp"
#include "tables/config_files.hpp"

namespace sonde {

// Whether histories of shells may be read: what people typed is their own. Nobody but a user who
// asks for it puts another one into the world.
struct ShellHistories {
  ShellHistories() : are_wanted(true) {}
  explicit ShellHistories(World&) {}
  bool are_wanted = false;
};

// Hints are gathered; refusals are told at the end, added up. Of a process that has the root of the
// machine the environment is read; of others the files of their root too, each root once.
class HintReader {
public:
  using Kinds = std::bitset<std::size(hint_kind_names)>;

  HintReader(World& world, Text table, Sink& sink, Kinds kinds)
      : world_(world), table_(table), sink_(sink), kinds_(kinds), files_(world) {}

  void read(const Process& process, Kinds kinds);
  // The files of the machine, which may come before all processes or after them. Where only some
  // processes are looked at: the homes of their users, when they have this root.
  void read_machine();
  // Tells what could not be seen.
  void finish();
  const std::vector<Hint>& hints() const { return hints_; }

private:
  // A root: that of the machine, or of a process.
  struct Place {
    Question::How how = Question::How::HostFile;
    std::string prefix{};  // "42/" of process 42.
    bool is_machine = false;
    Known<Text> container{Absent::NotApplicable};
  };
  // Where a hint was found.
  struct Origin {
    std::string file{};
    std::string home{};  // "/root/", of a file in it or that one in it includes.
    Known<Text> user{Absent::NotApplicable}, container{Absent::NotApplicable};
    const Process* process = nullptr;  // Of an environment.
  };
  enum class Homes : u8 { All, OfUsers };

  void read_environment(const Process& process, Kinds kinds);
  void read_root(const Process& process);
  void read_place(const Place& place, Question::How hosts, Homes homes);
  void read_hosts(const Place& place, Question::How how);
  void read_homes(const Place& place, Homes homes);
  void read_home(const Place& place, const PasswdUser& user);
  void read_known_hosts(const Place& place, const Origin& origin);
  void read_ssh_config(const Place& place, const Origin& origin);
  void read_include(const Place& place, const Origin& origin, std::string path);
  bool may_include(const Place& place, const Origin& origin);
  void add_all(const Place& place, const ServerHints& found, const Origin& origin);

  bool wants(HintKind kind) const { return kinds_[static_cast<std::size_t>(kind)]; }
  Place machine();
  Result<Text> list_of(const Place& place, Text folder);
  Result<Text> ask(const Place& place, Question::How how, Text path);
  // False when there is no such file, or when it is refused, which is told.
  bool text_of_file(const Place& place, const Origin& origin, Text& text);
  Known<bool> shares_root(const Process& process, bool& is_new);
  void add(const ServerHint& found, const Origin& origin,
           Known<Address> address = Absent::NotApplicable);
  // What was not seen: "6 environments, such as that of 1 (bash)".
  struct Unseen {
    Text many, one, of;
  };
  static const Unseen files, environments, roots, ends;
  struct Refusal {
    Absent why;
    const Unseen* what;
    Text remedy;
    std::string example;
    u64 count;
  };
  void refuse(std::errc code, const Unseen& what, const std::string& example);
  void refuse(Refusal refusal);
  void cut(const std::string& example, Text remedy);
  static std::string named(const Place& place, Text path);

  World& world_;
  Text table_;
  Sink& sink_;
  Kinds kinds_;
  ConfigFiles files_;  // Tells whose root a process has.
  std::vector<Hint> hints_{};
  std::map<std::string, std::size_t> known_{};  // By what makes two hints the same.
  std::map<std::string, Known<bool>> roots_{};  // Whether it is that of the machine.
  std::set<u32> uids_{};                        // Of processes that have it.
  std::vector<Refusal> refusals_{};
  bool is_root_seen_ = false;
  std::size_t files_read_ = 0;            // Of one place, by Include.
  std::vector<std::string> including_{};  // Files of ssh_config, each included by the one before.
  std::string looping_{};                 // One that includes itself.
  std::string room_{}, other_room_{};
};

}  // namespace sonde
