// filter_parser.cpp: reads the filter language of ss into a tree, and says what is wrong with it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "query/filter_node.hpp"
#include "query/filter_values.hpp"
#include "query/filter_words.hpp"

namespace sonde {
namespace {

using Sign = FilterToken::Sign;

std::unexpected<Error> wrong(std::string what) { return wrong_filter(std::move(what)); }

}  // namespace

// One pass from left to right, a function a level of precedence: or, and, not, condition.
class FilterParser {
public:
  FilterParser(const TableInfo& table, std::vector<FilterToken> tokens)
      : table_(table), tokens_(std::move(tokens)) {}

  Result<Filter> parse() {
    Filter filter;
    if (peek().sign == Sign::End) return filter;
    Node root = TRY(any_of());
    if (peek().sign == Sign::Close) return wrong("there is a ')' without '('");
    filter.table_ = &table_;
    filter.root_ = std::make_unique<Node>(std::move(root));
    return filter;
  }

private:
  using Node = Filter::Node;
  static constexpr int depth_max = 50;

  const FilterToken& peek() const { return tokens_[at_]; }
  FilterToken next() { return tokens_[peek().sign == Sign::End ? at_ : at_++]; }
  bool accept(Sign sign) {
    if (peek().sign != sign) return false;
    ++at_;
    return true;
  }

  static Node join(Node::Kind kind, std::vector<Node> children) {
    if (children.size() == 1) return std::move(children.front());
    Node node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
  }
  static Node negate(Node child) {
    Node node;
    node.kind = Node::Kind::Not;
    node.children.push_back(std::move(child));
    return node;
  }
  static Node leaf(Term term) {
    Node node;
    node.term = std::move(term);
    return node;
  }

  Result<Node> any_of() {
    std::vector<Node> children;
    do children.push_back(TRY(all_of()));
    while (accept(Sign::Or));
    return join(Node::Kind::Or, std::move(children));
  }

  Result<Node> all_of() {
    std::vector<Node> children;
    do children.push_back(TRY(one()));
    while (accept(Sign::And) || begins_condition());
    return join(Node::Kind::And, std::move(children));
  }

  bool begins_condition() const {
    const Sign sign = peek().sign;
    return sign == Sign::Word || sign == Sign::Open || sign == Sign::Not;
  }

  Result<Node> one() {
    if (++depth_ > depth_max) return wrong("it is nested too deep");
    Result<Node> node = one_inside();
    --depth_;
    return node;
  }

  Result<Node> one_inside() {
    if (accept(Sign::Not)) return negate(TRY(one()));
    if (accept(Sign::Open)) {
      Node node = TRY(any_of());
      if (!accept(Sign::Close)) return wrong("a ')' is missing");
      return node;
    }
    if (peek().sign == Sign::End) return wrong("it ends where a condition is expected");
    if (peek().sign != Sign::Word) return wrong("a column is expected" + place());
    return condition(next().text);
  }

  Result<Node> condition(const std::string& word) {
    if (equal_words(word, "exclude")) return negate(TRY(of_column("state", "=")));
    if (equal_words(word, "state") && peek().sign != Sign::Operator) return of_column("state", "=");
    for (const EndpointWord& known : table_.endpoint_words)
      if (equal_words(known.word, word)) return of_endpoint(known);
    for (const ColumnInfo& column : table_.columns)
      if (equal_words(column.name, word)) return of_column(column.name, {});
    return wrong(unknown_word(word));
  }

  std::string unknown_word(const std::string& word) const {
    u16 port = 0;
    const Text digits = Text(word).substr(word.starts_with(':') ? 1 : 0);
    const bool has_ports = !table_.endpoint_words.empty();
    if (has_ports && parse_number(digits, port))
      return "'" + word + "' is no condition; write sport = :" + std::string(digits) +
             " for a port here, dport for one of the peer";
    std::vector<Text> words = {"state", "exclude", "not", "and", "or"};
    for (const EndpointWord& w : table_.endpoint_words) words.push_back(w.word);
    return no_such_column(table_, word, std::move(words));
  }

  // The operator, or "=" where it is left out: `sport :22`.
  Result<std::string> operation(bool optional) {
    if (peek().sign == Sign::Operator) return next().text;
    if (optional) return std::string("=");
    return wrong("an operator (= != < > <= >= ~) is expected" + place());
  }

  std::string place() const {
    if (peek().sign == Sign::End) return " at the end";
    return peek().text.empty() ? "" : " before '" + peek().text + "'";
  }

  Result<std::string> value() {
    if (peek().sign == Sign::Word || peek().sign == Sign::Value) return next().text;
    return wrong("a value is expected" + place());
  }

  Result<Node> of_column(Text name, Text given_operation) {
    const ColumnInfo* column = table_.find(name);
    if (!column) return wrong(unknown_word(std::string(name)));
    const bool bare = column->kind == Kind::Bool && peek().sign != Sign::Operator;
    const std::string op =
        given_operation.empty() && !bare ? TRY(operation(false)) : std::string(given_operation);
    const std::string text = bare && op.empty() ? "true" : TRY(value());
    return compare_with(*column, op, text);
  }

  // `src`, `dst` take an address, a port or both; `sport`, `dport` a port; `dev` a name.
  Result<Node> of_endpoint(const EndpointWord& word) {
    const std::string op = TRY(operation(true));
    const std::string text = TRY(value());
    if (word.address.empty()) return compare_with(*table_.find(word.port), op, text);
    if (word.port.empty()) return compare_with(*table_.find(word.address), op, text);
    if (op != "=" && op != "!=") return wrong("'" + std::string(word.word) + "' takes = or !=");
    Node node = TRY(host_and_port(word, text));
    return op == "=" ? Result<Node>(std::move(node)) : Result<Node>(negate(std::move(node)));
  }

  Result<Node> host_and_port(const EndpointWord& word, Text text) {
    Text host = text;
    Text port;
    Term whole;
    const std::size_t colon = text.rfind(':');
    const bool brackets = text.starts_with('[');
    const bool splits = colon != Text::npos &&
                        (brackets ? text[colon - (colon > 0)] == ']' : !read_network(text, whole));
    if (splits) {
      host = text.substr(0, colon);
      port = text.substr(colon + 1);
    }
    std::vector<Node> both;
    if (!host.empty() && host != "*") {
      Term term;
      term.column = table_.index_of(*table_.find(word.address));
      if (!read_network(host, term)) return wrong("'" + std::string(host) + "' is no address");
      both.push_back(leaf(std::move(term)));
    }
    if (!port.empty() && port != "*")
      both.push_back(TRY(compare_with(*table_.find(word.port), "=", std::string(port))));
    return join_all(std::move(both));
  }

  // No condition at all (`src *`) always holds.
  static Node join_all(std::vector<Node> children) {
    if (!children.empty()) return join(Node::Kind::And, std::move(children));
    Node always;
    always.kind = Node::Kind::And;
    return always;
  }

  Result<Node> compare_with(const ColumnInfo& typed, Text op, const std::string& text) {
    const ColumnInfo& column = compared_column(table_, typed);
    Term term;
    term.column = table_.index_of(column);
    if (column.is_composed)
      term.companion = static_cast<int>(table_.index_of(*table_.find(column.follows)));
    const bool is_order = op == "<" || op == ">" || op == "<=" || op == ">=";
    if (is_order && column.kind == Kind::Numbers)
      return wrong(std::string(column.name) + " is a list: it takes = or !=");
    bool negated = op == "!=";
    if (op == "~") {
      if (column.kind != Kind::Text)
        return wrong("~ is for text, and " + std::string(column.name) + " is none");
      term.comparison = Comparison::Glob;
      term.texts.push_back(text);
      term.values.emplace_back(Text(term.texts.back()));
      return leaf(std::move(term));
    }
    TRY(read_filter_value(table_, column, text, term));
    if (is_order && term.prefix_bits >= 0)
      return wrong("a network has no order: '" + text + "' takes = or !=");
    if (op == "<" || op == ">=") term.comparison = Comparison::Less;
    if (op == ">" || op == "<=") term.comparison = Comparison::Greater;
    if (!is_order) {
      Node node = TRY(of_its_family(column, text, leaf(std::move(term))));
      return negated ? negate(std::move(node)) : std::move(node);
    }
    if (op == "<" || op == ">") return leaf(std::move(term));
    return at_least_or_equal(std::move(term));
  }

  // 0.0.0.0/0 is another word for "default", but not for that of IPv6.
  Result<Node> of_its_family(const ColumnInfo& column, Text text, Node node) {
    const ColumnInfo* const family = table_.find("family");
    Term network;
    if (column.kind != Kind::Text || !column.words || !family || !read_network(text, network))
      return node;
    const bool is_first = std::get<Address>(network.values.front()).version == 4;
    std::vector<Node> both;
    both.push_back(std::move(node));
    both.push_back(TRY(compare_with(*family, "=", is_first ? "ipv4" : "ipv6")));
    return join(Node::Kind::And, std::move(both));
  }

  // a >= b is "a > b or a = b", not "not a < b": what does not apply is neither.
  static Node at_least_or_equal(Term term) {
    Term equal = copy_of(term);
    equal.comparison = Comparison::Equal;
    term.comparison = term.comparison == Comparison::Less ? Comparison::Greater : Comparison::Less;
    std::vector<Node> either;
    either.push_back(leaf(std::move(term)));
    either.push_back(leaf(std::move(equal)));
    return join(Node::Kind::Or, std::move(either));
  }

  // The copied cells view the copied texts.
  static Term copy_of(const Term& term) {
    Term copy = term;
    for (std::size_t i = 0; i < copy.values.size(); ++i) {
      if (std::holds_alternative<Text>(copy.values[i])) copy.values[i] = Text(copy.texts[i]);
      if (Address* address = std::get_if<Address>(&copy.values[i]))
        parse_address(copy.texts[i], *address);
    }
    return copy;
  }

  const TableInfo& table_;
  std::vector<FilterToken> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

Result<Filter> Filter::parse(const TableInfo& table, std::span<const std::string> words) {
  return FilterParser(table, TRY(cut_filter(words))).parse();
}

}  // namespace sonde
