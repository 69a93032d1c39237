// who_files.cpp: what "who" says of a path or an inode: who has it open, and where it is mounted.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "command/inquiry.hpp"
#include "decode/mountinfo.hpp"
#include "model/namespace.hpp"
#include "model/open_file.hpp"
#include "tables/census.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Text file_columns = "pid,process,container,fd,use,kind,target,mode,deleted,inode";

// "nginx (pid 3865, container web) has /var/log/x.log open: descriptor 3 w"
void add_open_file(Inquiry& inquiry, const OpenFile& file, Text next) {
  Link link;
  link.relation = Relation::Opens;
  link.pid = file.pid;
  link.process = inquiry.keep(file.process);
  link.container = inquiry.keep(file.container);
  link.address = inquiry.keep(file.target);
  std::string says(file.process ? *file.process : Text("?"));
  append_number(says += " (pid ", file.pid);
  if (file.container) (says += ", container ") += *file.container;
  says += "): ";
  if (file.fd)
    append_number(says += "descriptor ", *file.fd);
  else
    says += name_of(file.use);
  if (file.mode) (says += ' ') += name_of(*file.mode);
  if (file.target != inquiry.thing().name) (says += ", ") += file.target;
  if (file.deleted && *file.deleted) says += " (deleted)";
  link.says = inquiry.keep(says);
  link.next = next;
  inquiry.add(link);
}

// The path itself, or something below it.
bool is_at(Text target, Text path) {
  if (!target.starts_with(path)) return false;
  return target.size() == path.size() || path == "/" || target[path.size()] == '/';
}

// A mount that was kept for longer than its line.
struct KnownMount {
  std::string device{}, root{}, point{};
};

// The mount of sonde's own that a path is on: the deepest one above it, and of several the last.
std::optional<KnownMount> mount_above(Source& source, Text path) {
  std::string room;
  std::optional<KnownMount> best;
  const auto file = source.ask({Question::How::Read, "self/mountinfo"}, room);
  if (!file) return best;
  each_mount(*file, [&](const Mount& mount) {
    const bool is_deeper = !best || mount.point.size() >= best->point.size();
    if (is_at(path, mount.point) && is_deeper)
      best = {std::string(mount.device), std::string(mount.root), std::string(mount.point)};
  });
  return best;
}

// What the path is called within its file system.
std::string inner_path(const KnownMount& mount, Text path) {
  Text rest = path.substr(mount.point == "/" ? 0 : mount.point.size());
  if (mount.root == "/") return rest.empty() ? "/" : std::string(rest);
  return rest == "/" ? mount.root : mount.root + std::string(rest);
}

void add_mount(Inquiry& inquiry, const Mount& mount, const Resident& resident) {
  Link link;
  link.relation = Relation::Mounts;
  link.pid = resident.pid;
  link.process = resident.name;
  if (resident.container) link.container = inquiry.keep(resident.container->shown());
  link.address = inquiry.keep(mount.point);
  std::string says(mount.type);
  (says += ' ') += mount.source;
  if (mount.root != "/") ((says += " (") += mount.root) += ')';
  ((says += " on ") += mount.point) += " for ";
  if (link.container) ((says += "container ") += *link.container) += ", ";
  append_number((says += resident.name) += " (pid ", resident.pid);
  says += ')';
  link.says = inquiry.keep(says);
  inquiry.add(link);
}

// Mounts on the path, and those of others that show what is here: a volume of a container.
void add_mounts(Inquiry& inquiry) {
  World& world = inquiry.world();
  const std::string& path = inquiry.thing().name;
  if (path == "/") return;  // Everybody has one.
  const auto above = mount_above(world.source, path);
  const std::string inner = above ? inner_path(*above, path) : std::string();
  const Wish<Namespace> wish{namespaces_table, "ns,type,pid", "type = mnt", {}, {}};
  std::string room;
  inquiry.collect(wish).each([&](const Namespace& one) {
    const Resident* const resident = census_of(world).find(one.pid);
    if (!resident) return;
    const std::string name = std::to_string(one.pid) + "/mountinfo";
    const auto file = world.source.ask({Question::How::Read, name}, room);
    if (!file) return;
    each_mount(*file, [&](const Mount& mount) {
      const bool shows_it = above && mount.device == above->device && mount.root == inner &&
                            mount.root != "/" && mount.point != above->point;
      if (mount.point == path || shows_it) add_mount(inquiry, mount, *resident);
    });
  });
}

}  // namespace

Result<void> find_path(Inquiry& inquiry) {
  const std::string& path = inquiry.thing().name;
  if (!path.starts_with('/')) return {};  // An abstract socket is in no directory.
  Wish<OpenFile> wish{files_table, file_columns, {}, {}, {}};
  wish.early = [&](const OpenFile& file) {
    const bool has_path = !file.kind || *file.kind != FileKind::Socket;
    return has_path && is_at(file.target, path) && (path != "/" || file.target == path);
  };
  const Text next = inquiry.keep("sonde files " + shell_word("target ~ " + path + "*"));
  inquiry.collect(wish).each([&](const OpenFile& file) { add_open_file(inquiry, file, next); });
  add_mounts(inquiry);
  return {};
}

// The socket, pipe, file or namespace with a number, and who holds it.
Result<void> find_inode(Inquiry& inquiry) {
  const u64 inode = inquiry.thing().inode;
  const std::string number = std::to_string(inode);
  Wish<OpenFile> wish{files_table, file_columns, "inode = " + number, {}, {}};
  const Text next = inquiry.keep("sonde files inode = " + number);
  inquiry.collect(wish).each([&](const OpenFile& file) { add_open_file(inquiry, file, next); });
  const Wish<Namespace> spaces{
      namespaces_table, "ns,type,nprocs,pid,container,kept_by,path", "ns = " + number, {}, {}};
  inquiry.collect(spaces).each([&](const Namespace& one) {
    Link link;
    link.relation = Relation::Namespaces;
    const Resident* const first = census_of(inquiry.world()).find(one.pid);
    if (one.pid != 0) link.pid = one.pid;
    if (first) link.process = first->name;
    link.container = inquiry.keep(one.container);
    std::string says = std::string(one.type) + " namespace";
    if (one.container) (says += " of container ") += *one.container;
    if (one.processes) {
      append_number(says += ", ", *one.processes);
      says += *one.processes == 1 ? " process" : " processes";
    }
    if (first) append_number(((says += ", first ") += first->name) += " (pid ", one.pid);
    if (first) says += ')';
    (says += ", ") += one.path;
    link.says = inquiry.keep(says);
    link.next = "sonde namespaces";
    inquiry.add(link);
  });
  return {};
}

}  // namespace sonde
