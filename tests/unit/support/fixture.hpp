// fixture.hpp: files of tests/, and the flat JSON objects that stand beside them as right answers.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/types.hpp"

namespace sonde::test {

// The folder tests/: as the environment or the build says, else that of the working directory.
inline std::string folder() {
  if (const char* const set = std::getenv("SONDE_TESTS")) return set;
#ifdef SONDE_TEST_DIR
  return SONDE_TEST_DIR;
#else
  return "tests";
#endif
}

// The bytes of a file; none when it cannot be read.
inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The bytes of a file below tests/fixtures.
inline std::string fixture(const std::string& name) {
  return bytes_of(folder() + "/fixtures/" + name);
}

inline bool has_fixture(const std::string& name) {
  return std::filesystem::exists(folder() + "/fixtures/" + name);
}

// One flat JSON object: its values as text, without the quotes of strings.
using Object = std::map<std::string, std::string>;

// Reads {"a": "b", "c": 1} only: no nesting, no escapes. All that is needed here.
inline Object flat_object(Text line) {
  Object object;
  for (;;) {
    const std::size_t key = line.find('"');
    if (key == Text::npos) return object;
    line.remove_prefix(key + 1);
    const std::string name(line.substr(0, line.find('"')));
    line.remove_prefix(line.find(':') + 1);
    line.remove_prefix(line.find_first_not_of(' '));
    const bool is_quoted = line.front() == '"';
    if (is_quoted) line.remove_prefix(1);
    const std::size_t end = line.find_first_of(is_quoted ? "\"" : ",}");
    object[name] = line.substr(0, end);
    line.remove_prefix(end + 1);
  }
}

// Reads flat objects one after another, in lines or in an array.
inline std::vector<Object> flat_objects(Text text) {
  std::vector<Object> objects;
  for (std::size_t end; (end = text.find('}')) != Text::npos; text.remove_prefix(end + 1))
    objects.push_back(flat_object(text.substr(0, end + 1)));
  return objects;
}

}  // namespace sonde::test
