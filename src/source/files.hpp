// files.hpp: opening and reading files without being fooled or held up by what they are.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>

#include "base/unique_fd.hpp"
#include "core/source.hpp"

namespace sonde {

// A directory as a handle; names below it are looked up from there.
Result<UniqueFd> open_directory(const std::string& path);

// Opens a regular file below `root` such that no link, "..", device or FIFO leads elsewhere or
// hangs: openat2 with RESOLVE_IN_ROOT (Linux 5.6); before, no link at all is followed.
// With Mounts::Stay what is mounted below the root is refused too: a container may have a remote
// file system there, which may hang.
enum class Mounts : u8 { Cross, Stay };
Result<UniqueFd> open_inside(int root, const std::string& path, Mounts mounts = Mounts::Cross);

// The same for a directory.
Result<UniqueFd> open_directory_inside(int root, const std::string& path);

// The whole of an open file; an error when it is longer than `bytes_max`.
Result<Text> read_all(int fd, std::string& room, std::size_t bytes_max, const std::string& name);

// An open file as blocks of at most 64 KiB.
std::unique_ptr<Blocks> blocks_of(UniqueFd file, std::string name);

// What was read already, and then the rest.
std::unique_ptr<Blocks> preceded(std::string first, std::unique_ptr<Blocks> rest);

// The names in an open directory, each ended by a NUL.
Result<Text> list_names(int directory, std::string& room, const std::string& name);
// Its links as name NUL target NUL: all of them, or in blocks of some hundred whole pairs.
Result<Text> list_links(UniqueFd directory, std::string& room, const std::string& name);
std::unique_ptr<Blocks> links_of(UniqueFd directory, std::string name);

// The target of one link below a directory.
Result<Text> read_link(int directory, const std::string& path, std::string& room);
// The answer to Question::How::Stat about what stands there, links followed; with an empty path
// about the open file itself.
Result<Text> stat_of(int directory, const std::string& path, std::string& room);

// The same about what stands at `path` below `root`, found as open_inside() finds it. A link that
// leads nowhere is an error of its own, bad_message.
Result<Text> stat_inside(int root, const std::string& path, Mounts mounts, std::string& room);

// What the question RootUsage is answered with, about the file system that `path` is on.
Result<Text> usage_inside(int root, const std::string& path, std::string& room);

// The error that errno tells, with what was tried.
std::unexpected<Error> errno_failed(const char* operation, const std::string& object);

}  // namespace sonde
