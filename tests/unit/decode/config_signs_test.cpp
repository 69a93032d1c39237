// config_signs_test.cpp: command lines, environments and mounts as real programs have them.
// SPDX-License-Identifier: Apache-2.0
#include "decode/config_signs.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "decode/default_places.hpp"

namespace sonde {
namespace {

// "2 /etc/x -c" for each argument: number, path, option. `line` has | for NUL.
std::vector<std::string> arguments_of(std::string line) {
  std::ranges::replace(line, '|', '\0');
  ConfigArguments arguments(line);
  std::vector<std::string> found;
  for (ConfigArgument argument; arguments.next(argument);)
    found.push_back(std::to_string(argument.number) + " " + std::string(argument.path) + " " +
                    std::string(argument.option));
  return found;
}
using Lines = std::vector<std::string>;

TEST(ConfigArguments, ArePathsAndWhatStandsBehindAnOption) {
  EXPECT_EQ(arguments_of("nginx|-c|/etc/nginx/nginx.conf|-g|daemon off;|"),
            (Lines{"2 /etc/nginx/nginx.conf -c"}));
  EXPECT_EQ(arguments_of("prometheus|--config.file=/etc/p.yml|--web.listen-address=:9090|"),
            (Lines{"1 /etc/p.yml --config.file"}));
  EXPECT_EQ(arguments_of("app|--config|app.yaml|-f|x|--port|80|"), (Lines{"2 app.yaml --config"}));
  EXPECT_EQ(arguments_of("redis-server|/etc/redis/redis.conf|"),
            (Lines{"1 /etc/redis/redis.conf "}));
  EXPECT_EQ(arguments_of("postgres|-c|config_file=/etc/postgresql/15/main/postgresql.conf|"),
            (Lines{"2 /etc/postgresql/15/main/postgresql.conf "}));
  EXPECT_EQ(arguments_of("java|-Dspring.config.location=file:/etc/app.yml|-jar|./app.jar|"),
            (Lines{"1 /etc/app.yml -Dspring.config.location", "3 ./app.jar "}));
  EXPECT_EQ(arguments_of("unbound|-c/etc/unbound.conf|"), (Lines{"1 /etc/unbound.conf -c"}));
}

TEST(ConfigArguments, LeaveOutProgramsUrlsShellsAndWhatWasCut) {
  EXPECT_EQ(arguments_of("/usr/sbin/nginx|"), Lines{});
  EXPECT_EQ(arguments_of("sh|-c|exec app --port 80|"), Lines{});
  EXPECT_EQ(arguments_of("app|--config|http://host/x.yaml|//host/x|--confirm=yes|"), Lines{});
  EXPECT_EQ(arguments_of("make|-C|build|/dev/null|/proc/self/fd/3|"), Lines{});
  EXPECT_EQ(arguments_of("app|-c|/etc/cut"), Lines{});
  EXPECT_EQ(arguments_of(""), Lines{});
  EXPECT_EQ(arguments_of("|"), Lines{});
}

TEST(ConfigArguments, OfATitleAreItsWords) {
  EXPECT_EQ(arguments_of("nginx: master process nginx -c /etc/nginx/nginx.conf||||"),
            (Lines{"0 /etc/nginx/nginx.conf -c"}));
}

TEST(Variables, AreCutAtNulAndThoseWithoutNameOrEndAreLeftOut) {
  Lines found;
  constexpr Text file("A=1\0B=\0=x\0junk\0C=a=b\0CUT=postgres://a:b", 39);
  each_variable(file, [&](Text name, Text value) {
    found.push_back(std::string(name) + "<" + std::string(value) + ">");
  });
  EXPECT_EQ(found, (Lines{"A<1>", "B<>", "C<a=b>"}));
}

TEST(Variables, LookLikeConfigurationByTheirNames) {
  for (const Text name : {"CONFIG_FILE", "KUBECONFIG", "NGINX_CONF", "app.config", "XCFG"})
    EXPECT_EQ(variable_sign(name), VariableSign::Config) << name;
  for (const Text name : {"DATABASE_URL", "LOG_LEVEL", "DB_HOST", "JAVA_OPTS", "APP_ENV",
                          "DB_PASSWORD", "API_TOKEN", "UPSTREAM_ADDR", "SENTRY_DSN", "DATA_DIR"})
    EXPECT_EQ(variable_sign(name), VariableSign::Setting) << name;
  for (const Text name : {"WEB_SERVICE_HOST", "WEB_SERVICE_PORT_HTTP"})
    EXPECT_EQ(variable_sign(name), VariableSign::Service) << name;
  for (const Text name :
       {"PATH", "HOME", "TERM", "LOGNAME", "SHLVL", "_", "", "HOSTNAME", "WEB_PORT_80_TCP_ADDR"})
    EXPECT_EQ(variable_sign(name), VariableSign::None) << name;
}

TEST(ConfigPaths, AreBelowEtcOrHaveAName) {
  for (const Text path : {"/etc/nginx/mime.types", "/srv/app.yaml", "/x/.env", "/opt/my.cnf"})
    EXPECT_TRUE(is_config_path(path)) << path;
  for (const Text path : {"/srv/app.log", "/usr/lib/x.so", "/etc/localtime", "/data/.json", ""})
    EXPECT_FALSE(is_config_path(path)) << path;
}

TEST(ConfigMounts, AreKnownByWhatIsMountedAndWhere) {
  const auto sign = [](Text root, Text point, Text source = "/dev/sda1") {
    Mount mount;
    mount.root = root, mount.point = point, mount.source = source;
    return std::string(config_mount_sign(mount));
  };
  const std::string pods = "/var/lib/kubelet/pods/1/volumes/";
  EXPECT_EQ(sign(pods + "kubernetes.io~configmap/c", "/app"),
            "bind mount (ConfigMap of Kubernetes)");
  EXPECT_EQ(sign("/", "/var/run/secrets/kubernetes.io/serviceaccount", "tmpfs"),
            "mount for secrets");
  EXPECT_EQ(sign("/srv/nginx.conf", "/etc/nginx/nginx.conf"), "bind mount");
  EXPECT_EQ(sign("/srv/app.toml", "/app/app.toml"), "bind mount");
  EXPECT_EQ(sign("/", "/config", "tmpfs"), "mount");
  for (const Text point : {"/", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf"})
    EXPECT_EQ(sign("/x", point), "") << point;
  EXPECT_EQ(sign("/", "/var/lib/kubelet/pods/1/volumes/kubernetes.io~secret/s", "tmpfs"), "");
  EXPECT_EQ(sign("/data", "/var/lib/mysql"), "");
}

TEST(Units, AreTheInnermostServiceOfTheCgroup) {
  EXPECT_EQ(unit_of_cgroup("/system.slice/nginx.service").name, "nginx.service");
  EXPECT_EQ(unit_of_cgroup("/system.slice/a.service/worker").name, "a.service");
  const UnitName user =
      unit_of_cgroup("/user.slice/user-0.slice/user@0.service/app.slice/x.service");
  EXPECT_EQ(user.name, "x.service");
  EXPECT_TRUE(user.is_of_user);
  EXPECT_EQ(unit_of_cgroup("/user.slice/user-0.slice/session-1.scope").name, "");
  EXPECT_EQ(unit_of_cgroup("/").name, "");
  std::string room;
  EXPECT_EQ(template_of_unit("getty@tty1.service", room), "getty@.service");
  EXPECT_EQ(template_of_unit("nginx.service", room), "");
}

TEST(DefaultPlaces, AreAbsoluteOrRelativeAndOfEachProgramOnce) {
  std::set<Text> programs;
  for (const DefaultPlaces& places : all_default_places()) {
    EXPECT_TRUE(programs.insert(places.program).second) << places.program;
    EXPECT_LE(places.program.size(), 17U) << places.program << " is longer than a name in comm";
    EXPECT_FALSE(places.files.empty()) << places.program;
    for (const Text file : places.files)
      EXPECT_TRUE(file.starts_with('/') || file.starts_with("./")) << file;
  }
  ASSERT_NE(default_places("php-fpm8.2"), nullptr);
  EXPECT_EQ(default_places("php-fpm8.2")->called, "php-fpm");
  EXPECT_EQ(default_places("sleep"), nullptr);
  EXPECT_EQ(default_places(""), nullptr);
}

}  // namespace
}  // namespace sonde
