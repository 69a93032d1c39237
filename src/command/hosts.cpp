// hosts.cpp: opens every place, names its host, and hands its rows to one renderer.
// SPDX-License-Identifier: Apache-2.0
#include "command/hosts.hpp"

#include <algorithm>

#include "base/error_words.hpp"
#include "base/text.hpp"
#include "command/remote.hpp"
#include "tables/other_machines.hpp"
#include "tables/target.hpp"

namespace sonde {
namespace {

struct Host {
  std::string name{};   // As its rows say it.
  std::string typed{};  // What --from or --via said.
  Result<std::unique_ptr<Source>> source;
};

std::vector<Host> open_hosts(const Options& options) {
  std::vector<Host> hosts;
  for (const std::string& path : options.from) hosts.push_back({"", path, open_path(path)});
  auto remote = open_remote(options.via);
  for (std::size_t i = 0; i < remote.size(); ++i)
    hosts.push_back({"", options.via[i], std::move(remote[i])});
  return hosts;
}

std::string hostname_of(Source& source) {
  std::string room;
  const auto name = source.ask({Question::How::Read, "sys/kernel/hostname"}, room);
  return name ? std::string(trim(*name)) : std::string();
}

// Two captures of one machine, or of two with the same name, are told apart by what was typed.
void name_hosts(std::vector<Host>& hosts) {
  for (Host& host : hosts)
    if (host.source) host.name = hostname_of(**host.source);
  std::vector<std::string> names;
  for (const Host& host : hosts) names.push_back(host.name);
  for (Host& host : hosts) {
    const bool is_shared = std::ranges::count(names, host.name) > 1;
    if (host.name.empty())
      host.name = host.typed;
    else if (is_shared)
      host.name += " (" + host.typed + ")";
  }
}

// Hands on what one host says. The answer ends when all have spoken.
class HostSink final : public Sink {
public:
  HostSink(Renderer& answer, const std::string& host, Arena& texts)
      : answer_(answer), host_(host), texts_(texts) {}
  More rows(Chunk chunk) override {
    has_rows_ = true;
    return answer_.rows(std::move(chunk));
  }
  void gap(const Gap& gap) override {
    Gap named = gap;
    named.example =
        texts_.keep(host_ + (gap.example.empty() ? "" : ": ") + std::string(gap.example));
    answer_.gap(named);
  }
  void note(Text sentence) override { answer_.note(host_ + ": " + std::string(sentence)); }
  void end() override {}
  bool has_rows() const { return has_rows_; }

private:
  Renderer& answer_;
  const std::string& host_;
  Arena& texts_;
  bool has_rows_ = false;
};

// Connections from one of the machines to another are followed where the other ends are asked for.
MachineConnections connections_between(const std::vector<Host>& hosts, const Plan& plan) {
  MachineConnections connections;
  const bool is_wanted = std::ranges::any_of(
      plan.columns, [](const ColumnInfo* column) { return column->name.starts_with("peer"); });
  for (const Host& host : hosts) {
    if (!is_wanted || !host.source) continue;
    World world{**host.source};
    Target everywhere;
    everywhere.kind = Target::Kind::Everywhere;
    if (look_at(world, everywhere)) connections.add(world, host.name);
  }
  return connections;
}

}  // namespace

bool has_many_hosts(const Options& options) { return options.from.size() + options.via.size() > 1; }

Result<Exit> answer_hosts(Call& call, const Plan& plan, const Form& form,
                          const std::function<void(World&)>& prepare, const u64* undecided) {
  if (call.options.watch || call.options.interval)
    return usage_error("--watch and --interval look at one place");
  Style style = TRY(style_of(call));
  std::vector<Host> hosts = open_hosts(call.options);
  name_hosts(hosts);
  style.many_hosts = true;
  style.where = std::to_string(hosts.size()) + " hosts";
  const std::unique_ptr<Renderer> renderer = form.make(call.out, style);
  renderer->begin(plan.group ? plan.group->info() : *plan.table, plan.columns, plan.if_known);
  const MachineConnections connections = connections_between(hosts, plan);
  Arena texts;
  Outcome all;
  std::optional<Error> failure;
  std::size_t answered = 0;
  std::unique_ptr<World> world;  // Of the host before until the renderer has heard of the next one.
  for (Host& host : hosts) {
    renderer->set_host(host.name);
    HostSink sink(*renderer, host.name, texts);
    const auto answer = [&]() -> Result<Outcome> {
      TRY(host.source ? Result<void>() : std::unexpected(host.source.error()));
      world = std::make_unique<World>(**host.source, call.options.source, call.options.endian);
      world->share(OtherMachines(connections, host.name));
      if (prepare) prepare(*world);
      TRY(aim(*world, call));
      return run_into(sink, plan, *world, nullptr, [&] { return !sink.has_rows(); });
    };
    const Result<Outcome> outcome = answer();
    if (!outcome) {
      failure = outcome.error();
      sink.gap({plan.table->name, "", reason_of(failure->code), Absent::NotApplicable,
                texts.keep(words_of(*failure)), ""});
      continue;
    }
    ++answered;
    all.broke_off = all.broke_off || outcome->broke_off;
    all.undecided += outcome->undecided;
  }
  if (undecided) all.undecided += *undecided;
  if (answered == 0 && failure) return std::unexpected(*failure);
  renderer->end();
  TRY(finish_answer(call, form, *renderer));
  return exit_of(call.options, plan, *renderer, all);
}

}  // namespace sonde
