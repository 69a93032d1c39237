// namespaces.cpp: "sonde namespaces": the table, or what two places share and what not.
// SPDX-License-Identifier: Apache-2.0
#include "command/answer.hpp"
#include "decode/proc_pid.hpp"
#include "tables/process_sockets.hpp"
#include "tables/rights.hpp"
#include "tables/target.hpp"

namespace sonde {
namespace {

// One kind of namespace, as two places have it.
struct Pair {
  Text type{};
  Known<u64> first{}, second{};
  Known<bool> shared{};
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Pair::type>("type", "What the namespace sets apart.", Show::Always),
    column<&Pair::shared>("shared", "Whether both places are in the same one.", Show::Always),
    column<&Pair::first>("first", "Number of the first place's namespace.", Show::Always, Unit::Inode),
    column<&Pair::second>("second", "Number of the second place's namespace.", Show::Always, Unit::Inode),
};
// clang-format on
constexpr Text key[] = {"type"};
Text remedy(Text, Absent) { return look_into_processes.anywhere; }
constexpr TableInfo pairs_table = {"pairs", "What two places share.", columns, nullptr, key, {},
                                   &remedy};

// A place of the command line, and the process that stands for it; 0: no process is there.
struct End {
  int pid = 0;
  Known<u32> netns{};
};

Result<End> end_of(Source& source, const std::string& typed) {
  World world{source};
  TRY(look_at(world, parse_target(typed)));
  const Network& network = world.networks.front();
  return End{network.pid, network.netns};
}

Known<u64> namespace_of(Source& source, const End& end, Text type) {
  if (end.pid == 0 && type == "net" && end.netns) return *end.netns;
  if (end.pid == 0) return Absent::NotApplicable;
  std::string room;
  const std::string name = std::to_string(end.pid) + "/ns/" + std::string(type);
  const auto link = source.ask({Question::How::Link, name}, room);
  const bool is_absent = !link && link.error().code == std::errc::no_such_file_or_directory;
  if (is_absent && !source.is_copy()) return Absent::Unsupported;  // time: Linux 5.6.
  if (!link) return reason_of(link.error().code);
  const auto decoded = decode_link_namespace(*link);
  return decoded ? Known<u64>(decoded->inode) : Absent::Malformed;
}

Pair pair_of(Source& source, const End& first, const End& second, Text type) {
  Pair pair{type, namespace_of(source, first, type), namespace_of(source, second, type), {}};
  if (pair.first && pair.second)
    pair.shared = *pair.first == *pair.second;
  else if (type == "net" && first.netns && second.netns)  // By what stands in for the numbers.
    pair.shared = *first.netns == *second.netns;
  else
    pair.shared = pair.first ? pair.second.why : pair.first.why;
  return pair;
}

// Two words are two places, unless they are those of a filter: type=net, not …
bool names_two_places(const std::vector<std::string>& words) {
  constexpr Text operators = "=<>~!()";
  return words.size() == 2 && words[0] != "not" &&
         words[0].find_first_of(operators) == std::string::npos;
}

Result<Exit> compare(Call& call) {
  const Style style = TRY(style_of(call));
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  const End first = TRY(end_of(*source, call.words[0]));
  const End second = TRY(end_of(*source, call.words[1]));
  const Form& form = form_of(call.options);
  const std::unique_ptr<Renderer> renderer = form.make(call.out, style);
  Columns all;
  for (const ColumnInfo& column : columns) all.push_back(&column);
  renderer->begin(pairs_table, all);
  RowStore<Pair> rows;
  for (const Text type : namespace_types) rows.add(pair_of(*source, first, second, type));
  for (Chunk& chunk : rows.chunks()) renderer->rows(std::move(chunk));
  renderer->end();
  TRY(finish_answer(call, form, *renderer));
  const bool has_gaps = !renderer->gaps().empty();
  return call.options.strict && has_gaps ? Exit::Gaps : Exit::Answered;
}

}  // namespace

Result<Exit> run_namespaces(Call& call) {
  if (!names_two_places(call.words)) return run_view(call);
  if (call.options.in || call.options.all)
    return usage_error("the two places are named already: leave --in and --all out");
  return compare(call);
}

}  // namespace sonde
