// options.cpp: every flag of sonde, declared once: parsing, help, completion and docs read it here.
// SPDX-License-Identifier: Apache-2.0
#include "command/options.hpp"

#include "decode/reload_signals.hpp"
#include "model/socket.hpp"

namespace sonde {
namespace {

constexpr Text color_values[] = {"auto", "always", "never"};
constexpr Text source_values[] = {"auto", "netlink", "proc"};
constexpr Text endian_values[] = {"infer", "little", "big"};
constexpr Text redact_values[] = {"environments", "secrets", "addresses"};
constexpr Text script_values[] = {"sh", "awk"};
constexpr Text language_values[] = {"en", "ja", "zh"};

// The place of a word in a list is the value of the enum.
template <class E> Result<void> choose(Text text, E& value, std::span<const Text> words) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == text) {
      value = static_cast<E>(i);
      return {};
    }
    all += (i == 0 ? "" : ", ") + std::string(words[i]);
  }
  return failed(std::errc::invalid_argument, "choose one of " + all, std::string(text));
}

}  // namespace

Result<void> from_text(Text text, ColorWhen& value) { return choose(text, value, color_values); }
Result<void> from_text(Text text, Way& value) { return choose(text, value, source_values); }
Result<void> from_text(Text text, ByteOrder& value) { return choose(text, value, endian_values); }
Result<void> from_text(Text text, Script& value) {
  if (text.empty()) return {};  // --script alone: for a shell.
  return choose(text, value, script_values);
}
Result<void> from_text(Text text, Redact& value) {
  value = Redact::Secrets;  // --redact alone.
  return text.empty() ? Result<void>() : choose(text, value, redact_values);
}
Result<void> from_text(Text text, Seconds& value) {
  if (text.empty()) return {};  // --watch alone: every second.
  const bool is_number = parse_real(text, value.value);
  if (is_number && value.value >= 0.05 && value.value <= 86400) return {};
  return failed(std::errc::invalid_argument, "read seconds (0.05 to 86400)", std::string(text));
}

namespace {

using F = Flag<Options>;

// clang-format off: one line a flag. The order is the order of the docs.
constexpr F flags[] = {
    flag<&Options::in>("in", "NAME", "Look at one place: pid:N, container:NAME, netns:NAME, pod:NAME, or just the name, id or number.", Where | Inside),
    flag<&Options::all>("all", "Look at every network namespace of this machine.", Where),
    flag<&Options::all_namespaces>("all-ns", "Enter all namespaces of the place, not only its network; the program is then one of its own.", Inside),
    flag<&Options::from>("from", "PATH", "Read a capture, a copy of /proc, a file of pasted text, or - (standard input); several for tables.", Where),
    flag<&Options::via>("via", "CMD", "Look from a shell elsewhere: CMD runs one, such as 'docker exec -i web sh'; several for tables.", Where | Brings),
    flag<&Options::protocols>("protocol", "NAME", "Only this protocol; may be given several times.", Sockets, Takes::Value, protocol_names),
    flag<&Options::with_unix>("unix", "Unix sockets that listen, too.", Listeners),
    flag<&Options::udp>("udp", "Follow a datagram of UDP instead of a connection of TCP.", Packets),
    flag<&Options::history>("history", "Read the histories of shells too: bash, zsh, ash, fish.", Histories),
    flag<&Options::reload>("reload", "SIGNAL", "Ask, send HUP, USR1 or USR2, and show which files are opened then.", Reload, Takes::Value, reload_signal_names),
    flag<&Options::binary>("binary", "FILE", "Bring this static sonde, such as that for another processor.", Brings),
    flag<&Options::keep>("keep", "Leave the file there, and say how to call it.", Brings),
    flag<&Options::yes>("yes", "Do it without asking.", Reload | Brings),
    flag<&Options::json>("json", "Print one JSON object with rows, gaps and notes.", Rows | Forms),
    flag<&Options::jsonl>("jsonl", "Print a JSON object per line.", Rows | Forms),
    flag<&Options::csv>("csv", "Print comma-separated values (RFC 4180).", Rows | Forms),
    flag<&Options::columns>("columns", "LIST", "Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.", Rows),
    flag<&Options::sort>("sort", "COLUMN", "Order by a column; -COLUMN from the largest down.", Rows),
    flag<&Options::group>("group", "LIST", "Count rows that agree in these columns.", Rows),
    flag<&Options::limit>("limit", "N", "Show at most N rows.", Rows | Forms),
    flag<&Options::watch>("watch", "SECONDS", "Look again and again (every second), and mark what came and went.", Rows, Takes::OptionalValue),
    flag<&Options::interval>("interval", "SECONDS", "Look twice, so long apart, and show what numbers grew a second, too.", Rates),
    flag<&Options::list>("list", "Show every check with its question and its verdict here, instead of what was found.", Catalogue),
    flag<&Options::follow>("follow", "Go on with what is written from now on, until Ctrl-C.", Follow),
    flag<&Options::output>("output", "FILE", "Write to this file, which must not be there yet; - for standard output.", Writes),
    flag<&Options::redact>("redact", "WHAT", "Mask secrets; =addresses: give IPv4, IPv6 and MACs others too.", Writes, Takes::OptionalValue, redact_values),
    flag<&Options::script>("script", "KIND", "Print a collector for where sonde is not: sh (any shell) or awk.", Writes, Takes::OptionalValue, script_values),
    flag<&Options::no_header>("no-header", "Leave out the line with the names of the columns.", Rows | Forms),
    flag<&Options::resolve>("resolve", "Show names of well-known ports and of /etc/hosts; the network is not asked.", Rows),
    flag<&Options::raw>("raw", "Do not escape control characters in names; refused on a terminal.", Rows | Forms),
    flag<&Options::color>("color", "WHEN", "Use colour: auto (on a terminal), always, never; NO_COLOR turns it off.", Rows | Forms, Takes::Value, color_values),
    flag<&Options::strict>("strict", "Exit with 3 when something could not be seen.", Rows | Forms),
    flag<&Options::source>("source", "WAY", "Read by netlink, from the text of /proc/net (proc), or the best way (auto).", Live, Takes::Value, source_values),
    flag<&Options::endian>("endian", "ORDER", "Byte order of the machine that printed the text: little, big, or infer it.", Bytes, Takes::Value, endian_values),
    flag<&Options::lang>("lang", "LANGUAGE", "Explain in English, Japanese or Chinese; by default as LANG says.", Words, Takes::Value, language_values),
    flag<&Options::markdown>("markdown", "Print the whole reference as Markdown.", Reference),
    flag<&Options::man>("man", "Print the man page, in roff.", Reference),
    flag<&Options::help>("help", "Say what the command does, with examples.", Everywhere),
    flag<&Options::version>("version", "Print the version.", Everywhere),
};
// clang-format on

}  // namespace

const std::span<const Flag<Options>> all_flags = flags;

Text title_of(Group group) {
  switch (group) {
    case Where: return "Where to look";
    case Rows:
    case Rates:
    case Forms: return "How to answer";
    case Sockets: return "Which sockets";
    case Live: return "How to read the kernel";
    case Bytes: return "How to read text";
    case Words: return "Language";
    case Reference: return "Documentation";
    case Everywhere: return "Always";
    case Listeners: return "Which listeners";
    case Follow: return "How long";
    case Catalogue: return "Which answer";
    case Histories: return "Which hints";
    case Reload: return "What to do";
    case Writes: return "What to write";
    case Inside: return "Where to run";
    case Brings: return "What to bring";
    case Packets: return "Which packet";
  }
  return "";
}

}  // namespace sonde
