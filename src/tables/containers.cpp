// containers.cpp: the table "containers": every container of the machine, whatever runs it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "decode/container_signs.hpp"
#include "decode/machine.hpp"
#include "tables/census.hpp"
#include "tables/container_addresses.hpp"
#include "tables/process_sockets.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"
#include "tables/time_text.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr auto shown = [](const Container& row) { return row.shown(); };

constexpr Vocabulary runtimes = {runtime_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Container::id>("id", "Id that its runtime gave it; some kinds have none.", Show::Machine),
    column<shown>("container", "What other tables call it: its name, or the first digits of its id.", Show::Screen).composed_of("id"),
    column<&Container::name>("name", "Its name; of a container in a pod POD/CONTAINER.", Show::Machine),
    column<&Container::runtime>("runtime", "What runs it; unknown where nothing says it, or two signs disagree.", Show::Always).with(runtimes),
    column<&Container::image>("image", "The image that it was made from.", Show::Always),
    column<&Container::pod>("pod", "Its pod.", Show::Always),
    column<&Container::pod_namespace>("pod_namespace", "Namespace of the pod in Kubernetes.", Show::Machine),
    column<&Container::addresses>("addresses", "Addresses of its network namespace.", Show::Always),
    column<&Container::pid>("pid", "Its first process.", Show::Always),
    column<&Container::processes>("processes", "How many processes it has.", Show::Always),
    column<&Container::netns>("netns", "Its network namespace.", Show::Machine, Unit::Inode),
    column<&Container::started>("started", "When its first process began (UTC).", Show::Machine, Unit::Moment),
    column<&Container::age_s>("age_s", "Seconds since its first process began.", Show::Asked, Unit::Seconds),
    column<&Container::restarts>("restarts", "How often docker or the kubelet has started it again.", Show::Asked),
    column<&Container::output>("output", "Where its first process prints to: pipe:[N], a file, /dev/null.", Show::Asked),
    column<&Container::errors>("errors", "Where it prints errors to.", Show::Asked).missing_with("output"),
    column<&Container::log>("log", "File that its runtime keeps its output in.", Show::Machine),
};
// clang-format on

constexpr Text key[] = {"pid", "netns"};

Text remedy(Text column, Absent why) {
  if (why == Absent::NotPermitted && column == "netns") return look_into_processes.anywhere;
  if (why == Absent::NotPermitted)
    return "run as root on the node: the files of the runtime are its own";
  if (why == Absent::Unsupported)
    return "the files of docker, containerd, cri-o and podman do not have it: ask what runs it";
  return "run sonde on that machine";
}

Known<Text> addresses_of(World& world, int pid) {
  std::string line;
  const Absent why = each_address_of(world.source, pid, [&](const Address& address) {
    if (!line.empty()) line += ' ';
    append_address(line, address);
  });
  if (why != Absent::Known) return why;
  return line.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(world.texts.keep(line));
}

constexpr u64 ticks_a_second = 100;  // USER_HZ, whatever the kernel's own rate is.

Known<Text> started_of(World& world, u64 start_ticks) {
  std::string room;
  const auto stat = world.source.ask({Question::How::Read, "stat"}, room);
  const Known<u64> boot = stat ? decode_boot_time(*stat) : reason_of(stat.error().code);
  if (!boot) return boot.why;
  const u64 started = *boot + start_ticks / ticks_a_second;
  if (!std::in_range<i64>(started)) return Absent::Malformed;
  room.clear();
  append_time(room, static_cast<i64>(started));
  return world.texts.keep(room);
}

Known<i64> age_of(World& world, u64 start_ticks) {
  std::string room;
  const auto file = world.source.ask({Question::How::Read, "uptime"}, room);
  const Known<double> uptime = file ? decode_uptime(*file) : reason_of(file.error().code);
  if (!uptime) return uptime.why;
  const double age_s = *uptime - static_cast<double>(start_ticks) / ticks_a_second;
  return static_cast<i64>(std::max(0.0, age_s));
}

// Of a container in a pod the kubelet counts in the name of its log, as api.proto of the CRI says
// of log_path: /var/log/pods/NAMESPACE_POD_UID/CONTAINER/N.log. Docker counts there, too, and
// always says 0, as the kubelet makes a new container each time.
Known<u64> restarts_of(World& world, const Container& row) {
  constexpr Text logs = "/var/log/pods/";
  const bool is_in_pod = row.pod && row.pod_namespace && row.pod_uid && row.name;
  if (row.restarts && !is_in_pod) return row.restarts;
  std::string folder;
  if (row.log && row.log.value.starts_with(logs)) {
    folder = row.log.value.substr(1, row.log.value.rfind('/') - 1);
  } else if (is_in_pod) {
    folder.append(logs.substr(1)).append(*row.pod_namespace).append("_").append(*row.pod);
    folder.append("_").append(*row.pod_uid).append("/");
    folder += row.name.value.substr(row.name.value.rfind('/') + 1);
  } else {
    return row.restarts;
  }
  std::string names;
  const auto list = world.source.ask({Question::How::HostList, folder}, names);
  if (!list) {
    const bool has_none = list.error().code == std::errc::no_such_file_or_directory;
    if (!has_none || world.source.is_copy()) return reason_of(list.error().code);
    return row.restarts ? row.restarts : Known<u64>(Absent::NotApplicable);
  }
  Known<u64> most = row.restarts ? row.restarts : Known<u64>(Absent::NotApplicable);
  for (Text rest = *list; !rest.empty();) {  // To the end of the list.
    const Text name = cut_name(rest);
    u64 number = 0;
    if (!name.ends_with(".log") || !parse_number(name.substr(0, name.size() - 4), number)) continue;
    most = std::max(number, most ? *most : 0);
  }
  return most;
}

Known<Text> target_of(World& world, int pid, Text descriptor) {
  std::string room;
  const std::string name = std::to_string(pid).append("/fd/").append(descriptor);
  const Known<Text> link = text_of(world.source, {Question::How::Link, name}, room);
  if (link) return world.texts.keep(*link);
  return link.why == Absent::Vanished ? Absent::NotApplicable : link.why;  // It is closed.
}

Result<void> scan_containers(Scan<Container>& scan) {
  World& world = scan.world;
  TRY(census_of(world).listed());
  RowStore<Container> rows;
  for (const Container* container : census_of(world).containers()) {
    const bool is_here =
        world.pids.empty() || std::ranges::binary_search(world.pids, container->pid);
    if (!is_here) continue;
    Container row = *container;
    if (scan.wants<&Container::addresses>()) row.addresses = addresses_of(world, row.pid);
    if (scan.wants<&Container::started>()) row.started = started_of(world, row.start_ticks);
    if (scan.wants<&Container::age_s>()) row.age_s = age_of(world, row.start_ticks);
    if (scan.wants<&Container::restarts>()) row.restarts = restarts_of(world, row);
    if (scan.wants<&Container::output>()) row.output = target_of(world, row.pid, "1");
    if (scan.wants<&Container::errors>()) row.errors = target_of(world, row.pid, "2");
    rows.add(row);
  }
  if (scan.wants<&Container::netns>()) tell_hidden_numbers(world, scan.table.name, scan.sink);
  tell_unseen_processes(world, scan.table.name, scan.sink);
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo containers_table = {
    "containers",
    "Every container of the machine, by what its runtime, its cgroup and its namespaces say.",
    columns,
    &run_scan<scan_containers>,
    key,
    {},
    &remedy};

}  // namespace sonde
