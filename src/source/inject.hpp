// inject.hpp: a program is brought through a shell elsewhere, checked there, run and removed.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

struct Injection {
  std::string command{};  // Runs a shell over there, such as "ssh web sh".
  Text script{};          // What that shell is given: src/lexicon/script/inject.
  Text program{};         // The bytes.
  std::string sha256{};   // Of them, in hexadecimal.
  Text machines{};        // Where it runs, as uname -m says it, parted by spaces.
  unsigned memfd_call = 0;
  bool in_octal = false;  // Even where the bytes could be sent as they are.
  bool is_kept = false;
  std::vector<std::string> arguments{};
};

struct Injected {
  enum class How : u8 {
    Ran,
    Refused,  // Nothing was brought: `why` says what was tried.
    Damaged,  // Other bytes arrived; they were not run.
  };
  enum class Left : u8 { Removed, Kept, Emptied };  // Emptied: nothing there can remove it.
  How how = How::Ran;
  int code = 0;  // Its own, when it ran.
  Left left = Left::Removed;
  bool was_octal = false;
  std::string path{};              // Over there.
  std::vector<std::string> why{};  // "/tmp is mounted noexec"
  std::string came{};              // How many bytes, when they were damaged.
};

// What is told meanwhile. What the program prints is passed on as it is.
struct InjectionListener {
  std::function<void(unsigned percent)> progress{};
  std::function<bool(Text)> print{};  // False: nobody reads it any more.
  std::function<void(Text)> complain{};
};

// An error when the conversation broke off.
Result<Injected> inject(const Injection& what, const InjectionListener& listener);

}  // namespace sonde
