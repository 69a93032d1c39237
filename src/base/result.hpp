// result.hpp: an operation that failed as a whole, and how a caller passes that on.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <expected>
#include <string>
#include <system_error>
#include <utility>

namespace sonde {

// What failed, on what, and why: "open", "/proc/net/tcp", Permission denied.
struct Error {
  enum class Kind : unsigned char {
    System,    // The code says why: "open /proc/net/tcp: Permission denied".
    Sentence,  // Operation and object say all there is to say.
    Usage,     // The same, and the command line is what is wrong.
  };
  std::errc code;
  std::string operation{};
  std::string object{};
  Kind kind = Kind::System;
};

template <class T> using Result = std::expected<T, Error>;

inline std::unexpected<Error> failed(std::errc code, std::string operation, std::string object) {
  return std::unexpected(Error{code, std::move(operation), std::move(object)});
}

}  // namespace sonde

// The value of a Result, or a return of its error to the caller. The only macro of the project.
#define TRY(...)                                                                                   \
  ({                                                                                               \
    auto result_ = (__VA_ARGS__);                                                                  \
    if (!result_) return std::unexpected(std::move(result_).error());                              \
    *std::move(result_);                                                                           \
  })
