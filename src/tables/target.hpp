// target.hpp: which place is meant by --in NAME and --all, and how it is found.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/table.hpp"

namespace sonde {

// What was typed, taken apart. Nothing is looked up yet.
struct Target {
  enum class Kind : u8 { Here, Pid, Container, Netns, Pod, Word, Everywhere };
  Kind kind = Kind::Here;
  std::string name{};  // Without "pid:" and the like.
};

// The words in front of the colon, in the order of the docs.
inline constexpr Text target_words[] = {"pid", "container", "netns", "pod"};

// "pid:42", "container:web", "netns:blue", "pod:web-0"; a bare word is looked up in all of these.
Target parse_target(Text typed);

// The code of the error when nothing has the name.
inline constexpr std::errc no_such_place = std::errc::no_such_file_or_directory;

// Fills the networks and processes of the world, so that scans look there. A name that nothing has,
// or several have, is an error of usage that lists what there is. Answers what to call the place.
Result<std::string> look_at(World& world, const Target& target);

}  // namespace sonde
