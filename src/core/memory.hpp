// memory.hpp: what scans remember from one look of --watch to the next.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <memory>

namespace sonde {

// One object of each type that somebody asks for; it lives as long as the watch.
class Memory {
public:
  template <class T> T& of() {
    static constexpr char type = 0;
    std::shared_ptr<void>& place = objects_[&type];
    if (!place) place = std::make_shared<T>();
    return *static_cast<T*>(place.get());
  }

private:
  std::map<const void*, std::shared_ptr<void>> objects_{};
};

}  // namespace sonde
