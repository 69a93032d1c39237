// reload.cpp: which process, what the signal does to it, how it can be watched, and the question.
// SPDX-License-Identifier: Apache-2.0
#include "command/reload.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/text.hpp"
#include "command/confirm.hpp"
#include "decode/mountinfo.hpp"
#include "decode/reload_signals.hpp"
#include "source/file_watch.hpp"
#include "source/open_trace.hpp"
#include "source/signal.hpp"
#include "tables/config_reader.hpp"
#include "tables/process_reader.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr std::chrono::milliseconds time_of_watch{3000};

std::unexpected<Error> refusal(std::string sentence) {
  return std::unexpected(
      Error{std::errc::operation_not_permitted, std::move(sentence), {}, Error::Kind::Sentence});
}

// Who is asked: the texts of a Process live only until the next one is read.
struct Addressee {
  int pid = 0;
  Known<u64> start_ticks{};
  std::string name{}, called{};  // "nginx (pid 42) in container web"
};

Addressee addressee_of(const Process& process) {
  Addressee who{process.pid, process.start_ticks, {}, {}};
  who.name = process.name ? *process.name : Text("?");
  who.called = who.name + " (pid " + std::to_string(who.pid) + ")";
  if (process.user) who.called += " of user " + std::string(*process.user);
  if (process.container) who.called += " in container " + std::string(*process.container);
  return who;
}

// The one whose parent is none of them.
Result<Addressee> find_addressee(World& world) {
  ProcessWish wish;
  wish.status = wish.user = wish.cgroup = wish.home = true;
  ProcessReader processes(world, wish, nullptr);
  const std::vector<int> pids = TRY(processes.list());
  std::vector<Addressee> found;
  for (const int pid : pids) {
    Process process;
    if (!processes.begin(pid, process) || process.is_kernel_thread || process.is_zombie) continue;
    const bool has_parent = process.ppid && std::ranges::binary_search(pids, *process.ppid);
    if (!has_parent && processes.complete(process)) found.push_back(addressee_of(process));
  }
  if (found.size() == 1) return std::move(found.front());
  std::string said = "no process is left that could get a signal";
  if (!found.empty()) said = "several processes are meant; say which gets the signal:";
  constexpr std::size_t shown_max = 10;
  for (std::size_t i = 0; i < std::min(found.size(), shown_max); ++i)
    said +=
        (i == 0 ? " pid:" : ", pid:") + std::to_string(found[i].pid) + " (" + found[i].name + ")";
  return usage_error(std::move(said));
}

// A program that has no handler would end, which is no reload.
Result<void> check_fate(World& world, const Addressee& who, ReloadSignal signal) {
  std::string room;
  const auto status =
      world.source.ask({Question::How::Read, std::to_string(who.pid) + "/status"}, room);
  const std::string name(name_of(signal));
  switch (fate_of(status ? *status : Text(), number_of(signal))) {
    case SignalFate::Caught: return {};
    case SignalFate::Ignored:
      return refusal(who.called + " ignores " + name + ": nothing was sent");
    case SignalFate::EndsIt:
      return refusal(who.called + " does not handle " + name +
                     ", which would end it: nothing was sent");
    case SignalFate::Unknown: break;
  }
  return refusal("what " + name + " does to " + who.called +
                 " cannot be seen from here: nothing was sent");
}

// Those of disks and memory; whoever opens a file of the kernel reads no configuration.
struct Watched {
  std::vector<std::string> mounts{};
  std::string left_out{};  // One that is not watched, such as of NFS: it may hang.
};

Watched mounts_of(World& world, int pid) {
  constexpr std::size_t mounts_max = 1000;
  constexpr Text of_kernel[] = {"/proc", "/sys", "/dev"};
  Watched watched;
  std::string room;
  const auto text =
      world.source.ask({Question::How::Read, std::to_string(pid) + "/mountinfo"}, room);
  each_mount(text ? *text : Text(), [&](const Mount& mount) {
    const bool is_of_kernel = std::ranges::any_of(of_kernel, [&](Text top) {
      return mount.point.starts_with(top) &&
             (mount.point.size() == top.size() || mount.point[top.size()] == '/');
    });
    if (is_of_kernel) return;
    if (is_local_filesystem(mount.type) && watched.mounts.size() < mounts_max)
      watched.mounts.emplace_back(mount.point);
    else
      watched.left_out = mount.point;
  });
  return watched;
}

class Reloader {
public:
  Reloader(Call& call, World& world, ReloadSignal signal)
      : call_(call), world_(world), signal_(signal) {}

  Result<bool> run() {
    who_ = TRY(find_addressee(world_));
    handle_ = TRY(open_process_handle(who_.pid));
    TRY(check_identity());
    TRY(check_fate(world_, who_, signal_));
    const Watched watched = mounts_of(world_, who_.pid);
    tell();
    tell_way(FileWatch::open(who_.pid, watched.mounts).has_value());
    if (!call_.options.yes && !is_confirmed(call_, "go on? [y/N] ")) return false;
    // Only now: what is opened while the question stands is not opened because of the signal.
    Result<FileWatch> watch = FileWatch::open(who_.pid, watched.mounts);
    const WatchedAct act{[this] { return send(); }, time_of_watch};
    config_.pid = who_.pid;
    if (watch) {
      config_.opened = TRY(watch->watch(act));
      config_.how = how("fanotify");
      config_.left_out = watched.left_out;
    } else if (!TRY(trace(act))) {
      return false;
    }
    TRY(check_life());
    world_.share(std::move(config_));
    return true;
  }

private:
  std::string name() const { return std::string(name_of(signal_)); }
  std::string how(Text way) const {
    return "opened after " + name() + ", as " + std::string(way) + " tells";
  }
  void talk(const std::string& sentence) { say(call_.talk, sentence, 0); }

  // The handle was opened after the process was looked at: it may be a later one.
  Result<void> check_identity() {
    ProcessReader processes(world_, {}, nullptr);
    Process now;
    const bool is_there = processes.begin(who_.pid, now);
    if (is_there && now.start_ticks && who_.start_ticks && *now.start_ticks == *who_.start_ticks)
      return {};
    return refusal(who_.called + " has ended meanwhile: nothing was sent");
  }

  void tell() {
    std::string said = "this sends " + name() + " to " + who_.called;
    const Text effect = known_effect(who_.name, signal_);
    said += effect.empty() ? "; it handles the signal, and what it does then is not known to sonde"
                           : "; a program of that name then " + std::string(effect);
    talk(said);
  }

  void tell_way(bool is_watched) {
    if (is_watched)
      talk("which files it and its children open is then watched for 3 s (fanotify)");
    else
      talk(
          "which files it opens is then watched for 3 s, if it may be traced (ptrace), which slows "
          "it down; fanotify needs CAP_SYS_ADMIN");
  }

  // It may have become another program, or have forgotten its handler, while the question stood.
  Result<void> send() {
    TRY(check_fate(world_, who_, signal_));
    Result<void> sent = send_signal(handle_, number_of(signal_));
    if (!sent) sent.error().object = who_.called;
    return sent;
  }

  // Of what has ended nobody could read the configuration; what it opened last may be the cause.
  Result<void> check_life() const {
    const bool was_watched = config_.why == Absent::Known;  // Else it may be on its way out still.
    if (!ends_within(handle_, std::chrono::milliseconds(was_watched ? 0 : 500))) return {};
    std::string said = who_.called + " ended after " + name() + " was sent";
    const char* const signal = ended_by_ != 0 ? ::sigabbrev_np(ended_by_) : nullptr;
    if (signal) said.append(", by SIG").append(signal);
    if (!config_.opened.files.empty())
      said +=
          "; the last file that it had not opened before is " + config_.opened.files.back().path;
    return refusal(std::move(said));
  }

  // Without fanotify. When nothing can be watched at all, that is said before the signal is sent.
  Result<bool> trace(const WatchedAct& act) {
    Result<Traced> traced = trace_opens(who_.pid, act);
    if (traced) {
      TRY(std::move(traced->act));
      config_.opened = std::move(traced->opened);
      config_.how = how("ptrace");
      ended_by_ = traced->ended_by;
      return true;
    }
    talk("what it opens cannot be watched: it may not be traced from here");
    if (!call_.options.yes && !is_confirmed(call_, "send the signal all the same? [y/N] "))
      return false;
    TRY(send());
    config_.why = reason_of(traced.error().code);
    config_.remedy = "run as root with CAP_SYS_ADMIN, or allow ptrace (kernel.yama.ptrace_scope)";
    return true;
  }

  Call& call_;
  World& world_;
  ReloadSignal signal_;
  Addressee who_{};
  UniqueFd handle_{};
  ConfigReload config_{};
  int ended_by_ = 0;  // A signal, as far as somebody told; 0: none.
};

}  // namespace

Result<void> check_reload(const Call& call) {
  const Options& options = call.options;
  ReloadSignal signal{};
  if (!options.reload) {
    if (options.yes) return usage_error("--yes goes with --reload");
    return {};
  }
  if (!parse_reload_signal(*options.reload, signal))
    return usage_error("--reload takes HUP, USR1 or USR2, not '" + *options.reload + "'");
  if (!options.from.empty() || !options.via.empty() || options.all || !call.target)
    return usage_error("say which process is to get the signal: sonde config pid:42 --reload HUP");
  if (!options.yes && !has_terminal())
    return usage_error("--reload asks before it sends a signal, and there is no terminal: --yes "
                       "sends it without asking");
  return {};
}

Result<bool> reload(Call& call, World& world) {
  ReloadSignal signal{};
  parse_reload_signal(*call.options.reload, signal);  // check_reload() has seen that it is one.
  return Reloader(call, world, signal).run();
}

}  // namespace sonde
