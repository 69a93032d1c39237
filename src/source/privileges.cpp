// privileges.cpp: back to the real user, without capabilities, after a setuid or setcap start.
// SPDX-License-Identifier: Apache-2.0
#include "source/privileges.hpp"

#include <cstdlib>
#include <linux/capability.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sonde {

void drop_borrowed_privileges() {
  if (::getauxval(AT_SECURE) == 0) return;
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2]{};
  const bool dropped = ::setresgid(::getgid(), ::getgid(), ::getgid()) == 0 &&
                       ::setresuid(::getuid(), ::getuid(), ::getuid()) == 0 &&
                       ::syscall(SYS_capset, &header, none) == 0;
  if (!dropped) std::abort();
}

}  // namespace sonde
