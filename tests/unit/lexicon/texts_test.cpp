// texts_test.cpp: what stands in the files of src/lexicon/text is what the binary says.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/texts.hpp"

#include <zlib.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/types.hpp"
#include "unit/support/fixture.hpp"

namespace sonde::lexicon {
namespace {

namespace fs = std::filesystem;

struct FileSection {
  std::string path;
  std::string lines;
  fs::path file;
};

// As a person reads the files; the tests run at the root of the repository.
std::vector<FileSection> sections_of_files() {
  std::vector<FileSection> sections;
  for (const fs::directory_entry& folder : fs::directory_iterator("src/lexicon/text")) {
    for (const fs::directory_entry& file : fs::directory_iterator(folder)) {
      const std::string whole = test::bytes_of(file.path());
      EXPECT_TRUE(whole.starts_with("# " + file.path().filename().string() + ": ")) << file;
      EXPECT_TRUE(whole.ends_with('\n')) << file;
      for (Text rest = whole; !rest.empty();) {
        const Text line = next_line(rest);
        if (line.empty() || line.starts_with('#')) continue;
        if (line.starts_with("= ")) {
          const std::string name(line.substr(2));
          sections.push_back({folder.path().filename().string() + "/" + name, "", file.path()});
          continue;
        }
        if (sections.empty() || sections.back().file != file.path()) {
          ADD_FAILURE() << file << " begins without a section: " << line;
          continue;
        }
        sections.back().lines.append(line) += '\n';
      }
    }
  }
  return sections;
}

TEST(Texts, StandInTheBinaryAsInTheirFiles) {
  std::set<std::string> paths;
  for (const FileSection& wanted : sections_of_files()) {
    EXPECT_TRUE(paths.insert(wanted.path).second) << wanted.path << " stands in two files.";
    EXPECT_FALSE(wanted.lines.empty()) << wanted.path;
    EXPECT_EQ(section(wanted.path), wanted.lines) << wanted.path;
  }
  EXPECT_GT(paths.size(), 40U);
}

void expect_entries(const FileSection& section) {
  constexpr Text begins[] = {"", "en ", "ja ", "zh "};
  std::size_t number = 0;
  for (Text rest = section.lines; !rest.empty(); ++number) {
    const Text line = next_line(rest);
    EXPECT_TRUE(line.starts_with(begins[number % 4])) << section.path << ": " << line;
    const bool is_head = number % 4 == 0;
    EXPECT_TRUE(!is_head || std::ranges::count(line, ' ') == 1) << section.path << ": " << line;
  }
  EXPECT_EQ(entries_in(section.path).size() * 4, number) << section.path;
}

void expect_commands(const FileSection& section) {
  for (Text rest = section.lines; !rest.empty();) {
    Text line = next_line(rest);
    EXPECT_FALSE(next_word(line).empty()) << section.path;
    EXPECT_GT(line.size(), 2U) << section.path << ": a name without a command: " << line;
  }
}

void expect_lines(const FileSection& section) {
  for (Text rest = section.lines; !rest.empty();) {
    const Text line = next_line(rest);
    EXPECT_TRUE(line.size() > 4 && line[1] == ' ' && line[2] != ' ')
        << section.path << ": " << line;
    EXPECT_NE(line.find(' ', 2), Text::npos) << section.path << ": " << line;
    EXPECT_TRUE(std::ranges::count(line, '|') == 2 || section.path == "tables/advice") << line;
  }
}

TEST(Texts, HaveTheFormThatTheNameOfTheirFileSays) {
  for (const FileSection& section : sections_of_files()) {
    if (section.file.extension() == ".entries") {
      expect_entries(section);
    } else if (section.file.extension() == ".commands") {
      expect_commands(section);
    } else {
      EXPECT_EQ(section.file.extension(), ".lines") << section.file;
      expect_lines(section);
    }
  }
}

TEST(Texts, ThatAreNotThereAreEmpty) {
  for (const Text path :
       {"", "/", "counters", "counters/", "counters/nothing", "nothing/ip", "/ip"})
    EXPECT_EQ(section(path), "") << path;
  EXPECT_TRUE(entries_in("sockets/nothing").empty());
}

// The check value of CRC-32/ISO-HDLC, and of RFC 1952 in pieces.
TEST(Texts, AreUnpackedWithASumOfOurOwnThatIsRight) {
  const auto sum = [](uLong before, Text text) {
    return crc32(before, reinterpret_cast<const Bytef*>(text.data()),
                 static_cast<uInt>(text.size()));
  };
  EXPECT_EQ(sum(crc32(0, nullptr, 0), "123456789"), 0xCBF43926U);
  EXPECT_EQ(sum(sum(0, "1234"), "56789"), 0xCBF43926U);
  EXPECT_EQ(sum(0, ""), 0U);
}

}  // namespace
}  // namespace sonde::lexicon
