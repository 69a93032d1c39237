// runtime_state_test.cpp: JSON that runtimes wrote, and JSON that is made to hurt.
// SPDX-License-Identifier: Apache-2.0
#include "decode/runtime_state.hpp"

#include <string>

#include <gtest/gtest.h>

namespace sonde {
namespace {

const std::string id = "88e7ae58bdabce6c96c4e439a39df27732fe6493067df972b805a49e194495ab";
const std::string other_id = "cbd38a4648b5e691aceb14f46a87e3fc04166bff5b06901607b0f90a652f5111";
const std::string uid = "3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11";

std::string repeated(Text text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(DockerConfig, RealFileIsRead) {
  // Docker 20.10 of Debian 12, shortened.
  const auto state = decode_docker_config(
      R"({"StreamConfig":{},"State":{"Running":true,"Paused":false,"Pid":269,"ExitCode":0,)"
      R"("StartedAt":"2026-11-21T22:55:22.904515547Z","Health":null},"ID":")" +
      id +
      R"(","Path":"/bin/sleep","Args":["100"],"Config":{"Hostname":"88e7ae58bdab","Env":null,)"
      R"("Image":"bb:1","Labels":{}},"Image":"sha256:c2a74b66","LogPath":"/data/x-json.log",)"
      R"("Name":"/cli","MountPoints":{}})");
  ASSERT_TRUE(state);
  EXPECT_EQ(state->id, id);
  EXPECT_EQ(state->name, "cli");
  EXPECT_EQ(state->image, "bb:1");
  EXPECT_EQ(*state->pid, 269);
  EXPECT_EQ(state->log, "/data/x-json.log");
  EXPECT_EQ(state->pod, "");
  EXPECT_FALSE(state->sandbox);
}

TEST(DockerConfig, LabelsNameThePod) {
  const auto state = decode_docker_config(
      R"({"ID":"x","Name":"/k8s_nginx_web-0_shop_)" + uid +
      R"(_0","State":{"Pid":0},"Config":)"
      R"({"Labels":{"io.kubernetes.container.name":"nginx","io.kubernetes.pod.name":"web-0",)"
      R"("io.kubernetes.pod.namespace":"shop","io.kubernetes.docker.type":"container"}}})");
  ASSERT_TRUE(state);
  EXPECT_EQ(state->name, "nginx");
  EXPECT_EQ(state->pod, "web-0");
  EXPECT_EQ(state->pod_namespace, "shop");
  EXPECT_EQ(state->pod_uid, uid);
  EXPECT_EQ(state->pid.why, Absent::NotApplicable);
}

TEST(DockerConfig, WrongTypesAreAbsent) {
  for (const Text json :
       {"{}", R"({"ID":1,"Name":{},"State":[],"Config":null,"LogPath":false})",
        R"({"ID":null,"Name":["/x"],"State":{"Pid":"7"},"Config":{"Image":3,"Labels":[1]}})",
        R"({"State":{"Pid":-1},"Config":"x"})", R"({"State":{"Pid":1e3},"Config":[]})",
        R"({"State":{"Pid":18446744073709551615}})", R"({"State":{"Pid":4294967296}})"}) {
    const auto state = decode_docker_config(json);
    ASSERT_TRUE(state) << json;
    EXPECT_EQ(state->id + state->name + state->image + state->log + state->pod, "") << json;
    EXPECT_FALSE(state->pid) << json;
    EXPECT_NE(state->pid.why, Absent::NotApplicable) << json;
  }
}

TEST(DockerConfig, WhatIsNoObjectIsNothing) {
  for (const Text json :
       {"", " ", "[]", "1", "null", "\"x\"", "{", R"({"ID":"x")", R"({"ID":"x"}x)", "{'ID':1}",
        "\xff", "{\"ID\":\"\xff\"}", R"({"ID":1e999})", "{\"ID\":\"\n\"}"})
    EXPECT_FALSE(decode_docker_config(json)) << json;
}

TEST(DockerConfig, NamesKeepTheBytesOfTheirEscapes) {
  const auto state = decode_docker_config(R"({"Name":"/a\u001b\u0000\ud83d\ude00\n"})");
  ASSERT_TRUE(state);
  EXPECT_EQ(state->name, std::string("a\x1b\0\xf0\x9f\x98\x80\n", 8));
}

TEST(OciConfig, AnnotationsOfContainerd) {
  const auto state = decode_oci_config(
      R"({"ociVersion":"1.0.2","annotations":{"io.kubernetes.cri.container-name":"nginx",)"
      R"("io.kubernetes.cri.container-type":"container","io.kubernetes.cri.image-name":)"
      R"("docker.io/library/nginx:1","io.kubernetes.cri.sandbox-name":"web-0",)"
      R"("io.kubernetes.cri.sandbox-namespace":"shop","io.kubernetes.cri.sandbox-uid":")" +
      uid + R"("}})");
  ASSERT_TRUE(state);
  EXPECT_EQ(state->id, "");
  EXPECT_EQ(state->name, "nginx");
  EXPECT_EQ(state->image, "docker.io/library/nginx:1");
  EXPECT_EQ(state->pod, "web-0");
  EXPECT_EQ(state->pod_namespace, "shop");
  EXPECT_EQ(state->pod_uid, uid);
  EXPECT_EQ(state->pid.why, Absent::NotCollected);
  EXPECT_FALSE(state->sandbox);
}

TEST(OciConfig, SandboxIsMarked) {
  const auto state =
      decode_oci_config(R"({"annotations":{"io.kubernetes.cri.container-type":"sandbox"}})");
  ASSERT_TRUE(state);
  EXPECT_TRUE(state->sandbox);
}

TEST(OciConfig, PlainAnnotations) {
  // containerd 1.6 of Debian 12: ctr run --label io.kubernetes.pod.name=web-0 ...
  const auto state = decode_oci_config(
      R"({"ociVersion":"1.0.2-dev","annotations":{"io.kubernetes.pod.name":"web-0",)"
      R"("io.kubernetes.pod.namespace":"shop"},"hostname":"x"})");
  ASSERT_TRUE(state);
  EXPECT_EQ(state->pod, "web-0");
  EXPECT_EQ(state->pod_namespace, "shop");
  EXPECT_EQ(state->name, "");
}

TEST(OciConfig, AnnotationsOfCrio) {
  const auto state = decode_oci_config(
      R"({"annotations":{"io.kubernetes.container.name":"nginx",)"
      R"("io.kubernetes.cri-o.ContainerID":")" +
      id +
      R"(","io.kubernetes.cri-o.ContainerType":"container",)"
      R"("io.kubernetes.cri-o.ImageName":"nginx:1",)"
      R"("io.kubernetes.cri-o.LogPath":"/var/log/pods/x/0.log","io.kubernetes.cri-o.Name":)"
      R"("k8s_nginx_web-0_shop_)" +
      uid + R"(_0"}})");
  ASSERT_TRUE(state);
  EXPECT_EQ(state->id, id);
  EXPECT_EQ(state->name, "nginx");
  EXPECT_EQ(state->image, "nginx:1");
  EXPECT_EQ(state->log, "/var/log/pods/x/0.log");
  EXPECT_EQ(state->pod, "web-0");
  EXPECT_EQ(state->pod_namespace, "shop");
}

TEST(OciConfig, WithoutAnnotationsThereIsNothingToSay) {
  const auto state = decode_oci_config(R"({"ociVersion":"1.0.2","annotations":7})");
  ASSERT_TRUE(state);
  EXPECT_EQ(state->name + state->pod, "");
  EXPECT_FALSE(decode_oci_config("[]"));
}

TEST(PodmanContainers, RealFileIsRead) {
  // Podman 4.3.1 of Debian 12, with an image of a registry put in.
  const auto states = decode_podman_containers(
      R"([{"id":")" + id +
      R"(","names":["web"],"image":"","layer":"70d0","metadata":)"
      R"("{\"image-name\":\"\",\"image-id\":\"\",\"name\":\"web\",\"created-at\":1795301726}",)"
      R"("created":"2026-11-21T22:55:26.295004578Z","flags":{"MountLabel":""}},{"id":")" +
      other_id +
      R"(","names":["cli"],"image":"c2a74b66","metadata":)"
      R"("{\"image-name\":\"docker.io/library/busybox:1\",\"name\":\"cli\"}"}])");
  ASSERT_EQ(states.size(), 2u);
  EXPECT_EQ(states[0].name, "web");
  EXPECT_EQ(states[0].image, "");
  const ContainerState* const found = find_state(states, other_id);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->name, "cli");
  EXPECT_EQ(found->image, "docker.io/library/busybox:1");
  EXPECT_EQ(found->pid.why, Absent::NotCollected);
  EXPECT_EQ(find_state(states, "x"), nullptr);
  EXPECT_EQ(find_state(states, ""), nullptr);
}

TEST(PodmanContainers, OddEntriesAreSkippedOrPartlyRead) {
  const auto states = decode_podman_containers(
      R"([1,null,{},{"id":7},{"id":""},{"id":"a","names":[],)"
      R"("metadata":"{\"name\":\"by metadata\"}"},)"
      R"({"id":"b","names":"x","metadata":"{"},{"id":"c","names":[3,"third"],"metadata":[]}])");
  ASSERT_EQ(states.size(), 3u);
  EXPECT_EQ(states[0].name, "by metadata");
  EXPECT_EQ(states[1].name, "");
  EXPECT_EQ(states[2].name, "third");
  EXPECT_TRUE(decode_podman_containers(R"({"id":"a"})").empty());
}

TEST(DockerContainers, AnswerIsRead) {
  const auto states = decode_docker_containers(
      R"([{"Id":")" + id +
      R"(","Names":["/cli/alias","/web"],"Image":"bb:1","ImageID":"sha256:c2",)"
      R"("Labels":{"io.kubernetes.pod.name":"web-0"},"State":"running"},{"Id":")" +
      other_id + R"(","Names":null,"Labels":null,"ImageID":"sha256:c2"}])");
  ASSERT_EQ(states.size(), 2u);
  EXPECT_EQ(states[0].name, "web");
  EXPECT_EQ(states[0].image, "bb:1");
  EXPECT_EQ(states[0].pod, "web-0");
  EXPECT_EQ(states[1].name, "");
  EXPECT_EQ(states[1].image, "sha256:c2");
}

TEST(StateBounds, DeepTextsAreNothing) {
  const auto nested = [](std::size_t depth) {
    return R"({"ID":"x","a":)" + repeated("[", depth) + repeated("]", depth) + "}";
  };
  EXPECT_TRUE(decode_docker_config(nested(state_depth_max - 1)));
  EXPECT_FALSE(decode_docker_config(nested(state_depth_max)));
  EXPECT_FALSE(decode_docker_config(repeated("[", 1'000'000)));
  EXPECT_FALSE(decode_docker_config(repeated(R"({"a":)", 200'000)));
}

TEST(StateBounds, BracketsInStringsAreNoDepth) {
  EXPECT_TRUE(decode_docker_config(R"({"ID":")" + repeated(R"([{\")", 100) + R"("})"));
}

TEST(StateBounds, LargeTextsAreNothing) {
  const std::string small = R"({"ID":"x"})";
  EXPECT_TRUE(decode_docker_config(small + std::string(state_bytes_max - small.size(), ' ')));
  EXPECT_FALSE(decode_docker_config(small + std::string(state_bytes_max - small.size() + 1, ' ')));
}

TEST(HttpBody, OfDockerIsRead) {
  // Docker 20.10 to GET /_ping HTTP/1.0.
  const std::string header =
      "HTTP/1.0 200 OK\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\n"
      "Server: Docker/20.10.24+dfsg1 (linux)\r\nDate: Sat, 21 Nov 2026 22:55:23 GMT\r\n";
  EXPECT_EQ(http_body(header + "Content-Length: 2\r\n\r\n[]"), "[]");
  EXPECT_EQ(http_body(header + "content-length:2\r\n\r\n[]\n"), "[]");
  EXPECT_EQ(http_body(header + "\r\n[{}]"), "[{}]");
  EXPECT_EQ(http_body("HTTP/1.1 200 OK\n\nx"), "x");
  EXPECT_EQ(http_body("HTTP/1.0 200\r\n\r\n"), "");
}

TEST(HttpBody, OfAnyOtherAnswerIsNothing) {
  for (const Text response :
       {"", "HTTP/1.0 200 OK", "HTTP/1.0 200 OK\r\n", "HTTP/1.0 200 OK\r\nA: b\r\n",
        "HTTP/1.0 404 Not Found\r\n\r\n[]", "HTTP/1.0 2000 OK\r\n\r\n[]", "HTTP/2 200\r\n\r\n[]",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\n[]",
        "HTTP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n[]",
        "HTTP/1.0 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n[]",
        "HTTP/1.0 200 OK\r\nno colon\r\n\r\n[]", "[]", "\r\n\r\n[]"})
    EXPECT_FALSE(http_body(response)) << response;
}

}  // namespace
}  // namespace sonde
