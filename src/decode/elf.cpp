// elf.cpp: the header of an ELF file and the kinds of its segments.
// SPDX-License-Identifier: Apache-2.0
#include "decode/elf.hpp"

#include <algorithm>
#include <cstddef>
#include <elf.h>
#include <iterator>

namespace sonde {
namespace {

// clang-format off: one line a machine. Numbers of memfd_create: the kernel's syscall tables.
constexpr ElfMachine machines[] = {
    {EM_X86_64, "x86_64 amd64", 319},
    {EM_AARCH64, "aarch64 arm64", 279},
    {EM_386, "i686 i586 i486 i386 x86_64", 0},
    {EM_ARM, "armv7l armv6l armv8l arm", 385},
    {EM_RISCV, "riscv64", 279},
    {EM_PPC64, "ppc64le", 360},
    {EM_PPC64, "ppc64", 360, true},
    {EM_S390, "s390x", 350, true},
    {EM_LOONGARCH, "loongarch64", 279},
};
// clang-format on

// Numbers are in the byte order that the file names.
class Fields {
public:
  explicit Fields(Text bytes) : bytes_(bytes), is_big_(bytes[EI_DATA] == ELFDATA2MSB) {}

  // 0 beyond the end.
  u64 at(u64 offset, u64 size) const {
    if (offset > bytes_.size() || bytes_.size() - offset < size) return 0;
    u64 value = 0;
    for (u64 i = 0; i < size; ++i) {
      const u64 byte = static_cast<unsigned char>(bytes_[offset + (is_big_ ? i : size - 1 - i)]);
      value = value << 8 | byte;
    }
    return value;
  }

private:
  Text bytes_;
  bool is_big_;
};

}  // namespace

bool decode_elf(Text bytes, Elf& elf) {
  if (bytes.size() < sizeof(Elf32_Ehdr) || !bytes.starts_with(ELFMAG)) return false;
  const bool is_wide = bytes[EI_CLASS] == ELFCLASS64;
  const Fields fields(bytes);
  const u64 type = fields.at(offsetof(Elf64_Ehdr, e_type), 2);
  if (type != ET_EXEC && type != ET_DYN) return false;
  elf = {.machine = static_cast<u16>(fields.at(offsetof(Elf64_Ehdr, e_machine), 2)),
         .is_big_endian = bytes[EI_DATA] == ELFDATA2MSB};
  const u64 begin = is_wide ? fields.at(offsetof(Elf64_Ehdr, e_phoff), 8)
                            : fields.at(offsetof(Elf32_Ehdr, e_phoff), 4);
  const u64 size =
      fields.at(is_wide ? offsetof(Elf64_Ehdr, e_phentsize) : offsetof(Elf32_Ehdr, e_phentsize), 2);
  const u64 count =
      fields.at(is_wide ? offsetof(Elf64_Ehdr, e_phnum) : offsetof(Elf32_Ehdr, e_phnum), 2);
  if (begin > bytes.size()) return false;
  for (u64 i = 0; i < count; ++i)  // At most 65535.
    if (fields.at(begin + i * size, 4) == PT_INTERP) elf.has_interpreter = true;
  return true;
}

const ElfMachine* find_elf_machine(const Elf& elf) {
  const auto* const found = std::ranges::find_if(machines, [&](const ElfMachine& machine) {
    return machine.number == elf.machine && machine.is_big_endian == elf.is_big_endian;
  });
  return found == std::end(machines) ? nullptr : found;
}

}  // namespace sonde
