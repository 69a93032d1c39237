// paste_tokens.hpp: bytes of a paste to tokens, and the window of tokens that is looked at.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>

#include "base/types.hpp"

namespace sonde {

// Cuts a stream into tokens, and hides how the text came here: UTF-16, byte order marks, colours
// of a terminal, no-break spaces, quote marks of a mail ("> "), Windows line ends.
//
// `sink` gets token(text, gap, first_in_line), where the gap is what stood in front of the token
// in its line, and line_end(gap) at the end of each line that has any. Texts are valid during the
// call.
class PasteTokenizer {
public:
  static constexpr std::size_t token_max = 512;  // What is longer is cut: no row has such a token.
  static constexpr std::size_t gap_max = 256;    // No unix path can hold more.

  template <class Sink> void feed(Text block, Sink& sink) {
    while (!block.empty()) {
      if (escape_ != Escape::None) {
        skip_escape(block);
        continue;
      }
      std::size_t size = 0;
      while (size < block.size() && kinds[static_cast<u8>(block[size])] == Kind::Ordinary) ++size;
      append(block.substr(0, size));
      block.remove_prefix(size);
      if (block.empty()) return;
      size = std::min(block.find_first_not_of(' '), block.size());
      if (size > 0)
        blanks(block.substr(0, size), sink);
      else
        see(block.front(), sink);
      block.remove_prefix(std::max<std::size_t>(size, 1));
    }
  }

  template <class Sink> void finish(Sink& sink) {
    end_token(sink);
    if (!first_in_line_) sink.line_end(gap());
    *this = {};
  }

private:
  enum class Kind : u8 { Ordinary, Blank, LineEnd, Nul, EscapeBegin, A0 };
  enum class Escape : u8 { None, Begun, Control, Title };

  static constexpr std::array<Kind, 256> kinds = [] {
    std::array<Kind, 256> of{};
    of[' '] = of['\t'] = of['\v'] = of['\f'] = Kind::Blank;
    of['\n'] = of['\r'] = Kind::LineEnd;
    of[0] = Kind::Nul;
    of[0x1B] = Kind::EscapeBegin;
    of[0xA0] = Kind::A0;
    return of;
  }();

  template <class Sink> void see(char c, Sink& sink) {
    switch (kinds[static_cast<u8>(c)]) {
      case Kind::Blank: return blanks({&c, 1}, sink);
      case Kind::LineEnd:
        end_token(sink);
        if (!first_in_line_) sink.line_end(gap());
        gap_size_ = 0;
        first_in_line_ = true;
        after_mark_ = false;
        return;
      case Kind::A0: return see_a0(sink);
      case Kind::EscapeBegin: escape_ = Escape::Begun; return;
      case Kind::Nul:  // The other half of a UTF-16 unit, or filling.
      case Kind::Ordinary: return;
    }
  }

  // A no-break space is C2 A0 in UTF-8, and A0 after ASCII in UTF-16 without its NULs.
  template <class Sink> void see_a0(Sink& sink) {
    const bool utf8 = size_ > 0 && token_[size_ - 1] == '\xC2';
    if (!utf8 && size_ > 0 && static_cast<u8>(token_[size_ - 1]) >= 0x80) return append("\xA0");
    if (utf8) --size_;
    blanks(" ", sink);
  }

  template <class Sink> void blanks(Text run, Sink& sink) {
    end_token(sink);
    // The space behind a quote mark belongs to the mark.
    if (std::exchange(after_mark_, false)) run.remove_prefix(1);
    const std::size_t size = std::min(run.size(), gap_max - gap_size_);
    std::memcpy(gap_.data() + gap_size_, run.data(), size);
    gap_size_ += size;
  }

  template <class Sink> void end_token(Sink& sink) {
    if (size_ == 0) return;
    Text text(token_.data(), size_);
    if (first_in_line_) text = without_marks(text);
    size_ = 0;
    if (text.empty()) {
      gap_size_ = 0;
      after_mark_ = true;
      return;
    }
    after_mark_ = false;
    sink.token(text, gap(), first_in_line_);
    gap_size_ = 0;
    first_in_line_ = false;
  }

  static Text without_marks(Text text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) text.remove_prefix(2);
    text.remove_prefix(std::min(text.find_first_not_of(">|"), text.size()));
    return text;
  }

  void append(Text run) {
    const std::size_t size = std::min(run.size(), token_max - size_);
    std::memcpy(token_.data() + size_, run.data(), size);
    size_ += size;
  }

  // Drops ESC [ … letter, and ESC ] … BEL, the title of a terminal, which ends with its line.
  void skip_escape(Text& block) {
    const char c = block.front();
    if (c == 0) return block.remove_prefix(1);  // UTF-16.
    if (escape_ == Escape::Begun) {
      escape_ = c == '[' ? Escape::Control : c == ']' ? Escape::Title : Escape::None;
      if (escape_ != Escape::None) block.remove_prefix(1);
      return;
    }
    const bool inside =
        escape_ == Escape::Control ? c >= 0x20 && c < 0x40 : c != '\a' && c != '\n' && c != 0x1B;
    const bool is_end = escape_ == Escape::Control ? c >= 0x40 && c < 0x7F : c == '\a';
    if (!inside) escape_ = Escape::None;
    if (inside || is_end) block.remove_prefix(1);
  }

  Text gap() const { return {gap_.data(), gap_size_}; }

  std::array<char, token_max> token_{};
  std::array<char, gap_max> gap_{};
  std::size_t size_ = 0;
  std::size_t gap_size_ = 0;
  bool first_in_line_ = true;
  bool after_mark_ = false;
  Escape escape_ = Escape::None;
};

// The tokens that were read and not used yet, with the blanks between them. Position 0 is the next.
class PasteWindow {
public:
  static constexpr std::size_t capacity = 512;
  static constexpr std::size_t row_max = 64;  // What a row may take, and thus what it may look at.

  std::size_t size() const { return count_ - front_; }
  bool full() const { return count_ == capacity; }
  Text text(std::size_t at) const {
    const Token& token = tokens_[front_ + at];
    return {bytes_.data() + token.begin, token.end - token.begin};
  }
  Text gap(std::size_t at) const {
    const Token& token = tokens_[front_ + at];
    return {bytes_.data() + token.begin - token.gap, token.gap};
  }
  bool first_in_line(std::size_t at) const { return tokens_[front_ + at].first_in_line; }
  bool exists(std::size_t at) const { return at < size(); }
  bool exists_in_line(std::size_t at) const { return exists(at) && !first_in_line(at); }
  // Whether nothing but a line end stands in front of it: then it may be the rest of a token that
  // was wrapped.
  bool may_continue(std::size_t at) const {
    if (at == 0 || !exists(at)) return false;
    const Token& token = tokens_[front_ + at];
    return token.first_in_line && token.gap == 0 && tokens_[front_ + at - 1].trailing == 0;
  }
  // The bytes from one token to another of the same line as they stood there. Behind the last token
  // of a line its blanks are included.
  Text bytes(std::size_t first, std::size_t last) const {
    const Token& end = tokens_[front_ + last];
    const u32 begin = tokens_[front_ + first].begin;
    return {bytes_.data() + begin, end.end + end.trailing - begin};
  }

  void token(Text text, Text gap, bool first_in_line) {
    assert(!full());
    bytes_ += gap;
    const std::size_t begin = bytes_.size();
    bytes_ += text;
    tokens_[count_++] = {static_cast<u32>(begin), static_cast<u32>(bytes_.size()),
                         static_cast<u16>(gap.size()), 0, first_in_line};
  }
  void line_end(Text gap) {
    if (count_ == front_) return;
    bytes_ += gap;
    tokens_[count_ - 1].trailing = static_cast<u16>(gap.size());
  }

  void drop(std::size_t count) {
    assert(count <= size());
    front_ += count;
  }
  // Takes bytes from the front token: the name of a file that grep put there. The line then begins
  // behind it.
  void cut_front(std::size_t bytes) {
    Token& token = tokens_[front_];
    token.begin += static_cast<u32>(bytes);
    token.gap = 0;
    if (token.begin == token.end) ++front_;
    if (size() > 0) tokens_[front_].first_in_line = true;
  }
  // Makes room. Texts of the window are not valid any more.
  void compact() {
    const u32 gone =
        size() == 0 ? static_cast<u32>(bytes_.size()) : tokens_[front_].begin - tokens_[front_].gap;
    bytes_.erase(0, gone);
    std::copy(tokens_.begin() + static_cast<std::ptrdiff_t>(front_),
              tokens_.begin() + static_cast<std::ptrdiff_t>(count_), tokens_.begin());
    count_ -= std::exchange(front_, 0);
    for (std::size_t i = 0; i < count_; ++i) {
      tokens_[i].begin -= gone;
      tokens_[i].end -= gone;
    }
  }

private:
  struct Token {
    u32 begin, end;
    u16 gap, trailing;  // Blanks in front of it, and between it and the end of its line.
    bool first_in_line;
  };

  std::string bytes_{};
  std::array<Token, capacity> tokens_{};
  std::size_t front_ = 0;
  std::size_t count_ = 0;
};

}  // namespace sonde
