// who.cpp: "sonde who": a thing, and everything that is linked to it, on one screen.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/hosts.hpp"
#include "command/links.hpp"
#include "command/place.hpp"
#include "command/section.hpp"
#include "model/link.hpp"

namespace sonde {
namespace {

constexpr std::size_t links_max = 20;  // Of one relation.

// How a relation is called in front of a sentence.
constexpr Text labels[] = {"",          "published", "listens", "talks",   "runs", "parents",
                           "namespace", "has",       "open",    "mounted", "logs", "deleted"};
static_assert(std::size(labels) == std::size(relation_names));

// A title for each thing, then a section for each relation.
class LinksRenderer final : public Renderer {
public:
  using Renderer::Renderer;
  // The texts of links are those of a world that ends when the next one answers.
  void set_host(std::string host) override {
    finish();
    host_ = host;
    Renderer::set_host(std::move(host));
  }

protected:
  void start() override {}
  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      // Of several hosts the column in front is the renderer's own.
      for (std::size_t c = 0; c < columns().size(); ++c) read(c, chunk[i], room_);
      links_.push_back(*static_cast<const Link*>(chunk[i]));  // Its texts are the world's.
    }
  }
  void finish() override {
    if (links_.empty()) return;
    if (!host_.empty()) print_host();
    for (std::size_t at = 0; at < links_.size();) {
      std::size_t end = at + 1;
      while (end < links_.size() && links_[end].relation != Relation::Is) ++end;
      if (at > 0) out_.put('\n');
      print_thing(std::span(links_).subspan(at, end - at));
      at = end;
    }
    links_.clear();
  }

private:
  std::string shown(Text foreign) const {
    return style_.escape == Escape::Yes ? escaped(foreign) : std::string(foreign);
  }

  void print_host() {
    if (has_printed_) out_.put('\n');
    has_printed_ = true;
    put_folded(out_, "On " + shown(host_) + ":", style_.width);
  }

  void print_thing(std::span<const Link> links) {
    const bool has_title = links.front().relation == Relation::Is;
    if (has_title) print_title(links.front());
    for (std::size_t r = 1; r < std::size(relation_names); ++r)
      print_relation(links, static_cast<Relation>(r));
    if (has_title && !links.front().next.empty())
      print_line(out_, "  see also", with_flags(shown(links.front().next), style_.flags),
                 style_.width);
  }

  void print_title(const Link& link) {
    if (style_.color == Color::Yes) out_.put("\x1b[1m");
    put_folded(out_, shown(link.says), style_.width);
    if (style_.color == Color::Yes) out_.put("\x1b[0m");
  }

  void print_relation(std::span<const Link> links, Relation relation) {
    const std::string title = "  " + std::string(labels[static_cast<std::size_t>(relation)]);
    Section section(out_, title, 1, style_.width);
    std::size_t count = 0;
    Text more;
    for (const Link& link : links) {
      if (link.relation != relation) continue;
      if (count++ < links_max) section.add({shown(link.says)});
      more = link.next;
    }
    if (count == 0) return;
    section.print();
    if (count <= links_max) return;
    std::string said = counted(count - links_max, "more");
    if (!more.empty()) said += ": " + with_flags(shown(more), style_.flags);
    print_line(out_, "", "and " + said, style_.width);
  }

  std::vector<Link> links_{};
  std::string host_{}, room_{};
  bool has_printed_ = false;
};

constexpr Form links_form{Form::Gaps::Beside, &make_renderer<LinksRenderer>};

Result<std::vector<Thing>> take_things(Call& call) {
  if (call.words.size() != 1)
    return usage_error("one thing: :PORT, ADDRESS:PORT, an address, pid:N, a path, a container, "
                       "an interface, inode:N");
  std::vector<Thing> things = things_of(call.words.front());
  if (things.empty())
    return usage_error("'" + call.words.front() +
                       "' is nothing that can be looked up: :PORT, ADDRESS:PORT, pid:N, inode:N, "
                       "a path, a container, an interface");
  if (call.options.watch)
    return usage_error("who looks once; sonde conns --watch shows what comes and goes");
  call.words.clear();
  return things;
}

// What is linked may be anywhere, so everywhere is looked at, where there is more than one place.
void look_everywhere(Call& call, const Source& source) {
  if (!call.options.in && !source.is_copy()) call.options.all = true;
}

}  // namespace

Result<Exit> run_who(Call& call) {
  const std::string typed = call.words.empty() ? std::string() : call.words.front();
  LinkQuestion question(TRY(take_things(call)), nullptr);
  Plan plan = TRY(make_plan(*call.command.view, call));
  plan.was_filtered = true;
  const bool as_sentences =
      &form_of(call.options) == &text_form && !call.options.columns && !call.options.group;
  const Form& form = as_sentences ? links_form : form_of(call.options);
  if (as_sentences) {  // What a sentence is made of is asked for, so that gaps are told.
    plan.columns.clear();
    for (const ColumnInfo& column : plan.table->columns) plan.columns.push_back(&column);
  }
  u64 undecided = 0;
  question.undecided = &undecided;
  const bool wants_all = call.options.all;
  if (has_many_hosts(call.options))
    return answer_hosts(
        call, plan, form,
        [&](World& world) {
          call.options.all = wants_all;
          look_everywhere(call, world.source);
          world.share(LinkQuestion(question));
        },
        &undecided);
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  Style style = TRY(style_of(call));
  look_everywhere(call, *source);
  World world{*source, call.options.source, call.options.endian};
  style.where = TRY(aim(world, call));
  world.share(std::move(question));
  const std::unique_ptr<Renderer> renderer = form.make(call.out, style);
  Outcome outcome = TRY(run_plan(plan, world, *renderer));
  outcome.undecided += undecided;
  if (as_sentences && renderer->row_count() == 0)
    say(call.talk, "nothing that can be seen is linked to " + typed, style.talk_width);
  TRY(finish_answer(call, form, *renderer));
  return exit_of(call.options, plan, *renderer, outcome);
}

}  // namespace sonde
