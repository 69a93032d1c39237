// capture.cpp: answers by their keys, and the source that gives them again.
// SPDX-License-Identifier: Apache-2.0
#include "source/capture.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <linux/netlink.h>
#include <linux/sock_diag.h>

#include "base/text.hpp"

namespace sonde {
namespace {

// In the order of Question::How. A paste is no question to a machine.
constexpr std::array<Text, 22> kinds = {
    "proc",    "list",     "links",    "link",    "stat",     "host", "hostlist", "root",
    "service", "hoststat", "rootstat", "usage",   "tail",     "peek", "hosttail", "servicetail",
    "http",    "clock",    "shares",   "netlink", "iptables", "paste"};
static_assert(kinds.size() == static_cast<std::size_t>(Question::How::Paste) + 1);

// A list of names may be asked of a directory whose files are asked for too: both are files when a
// capture is unpacked.
constexpr Text end_of_list = ".names";

constexpr u16 tcp_dump = 18;  // TCPDIAG_GETSOCK of linux/inet_diag.h: always of both families.
constexpr Text tcp_of_both = "netlink/sock_diag/18";
constexpr Text tcp_of_ipv4 = "netlink/sock_diag/20.2.6";
constexpr Text tcp_of_ipv6 = "netlink/sock_diag/20.10.6";

constexpr char digits[] = "0123456789abcdef";

void append_escaped(std::string& out, Text name, Text plain) {
  for (const char one : name) {
    const bool is_plain = (one >= '0' && one <= '9') || (one >= 'a' && one <= 'z') ||
                          (one >= 'A' && one <= 'Z') || plain.find(one) != Text::npos;
    if (is_plain) {
      out += one;
      continue;
    }
    const auto byte = static_cast<unsigned char>(one);
    ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
  }
}

void append_hex(std::string& out, Text bytes) {
  for (const char one : bytes) {
    const auto byte = static_cast<unsigned char>(one);
    (out += digits[byte >> 4]) += digits[byte & 15];
  }
}

// A dump of sockets or of routes says which ones it wants and how much of each; whoever gets more
// filters. So the key says the type and the family only.
std::string netlink_key(Text question) {
  std::string key = "netlink/";
  nlmsghdr header{};
  const int protocol = question.empty() ? -1 : question.front();
  const Text request = question.substr(std::min<std::size_t>(1, question.size()));
  const Text body = request.substr(std::min(sizeof header, request.size()));
  if (request.size() >= sizeof header) std::memcpy(&header, request.data(), sizeof header);
  const bool is_dump = (header.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP && body.size() >= 2;
  const bool is_route = protocol == NETLINK_ROUTE;
  if (is_dump && (is_route || protocol == NETLINK_SOCK_DIAG)) {
    key += is_route ? "route/" : "sock_diag/";
    append_number(key, header.nlmsg_type);
    if (header.nlmsg_type == tcp_dump && !is_route) return key;
    append_number(key += '.', static_cast<unsigned char>(body[0]));
    if (!is_route) append_number(key += '.', static_cast<unsigned char>(body[1]));
    return key;
  }
  append_number(key, protocol);
  append_hex(key += '/', request);
  return key;
}

// What does not move in the second or so between two looks: who holds what, names, limits,
// settings. Nothing whose rise is asked for is among it, or a rate of 0 would be told where nobody
// looked.
bool stays(Question question) {
  using How = Question::How;
  const auto [how, name] = question;
  switch (how) {
    case How::Links:
    case How::Link:
    case How::List:
    case How::Stat:
    case How::HostStat:
    case How::SharesFiles: return true;
    case How::HostFile: return name.starts_with("etc/") || name.starts_with("usr/");
    case How::Read:
      return name.starts_with("sys/") || name.ends_with("/mountinfo") ||
             name.ends_with("/cgroup") || name.ends_with("/limits") || name.ends_with("/cmdline") ||
             name == "version" || name == "modules";
    default: return false;
  }
}

constexpr Text made_by_shell = "sh";
constexpr Text masked_secrets = "what looks like a secret was masked when this was collected";
constexpr Text masked_addresses = "what looks like a secret was masked when this was collected, "
                                  "other addresses stand for the real "
                                  "ones, and firewall rules were left out";

constexpr Text native_order = std::endian::native == std::endian::little ? "little" : "big";

// What stands in front of the keys of another network namespace.
std::string front_of(Text place) {
  std::string front;
  if (place.empty()) return front;
  append_escaped(front += "in/", place, "._-:@");
  return front += '/';
}

// The value of a word in an answer of lines.
std::optional<Text> word_of(const Capture& capture, Text key, Text word) {
  const Capture::Answer* const answer = capture.find(key);
  for (Text rest = answer ? Text(answer->bytes) : Text(); !rest.empty();) {
    Text line = next_line(rest);
    if (next_word(line) == word) return trim(line);
  }
  return std::nullopt;
}

// What front_of() made it from.
std::string place_of(Text front) {
  std::string place;
  front.remove_prefix(Text("in/").size());
  while (front.size() > 1) {
    u8 byte = 0;
    const bool is_escaped = front.front() == '%' && parse_number(front.substr(1, 2), byte, 16);
    place += is_escaped ? static_cast<char>(byte) : front.front();
    front.remove_prefix(is_escaped ? 3 : 1);
  }
  return place;
}

class CaptureBlocks final : public Blocks {
public:
  CaptureBlocks(std::shared_ptr<const Capture> capture, const Capture::Answer& answer, Text key)
      : capture_(std::move(capture)), answer_(answer), key_(key) {}

  Result<Text> next() override {
    if (!std::exchange(is_given_, true) && !answer_.bytes.empty()) return Text(answer_.bytes);
    if (answer_.end) return failed(answer_.end->code, answer_.end->operation, key_);
    return Text();
  }

private:
  std::shared_ptr<const Capture> capture_;
  const Capture::Answer& answer_;
  std::string key_;
  bool is_given_ = false;
};

class CaptureSource final : public Source {
public:
  CaptureSource(std::shared_ptr<const Capture> capture, std::string name, std::string place)
      : capture_(std::move(capture)), name_(std::move(name)), place_(std::move(place)) {}

  Text name() const override { return name_; }
  // Of a machine with the other byte order the text can be read, and netlink's answers cannot.
  bool is_copy() const override {
    const Text order = about(*capture_, "byte_order").value_or(native_order);
    return !about(*capture_, "made_by") || order != native_order;
  }
  bool has_second_look() const override { return capture_->find(again(about_key)) != nullptr; }
  void look_again() override { is_second_ = has_second_look(); }
  std::chrono::steady_clock::time_point now() const override {
    i64 moment_ns = 0;
    const std::string key = is_second_ ? again(about_key) : std::string(about_key);
    parse_number(word_of(*capture_, key, "moment_ns").value_or("0"), moment_ns);
    // The difference of two is a number, too, whatever a stranger wrote.
    return std::chrono::steady_clock::time_point(
        std::chrono::nanoseconds(std::max(moment_ns, i64{0})));
  }

  Result<Text> ask(Question question, std::string& room) override {
    const std::string key = key_in_look(question);
    const Capture::Answer* const answer = find(question, key);
    if (!answer && question.how == Question::How::List) return list_copied(question.name, room);
    if (!answer) return failed(std::errc::no_message, "find in the capture", key);
    if (answer->end) return failed(answer->end->code, answer->end->operation, key);
    return Text(room = answer->bytes);
  }

  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    const std::string key = key_in_look(question);
    const Capture::Answer* answer = find(question, key);
    for (const Text one : {tcp_of_ipv4, tcp_of_ipv6})
      if (!answer && key.ends_with(one))
        answer = capture_->find(key.substr(0, key.size() - one.size()).append(tcp_of_both));
    if (!answer) return failed(std::errc::no_message, "find in the capture", key);
    if (answer->end && answer->bytes.empty())
      return failed(answer->end->code, answer->end->operation, key);
    return std::make_unique<CaptureBlocks>(capture_, *answer, key);
  }

  Result<std::unique_ptr<Source>> network(Text handle) override {
    for (const std::string& place : {std::string(handle), place_of_same_network(handle)}) {
      const std::string front = front_of(place);
      const auto first = capture_->from(front);
      if (front.empty() || first == capture_->end() || !first->first.starts_with(front)) continue;
      auto inner = std::make_unique<CaptureSource>(capture_, name_, place);
      inner->is_second_ = is_second_;
      return inner;
    }
    return failed(std::errc::no_message, "enter", std::string(handle));
  }

  std::vector<std::string> lost() const override {
    std::vector<std::string> sentences = capture_->lost();
    const Text redacted = about(*capture_, "redacted").value_or("");
    if (redacted.contains("addresses"))
      sentences.emplace_back(masked_addresses);
    else if (!redacted.empty())
      sentences.emplace_back(masked_secrets);
    return sentences;
  }

private:
  static std::string again(Text key) { return std::string(again_folder).append(key); }
  std::string key_in_look(Question question) const {
    const std::string key = key_of(place_, question);
    return is_second_ ? again(key) : key;
  }

  // A shell does not ask twice for what stays. What another collector lacks was cut.
  const Capture::Answer* find(Question question, Text key) const {
    const Capture::Answer* const answer = capture_->find(key);
    if (answer || !is_second_ || !stays(question)) return answer;
    if (about(*capture_, "made_by") != made_by_shell) return nullptr;
    return capture_->find(key_of(place_, question));
  }

  // Of the processes in a network one was asked for its tables; the handles of the others lead to
  // the same one. "" when nothing is known of it.
  std::string place_of_same_network(Text handle) const {
    const Capture::Answer* const link = capture_->find(key_of("", {Question::How::Link, handle}));
    if (!link || link->end) return {};
    constexpr Text places = "in/";
    const Text own_link = "link/self/ns/net";
    for (auto at = capture_->from(places); at != capture_->end();) {
      const Text key = at->first;
      if (!key.starts_with(places)) break;
      const std::size_t end = key.find('/', places.size());
      std::string front(key.substr(0, end == Text::npos ? key.size() : end + 1));
      const Capture::Answer* const its = capture_->find(front + std::string(own_link));
      if (its && its->bytes == link->bytes) return place_of(front);
      front.back() = '/' + 1;  // All of this place are before it.
      at = end == Text::npos ? std::next(at) : capture_->from(front);
    }
    return {};
  }

  // An archive of files of /proc that somebody else packed says no lists: they are its names.
  Result<Text> list_copied(Text name, std::string& room) {
    if (!is_copy()) return failed(std::errc::no_message, "list in the capture", std::string(name));
    std::string folder = key_of(place_, {Question::How::Read, name});
    folder += '/';
    room.clear();
    Text last;
    for (auto at = capture_->from(folder); at != capture_->end(); ++at) {
      Text rest = at->first;
      if (!rest.starts_with(folder)) break;
      rest.remove_prefix(folder.size());
      const Text one = rest.substr(0, rest.find('/'));
      if (one != last) (room += one) += '\0';
      last = one;
    }
    if (room.empty())
      return failed(std::errc::no_message, "list in the capture", std::string(name));
    return Text(room);
  }

  std::shared_ptr<const Capture> capture_;
  std::string name_;
  std::string place_;
  bool is_second_ = false;
};

}  // namespace

bool is_on_purpose(Text lost) { return lost.starts_with(masked_secrets); }
bool maps_addresses(Text lost) { return lost == masked_addresses; }

// What the map takes for an answer, beside its bytes.
constexpr std::size_t overhead = 150;

bool Capture::has_room(std::size_t bytes) {
  const std::size_t left = bytes_max - std::min(bytes_, bytes_max);
  if (bytes <= left && answers_.size() < answers_max) return true;
  tell_lost("the capture is too large: of its answers only the first " +
            std::to_string(bytes_max >> 20) + " MiB are looked at");
  return false;
}

bool Capture::add(Text key, Text piece) {
  if (!has_room(key.size() + piece.size() + overhead)) return false;
  bytes_ += piece.size();
  auto found = answers_.find(key);
  if (found == answers_.end()) {
    bytes_ += key.size() + overhead;
    found = answers_.emplace(key, Answer{}).first;
  }
  if (!found->second.end) found->second.bytes += piece;
  return true;
}

void Capture::refuse(Text key, Refusal why) {
  constexpr std::size_t operation_max = 100;  // A few words of ours.
  if (why.operation.size() > operation_max) why.operation.resize(operation_max);
  const std::size_t size = key.size() + why.operation.size() + overhead;
  if (!has_room(size)) return;
  Answer& answer = answers_[std::string(key)];
  bytes_ += size;
  if (!answer.end) answer.end = std::move(why);
}

const Capture::Answer* Capture::find(Text key) const {
  const auto found = answers_.find(key);
  return found == answers_.end() ? nullptr : &found->second;
}

void Capture::tell_lost(std::string sentence) {
  if (std::ranges::find(lost_, sentence) == lost_.end()) lost_.push_back(std::move(sentence));
}

std::optional<Text> about(const Capture& capture, Text word) {
  return word_of(capture, about_key, word);
}

std::string key_of(Text place, Question question) {
  // What is asked about a process is the same from every network.
  const bool is_of_process = !question.name.empty() && question.name[0] >= '0' &&
                             question.name[0] <= '9' && question.how != Question::How::Netlink;
  std::string key = front_of(is_of_process ? Text() : place);
  if (question.how == Question::How::Netlink) return key += netlink_key(question.name);
  key += kinds[static_cast<std::size_t>(question.how)];
  if (!question.name.empty() || question.how == Question::How::List) key += '/';
  append_escaped(key, question.name, "/._-:@+,=");
  if (!question.name.empty() && key.ends_with('/')) key.replace(key.size() - 1, 1, "%2f");
  if (question.how == Question::How::List || question.how == Question::How::HostList)
    key += end_of_list;
  return key;
}

std::unique_ptr<Source> open_capture(std::shared_ptr<const Capture> capture, std::string name) {
  return std::make_unique<CaptureSource>(std::move(capture), std::move(name), "");
}

}  // namespace sonde
