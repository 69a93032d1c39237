// redaction.cpp: which kind of answer is masked how.
// SPDX-License-Identifier: Apache-2.0
#include "source/redaction.hpp"

#include <algorithm>
#include <linux/netlink.h>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "source/json_strings.hpp"
#include "source/netlink_redaction.hpp"
#include "source/proc_net_redaction.hpp"

namespace sonde {
namespace {

using How = Question::How;

constexpr Text stars = "***";

bool is_environment(Question question) {
  return question.how == How::Read && question.name.ends_with("/environ");
}

// "net/tcp", "self/net/tcp", "42/net/tcp": the name below /proc/net; "" for another file.
Text file_of_network(Text name) {
  constexpr Text folder = "net/";
  if (name.starts_with("sys/")) return {};
  const std::size_t at = name.starts_with(folder) ? 0 : name.find("/net/");
  if (at == Text::npos) return {};
  return name.substr(at + (at == 0 ? 0 : 1) + folder.size());
}

// Settings that are keys, or identify the machine.
bool is_secret_setting(Text name) {
  return name.starts_with("sys/") &&
         (name.ends_with("/tcp_fastopen_key") || name.ends_with("/stable_secret") ||
          name.starts_with("sys/kernel/random/"));
}

// Of /proc only these hold what people wrote; the rest is the kernel's, in forms of its own in
// which a mask would do harm: "0::/system.slice/getty@tty1.service" looks like an account.
bool is_free_text(Text name) {
  return name.starts_with("sys/") || name == "cmdline" || name.ends_with("/mountinfo") ||
         name.ends_with("/mounts") || file_of_network(name) == "unix";
}

bool is_kernel_log(Question question) {
  return question.how == How::HostTail && question.name == "dev/kmsg";
}

// What programs log is what people wrote. A capture goes to strangers without it, redacted or not.
bool is_content_of_log(Question question) {
  const bool is_tail = question.how == How::DescriptorTail || question.how == How::DescriptorPeek ||
                       question.how == How::HostTail || question.how == How::ServiceTail;
  return is_tail && !is_kernel_log(question);
}

// Line by line, since a mask may not eat the end of one.
template <class Use> std::string each_line(Text lines, Use use) {
  std::string out;
  while (!lines.empty()) {
    const bool is_whole = lines.contains('\n');
    out += use(next_line(lines));
    if (is_whole) out += '\n';
  }
  return out;
}

// Tables of the machine whose lines are no settings.
bool is_list_of_the_machine(Text name) {
  return name == "etc/services" || name == "etc/hosts" || name.starts_with("sys/");
}

}  // namespace

Redaction::Fate Redaction::fate_of(Question question) const {
  if (is_environment(question)) return Fate::Silently;
  const bool is_netlink = question.how == How::Netlink;
  // A longer question than that for all of a kind may have an address in it.
  constexpr std::size_t all_size = 1 + sizeof(nlmsghdr) + sizeof(u32);
  if (is_netlink && has_addresses() && !maps_addresses_of(question.name))
    return question.name.size() > all_size ? Fate::Silently : Fate::LeftOut;
  if (!is_netlink && has_secrets() && text(question.name) != question.name) return Fate::Silently;
  const bool is_opaque = question.how == How::Iptables || question.how == How::LocalHttp;
  // The kernel dumps headers of packets in hexadecimal digits, too.
  if (has_addresses() && (is_opaque || is_kernel_log(question))) return Fate::LeftOut;
  return Fate::Written;
}

Text Redaction::why_left_out(Question question) {
  if (is_content_of_log(question)) return "keep in a capture, which holds no logs,";
  return "map the addresses (collect it without --redact=addresses) of";
}

bool Redaction::keeps(Question question) const {
  if (has_secrets() || is_content_of_log(question)) return false;
  switch (question.how) {
    case How::HostFile:
    case How::RootFile:
    case How::ServiceFile:
    case How::LocalHttp:
    case How::Netlink: return false;
    default: return true;
  }
}

std::optional<std::string> Redaction::masked(Question question, Text answer) const {
  if (keeps(question)) return std::string(answer);
  switch (question.how) {
    case How::Read: return of_proc(question.name, answer);
    case How::List:
    case How::HostList: return each_name(answer);
    case How::Links: return each_second(answer);
    case How::Stat:
    case How::HostStat:
    case How::RootStat:
    case How::Clock:
    case How::SharesFiles: return std::string(answer);
    case How::Link:
    case How::RootUsage: return text(answer);
    case How::HostFile: return of_file(question.name, answer);
    case How::RootFile:
    case How::ServiceFile:
      return of_file(
          question.name.substr(std::min(question.name.size(), question.name.find('/') + 1)),
          answer);
    case How::DescriptorTail:
    case How::DescriptorPeek:
    case How::ServiceTail: return std::nullopt;
    case How::HostTail:
      if (!is_kernel_log(question) || has_addresses()) return std::nullopt;
      return text(answer);
    case How::Paste: return text(answer);
    case How::LocalHttp: return of_http(answer);
    case How::Iptables:
      if (has_addresses()) return std::nullopt;
      return std::string(answer);
    case How::Netlink: break;
  }
  NetlinkRedaction redaction;
  if (has_secrets()) redaction.text = [this](Text name) { return text(name); };
  if (has_addresses()) redaction.addresses = &map_;
  return redact_netlink(redaction, question.name.empty() ? -1 : question.name.front(), answer);
}

std::string Redaction::addresses(Text plain) const {
  return has_addresses() ? map_addresses(map_, plain) : std::string(plain);
}

std::string Redaction::text(Text plain) const {
  return addresses(has_secrets() ? mask_secrets(plain) : std::string(plain));
}

std::optional<std::string> Redaction::of_proc(Text name, Text answer) const {
  if (is_secret_setting(name)) return std::string(stars) + '\n';
  // Versions of four numbers are no addresses; and modules are found by them.
  if (name == "version" || name == "sys/kernel/osrelease") return std::string(answer);
  if (name.ends_with("/cmdline")) return of_command_line(answer);
  const auto mask = [](Text line) { return mask_secrets(line); };
  const std::string masked = is_free_text(name) ? each_line(answer, mask) : std::string(answer);
  if (!has_addresses()) return masked;
  const Text file = file_of_network(name);
  return file.empty() ? addresses(masked) : map_proc_net(map_, file, masked);
}

// Each argument ends with a NUL; after setproctitle more of them follow.
std::string Redaction::of_command_line(Text answer) const {
  const Text path = answer.substr(0, answer.find('\0'));
  const Text program = path.substr(path.rfind('/') + 1);
  std::string out;
  const Text line = answer;
  Text previous;
  while (!answer.empty()) {
    const Text argument = answer.substr(0, answer.find('\0'));
    const bool is_last = answer.find_first_not_of('\0', argument.size()) == Text::npos;
    out += addresses(mask_argument({program, previous, argument, is_last ? line : Text()}));
    if (argument.size() == answer.size()) break;
    out += '\0';
    previous = argument;
    answer.remove_prefix(argument.size() + 1);
  }
  return out;
}

// passwd(5): the second field is a secret where no shadow(5) has it; nothing else is one, and an
// address of mail in the fifth is no password before a host.
std::string Redaction::of_accounts(Text answer) const {
  return each_line(answer, [&](Text line) {
    const std::size_t begin = line.find(':');
    const std::size_t end = begin == Text::npos ? begin : line.find(':', begin + 1);
    if (end == Text::npos) return addresses(line);
    const Text password = line.substr(begin + 1, end - begin - 1);
    const bool is_kept = password.size() <= 1 || password == "!!";
    std::string out(line.substr(0, begin + 1));
    return addresses(out.append(is_kept ? password : stars).append(line.substr(end)));
  });
}

std::string Redaction::of_file(Text name, Text answer) const {
  if (is_json(answer)) return of_json(answer);
  if (!has_secrets()) return std::string(answer);
  if (name == "etc/passwd") return of_accounts(answer);
  if (is_list_of_the_machine(name)) return addresses(answer);
  return text(answer);
}

namespace {

// Which program a list of arguments is for is not known: what is a password to any of those that
// have a letter for it is none for a stranger.
std::string of_argument(Text previous, Text argument) {
  for (const Text program : {"mysql", "sshpass", "redis-cli", "smbclient"}) {
    std::string masked = mask_argument({program, previous, argument});
    if (masked != argument) return masked;
  }
  return std::string(argument);
}

}  // namespace

std::string Redaction::of_json(Text json) const {
  const auto mask = [this](const JsonString& string) {
    if (string.is_of_environment) return addresses(without_value(string));
    if (!has_secrets()) return std::string(string.value);
    return addresses(string.key.empty() ? of_argument(string.previous, string.value)
                                        : mask_value(string.key, string.value));
  };
  return map_json_strings(json, mask);
}

// The length that the header tells is that of the body.
std::string Redaction::of_http(Text answer) const {
  constexpr Text end_of_header = "\r\n\r\n";
  const std::size_t end = answer.find(end_of_header);
  if (end == Text::npos) return {};
  const Text body = answer.substr(end + end_of_header.size());
  const std::string masked = is_json(body) ? of_json(body) : text(body);
  std::string out;
  for (Text header = answer.substr(0, end); !header.empty();) {
    const Text line = trim(next_line(header));
    if (equal_words(line.substr(0, line.find(':')), "content-length"))
      append_number(out += "Content-Length: ", masked.size());
    else
      out += text(line);
    out += "\r\n";
  }
  return (out += "\r\n") += masked;
}

std::string Redaction::each_name(Text names) const {
  std::string out;
  while (!names.empty()) {
    const Text name = names.substr(0, names.find('\0'));
    (out += text(name)) += '\0';
    names.remove_prefix(std::min(names.size(), name.size() + 1));
  }
  return out;
}

// Name NUL target NUL.
std::string Redaction::each_second(Text pairs) const {
  std::string out;
  for (bool is_target = false; !pairs.empty(); is_target = !is_target) {
    const Text part = pairs.substr(0, pairs.find('\0'));
    (out += is_target ? text(part) : std::string(part)) += '\0';
    pairs.remove_prefix(std::min(pairs.size(), part.size() + 1));
  }
  return out;
}

}  // namespace sonde
