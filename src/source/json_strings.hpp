// json_strings.hpp: other strings in place of those of a JSON text, whose form stays.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>

#include "base/types.hpp"

namespace sonde {

// A string of a JSON text that is no name of a member, without its quotes and escapes.
struct JsonString {
  Text key{};       // The name before it; "" for one in a list.
  Text previous{};  // In a list the string before it.
  Text value{};
  bool is_of_environment = false;  // Within a member that is called "env" or "environment".
};

// Whether a text begins as JSON of an object or a list does.
bool is_json(Text text);

// The text with each such string as `use` wants it. JSON within strings, as in annotations of
// Kubernetes, is looked at too. A string that does not end, since the text was cut, is left out.
using UseString = std::function<std::string(const JsonString&)>;
std::string map_json_strings(Text json, const UseString& use);

// An entry of an environment: the name stays, the value goes. "PASSWORD=x", and of Kubernetes
// {"name": "PASSWORD", "value": "x"}.
std::string without_value(const JsonString& entry);

}  // namespace sonde
