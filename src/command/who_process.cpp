// who_process.cpp: what "who" says of a process: as whom, where, from whom, and what it keeps.
// SPDX-License-Identifier: Apache-2.0
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "command/inquiry.hpp"
#include "decode/proc_pid.hpp"
#include "model/log.hpp"
#include "model/open_file.hpp"
#include "model/process.hpp"
#include "tables/census.hpp"
#include "tables/log_words.hpp"
#include "tables/process_columns.hpp"
#include "tables/process_sockets.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr int generations_max = 100;

Link of_process(Relation relation, const Process& process) {
  Link link;
  link.relation = relation;
  link.pid = process.pid;
  link.process = process.name;
  link.container = process.container;
  link.netns = process.netns;
  return link;
}

void be_process(Inquiry& inquiry, const Process& process) {
  std::string says = "pid " + std::to_string(process.pid) + " is ";
  says += process.name ? *process.name : Text("?");
  if (process.container) (says += " in container ") += *process.container;
  if (process.user) (says += ", user ") += *process.user;
  if (process.uid) append_number(says += ", uid ", *process.uid);
  if (process.state) (says += ", state ") += *process.state;
  if (process.age_s) process_columns::append_age(says += ", for ", *process.age_s);
  Link link = of_process(Relation::Is, process);
  link.process = inquiry.keep(link.process);
  link.container = inquiry.keep(link.container);
  link.says = inquiry.keep(says);
  const std::string pid = std::to_string(process.pid);
  inquiry.be(link, inquiry.keep("sonde logs pid:" + pid + "   sonde files pid = " + pid +
                                "   sonde processes pid = " + pid + " --columns all --jsonl"));
}

void add_run(Inquiry& inquiry, const Process& process) {
  if (!process.command && process.command.why == Absent::NotApplicable) return;
  Link link = of_process(Relation::Runs, process);
  link.process = inquiry.keep(link.process);
  link.container = inquiry.keep(link.container);
  std::string says(process.command ? *process.command : Text("?"));
  if (process.cwd) (says += "   in ") += *process.cwd;
  link.says = inquiry.keep(says);
  inquiry.add(link);
}

// Who started it, and who started that, up to the top.
void add_parents(Inquiry& inquiry, int pid) {
  const Census& census = census_of(inquiry.world());
  const Resident* resident = census.find(pid);
  for (int i = 0; resident && i < generations_max; ++i) {
    resident = resident->ppid > 0 ? census.find(resident->ppid) : nullptr;
    if (!resident) return;
    Link link;
    link.relation = Relation::Parent;
    link.pid = resident->pid;
    link.process = resident->name;
    link.netns = resident->netns;
    if (resident->container) link.container = resident->container->shown();
    std::string says(resident->name);
    append_number(says += " (pid ", resident->pid);
    if (link.container) (says += ", container ") += *link.container;
    link.says = inquiry.keep(says + ")");
    inquiry.add(link);
  }
}

// "net 4026531840, mnt 4026531841"; which are not those of sonde.
void add_namespaces(Inquiry& inquiry, int pid) {
  Source& source = inquiry.world().source;
  std::string room;
  const auto links = source.ask({Question::How::Links, std::to_string(pid) + "/ns"}, room);
  if (!links) {
    const Absent why = reason_of(links.error().code);
    inquiry.untold().add({"namespaces", "ns", why, Absent::NotApplicable, std::to_string(pid),
                          look_into_processes.anywhere});
    return;
  }
  std::string says;
  Text rest = *links;
  while (!rest.empty()) {
    const Text name = cut_name(rest);
    const Text target = cut_name(rest);
    const auto decoded = decode_link_namespace(target);
    if (!decoded || name.ends_with("_for_children")) continue;
    (says += says.empty() ? "" : ", ") += decoded->type;
    append_number(says += ' ', decoded->inode);
  }
  if (says.empty()) return;
  Link link;
  link.relation = Relation::Namespaces;
  link.pid = pid;
  link.says = inquiry.keep(says);
  link.next = "sonde namespaces";
  inquiry.add(link);
}

void add_deleted(Inquiry& inquiry, int pid) {
  Wish<OpenFile> wish{files_table,
                      "pid,process,container,fd,target,deleted",
                      "pid = " + std::to_string(pid) + " and kind = file and deleted = true",
                      {},
                      {}};
  wish.early = [](const OpenFile& file) { return file.kind && *file.kind == FileKind::File; };
  inquiry.collect(wish).each([&](const OpenFile& file) {
    Link link;
    link.relation = Relation::Deleted;
    link.pid = file.pid;
    link.process = inquiry.keep(file.process);
    link.container = inquiry.keep(file.container);
    link.address = inquiry.keep(file.target);
    std::string says(file.target);
    if (file.fd)
      append_number(says += ", descriptor ", *file.fd);
    else
      (says += ", ") += name_of(file.use);
    link.says = inquiry.keep(says);
    link.next = inquiry.keep("sonde files pid = " + std::to_string(pid) + " and deleted = true");
    inquiry.add(link);
  });
}

}  // namespace

Result<void> find_process(Inquiry& inquiry) {
  const int pid = inquiry.thing().pid;
  const Wish<Process> wish{processes_table,
                           "pid,ppid,uid,user,state,age_s,process,command,cwd,container,netns",
                           "pid = " + std::to_string(pid),
                           {},
                           {}};
  const Found<Process> found = inquiry.collect(wish);
  const Process* const process = found.first();
  if (!process) return {};
  inquiry.dwelling.pids = {pid};
  if (process->netns) inquiry.dwelling.networks = {Network{.netns = process->netns, .pid = pid}};
  be_process(inquiry, *process);
  add_run(inquiry, *process);
  add_parents(inquiry, pid);
  add_namespaces(inquiry, pid);
  add_deleted(inquiry, pid);
  return {};
}

namespace {

// "pipe:[1234] (descriptor 1,2), read by dockerd (pid 812)"
std::string text_of(const Log& log) {
  std::string says(log.kind == LogKind::Runtime ? "kept by its runtime in " : "");
  says += log.target;
  if (!log.descriptors.empty())
    ((says += " (descriptor ") += first_descriptors(log.descriptors)) += ')';
  if (log.deleted && *log.deleted) says += ", deleted";
  if (log.read_by) (says += ", read by ") += *log.read_by;
  return says;
}

}  // namespace

Result<void> find_logs(Inquiry& inquiry) {
  if (!inquiry.is_known()) return {};
  World& world = inquiry.world();
  const bool is_process = inquiry.thing().kind == Thing::Process;
  World place = inner_world(world);
  place.pids = inquiry.dwelling.pids;
  Wish<Log> wish{
      logs_table, "pid,process,container,descriptors,kind,target,deleted,read_by", {}, {}, {}};
  if (is_process) wish.filter = "pid = " + std::to_string(inquiry.thing().pid);
  const Thing& thing = inquiry.thing();
  const std::string target = is_process ? "pid:" + std::to_string(thing.pid) : thing.place.name;
  inquiry.collect(wish, place).each([&](const Log& log) {
    if (log.kind == LogKind::Nowhere) return;
    Link link;
    link.relation = Relation::Logs;
    link.pid = log.pid;
    link.process = inquiry.keep(log.process);
    link.container = inquiry.keep(log.container);
    link.address = inquiry.keep(log.target);
    link.says = inquiry.keep(text_of(log));
    link.next = inquiry.keep("sonde logs " + shell_word(target));
    inquiry.add(link);
  });
  return {};
}

}  // namespace sonde
