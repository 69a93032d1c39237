// config_signs.cpp: words in names of variables and options, ends of file names, roots of mounts.
// SPDX-License-Identifier: Apache-2.0
#include "decode/config_signs.hpp"

#include <span>
#include <utility>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace sonde {
namespace {

constexpr std::size_t path_max = 4095;

constexpr Text config_parts[] = {"CONF", "CFG", "SETTINGS", "PROPERTIES"};
constexpr Text setting_parts[] = {"DATABASE", "LOG", "ENDPOINT", "BROKER", "UPSTREAM", "OPTS"};
constexpr Text setting_words[] = {
    "FILE",    "FILES",  "DIR",    "DIRS",   "URL",     "URLS",     "URI",     "HOST",     "HOSTS",
    "PORT",    "PORTS",  "ADDR",   "ADDRS",  "ADDRESS", "DSN",      "ENV",     "OPTIONS",  "ARGS",
    "FLAGS",   "LISTEN", "BIND",   "SERVER", "SERVERS", "MODE",     "PROFILE", "PROFILES", "PROXY",
    "BACKEND", "PREFIX", "DOMAIN", "NODES",  "DB",      "TIMEZONE", "TZ"};
// What every shell has, and nobody set for this program.
constexpr Text shell_words[] = {"LOGNAME",      "DBUS_SESSION_BUS_ADDRESS",
                                "HOSTNAME",     "SSH_AUTH_SOCK",
                                "TERM_PROGRAM", "COLORTERM",
                                "MANPATH",      "INFOPATH"};
constexpr Text config_ends[] = {".conf", ".cnf", ".cfg",        ".ini", ".yml", ".yaml", ".toml",
                                ".json", ".xml", ".properties", ".rc",  ".env", ".hcl",  ".config"};
// Whole names of options without their dashes, in lower case.
constexpr Text config_options[] = {
    "file",     "values",     "ini",          "rcfile",        "env-file",
    "settings", "properties", "options-file", "defaults-file", "defaults-extra-file"};
constexpr Text option_parts[] = {"conf", "cfg"};

bool is_any(Text text, std::span<const Text> words) {
  return std::ranges::find(words, text) != words.end();
}
bool contains_any(Text text, std::span<const Text> parts) {
  return std::ranges::any_of(parts, [&](Text part) { return text.contains(part); });
}
bool is_digits(Text text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Cuts the part before the next "_" from the front.
Text cut_word(Text& rest) {
  const Text word = rest.substr(0, rest.find('_'));
  rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  return word;
}

// WEB_PORT_80_TCP_ADDR and its siblings say what WEB_SERVICE_HOST and _PORT say.
bool is_link_variable(Text name) {
  const std::size_t port = name.find("_PORT_");
  if (port == Text::npos) return false;
  Text rest = name.substr(port + 6);
  if (!is_digits(cut_word(rest))) return false;
  return rest.starts_with("TCP") || rest.starts_with("UDP") || rest.starts_with("SCTP");
}

bool is_path(Text text) {
  const bool begins = text.starts_with('/') || text.starts_with("./") || text.starts_with("../");
  constexpr Text kernel[] = {"/dev/", "/proc/", "/sys/", "//"};
  return begins && text.size() > 1 && text.size() <= path_max &&
         std::ranges::none_of(kernel, [&](Text top) { return text.starts_with(top); });
}

// "file:/etc/x", "file:///etc/x", "@/etc/x" name files too.
Text without_scheme(Text text) {
  if (text.starts_with("file://")) text.remove_prefix(7);
  if (text.starts_with("file:")) text.remove_prefix(5);
  if (text.starts_with("@/")) text.remove_prefix(1);
  return text;
}

// "-c", "--config.file", "-Dspring.config.location", "--web.config"; not "--confirm".
bool is_config_option(Text option) {
  if (!option.starts_with('-')) return false;
  if (option.size() == 2) return option == "-c" || option == "-f";  // make -C is a directory.
  while (option.starts_with('-')) option.remove_prefix(1);
  constexpr std::size_t option_max = 64;
  if (option.empty() || option.size() > option_max) return false;
  std::string lower;
  for (const char c : option) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return is_any(lower, config_options) ||
         (contains_any(lower, option_parts) && !lower.starts_with("confirm"));
}

// What may stand behind "-c" as a relative path: a name of a file, and no program of a shell.
bool may_be_name(Text text) {
  const bool is_plain = std::ranges::all_of(text, [](char c) {
    return static_cast<unsigned char>(c) > ' ' && !Text(";|&<>()$`\"'*").contains(c);
  });
  return is_plain && !text.empty() && text.size() <= path_max && !text.starts_with('-') &&
         !text.contains("://") && (text.contains('/') || has_config_name(text));
}

}  // namespace

VariableSign variable_sign(Text name) {
  constexpr std::size_t name_max = 256;
  if (name.empty() || name.size() > name_max || is_any(name, shell_words)) return {};
  std::string upper;
  for (const char c : name)
    upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c == '.' || c == '-' ? '_' : c;
  if (contains_any(upper, config_parts)) return VariableSign::Config;
  if (is_link_variable(upper)) return VariableSign::None;
  if (upper.contains("_SERVICE_HOST") || upper.contains("_SERVICE_PORT"))
    return VariableSign::Service;
  if (contains_any(upper, setting_parts)) return VariableSign::Setting;
  for (Text rest = upper; !rest.empty();)
    if (is_any(cut_word(rest), setting_words)) return VariableSign::Setting;
  return is_secret_name(name) ? VariableSign::Setting : VariableSign::None;
}

bool has_config_name(Text path) {
  const Text file = path.substr(path.rfind('/') + 1);
  return file == ".env" || std::ranges::any_of(config_ends, [&](Text end) {
           return file.size() > end.size() && file.ends_with(end);
         });
}

bool is_config_path(Text path) {
  constexpr Text no_configs[] = {"/etc/localtime", "/etc/ld.so.cache", "/etc/machine-id"};
  if (is_any(path, no_configs)) return false;
  return path.starts_with("/etc/") || path.starts_with("/config/") || has_config_name(path);
}

ConfigArguments::ConfigArguments(Text cmdline) : rest_(cmdline) {
  const std::size_t end = cmdline.find('\0');
  if (end == Text::npos) {
    rest_ = {};
    return;
  }
  const Text first = cmdline.substr(0, end);
  const bool is_alone = cmdline.substr(end).find_first_not_of('\0') == Text::npos;
  is_title_ = is_alone && first.contains(' ');
  if (is_title_) rest_ = first;
  if (is_title_) next_word(rest_);
  if (!is_title_) rest_.remove_prefix(end + 1);
}

bool ConfigArguments::next_argument(Text& argument) {
  if (is_title_) {
    argument = next_word(rest_);
    return !argument.empty();
  }
  const std::size_t end = rest_.find('\0');
  if (end == Text::npos) return false;
  argument = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  ++number_;
  return true;
}

bool ConfigArguments::next(ConfigArgument& found) {
  for (Text argument; next_argument(argument);) {
    found = {number_, argument, std::exchange(previous_, argument), {}, {}};
    const std::size_t equals = argument.find('=');
    const bool is_option = argument.starts_with('-');
    if (equals != Text::npos && (is_option || !argument.substr(0, equals).contains('/'))) {
      found.path = without_scheme(argument.substr(equals + 1));
      if (is_config_option(argument.substr(0, equals))) found.option = argument.substr(0, equals);
    } else if (is_option) {  // "-I/usr/include", "-c/etc/x.conf"
      const bool is_attached = argument.size() > 2 && argument[1] != '-';
      if (is_attached) found.path = argument.substr(2);
      if (is_attached && is_config_option(argument.substr(0, 2)))
        found.option = argument.substr(0, 2);
      if (!is_path(found.path)) continue;
    } else {
      found.path = without_scheme(argument);
      const bool is_asked = !found.previous.contains('=') && is_config_option(found.previous);
      if (is_asked) found.option = found.previous;
    }
    if (is_path(found.path) || (!found.option.empty() && may_be_name(found.path))) return true;
  }
  return false;
}

Text config_mount_sign(const Mount& mount) {
  struct Sign {
    Text part, words;
  };
  constexpr Sign signs[] = {
      {"kubernetes.io~configmap", "bind mount (ConfigMap of Kubernetes)"},
      {"kubernetes.io~secret", "bind mount (Secret of Kubernetes)"},
      {"kubernetes.io~projected", "bind mount (projected volume of Kubernetes)"},
      {"kubernetes.io~downward-api", "bind mount (downward API of Kubernetes)"},
      {"/volume-subpaths/", "bind mount (part of a volume of Kubernetes)"},
  };
  constexpr Text of_every_container[] = {"/etc/hosts", "/etc/hostname", "/etc/resolv.conf"};
  const Text point = mount.point;
  if (point == "/" || is_any(point, of_every_container)) return {};
  for (const Sign& sign : signs)
    if (mount.root.contains(sign.part) || mount.source.contains(sign.part)) return sign.words;
  if (point.starts_with("/run/secrets/") || point.starts_with("/var/run/secrets/"))
    return "mount for secrets";
  const bool is_bound = mount.root != "/";
  if (point.starts_with("/etc/") || point == "/config" || point.starts_with("/config/"))
    return is_bound ? "bind mount" : "mount";
  const bool is_kernel = point.starts_with("/proc/") || point.starts_with("/sys/");
  return is_bound && !is_kernel && has_config_name(point) ? "bind mount" : Text();
}

UnitName unit_of_cgroup(Text path) {
  constexpr Text end = ".service";
  UnitName unit;
  while (!path.empty()) {
    const std::size_t slash = path.rfind('/');
    const Text part = slash == Text::npos ? path : path.substr(slash + 1);
    path = slash == Text::npos ? Text() : path.substr(0, slash);
    const bool is_manager = part.starts_with("user@") && part.ends_with(end);
    if (!unit.name.empty() && is_manager) unit.is_of_user = true;
    if (unit.name.empty() && part.ends_with(end) && part.size() > end.size()) unit.name = part;
  }
  return unit;
}

Text template_of_unit(Text name, std::string& room) {
  const std::size_t at = name.find('@');
  const std::size_t dot = name.rfind('.');
  if (at == Text::npos || dot == Text::npos || dot <= at + 1) return {};
  room.assign(name.substr(0, at + 1)).append(name.substr(dot));
  return room;
}

}  // namespace sonde
