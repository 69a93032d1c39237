// config_reader.cpp: asks for each kind of sign, masks what it says, and keeps within bounds.
// SPDX-License-Identifier: Apache-2.0
#include "tables/config_reader.hpp"

#include <algorithm>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "decode/default_places.hpp"
#include "tables/process_sockets.hpp"
#include "tables/rights.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr std::size_t rows_max = 256;    // Of one kind and process.
constexpr std::size_t value_max = 1000;  // Bytes of a value that are shown.
constexpr std::size_t asked_max = 1000;  // Arguments that are looked for as files.

Text file_of(Text path) { return path.substr(path.rfind('/') + 1); }

// Cut where a character of UTF-8 begins.
std::string shortened(std::string text) {
  if (text.size() <= value_max) return text;
  std::size_t size = value_max;
  while (size > 0 && (static_cast<u8>(text[size]) & 0xC0) == 0x80) --size;
  text.resize(size);
  return text += "...";
}

}  // namespace

void ConfigReader::read(const Process& process, Kinds kinds) {
  process_ = &process;
  arguments_.clear();
  files_.begin(process);
  const auto read = [&](ConfigKind kind, void (ConfigReader::*part)()) {
    count_ = 0;
    if (kinds[static_cast<std::size_t>(kind)]) (this->*part)();
  };
  read(ConfigKind::Reload, &ConfigReader::read_reload);
  read(ConfigKind::Argument, &ConfigReader::read_arguments);
  read(ConfigKind::Environment, &ConfigReader::read_environment);
  read(ConfigKind::Open, &ConfigReader::read_open_files);
  read(ConfigKind::Mount, &ConfigReader::read_mounts);
  read(ConfigKind::Default, &ConfigReader::read_defaults);
  read(ConfigKind::Unit, &ConfigReader::read_unit);
  read(ConfigKind::Package, &ConfigReader::read_package);
}

void ConfigReader::finish() {
  if (was_cut_) sink_.note("of each kind only the first 256 of a process are told");
  if (lacks_dpkg_) sink_.note("conffiles are only known of packages of dpkg: rpm is not asked");
  if (may_miss_package_) sink_.note("some lists of dpkg were not read: a package may be missing");
}

// False when there are enough of this kind.
bool ConfigReader::add(ConfigKind kind, const Found& found) {
  if (count_++ >= rows_max) {
    was_cut_ = true;
    return false;
  }
  ConfigEntry& row = rows_.add({});
  Arena& texts = rows_.texts();
  row.pid = process_->pid;
  row.process = process_->name;
  if (row.process) row.process = texts.keep(*row.process);
  row.container = process_->container;
  row.kind = kind;
  row.what = texts.keep(found.what);
  if (!found.value.empty()) row.value = texts.keep(shortened(std::string(found.value)));
  row.exists = found.exists;
  row.how = texts.keep(found.how);
  return true;
}

// What is missing here may be whole rows; nobody knows how many.
void ConfigReader::refuse(Absent why, Text what, Text remedy) {
  if (why == Absent::Vanished) return;  // It ended.
  std::string example = std::string(what) + " of ";
  append_number(example, process_->pid);
  if (process_->name) example += " (" + std::string(*process_->name) + ")";
  if (remedy.empty())
    remedy = why == Absent::NotPermitted ? look_into_processes.anywhere : remedy_for_processes(why);
  sink_.gap({table_.name, "", why, Absent::NotApplicable, example, remedy});
}

// As the process sees it; "" when nobody knows where it works.
std::string ConfigReader::absolute(Text path) const {
  if (path.starts_with('/')) return std::string(path);
  if (!process_->cwd || !process_->cwd.value.starts_with('/')) return {};
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string whole(*process_->cwd);
  if (!whole.ends_with('/')) whole += '/';
  return whole += path;
}

void ConfigReader::read_reload() {
  const ConfigReload& reload = world_.shared<ConfigReload>();
  if (reload.pid != process_->pid) return;
  if (reload.why != Absent::Known)
    refuse(reload.why, "what was opened after the signal", reload.remedy);
  if (reload.opened.was_cut)
    refuse(
        Absent::Unsupported, "some files that were opened after the signal",
        "look again: the kernel dropped events or refused to tell them, or the process runs code "
        "of another architecture");
  if (!reload.left_out.empty())
    refuse(Absent::Unsupported, "what was opened below " + reload.left_out,
           "it is of the network or of a program, and is not watched: it might hang");
  const bool saw_all = reload.why == Absent::Known && !reload.opened.was_cut;
  if (saw_all && reload.opened.files.empty())
    sink_.note("the process opened nothing in the 3 s after the signal");
  for (const OpenedFile& file : reload.opened.files) {
    room_ = reload.how;
    if (file.pid != reload.pid) append_number(room_ += ", by its child ", file.pid);
    if (!add(ConfigKind::Reload, {file.path, {}, true, room_})) return;
  }
}

void ConfigReader::read_arguments() {
  const std::string name = std::to_string(process_->pid) + "/cmdline";
  std::string cmdline;
  const Known<Text> text = text_of(world_.source, {Question::How::Read, name}, cmdline);
  if (!text) return refuse(text.why, "the command line");
  ConfigArguments arguments(*text);
  std::size_t asked = 0;
  for (ConfigArgument argument; asked < asked_max && arguments.next(argument); ++asked)
    if (!read_argument(argument)) return;
  was_cut_ = was_cut_ || asked == asked_max;
}

// A path that no option asked for is only told when there is such a file.
bool ConfigReader::read_argument(const ConfigArgument& argument) {
  const Text program = process_->exe ? file_of(*process_->exe) : Text();
  const std::string shown = mask_argument({program, argument.previous, argument.argument});
  if (!Text(shown).contains(argument.path)) return true;  // It was a secret.
  const std::string path = absolute(argument.path);
  const bool is_program = process_->exe && *process_->exe == argument.path;
  if (is_program) return true;
  Known<bool> exists = Absent::NotApplicable;
  if (!path.empty()) exists = files_.exists(path);
  const bool is_there = !exists ? exists.why != Absent::NotApplicable : *exists;
  if (argument.option.empty() && !is_there) return true;
  std::string how = "in its command line";
  if (argument.number != 0) {
    how = "argument ";
    append_number(how, argument.number);
    how += " of the command line";
  }
  if (argument.option == argument.previous && !argument.option.empty())
    how += ", behind " + std::string(argument.option);
  if (!argument.path.starts_with('/') && !path.empty()) how += ", from where it works";
  const std::string what = path.empty() ? std::string(argument.path) : path;
  arguments_.insert(what);
  const Text value = argument.argument == argument.path ? Text() : Text(shown);
  return add(ConfigKind::Argument, {what, value, exists, how});
}

void ConfigReader::read_environment() {
  const std::string name = std::to_string(process_->pid) + "/environ";
  std::string environ;
  const Known<Text> text = text_of(world_.source, {Question::How::Read, name}, environ);
  if (!text) return refuse(text.why, "the environment");
  // Of Kubernetes' variables there may be thousands: they come last.
  for (const VariableSign sign :
       {VariableSign::Config, VariableSign::Setting, VariableSign::Service}) {
    bool wants_more = true;
    each_variable(*text, [&](Text variable, Text value) {
      if (wants_more && variable_sign(variable) == sign)
        wants_more = read_variable(variable, value);
    });
  }
}

// Whether a path exists is asked where the name says that it is a file.
bool ConfigReader::read_variable(Text name, Text value) {
  const std::string shown = mask_value(name, value);
  const bool is_path = value.starts_with('/') && value.size() > 1 && shown == value &&
                       value.find_first_of(" :,;\n\t") == Text::npos;
  Known<bool> exists = Absent::NotApplicable;
  if (is_path) exists = files_.exists(std::string(value));
  return add(ConfigKind::Environment, {name, shown, exists, "variable of the environment"});
}

void ConfigReader::read_open_files() {
  switch (open_files_.read(process_->pid)) {
    case FileReader::Seen::Yes: break;
    case FileReader::Seen::Refused: return refuse(Absent::NotPermitted, "the open files");
    case FileReader::Seen::NotThere: return refuse(Absent::NotCollected, "the open files");
    case FileReader::Seen::Vanished: return;
  }
  std::set<Text> seen;
  for (const OpenFile& file : open_files_.files()) {
    const bool is_read = file.use == FileUse::Open && file.fd && file.mode &&
                         *file.mode == FileMode::R && file.kind && *file.kind == FileKind::File;
    if (!is_read || !is_config_path(file.target) || !seen.insert(file.target).second) continue;
    room_ = "open for reading as descriptor ";
    append_number(room_, *file.fd);
    Known<bool> exists = file.deleted;
    if (exists) exists = !*exists;
    if (!add(ConfigKind::Open, {file.target, {}, exists, room_})) return;
  }
}

void ConfigReader::read_mounts() {
  const Known<Text>& mounts = files_.mounts();
  if (!mounts) return refuse(mounts.why, "the mounts");
  bool wants_more = true;
  each_mount(*mounts, [&](const Mount& mount) {
    const Text how = config_mount_sign(mount);
    if (how.empty() || !wants_more) return;
    const std::string from = mask_secrets(mount.root == "/" ? mount.source : mount.root);
    wants_more = add(ConfigKind::Mount, {mount.point, from, true, how});
  });
}

// By the name of what it runs, else by what it calls itself: a script runs an interpreter.
void ConfigReader::read_defaults() {
  const DefaultPlaces* places = nullptr;
  if (process_->name) places = default_places(*process_->name);
  if (!places && process_->exe) places = default_places(file_of(*process_->exe));
  if (!places) return;
  const std::string how = "where " + std::string(places->called) + " looks by default";
  for (const Text place : places->files) {
    const std::string path = absolute(place);
    if (path.empty() || arguments_.contains(path)) continue;
    const Known<bool> exists = files_.exists(path);
    if (exists && *exists) add(ConfigKind::Default, {path, {}, true, how});
    if (!exists)
      refuse(exists.why, path,
             world_.source.is_copy() ? Text() : table_.remedy("exists", exists.why));
  }
}

// Units and packages are files of the machine. A process with a root of its own has others.
void ConfigReader::read_unit() {
  if (!files_.shares_root() || process_->container) return;
  files_.each_unit_file(*process_, [&](Text file, Text directory) {
    const bool is_drop_in = file.ends_with(".conf");
    room_ = is_drop_in ? "a drop-in of its unit in " : "its unit in ";
    room_ += directory;
    add(ConfigKind::Unit, {file, {}, true, room_});
  });
}

void ConfigReader::read_package() {
  if (!files_.shares_root() || process_->container || !process_->exe) return;
  if (!process_->exe.value.starts_with('/')) return;
  DpkgFiles& dpkg = files_.dpkg();
  lacks_dpkg_ = !dpkg.is_there();
  const std::string package(dpkg.owner_of(*process_->exe));
  may_miss_package_ = may_miss_package_ || (package.empty() && dpkg.is_cut());
  if (package.empty()) return;
  const Text own = Text(package).substr(0, package.find(':'));
  dpkg.each_conffile(package, [&](Text relative, Text path) {
    if (arguments_.contains(std::string(path))) return;
    std::string how = "conffile of package " + std::string(relative);
    if (relative != own) how += ", which goes with " + std::string(own);
    add(ConfigKind::Package, {path, {}, files_.exists(std::string(path)), how});
  });
}

}  // namespace sonde
