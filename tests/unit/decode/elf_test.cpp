// elf_test.cpp: heads of programs as compilers write them, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "decode/elf.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace sonde {
namespace {

// The first 64 bytes of a static program for arm64 (readelf -h: EXEC, AArch64, entry 0x4005c0).
const std::string head_of_arm64("\177ELF\2\1\1\0\0\0\0\0\0\0\0\0"
                                "\2\0\267\0\1\0\0\0\300\5\100\0\0\0\0\0"
                                "\100\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                "\0\0\0\0\100\0\70\0\0\0\0\0\0\0\0\0",
                                64);

TEST(ElfHead, SaysTheMachineAndThatNoLoaderIsNeeded) {
  Elf elf;
  ASSERT_TRUE(decode_elf(head_of_arm64, elf));
  EXPECT_EQ(elf.machine, 183);
  EXPECT_FALSE(elf.has_interpreter);
  ASSERT_NE(find_elf_machine(elf), nullptr);
  EXPECT_TRUE(find_elf_machine(elf)->names.starts_with("aarch64"));
}

TEST(ElfHead, OfAProgramOfThisMachineThatNeedsALoader) {
  std::ifstream file("/proc/self/exe", std::ios::binary);  // The tests are linked dynamically.
  std::string bytes(4096, '\0');                           // The head is all that is looked at.
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  Elf elf;
  ASSERT_TRUE(decode_elf(bytes, elf));
#ifdef __x86_64__
  EXPECT_EQ(elf.machine, 62);
#endif
  EXPECT_TRUE(elf.has_interpreter);
}

TEST(ElfHead, InTheOtherByteOrder) {
  std::string big = head_of_arm64;
  big[5] = 2;
  big[16] = 0, big[17] = 2;
  big[18] = 0, big[19] = 22;  // s390x
  big[32] = 0, big[39] = 64;
  big[54] = 0, big[55] = 56;
  Elf elf;
  ASSERT_TRUE(decode_elf(big, elf));
  EXPECT_EQ(elf.machine, 22);
  ASSERT_NE(find_elf_machine(elf), nullptr);
  EXPECT_EQ(find_elf_machine(elf)->names, "s390x");
}

TEST(ElfHead, OneProcessorInTwoByteOrdersIsTwoMachines) {
  const ElfMachine* const little = find_elf_machine({.machine = 21});
  const ElfMachine* const big = find_elf_machine({.machine = 21, .is_big_endian = true});
  ASSERT_TRUE(little && big);
  EXPECT_EQ(little->names, "ppc64le");
  EXPECT_EQ(big->names, "ppc64");
  EXPECT_EQ(find_elf_machine({.machine = 183, .is_big_endian = true}), nullptr);
}

TEST(ElfHead, OfWhatIsNoProgramIsRefused) {
  Elf elf;
  EXPECT_FALSE(decode_elf("", elf));
  EXPECT_FALSE(decode_elf("#!/bin/sh\n", elf));
  for (std::size_t size = 0; size < 52; ++size)
    EXPECT_FALSE(decode_elf(head_of_arm64.substr(0, size), elf)) << size;
  std::string object = head_of_arm64;
  object[16] = 1;  // ET_REL
  EXPECT_FALSE(decode_elf(object, elf));
  EXPECT_EQ(find_elf_machine({.machine = 0xfffe}), nullptr);
}

}  // namespace
}  // namespace sonde
