// overview_state.cpp: addresses, default routes, name servers and memory, a line each.
// SPDX-License-Identifier: Apache-2.0
#include "command/overview_state.hpp"

#include <algorithm>
#include <linux/rtnetlink.h>

#include "base/text.hpp"
#include "command/inquiry.hpp"
#include "command/section.hpp"
#include "decode/resolv_conf.hpp"
#include "model/cpu_use.hpp"
#include "model/interface_address.hpp"
#include "model/memory_part.hpp"
#include "model/route.hpp"
#include "tables/cgroup_limits.hpp"
#include "tables/host_files.hpp"
#include "tables/route_words.hpp"
#include "tables/tables.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

// Addresses of one interface, "10.0.2.15/24, 2001:db8::5/64".
struct Held {
  Text interface{};
  std::string addresses{};
};

void append_network(std::string& out, const InterfaceAddress& row) {
  if (!out.empty()) out += ", ";
  Address address = *row.address;
  address.zone = {};  // Its interface stands beside it.
  append_address(out, address);
  if (row.prefix) append_number(out += '/', *row.prefix);
}

// What every interface has says nothing: loopback, and fe80:: where there is another one.
void print_addresses(Out& out, Inquiry& inquiry, std::size_t width) {
  const auto found = inquiry.collect(
      Wish<InterfaceAddress>{addresses_table, "interface,address,prefix", {}, {}, {}});
  std::vector<Held> held;
  for (const bool is_of_link : {false, true})
    found.each([&](const InterfaceAddress& row) {
      if (!row.address || is_loopback(*row.address) || is_link_local(*row.address) != is_of_link)
        return;
      const Text interface = row.interface ? *row.interface : Text();
      const auto known = std::ranges::find(held, interface, &Held::interface);
      if (known != held.end() && is_of_link) return;
      append_network(
          known != held.end() ? known->addresses : held.emplace_back(interface).addresses, row);
    });
  Section section(out, "address", 2, width);
  for (std::size_t i = 0; i < std::min(held.size(), lines_max); ++i)
    section.add({escaped(held[i].interface), held[i].addresses});
  section.print();
  if (held.size() > lines_max)
    print_line(out, "", counted(held.size() - lines_max, "more: sonde addresses"), width);
}

// "via 10.0.0.1 on eth0, metric 100", "blackhole".
std::string text_of(const Route& row) {
  std::string line;
  if (row.type && *row.type != RTN_UNICAST && *row.type < std::size(route_type_names))
    return std::string(route_type_names[*row.type]);
  if (row.gateway) append_address(line += "via ", *row.gateway);
  if (row.interface) (line += line.empty() ? "on " : " on ") += escaped(*row.interface);
  if (row.metric && *row.metric > 0) append_number(line += ", metric ", *row.metric);
  return line;
}

// None is no fault of a machine that talks to its neighbours only, and the reason where it does
// not.
void print_default_routes(Out& out, Inquiry& inquiry, std::size_t width) {
  const auto found = inquiry.collect(Wish<Route>{
      routes_table, "gateway,interface,metric,type,table", "destination = default", {}, {}});
  Section section(out, "default", 1, width);
  std::size_t count = 0;
  std::size_t elsewhere = 0;
  found.each([&](const Route& row) {
    if (row.table && *row.table != RT_TABLE_MAIN && *row.table != RT_TABLE_DEFAULT) {
      ++elsewhere;
      return;
    }
    if (++count <= lines_max) section.add({text_of(row)});
  });
  section.print();
  if (count > lines_max)
    print_line(out, "", counted(count - lines_max, "more: sonde routes"), width);
  if (count == 0 && inquiry.untold().is_empty())
    print_line(out, "default",
               elsewhere == 0 ? std::string("none: packets reach the networks above only")
                              : "only by rules: sonde rules, sonde routes destination = default",
               width);
}

void append_load(std::string& line, const MachineLoad& load) {
  for (const Known<double>* mean : {&load.load1, &load.load5, &load.load15}) {
    if (!*mean) continue;
    line += mean == &load.load1 ? (line.empty() ? "load " : ", load ") : " ";
    append_real(line, **mean);
  }
  if (load.load1 && load.cpus) line += " on " + counted(*load.cpus, "processor", "processors");
}

// "21.3M of 64.0M memory", "3 of 60 tasks".
void append_limit(std::string& line, const Limit& limit) {
  const bool is_memory = limit.name == memory_limit;
  const auto append = [&](u64 number) {
    if (is_memory) return append_size(line, number);
    append_number(line, number);
  };
  if (!line.empty()) line += ", ";
  if (limit.used) {
    append(*limit.used);
    line += " of ";
  }
  append(*limit.least());
  (line += ' ') += limit.name;
}

// The least of each kind that its cgroup and those above allow, with what is used of that.
std::string limits_of_place(World& world, Text viewer, const CpuQuota& quota, Untold& untold) {
  CgroupList groups(world);
  std::string room;
  const Known<Text> file =
      sonde::text_of(world.source, {Question::How::Read, std::string(viewer) + "/cgroup"}, room);
  Absent unread = file.why;
  std::string line;
  for (const Text controller : limiting_controllers)
    if (file) groups.add(*file, controller, nullptr);
  for (const Text name : {memory_limit, tasks_limit}) {
    Limit least;
    for (const ListedCgroup& group : groups.all()) {
      const Limit limit = limit_of(group, groups, world);
      if (limit.name != name || !limit.least()) continue;
      if (!least.least() || *limit.least() < *least.least()) least = limit;
    }
    if (least.least()) append_limit(line, least);
  }
  if (quota.cpus) {
    append_real(line += line.empty() ? "" : ", ", *quota.cpus);
    line += " processors";
  }
  if (file) unread = groups.unread();
  if (unread == Absent::Known) return line.empty() ? "none: all that the machine has" : line;
  untold.add(
      {limits_table.name, "", unread, Absent::NotApplicable, "its cgroup", cgroup_remedy(unread)});
  return line.empty() ? "not known" : line;
}

}  // namespace

void print_network(Out& out, World& world, Sink& seen, std::size_t width) {
  const Thing nothing;
  Untold untold(world);
  Inquiry inquiry(world, nothing, untold);
  print_addresses(out, inquiry, width);
  print_default_routes(out, inquiry, width);
  untold.tell(seen);
}

void print_names(Out& out, Source& source, int pid, Sink& seen, std::size_t width) {
  std::string room;
  const std::string folder = pid != 0 ? std::to_string(pid) + "/" : std::string();
  // Runtimes mount it over that of the image.
  const auto how = pid != 0 ? Question::How::ServiceFile : Question::How::HostFile;
  const auto file = source.ask({how, folder + "etc/resolv.conf"}, room);
  if (!file && file.error().code != std::errc::no_such_file_or_directory) {
    Gap gap{"name servers", "", reason_of(file.error().code)};
    gap.example = "/etc/resolv.conf";
    gap.remedy = gap.why == Absent::NotCollected ? "copy this file too"
                                                 : "run as root, or inside of that place";
    gap.is_all = true;
    return seen.gap(gap);
  }
  const ResolvConf conf = decode_resolv_conf(file ? *file : Text());
  std::string line;
  for (const Text server : conf.servers) (line += line.empty() ? "" : ", ") += escaped(server);
  // resolv.conf(5): then the name server on this machine is asked.
  if (line.empty()) line = "127.0.0.1, since /etc/resolv.conf names no server";
  if (conf.unused_servers > 0)
    line += ", but not by " + counted(conf.unused_servers, "more behind the third");
  if (!conf.search.empty()) ((line += ", in ") += escaped(conf.search));
  print_line(out, "names by", std::move(line), width);
}

void print_machine(Out& out, World& world, const MachinePart& part, Sink& seen, std::size_t width) {
  const Thing nothing;
  Untold untold(world);
  Inquiry inquiry(world, nothing, untold);
  const Wish<MemoryPart> memory{
      memory_table, "name,bytes", "name = total or name = available", {}, {}};
  std::string total;
  std::string available;
  inquiry.collect(memory).each([&](const MemoryPart& row) {
    std::string& size = row.name == "total" ? total : available;
    if (row.bytes) append_size(size, *row.bytes);
  });
  std::string line;
  if (!total.empty() && !available.empty()) line = available + " of " + total + " memory available";
  const Wish<CpuUse> cpus{
      cpu_table, part.viewer.empty() ? "load,cpus" : "load,cpus,quota_cpus", "cpu = all", {}, {}};
  CpuQuota quota;
  inquiry.collect(cpus).each([&](const CpuUse& row) {
    append_load(line, row.load);
    quota = row.quota;
  });
  if (!part.viewer.empty()) {
    print_line(out, "limits", limits_of_place(world, part.viewer, quota, untold), width);
    if (!line.empty()) line += " (the whole machine, not this place alone)";
  }
  untold.tell(seen);
  if (!line.empty()) print_line(out, "machine", std::move(line), width);
}

}  // namespace sonde
