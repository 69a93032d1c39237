// collect.cpp: "sonde collect": everything that the tables ask, with the answers, in one file.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "command/answer.hpp"
#include "command/findings.hpp"
#include "command/interrupt.hpp"
#include "command/remote.hpp"
#include "source/recording.hpp"
#include "tables/silent_sink.hpp"
#include "tables/tables.hpp"
#include "tables/target.hpp"

namespace sonde {
namespace {

constexpr double between_looks_s = 1;

// Whose rows are made of what other people wrote, secrets among it: logs, configuration, habits.
bool is_private(const TableInfo& table) {
  return &table == &logs_table || &table == &config_table || &table == &hints_table;
}

// What commands ask beside the tables: the place they look at.
constexpr Question asked_by_commands[] = {
    {Question::How::Clock},
    {Question::How::Read, "self/status"},
    {Question::How::Read, "sys/kernel/hostname"},
    {Question::How::Read, "sys/kernel/osrelease"},
    {Question::How::Read, "version"},
    {Question::How::Read, "1/status"},
    {Question::How::RootFile, "1/etc/os-release"},
    {Question::How::HostFile, "etc/os-release"},
    {Question::How::HostFile, "usr/lib/os-release"},
    {Question::How::HostFile, "etc/hosts"},
    {Question::How::HostFile, "etc/services"},
};

// A file that nobody else may read, and that was not there: neither a link nor somebody's file.
Result<UniqueFd> make_file(const std::string& path) {
  UniqueFd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file && errno == EEXIST)
    return std::unexpected(Error{std::errc::file_exists, path + " is there already",
                                 "nothing is written over; name another file",
                                 Error::Kind::Sentence});
  if (!file) return failed(static_cast<std::errc>(errno), "make", path);
  (void)::fchmod(*file, 0600);  // Whatever the umask takes away.
  return file;
}

std::string about_here(Source& source, Redact redact, const Redaction& redaction) {
  std::string lines = "made_by sonde " SONDE_VERSION "\nversion ";
  lines.append(capture_version).append("\ntime ");
  append_number(lines, static_cast<i64>(::time(nullptr)));
  lines += "\nbyte_order ";
  lines += std::endian::native == std::endian::little ? "little" : "big";
  append_number(lines += "\nuid ", static_cast<u64>(::geteuid()));
  std::string room;
  const auto host = source.ask({Question::How::Read, "sys/kernel/hostname"}, room);
  if (host) lines.append("\nhost ").append(redaction.text(trim(*host)));
  if (redact >= Redact::Secrets) lines += "\nredacted secrets";
  if (redact == Redact::Addresses) lines += " addresses";
  return lines;
}

std::string moment_of(Source& source) {
  const auto since = source.now().time_since_epoch();
  std::string line = "\nmoment_ns ";
  append_number(line, std::chrono::duration_cast<std::chrono::nanoseconds>(since).count());
  return line += '\n';
}

bool has_rates(const TableInfo& table) {
  return std::ranges::any_of(table.columns, [](const ColumnInfo& one) { return is_rate(one); });
}

class Collection {
public:
  Collection(Source& source, Redact redact, const AddressMap& map, Out& file, Out& talk)
      : writer_(file, static_cast<u64>(::time(nullptr))),
        tape_{.writer = writer_, .redaction = Redaction(redact, map)},
        source_(open_recording(source, tape_)), talk_(talk),
        tells_progress_(::isatty(STDERR_FILENO) == 1) {
    writer_.put(about_key, 1, about_here(source, redact, tape_.redaction) + moment_of(source));
  }

  // The two looks of diagnose come first, so that they are a second apart, whatever the tables
  // take. False: Ctrl-C.
  bool collect() {
    const auto begin = source_->now();
    look();
    const std::chrono::duration<double> spent = source_->now() - begin;
    const std::chrono::duration<double> left =
        std::chrono::duration<double>(between_looks_s) - spent;
    if (left.count() > 0 && !sleep_unless_interrupted(left)) return false;
    source_->look_again();
    writer_.put(std::string(again_folder).append(about_key), 1, moment_of(*source_));
    look();
    tape_.is_second_look = false;
    std::string room;
    for (const Question& question : asked_by_commands) (void)source_->ask(question, room);
    for (const bool everywhere : {false, true})
      for (const TableInfo* table : all_tables) scan(*table, everywhere, nullptr);
    writer_.finish();
    if (tells_progress_) talk_.put("\r\x1b[K");
    (void)talk_.flush();
    return true;
  }
  u64 questions() const { return tape_.keys.size(); }
  u64 left_out() const { return tape_.left_out; }

private:
  // What needs two looks to be told.
  void look() {
    scan(findings_table, false, &memory_);
    scan(findings_table, true, &memory_everywhere_);
    for (const TableInfo* table : all_tables)
      if (has_rates(*table)) {
        scan(*table, false, &rates_);
        scan(*table, true, &rates_);
      }
  }

  // Errors are on the tape.
  void scan(const TableInfo& table, bool everywhere, Memory* memory) {
    const bool has_networks = table.find("netns") != nullptr;
    if (is_private(table) || (everywhere && !has_networks)) return;
    tell_progress(table);
    World world{*source_};
    Target target;
    if (everywhere) target.kind = Target::Kind::Everywhere;
    if (!look_at(world, target) || (everywhere && world.networks.size() < 2)) return;
    Request request;
    for (const ColumnInfo& column : table.columns) request.columns.set(table.index_of(column));
    request.memory = memory;
    SilentSink nobody;
    (void)table.scan(world, table, request, nobody);
    writer_.sync();
  }
  void tell_progress(const TableInfo& table) {
    if (!tells_progress_) return;
    talk_.put("\r\x1b[Kcollecting ");
    talk_.put(table.name);
    (void)talk_.flush();
  }

  CaptureWriter writer_;
  Tape tape_;
  std::unique_ptr<Source> source_;
  Out& talk_;
  bool tells_progress_;
  Memory memory_{}, memory_everywhere_{}, rates_{};
};

}  // namespace

namespace {

Result<Exit> print_script(Call& call, Script script) {
  if (!call.options.output || *call.options.output == "-") {
    call.out.put(script_text(script));
    TRY(call.out.flush());
    return Exit::Answered;
  }
  const UniqueFd file = TRY(make_file(*call.options.output));
  Out out(::fcntl(*file, F_DUPFD_CLOEXEC, 0), *call.options.output);
  out.put(script_text(script));
  TRY(out.close());
  return Exit::Answered;
}

}  // namespace

Result<Exit> run_collect(Call& call) {
  if (call.options.script && call.options.redact)
    return usage_error("the script masks nothing: give --redact to sonde collect where sonde is");
  if (call.options.script) return print_script(call, *call.options.script);
  const std::unique_ptr<Source> source = TRY(open_source(call.options, between_looks_s));
  const std::string path = call.options.output.value_or("-");
  const bool is_piped = path == "-";
  if (is_piped && ::isatty(STDOUT_FILENO) == 1)
    return usage_error("a capture is no text for a terminal: sonde collect -o FILE");
  const UniqueFd file = is_piped ? UniqueFd() : TRY(make_file(path));
  Out out(is_piped ? STDOUT_FILENO : ::fcntl(*file, F_DUPFD_CLOEXEC, 0), path);
  const Redact redact = call.options.redact.value_or(Redact::Environments);
  const AddressMap map =
      redact == Redact::Addresses ? TRY(random_address_map()) : AddressMap(AddressMap::Key());
  Collection collection(*source, redact, map, out, call.talk);
  if (!collection.collect())
    return std::unexpected(Error{std::errc::interrupted, "the capture was not finished",
                                 path + " holds what came so far", Error::Kind::Sentence});
  TRY(is_piped ? out.flush() : out.close());
  if (!is_piped) {
    struct stat status{};
    (void)::fstat(*file, &status);
    std::string said = path + ": ";
    append_number(said, collection.questions());
    said += " answers and refusals in ";
    append_number(said, (status.st_size + 1023) / 1024);
    call.talk.put(said + " KiB; look at it with: sonde --from " + path + "\n");
  }
  if (redact >= Redact::Secrets)
    call.talk.put("what looks like a secret was masked; what does not look like one is in it: "
                  "look before it goes to others\n");
  if (collection.left_out() > 0)
    call.talk.put("not everything is in it: the answers are larger than a capture may be\n");
  return Exit::Answered;
}

}  // namespace sonde
