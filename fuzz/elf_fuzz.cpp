// elf_fuzz.cpp: the head of a program.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/elf.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  Elf elf;
  if (decode_elf({reinterpret_cast<const char*>(data), size}, elf) && size < 52) std::abort();
  const ElfMachine* const machine = find_elf_machine(elf);
  if (machine && machine->number != elf.machine) std::abort();
  return 0;
}
