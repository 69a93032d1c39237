// inject.cpp: the near half of src/lexicon/script/inject: sends, listens for its marks, passes on.
// SPDX-License-Identifier: Apache-2.0
#include "source/inject.hpp"

#include <chrono>
#include <memory>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "source/child.hpp"
#include "source/octal_lines.hpp"

namespace sonde {
namespace {

using Clock = Child::Clock;

constexpr std::size_t said_max = 1024;  // Of its standard error the end is kept.
constexpr std::size_t line_max = 4096;
constexpr std::size_t reasons_max = 32;
// A terminal gives back what it is sent.
constexpr std::size_t noise_max = std::size_t{256} * 1024 * 1024;
// For a connection, a prompt, and what a slow line still holds when all is sent.
constexpr std::chrono::seconds patience{60};
constexpr std::chrono::milliseconds patience_at_end{2000};

class Bringing {
public:
  Bringing(const Injection& what, const InjectionListener& listener, const std::string& nonce)
      : what_(what), listener_(listener), mark_("@" + nonce + " ") {
    std::string head = "sonde_nonce=" + nonce;
    head += "\nsonde_size=" + std::to_string(what.program.size());
    head += "\nsonde_sha256=" + what.sha256 + "\nsonde_machines='";
    (head += what.machines) += "'\nsonde_memfd=" + std::to_string(what.memfd_call);
    head += what.in_octal ? "\nsonde_way=octal" : "\nsonde_way=";
    head += what.is_kept ? "\nsonde_keep=yes\nset --" : "\nsonde_keep=\nset --";
    for (const std::string& argument : what.arguments) head += " " + shell_word(argument);
    child_.write(head + "\n");
    child_.write(what.script);
    child_.write("sonde_inject \"$@\"\n");
  }

  Result<Injected> run() {
    TRY(child_.start(what_.command));
    const auto take = [this](Text some) { this->take(some); };
    const auto hear = [this](Text some) { this->hear(some); };
    heard_ = Clock::now();
    std::size_t unwritten = 0;
    while (!child_.has_closed_output() && !is_over()) {
      child_.converse(take, hear);
      if (child_.unwritten() < unwritten) tell_progress();
      unwritten = child_.unwritten();
    }
    const bool had_its_time = !child_.has_closed_output() && phase_ != Phase::Over;
    std::string end = child_.end(had_its_time ? Clock::duration::zero() : patience_at_end, hear);
    if (phase_ == Phase::Over) return std::move(done_);
    if (!done_.why.empty() && phase_ == Phase::Before) {
      done_.how = Injected::How::Refused;
      return std::move(done_);
    }
    return broken_off(std::move(end));
  }

private:
  enum class Phase : u8 { Before, Sending, Back, Running, Over };

  std::unexpected<Error> broken_off(std::string end) {
    std::string why = why_.empty() ? std::move(end) : why_;
    if (const Text said = trim(said_); !said.empty()) (why += ", and said: ") += said;
    constexpr Text what[] = {"no shell answered: ", "the shell ended while the program was sent: ",
                             "the shell ended while the program was checked: ",
                             "the connection ended before the program: "};
    std::string told(what[static_cast<std::size_t>(phase_)]);
    return std::unexpected(
        Error{std::errc::no_message, "via " + what_.command, told += why, Error::Kind::Sentence});
  }

  bool is_over() {
    if (phase_ == Phase::Over) return true;
    if (phase_ == Phase::Running) return nobody_reads_;
    if (Clock::now() - heard_ >= patience)
      why_ = "nothing came for 60 s (a terminal between? leave -t out)";
    else if (read_ > noise_max)
      why_ = "it printed more than 256 MiB";
    return !why_.empty();
  }

  void tell_progress() {
    heard_ = Clock::now();
    if (phase_ != Phase::Sending || to_send_ == 0 || !listener_.progress) return;
    listener_.progress(static_cast<unsigned>(100 - child_.unwritten() * 100 / to_send_));
  }

  void hear(Text some) {
    if (phase_ >= Phase::Running) return listener_.complain(some);
    said_ += some;
    if (said_.size() > said_max) said_.erase(0, said_.size() - said_max);
  }

  void take(Text some) {
    heard_ = Clock::now();
    read_ += some.size();
    held_ += some;
    bool goes_on = true;
    while (goes_on && phase_ != Phase::Over) {
      if (phase_ == Phase::Running || phase_ == Phase::Back) drop_lines();
      if (phase_ == Phase::Running)
        goes_on = pass_on();
      else if (phase_ == Phase::Back && back_ < what_.program.size())
        goes_on = compare();
      else
        goes_on = take_line();
    }
    drop_lines();
  }

  // Those that were understood.
  void drop_lines() { held_.erase(0, std::exchange(lines_, 0)); }

  // Banners and prompts may stand before a mark, and the return of a terminal behind it.
  bool take_line() {
    const std::size_t end = held_.find('\n', lines_);
    if (end == std::string::npos) {
      drop_lines();
      if (held_.size() > line_max) held_.erase(0, held_.size() - line_max);
      return false;
    }
    const std::string line = held_.substr(lines_, end - lines_);
    lines_ = end + 1;
    if (const std::size_t at = line.find(mark_); at != std::string::npos)
      take_mark(trim(Text(line).substr(at + mark_.size())));
    return true;
  }

  void take_mark(Text rest) {
    const Text word = next_word(rest);
    rest = trim(rest);
    if (phase_ == Phase::Before && word == "no") return add_reason(rest);
    if (phase_ == Phase::Before && word == "machine")
      return add_reason("the machine is " + std::string(rest.empty() ? "unknown" : rest) +
                        ", and the program is for " +
                        std::string(what_.machines.substr(0, what_.machines.find(' '))));
    if (phase_ == Phase::Before && word == "go") return send(rest);
    if (phase_ == Phase::Sending && word == "back") phase_ = Phase::Back;
    if ((phase_ == Phase::Sending || phase_ == Phase::Back) && word == "damaged") {
      done_.how = Injected::How::Damaged;
      done_.came = rest;
      phase_ = Phase::Over;
    }
    if ((phase_ == Phase::Sending || phase_ == Phase::Back) && word == "run")
      phase_ = Phase::Running;
  }

  void add_reason(Text reason) {
    if (done_.why.size() < reasons_max) done_.why.emplace_back(reason.substr(0, 200));
  }

  void send(Text rest) {
    const Text way = next_word(rest);
    phase_ = Phase::Sending;
    done_.path = trim(rest);
    done_.was_octal = way == "octal";
    if (done_.was_octal) {
      child_.write(octal_lines(what_.program));
      child_.write("sonde_written \"$@\"\n");
    } else {
      child_.write(what_.program);
    }
    if (way == "cat") child_.close_input_when_written();  // Which ends it.
    to_send_ = child_.unwritten();
  }

  // Nothing over there can tell a sum: it shows the file, and is told whether it is the same.
  bool compare() {
    const Text expected = what_.program.substr(back_, held_.size());
    is_same_ = is_same_ && Text(held_).starts_with(expected);
    back_ += expected.size();
    held_.erase(0, expected.size());
    if (back_ < what_.program.size()) return false;
    child_.write(is_same_ ? "same\n" : "other\n");
    return true;
  }

  // What cannot be the beginning of the last mark is printed.
  bool pass_on() {
    const std::size_t at = held_.find(mark_);
    std::size_t line_end = at == std::string::npos ? at : held_.find('\n', at);
    if (at != std::string::npos && held_.size() - at > line_max) line_end = held_.size();
    std::size_t known = at;
    if (at == std::string::npos) {
      known = held_.rfind('@');
      const bool may_begin = known != std::string::npos && mark_.starts_with(held_.substr(known));
      if (!may_begin) known = held_.size();
    }
    if (known > 0 && !listener_.print(Text(held_).substr(0, known))) nobody_reads_ = true;
    if (line_end != std::string::npos)
      take_end(Text(held_).substr(at + mark_.size(), line_end - at - mark_.size()));
    held_.erase(0, known);
    return false;
  }

  void take_end(Text rest) {
    u8 code = 0;
    const bool is_end = next_word(rest) == "end" && parse_number(next_word(rest), code);
    if (!is_end) why_ = "what it said of the end was not understood";
    done_.code = code;
    const Text left = trim(rest);
    if (left == "kept") done_.left = Injected::Left::Kept;
    if (left == "left") done_.left = Injected::Left::Emptied;
    phase_ = Phase::Over;
  }

  const Injection& what_;
  const InjectionListener& listener_;
  std::string mark_;
  Child child_{};
  Phase phase_ = Phase::Before;
  Injected done_{};
  std::string held_{};     // Of what came, the part that is not understood yet,
  std::size_t lines_ = 0;  // behind so many bytes of lines that are.
  std::string said_{};
  std::string why_{};  // It was given up.
  std::size_t read_ = 0;
  std::size_t to_send_ = 0;
  std::size_t back_ = 0;  // So many bytes came back.
  bool is_same_ = true;
  bool nobody_reads_ = false;
  Clock::time_point heard_{};
};

}  // namespace

Result<Injected> inject(const Injection& what, const InjectionListener& listener) {
  const std::string nonce = make_nonce();
  if (nonce.empty()) return failed(std::errc::io_error, "get random bytes for", what.command);
  const auto bringing = std::make_unique<Bringing>(what, listener, nonce);
  return bringing->run();
}

}  // namespace sonde
