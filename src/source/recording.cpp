// recording.cpp: hands each answer on, and to the tape on its way.
// SPDX-License-Identifier: Apache-2.0
#include "source/recording.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <utility>

namespace sonde {
namespace {

constexpr std::size_t piece_max = std::size_t{1024} * 1024;

// Whether the kernel says in these messages that no more will come: after them it would be waited
// for in vain.
bool ends_dump(Text messages) {
  nlmsghdr header{};
  while (messages.size() >= sizeof header) {
    std::memcpy(&header, messages.data(), sizeof header);
    if (header.nlmsg_type == NLMSG_DONE || header.nlmsg_type == NLMSG_ERROR) return true;
    if (header.nlmsg_len < sizeof header || header.nlmsg_len > messages.size()) return true;
    messages.remove_prefix(std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), messages.size()));
  }
  return false;
}

bool is_dump(Text question) {
  nlmsghdr header{};
  if (question.size() <= sizeof header) return false;
  std::memcpy(&header, question.data() + 1, sizeof header);
  return (header.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
}

// Who reads the capture sees it as a gap: "not collected".
Refusal left_out(Question question) {
  return {std::errc::no_message, std::string(Redaction::why_left_out(question))};
}

// Hands blocks on and writes them. Who reads may stop early; the tape gets the whole answer, but to
// netlink requests that are no dump: how many answers come only their reader knows.
class RecordedBlocks final : public Blocks {
public:
  RecordedBlocks(std::unique_ptr<Blocks> blocks, Tape& tape, std::string key, Question question)
      : blocks_(std::move(blocks)), tape_(tape), key_(std::move(key)), how_(question.how),
        name_(question.name), is_netlink_(how_ == Question::How::Netlink),
        is_drained_(!is_netlink_ || is_dump(question.name)) {}
  ~RecordedBlocks() override {
    while (!is_over_ && is_drained_)
      if (!next()) break;
    if (!is_over_) end();
  }
  RecordedBlocks(const RecordedBlocks&) = delete;
  RecordedBlocks& operator=(const RecordedBlocks&) = delete;

  Result<Text> next() override {
    Result<Text> block = blocks_->next();
    if (block && !block->empty()) {
      add(*block);
      if (is_netlink_ && !is_over_ && ends_dump(*block)) end();
      return block;
    }
    if (!is_over_) {
      end();
      if (!block) tape_.writer.refuse(key_, {block.error().code, block.error().operation});
    }
    return block;
  }

private:
  // Links and messages come whole in each block; lines go on in the next, and are masked when they
  // are whole too, so that no secret is cut in two.
  void add(Text block) {
    piece_ += block;
    if (is_refused_) piece_.clear();
    if (piece_.size() < piece_max) return;
    const bool is_whole =
        is_netlink_ || how_ == Question::How::Links || tape_.redaction.keeps({how_, name_});
    const std::size_t end = is_whole ? piece_.size() : piece_.rfind('\n') + 1;  // npos + 1 is 0.
    const bool is_one = name_.ends_with("/fib_trie");  // Its lines go on from those before them.
    if (piece_.size() > Capture::bytes_max)
      write(piece_.size());
    else if (end > 0 && !is_one)
      write(end);
  }
  void end() {
    is_over_ = true;
    if (!piece_.empty() || part_ == 0) write(piece_.size());
  }
  void write(std::size_t size) {
    const auto masked = tape_.redaction.masked({how_, name_}, Text(piece_).substr(0, size));
    piece_.erase(0, size);
    if (!masked) return refuse(left_out({how_, name_}));
    if (tape_.bytes + masked->size() > Capture::bytes_max) {
      ++tape_.left_out;
      refuse({std::errc::no_message, "keep all of"});
    } else {
      tape_.bytes += masked->size();
      tape_.writer.put(key_, ++part_, *masked);
    }
  }
  // The rest goes, too: an answer with a hole would look whole.
  void refuse(const Refusal& why) {
    if (!std::exchange(is_refused_, true)) tape_.writer.refuse(key_, why);
  }

  std::unique_ptr<Blocks> blocks_;
  Tape& tape_;
  std::string key_;
  Question::How how_;
  std::string name_;
  std::string piece_{};
  unsigned part_ = 0;
  bool is_netlink_, is_drained_;
  bool is_over_ = false, is_refused_ = false;
};

// A dump that leaves nothing out, for whoever reads the capture: all states, all extensions, and
// links with their counters. Empty: there is nothing to widen.
std::string widest(Question question) {
  std::string wide;
  if (question.how != Question::How::Netlink || !is_dump(question.name)) return wide;
  const int protocol = question.name.front();
  const std::size_t at = 1 + sizeof(nlmsghdr);
  const auto overwrite = [&](std::size_t offset, const auto& value) {
    if (wide.empty()) wide = question.name;
    std::memcpy(wide.data() + at + offset, &value, sizeof value);
  };
  nlmsghdr header{};
  std::memcpy(&header, question.name.data() + 1, sizeof header);
  const std::size_t size = question.name.size() - at;
  constexpr u8 all_extensions = 0xFF;
  constexpr u32 all_states = ~0U;
  if (protocol == NETLINK_SOCK_DIAG && header.nlmsg_type == TCPDIAG_GETSOCK &&
      size >= sizeof(inet_diag_req)) {
    overwrite(offsetof(inet_diag_req, idiag_ext), all_extensions);
    overwrite(offsetof(inet_diag_req, idiag_states), all_states);
  } else if (protocol == NETLINK_SOCK_DIAG && size == sizeof(inet_diag_req_v2)) {
    overwrite(offsetof(inet_diag_req_v2, idiag_ext), all_extensions);
    overwrite(offsetof(inet_diag_req_v2, idiag_states), all_states);
  } else if (protocol == NETLINK_ROUTE && header.nlmsg_type == RTM_GETLINK &&
             size == sizeof(ifinfomsg) + sizeof(nlattr) + sizeof(u32)) {
    overwrite(sizeof(ifinfomsg) + sizeof(nlattr), u32{0});  // IFLA_EXT_MASK: skip nothing.
  }
  return wide;
}

class RecordingSource final : public Source {
public:
  RecordingSource(Source& source, std::unique_ptr<Source> owned, Tape& tape, std::string place)
      : source_(source), owned_(std::move(owned)), tape_(tape), place_(std::move(place)) {}

  Text name() const override { return source_.name(); }
  bool is_live() const override { return source_.is_live(); }
  bool is_copy() const override { return source_.is_copy(); }
  std::vector<std::string> lost() const override { return source_.lost(); }

  bool has_second_look() const override { return source_.has_second_look(); }
  void look_again() override {
    source_.look_again();
    tape_.is_second_look = true;
  }

  Result<Text> ask(Question question, std::string& room) override {
    const Result<Text> answer = source_.ask(question, room);
    const std::string key = key_to_write(question);
    if (key.empty()) return answer;
    if (!answer) {
      tape_.writer.refuse(key, {answer.error().code, answer.error().operation});
      return answer;
    }
    const auto masked = tape_.redaction.masked(question, *answer);
    if (!masked) {
      tape_.writer.refuse(key, left_out(question));
    } else if (tape_.bytes + masked->size() > Capture::bytes_max) {
      ++tape_.left_out;
    } else {
      tape_.bytes += masked->size();
      tape_.writer.put(key, 1, *masked);
    }
    return answer;
  }

  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    const std::string wide = widest(question);
    if (!wide.empty()) question.name = wide;
    Result<std::unique_ptr<Blocks>> blocks = source_.stream(question);
    std::string key = key_to_write(question);
    if (key.empty()) return blocks;
    if (blocks)
      return std::make_unique<RecordedBlocks>(std::move(*blocks), tape_, std::move(key), question);
    tape_.writer.refuse(key, {blocks.error().code, blocks.error().operation});
    return blocks;
  }

  Result<std::unique_ptr<Source>> network(Text handle) override {
    std::unique_ptr<Source> inner = TRY(source_.network(handle));
    Source& asked = *inner;
    return std::make_unique<RecordingSource>(asked, std::move(inner), tape_, std::string(handle));
  }

private:
  // "" when nothing is to be written: it was before, or may not be.
  std::string key_to_write(Question question) {
    const bool is_named = tape_.redaction.text(place_) == place_;
    const Redaction::Fate fate = tape_.redaction.fate_of(question);
    if (!is_named || fate == Redaction::Fate::Silently) return {};
    const std::string key = key_in_look(question);
    if (!tape_.keys.insert(key).second) return {};
    if (fate == Redaction::Fate::Written) return key;
    tape_.writer.refuse(key, left_out(question));
    return {};
  }
  std::string key_in_look(Question question) const {
    const std::string key = key_of(place_, question);
    return tape_.is_second_look ? std::string(again_folder).append(key) : key;
  }

  Source& source_;
  std::unique_ptr<Source> owned_;  // Of another network.
  Tape& tape_;
  std::string place_;
};

}  // namespace

std::unique_ptr<Source> open_recording(Source& source, Tape& tape) {
  return std::make_unique<RecordingSource>(source, nullptr, tape, "");
}

}  // namespace sonde
