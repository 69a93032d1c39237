// options.hpp: what was typed after "sonde", as plain values; nothing is opened or looked up yet.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/flag.hpp"
#include "core/table.hpp"
#include "source/redaction.hpp"

namespace sonde {

enum class Script : u8 { Shell, Awk };  // What runs the collector elsewhere.

enum class ColorWhen : u8 { Auto, Always, Never };

struct Seconds {
  double value = 1;
};

struct Options {
  std::optional<std::string> in{};
  bool all = false, all_namespaces = false;
  std::vector<std::string> from{};
  std::vector<std::string> via{};
  bool json = false, jsonl = false, csv = false;
  std::optional<std::string> columns{}, sort{}, group{};
  std::optional<u64> limit{};
  std::optional<Seconds> watch{}, interval{};  // Between two looks.
  bool no_header = false, resolve = false, raw = false, strict = false;
  ColorWhen color = ColorWhen::Auto;
  std::vector<std::string> protocols{};
  bool with_unix = false;
  Way source = Way::Auto;
  ByteOrder endian = ByteOrder::Infer;
  std::optional<std::string> lang{};
  bool man = false, markdown = false;
  bool follow = false;
  bool udp = false;
  bool list = false;
  bool history = false;
  std::optional<std::string> reload{};
  bool yes = false;
  bool keep = false;
  std::optional<std::string> binary{};
  std::optional<std::string> output{};
  std::optional<Script> script{};
  std::optional<Redact> redact{};
  bool help = false, version = false;
};

// The kinds of commands that take a flag; a command has several.
enum Group : u32 {
  Where = 1U << 0,      // It can look at another place.
  Rows = 1U << 1,       // It answers with rows.
  Sockets = 1U << 2,    // Its rows are sockets.
  Live = 1U << 3,       // It can choose how to read the kernel.
  Bytes = 1U << 4,      // It may read text of another machine.
  Words = 1U << 5,      // It explains in a human language.
  Reference = 1U << 6,  // It prints documentation.
  Everywhere = 1U << 7,
  Listeners = 1U << 8,   // It shows what listens.
  Inside = 1U << 9,      // It runs a program at another place.
  Follow = 1U << 11,     // It can go on with what is written from now on.
  Catalogue = 1U << 12,  // It can list what it looks for.
  Histories = 1U << 13,  // It can read what people typed.
  Reload = 1U << 14,     // It can make a program read its configuration again.
  Rates = 1U << 15,      // Its rows have numbers that grow.
  Writes = 1U << 16,     // It writes a file.
  Packets = 1U << 17,    // It follows a packet that nobody sends.
  Brings = 1U << 18,     // It brings a program to another place, and runs it there.
  Forms = 1U << 10,      // It answers with rows whose columns the question names.
};

// How a value that was typed is read; an error lists what is possible.
Result<void> from_text(Text text, ColorWhen& value);
Result<void> from_text(Text text, Way& value);
Result<void> from_text(Text text, Script& value);
Result<void> from_text(Text text, Redact& value);
Result<void> from_text(Text text, ByteOrder& value);
Result<void> from_text(Text text, Seconds& value);

// The order is the order of the docs.
extern const std::span<const Flag<Options>> all_flags;

// The options of one letter: what everybody tries first, and what every tool calls so.
struct Letter {
  Text letter;
  Text flag;
};
inline constexpr Letter letters[] = {{"-h", "help"}, {"-o", "output"}};

// What a group is called in the help.
Text title_of(Group group);

}  // namespace sonde
