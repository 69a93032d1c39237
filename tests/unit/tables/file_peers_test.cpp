// file_peers_test.cpp: who has the other end of a pipe, and when nobody may be said.
// SPDX-License-Identifier: Apache-2.0
#include "tables/file_peers.hpp"

#include <gtest/gtest.h>

#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using test::FakeSource;
using How = Question::How;

constexpr u64 pipe_inode = 4711;

// Its list of descriptors ends in an error.
class BrokenBlocks final : public Blocks {
public:
  Result<Text> next() override { return failed(std::errc::io_error, "read", "200/fd"); }
};
class BrokenSource final : public Source {
public:
  explicit BrokenSource(Source& source) : source_(source) {}
  Text name() const override { return source_.name(); }
  bool is_live() const override { return source_.is_live(); }
  Result<Text> ask(Question question, std::string& room) override {
    return source_.ask(question, room);
  }
  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    if (question.name == "200/fd") return std::make_unique<BrokenBlocks>();
    return source_.stream(question);
  }

private:
  Source& source_;
};

class FilePeersTest : public testing::Test {
protected:
  void SetUp() override {
    source_.put(How::Links, "self/ns", std::string("pid\0pid:[4026531836]\0", 21));
  }
  void pipe_end(int pid, const std::string& comm, Text flags) {
    source_.process(pid, comm, {});
    const std::string folder = std::to_string(pid);
    source_.put(How::Links, folder + "/fd", std::string("3\0pipe:[4711]\0", 14));
    source_.file(folder + "/fdinfo/3", "pos:\t0\nflags:\t" + std::string(flags) + "\nmnt_id:\t9\n");
  }
  Known<Text> peer_of(int pid, FileMode mode) { return peer_of(pid, mode, source_); }
  Known<Text> peer_of(int pid, FileMode mode, Source& source) {
    FilePeers peers;
    peers.want_pipe(pipe_inode);
    peers.walk(source);
    OpenFile file;
    file.pid = pid;
    file.fd = 3;
    file.kind = FileKind::Pipe;
    file.mode = mode;
    file.inode = pipe_inode;
    return peers.other_end_of_pipe(file, room_);
  }

  FakeSource source_{FakeSource::Kind::Live};
  std::string room_{};
};

constexpr Text reads = "0100000";
constexpr Text writes = "0100001";

TEST_F(FilePeersTest, TheOneReaderIsFoundBehindManyWriters) {
  for (int pid = 100; pid < 400; ++pid) pipe_end(pid, "worker", writes);
  pipe_end(999, "reader", reads);
  EXPECT_EQ(*peer_of(100, FileMode::W), "reader (pid 999)");
  EXPECT_EQ(*peer_of(999, FileMode::R), "worker (pid 100) and at least 255 more");
}

TEST_F(FilePeersTest, NobodyIsSaidWhenAllWasSeen) {
  pipe_end(100, "writer", writes);
  source_.process(200, "other", {});
  EXPECT_EQ(*peer_of(100, FileMode::W), "nobody");
  source_.refuse(How::Links, "200/fd", std::errc::no_such_process);
  EXPECT_EQ(*peer_of(100, FileMode::W), "nobody");
}

TEST_F(FilePeersTest, NobodyIsNotSaidWhenAListBreaksOff) {
  pipe_end(100, "writer", writes);
  pipe_end(200, "reader", reads);
  BrokenSource broken(source_);
  EXPECT_EQ(peer_of(100, FileMode::W, broken).why, Absent::Unsupported);
}

TEST_F(FilePeersTest, NobodyIsNotSaidWhenSomethingCouldNotBeLookedAt) {
  pipe_end(100, "writer", writes);
  pipe_end(200, "reader", reads);
  source_.refuse(How::Links, "200/fd", std::errc::too_many_files_open);
  EXPECT_EQ(peer_of(100, FileMode::W).why, Absent::Unsupported);
  pipe_end(200, "reader", reads);
  source_.refuse(How::Read, "200/fdinfo/3", std::errc::permission_denied);
  EXPECT_EQ(peer_of(100, FileMode::W).why, Absent::NotPermitted);
  source_.refuse(How::List, "", std::errc::too_many_files_open);
  EXPECT_EQ(peer_of(100, FileMode::W).why, Absent::Unsupported);
}

}  // namespace
}  // namespace sonde
