// redaction.hpp: what of an answer may be written down, since a capture goes to strangers.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "core/source.hpp"
#include "source/address_map.hpp"

namespace sonde {

// Each does what those before it do. Environments and contents of logs are never written.
enum class Redact : u8 { Environments, Secrets, Addresses };

class Redaction {
public:
  explicit Redaction(Redact what = Redact::Environments, AddressMap map = AddressMap({}))
      : what_(what), map_(map) {}

  // What the question alone decides. Silently: not even the question may be named, because it holds
  // a secret or an address, or asks for an environment.
  enum class Fate : u8 { Written, LeftOut, Silently };
  Fate fate_of(Question question) const;
  // The answer as it may be written. Of a long one it may be a piece: whole lines, pairs of links
  // or messages. Nothing: it may not be written, as why_left_out says.
  std::optional<std::string> masked(Question question, Text answer) const;
  // What we cannot do with the answer, as the operation of a refusal.
  static Text why_left_out(Question question);
  // Whether `masked` would give back every answer of this kind as it is.
  bool keeps(Question question) const;
  // Any text: a name, a path, the lines of a file.
  std::string text(Text plain) const;

private:
  bool has_secrets() const { return what_ >= Redact::Secrets; }
  bool has_addresses() const { return what_ == Redact::Addresses; }
  std::optional<std::string> of_proc(Text name, Text answer) const;
  std::string of_command_line(Text answer) const;
  std::string of_accounts(Text answer) const;
  std::string of_file(Text name, Text answer) const;
  std::string of_json(Text json) const;
  std::string of_http(Text answer) const;
  std::string each_name(Text names) const;
  std::string each_second(Text pairs) const;
  std::string addresses(Text plain) const;

  Redact what_;
  AddressMap map_;
};

}  // namespace sonde
