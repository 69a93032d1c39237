// elf.hpp: what the head of a program says of the machine it runs on.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/types.hpp"

namespace sonde {

struct Elf {
  u16 machine = 0;               // e_machine, in the order of this machine's bytes.
  bool is_big_endian = false;    // The order of the program's own.
  bool has_interpreter = false;  // It needs a dynamic loader, and its libraries.
};

// False: it is no program of Linux. See elf(5).
bool decode_elf(Text bytes, Elf& elf);

// A processor, as the heads of programs and uname(2) call it.
struct ElfMachine {
  u16 number;
  Text names;          // Of uname -m, parted by spaces; the usual one first.
  u32 memfd_call = 0;  // The number of memfd_create(2) there; 0: not known.
  bool is_big_endian = false;
};

// Null: not one that Linux runs on as far as sonde knows.
const ElfMachine* find_elf_machine(const Elf& elf);

}  // namespace sonde
