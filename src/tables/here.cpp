// here.cpp: asks small files who and where sonde is, and cuts remedies to that.
// SPDX-License-Identifier: Apache-2.0
#include "tables/here.hpp"

#include <algorithm>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "base/text.hpp"
#include "decode/container_signs.hpp"
#include "decode/mountinfo.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/proc_pid.hpp"

namespace sonde {
namespace {

std::string read(Source& source, Text name) {
  std::string room;
  const Result<Text> text = source.ask({Question::How::Read, name}, room);
  return text ? std::string(*text) : std::string();
}

bool is_there(Source& source, Text file) {
  std::string room;
  return source.ask({Question::How::HostStat, file}, room).has_value();
}

// The last part of the path of a cgroup, when it is the unit of a service.
bool is_in_service(Text cgroup) {
  while (!cgroup.empty())
    if (next_line(cgroup).ends_with(".service")) return true;
  return false;
}

Giver find_giver(Source& source, Text mountinfo, bool is_contained) {
  const std::string cgroup = read(source, "self/cgroup");
  std::string room;
  const CgroupSign sign = container_sign_of_cgroup(cgroup, room);
  const bool is_pod = !sign.pod_uid.empty() || sign.runtime == Runtime::Crio ||
                      is_there(source, "run/secrets/kubernetes.io");
  if (is_pod) return Giver::Pod;
  if (sign.runtime == Runtime::Podman || is_there(source, "run/.containerenv"))
    return Giver::Podman;
  if (sign.runtime == Runtime::Docker) return Giver::Docker;
  // An image may bring the file along to a machine of its own.
  is_contained |= !sign.id.empty() || !container_id_of_mountinfo(mountinfo, room).empty();
  if (is_contained) return is_there(source, ".dockerenv") ? Giver::Docker : Giver::Unknown;
  return is_in_service(cgroup) ? Giver::Systemd : Giver::Host;
}

// Asks for an interface, which everybody may do: only the socket itself can be refused.
std::string netlink_refusal_of(Source& source) {
  ifinfomsg body{};
  body.ifi_index = 1;
  const std::string name = netlink_question(NETLINK_ROUTE, single_request(RTM_GETLINK, 1, body));
  auto blocks = source.stream({Question::How::Netlink, name});
  const Result<Text> block = blocks ? (*blocks)->next() : std::unexpected(blocks.error());
  if (block) return {};
  switch (block.error().code) {
    case std::errc::operation_not_permitted:
    case std::errc::permission_denied:
    case std::errc::function_not_supported:
    case std::errc::address_family_not_supported:
    case std::errc::protocol_not_supported:
      return std::make_error_code(block.error().code).message();
    default: return {};
  }
}

// The words of the one giver, or of all.
std::string words_of(const Here& here, const Right& right) {
  const bool is_root = here.uid && *here.uid == 0;
  const std::string name(right.name);
  const std::string with = "run with CAP_" + name + ": ";
  constexpr Text as_root = "run as root, or ";
  switch (here.giver) {
    // Neither docker nor Kubernetes gives capabilities to a process that does not start as root.
    case Giver::Docker:
      return with + (is_root ? "docker run" : "docker run --user 0") + " --cap-add " + name;
    case Giver::Pod:
      return with + "kubectl debug --profile=" + std::string(right.profile) +
             ", or securityContext: capabilities.add: [" + name +
             (is_root ? "]" : "], runAsUser: 0");
    case Giver::Podman: return with + "podman run --cap-add " + name;
    case Giver::Systemd: return with + "AmbientCapabilities=CAP_" + name + " in the unit";
    case Giver::Host:
      return (is_root || here.has_no_new_privileges
                  ? with
                  : "run as root (sudo), or with CAP_" + name + ": ") +
             "AmbientCapabilities=CAP_" + name + " (systemd)";
    case Giver::Unknown: break;
  }
  return (is_root ? "run " : "") + std::string(right.anywhere.substr(is_root ? as_root.size() : 0));
}

Text netlink_words_of(Giver giver) {
  switch (giver) {
    case Giver::Docker: return "docker run --security-opt seccomp=unconfined";
    case Giver::Podman: return "podman run --security-opt seccomp=unconfined";
    case Giver::Pod: return "securityContext: seccompProfile: {type: Unconfined}";
    case Giver::Systemd: return "RestrictAddressFamilies=AF_NETLINK in the unit, beside others";
    default: return allow_netlink;
  }
}

constexpr Text leave_user_namespace =
    "run outside of this user namespace: as root of the node, or --userns=host (docker, podman)";

// The right is there, and does not help.
std::string words_beyond(const Here& here) {
  if (here.is_in_user_namespace) return std::string(leave_user_namespace);
  if (!here.confinement.empty())
    return "--security-opt apparmor=unconfined or label=disable (docker, podman)";
  if (here.sandbox == Sandbox::Gvisor) return "run outside of gVisor, which does not have it";
  const bool is_container = here.giver != Giver::Host && here.giver != Giver::Systemd;
  if (is_container)
    return "run with all rights: --privileged (docker, podman, kubectl debug --profile=sysadmin)";
  return "look what else forbids it: a security module, or a sandbox around this machine";
}

// The right that a remedy asks for; null when it asks for none.
const Right* right_in(Text remedy) {
  for (const Right* const right : all_rights)
    if (remedy.contains(right->anywhere)) return right;
  return nullptr;
}

// Without a socket of netlink these rights are not even asked about.
bool needs_netlink(const Here& here, const Right* right) {
  return here.is_netlink_refused && (right == &ask_netfilter || right == &enter_namespaces);
}

std::string with_instead(Text whole, Text old, Text fresh) {
  const std::size_t at = whole.find(old);
  std::string said(whole.substr(0, at));
  return said.append(fresh).append(whole.substr(at + old.size()));
}

void append_rights(std::string& said, const Here& here) {
  if (!here.capabilities) return;
  if (*here.capabilities == 0) {
    said += " without capabilities";
    return;
  }
  const auto has = [&](const Right* right) { return here.has(*right); };
  if (std::ranges::all_of(all_rights, has)) {
    said += " with every capability that helps sonde";
    return;
  }
  for (const bool is_had : {true, false}) {
    Text before = is_had ? " with CAP_" : " without CAP_";
    for (const Right* const right : all_rights) {
      if (here.has(*right) != is_had) continue;
      said.append(before).append(right->name);
      before = ", CAP_";
    }
  }
}

constexpr Text places[] = {"",
                           "",
                           ", in a service of systemd",
                           ", in a container of docker",
                           ", in a container of podman",
                           ", in a pod of Kubernetes"};
constexpr Text kernels[] = {"", ", in gVisor instead of Linux",
                            ", in WSL 1, which is no Linux kernel", ", in WSL 2"};

}  // namespace

Here::Here(Source& source) : is_live(source.is_live()) {
  if (!is_live) return;
  const std::string status = read(source, "self/status");
  const PidStatus own = decode_pid_status(status);
  uid = own.euid;
  if (!uid) return;  // Without /proc nothing is known.
  capabilities = own.cap_eff;
  has_filter = own.seccomp && *own.seccomp != 0;
  has_no_new_privileges = sonde::has_no_new_privileges(status);
  const std::string map = read(source, "self/uid_map");
  is_in_user_namespace = !map.empty() && !is_first_user_namespace(map);
  std::string links;
  const auto namespaces = source.ask({Question::How::Links, "self/ns"}, links);
  is_in_pid_namespace = namespaces && !is_first_pid_namespace(*namespaces);
  const std::string mounts = read(source, "self/mountinfo");
  const ProcOptions proc = decode_proc_options(mounts);
  if (proc.is_hiding) hidepid = proc.hidepid;
  has_only_pids = proc.only_pids;
  sandbox = decode_sandbox(read(source, "version"), read(source, "sys/kernel/osrelease"));
  confinement = decode_confinement(read(source, "self/attr/current"));
  netlink_refusal = netlink_refusal_of(source);
  is_netlink_refused = !netlink_refusal.empty();
  giver = find_giver(source, mounts, is_in_pid_namespace);
}

std::string describe_here(const Here& here) {
  std::string said = "uid ";
  if (!here.uid) return {};
  append_number(said, *here.uid);
  append_rights(said, here);
  said += places[static_cast<std::size_t>(here.giver)];
  if (here.is_in_pid_namespace && here.giver == Giver::Unknown) said += ", in a container";
  if (here.is_in_user_namespace) said += ", in a user namespace of its own";
  said += kernels[static_cast<std::size_t>(here.sandbox)];
  if (here.has_filter) said += ", under a seccomp filter";
  if (here.has_no_new_privileges) said += " without new privileges";
  if (!here.confinement.empty()) said += ", confined as " + here.confinement;
  if (here.is_netlink_refused) said += "; netlink is refused: " + here.netlink_refusal;
  if (!here.hidepid.empty())
    said += "; /proc hides the processes of others (hidepid=" + here.hidepid + ")";
  if (here.has_only_pids) said += "; /proc has processes only (subset=pid)";
  return said;
}

std::string fit_remedy(const Here& here, Text remedy) {
  if (!here.is_live || !here.uid) return std::string(remedy);
  const Right* const right = right_in(remedy);
  if (needs_netlink(here, right)) return std::string(netlink_words_of(here.giver));
  if (right && here.has(*right)) return words_beyond(here);
  if (right) {
    std::string said = with_instead(remedy, right->anywhere, words_of(here, *right));
    const bool is_hidden = right == &look_into_processes && !here.hidepid.empty();
    return is_hidden ? said + ", or mount /proc without hidepid (systemd: ProtectProc=default)"
                     : said;
  }
  if (remedy.contains(allow_netlink))
    return with_instead(remedy, allow_netlink, netlink_words_of(here.giver));
  return std::string(remedy);
}

std::string fit_remedy(World& world, Text remedy) {
  const bool may_fit = right_in(remedy) || remedy.contains(allow_netlink);
  return may_fit ? fit_remedy(world.shared<Here>(), remedy) : std::string(remedy);
}

std::string cause_of(const Here& here, Text remedy) {
  if (!here.is_live) return {};
  const Right* const right = right_in(remedy);
  const bool is_about_netlink = remedy.contains(allow_netlink) && here.is_netlink_refused;
  if (is_about_netlink || needs_netlink(here, right))
    return "netlink is refused: " + here.netlink_refusal +
           (here.has_filter ? ", by the seccomp filter" : "");
  if (!right || !here.uid || !here.capabilities) return {};
  if (here.has(*right) && here.is_in_user_namespace)
    return "capabilities hold in this user namespace only";
  std::string said = "uid ";
  append_number(said, *here.uid);
  said += here.has(*right) ? " has CAP_" : " lacks CAP_";
  said += right->name;
  if (here.has(*right) && !here.confinement.empty())
    return said + ", but is confined as " + here.confinement;
  if (here.has(*right)) return said + ", and something else forbids it";
  if (right == &look_into_processes && !here.hidepid.empty())
    said += ", and /proc has hidepid=" + here.hidepid;
  return said;
}

}  // namespace sonde
