// config_signs.hpp: which arguments, variables, files and mounts look like configuration.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>

#include "decode/mountinfo.hpp"

namespace sonde {

// Calls `use(name, value)` for each variable of /proc/PID/environ: NAME=value, each ended by a NUL.
// One without its NUL was cut, and is left out: of half a URL nobody sees the password. So is what
// has no name, as in an environment that a process wrote over.
template <class Use> void each_variable(Text file, Use use) {
  for (std::size_t end; (end = file.find('\0')) != Text::npos; file.remove_prefix(end + 1)) {
    const Text entry = file.substr(0, end);
    const std::size_t equals = entry.find('=');
    if (equals != Text::npos && equals > 0) use(entry.substr(0, equals), entry.substr(equals + 1));
  }
}

// How much a variable looks like configuration. Service: Kubernetes tells of a service, and there
// may be thousands.
enum class VariableSign : u8 { None, Config, Setting, Service };
VariableSign variable_sign(Text name);

// Whether a file that is open for reading looks like configuration: below /etc, or by its name.
bool is_config_path(Text path);
// By its name alone: app.yaml, my.cnf.
bool has_config_name(Text path);

// An argument that is, has or is followed by a path.
struct ConfigArgument {
  u32 number = 0;   // 0: a title that the process gave itself; its words have no numbers.
  Text argument{};  // The whole of it.
  Text previous{};  // The one before; empty for the first.
  Text path{};      // Part of it: "/etc/x", "./x"; relative ones only behind an option.
  Text option{};    // That asks for a configuration: "-c", "--config"; empty: none does.
};

// Walks over /proc/PID/cmdline. An argument without its NUL at the end was cut and is not used.
// "nginx: master process nginx -c /etc/nginx/nginx.conf" in one argument is a title, and read by
// words. The program, which stands first, is left out.
class ConfigArguments {
public:
  explicit ConfigArguments(Text cmdline);
  // False at the end.
  bool next(ConfigArgument& found);

private:
  bool next_argument(Text& argument);

  Text rest_;
  bool is_title_ = false;
  u32 number_ = 0;
  Text previous_{};
};

// How a mount configures what is below it: "bind mount (ConfigMap of Kubernetes)"; "" when it does
// not look so. The three files that every runtime mounts (hosts, hostname, resolv.conf) do not.
Text config_mount_sign(const Mount& mount);

// "nginx.service" of "/system.slice/nginx.service"; "" when the process is of no service.
struct UnitName {
  Text name{};
  bool is_of_user = false;  // It is started by the manager of a user.
};
UnitName unit_of_cgroup(Text path);
// "getty@.service" of "getty@tty1.service", in `room`; "" when it is no instance.
Text template_of_unit(Text name, std::string& room);

}  // namespace sonde
