// json.cpp: one JSON object for a program: rows, gaps and notes together; and JSON Lines.
// SPDX-License-Identifier: Apache-2.0
#include "base/escape.hpp"
#include "render/renderer.hpp"

namespace sonde {
namespace {

class JsonRenderer final : public Renderer {
public:
  using Renderer::Renderer;

protected:
  void start() override {
    line_ = "{\"sonde\":1,\"table\":";
    json_string_to(line_, table().name);
    line_ += ",\"where\":";
    json_string_to(line_, style_.where);
    line_ += ",\"rows\":[";
    out_.put(line_);
  }

  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      line_ = first_ ? "\n" : ",\n";
      first_ = false;
      append_json_row(line_, chunk[i], room_);
      out_.put(line_);
    }
  }

  void finish() override {
    line_ = "],\n\"gaps\":[";
    const char* separator = "\n";
    for (const Gap& gap : gaps().all()) {
      line_ += separator;
      append_gap(gap);
      separator = ",\n";
    }
    line_ += "],\n\"notes\":[";
    separator = "\n";
    for (const std::string& note : notes()) {
      line_ += separator;
      json_string_to(line_, note);
      separator = ",\n";
    }
    line_ += "]}\n";
    out_.put(line_);
  }

private:
  void append_gap(const Gap& gap) {
    for (const ColumnInfo& column : gap_columns) {
      line_ += &column == gap_columns.data() ? "{\"" : ",\"";
      line_ += column.name;
      line_ += "\":";
      append_json(line_, column.read(&gap, room_));
    }
    line_ += '}';
  }

  bool first_ = true;
  std::string line_{}, room_{};
};

class JsonLinesRenderer final : public Renderer {
public:
  using Renderer::Renderer;

protected:
  void start() override {}
  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      line_.clear();
      append_json_row(line_, chunk[i], room_);
      line_ += '\n';
      out_.put(line_);
    }
  }
  void finish() override {}

private:
  std::string line_{}, room_{};
};

}  // namespace

const Form json_form = {Form::Gaps::Inside, make_renderer<JsonRenderer>};
const Form jsonl_form = {Form::Gaps::Beside, make_renderer<JsonLinesRenderer>};

}  // namespace sonde
