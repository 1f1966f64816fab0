#include "storage/ledger.h"

#include <sodium.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "dais/v1/change.pb.h"
#include "storage/chain.h"

namespace dais::storage {
namespace {

namespace json = boost::json;

// Lines have no object within another.
constexpr std::size_t kDepthMax = 1;

std::string base64_of(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

std::optional<std::string> bytes_of_base64(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

// One JSON object, its fields in the order in which they are said.
class Writer {
public:
    Writer& number(std::string_view name, std::uint64_t value) { return field(name, std::to_string(value)); }
    Writer& instant(std::string_view name, std::int64_t value) { return field(name, std::to_string(value)); }
    Writer& truth(std::string_view name, bool value) { return field(name, value ? "true" : "false"); }
    Writer& hex(std::string_view name, std::string_view bytes) { return field(name, '"' + hex_of(bytes) + '"'); }
    Writer& base64(std::string_view name, std::string_view bytes) { return field(name, '"' + base64_of(bytes) + '"'); }
    Writer& text(std::string_view name, std::string_view value) {
        std::string quoted = "\"";
        for (const char c : value) {
            if (static_cast<unsigned char>(c) < 0x20)
                quoted += "\\u00" + hex_of({&c, 1});
            else if (c == '"' || c == '\\')
                (quoted += '\\') += c;
            else
                quoted += c;
        }
        return field(name, quoted + '"');
    }

    std::string done() { return line_ + "}\n"; }

private:
    Writer& field(std::string_view name, const std::string& value) {
        line_ += (line_.empty() ? "{\"" : ",\"") + std::string(name) + "\":" + value;
        return *this;
    }

    std::string line_;
};

std::string text_of(const LedgerStart& start) {
    return Writer().number("ledger", start.format).text("log", start.log).done();
}

std::string text_of(const LedgerChange& change) {
    Writer line;
    line.number("change", change.seq).instant("at_ms", change.at_ms).text("actor", change.actor);
    line.text("login", change.login).text("command_id", change.command_id).hex("body_digest", change.body_digest);
    line.text("made", change.made).number("shown", change.shown).number("entries", change.entries);
    return line.hex("chain", change.chain).done();
}

std::string text_of(const LedgerEntry& entry) {
    Writer line;
    line.number("entry", entry.n).number("kind", entry.kind).text("id", entry.id).text("owner", entry.owner);
    line.number("audiences", entry.audiences).truth("put", entry.put).hex("hash", entry.hash);
    if (entry.told) line.hex("salt", entry.salt);
    if (entry.told && entry.put) line.base64("body", entry.body);
    if (entry.erased) line.truth("erased", true);
    return line.done();
}

std::string text_of(const LedgerEnd& end) { return Writer().number("end", end.changes).hex("chain", end.chain).done(); }

// Reads fields; remembers the first that is missing or no such thing.
class Fields {
public:
    explicit Fields(const json::object& object) : object_(object) {}

    bool has(std::string_view name) const { return object_.contains(name); }

    template <class Number>
    void number(std::string_view name, Number& into) {
        const json::value* value = find(name);
        if (value == nullptr) return;
        boost::system::error_code error;
        into = value->to_number<Number>(error);
        // A fraction that stands for a whole number is a number to Boost.JSON; nothing of ours is written so.
        if (error || value->is_double()) fail(name);
    }
    void text(std::string_view name, std::string& into) {
        const json::value* value = find(name);
        if (value == nullptr) return;
        if (!value->is_string()) return fail(name);
        into.assign(value->get_string().data(), value->get_string().size());
    }
    void truth(std::string_view name, bool& into) {
        const json::value* value = find(name);
        if (value == nullptr) return;
        if (!value->is_bool()) return fail(name);
        into = value->get_bool();
    }
    void hex(std::string_view name, std::string& into, std::size_t bytes) {
        std::string digits;
        text(name, digits);
        if (!wrong_.empty()) return;
        const auto read = bytes_of_hex(digits, bytes);
        if (!read) return fail(name);
        into = *read;
    }
    void base64(std::string_view name, std::string& into) {
        std::string digits;
        text(name, digits);
        if (!wrong_.empty()) return;
        const auto read = bytes_of_base64(digits);
        if (!read) return fail(name);
        into = *read;
    }

    const std::string& wrong() const { return wrong_; }

private:
    const json::value* find(std::string_view name) {
        const json::value* value = object_.if_contains(name);
        if (value == nullptr) fail(name);
        return value;
    }
    void fail(std::string_view name) {
        if (wrong_.empty()) wrong_ = "its “" + std::string(name) + "” is missing or cannot be read";
    }

    const json::object& object_;
    std::string wrong_;
};

LedgerLine read_start(Fields& fields) {
    LedgerStart start;
    fields.number("ledger", start.format);
    fields.text("log", start.log);
    return start;
}

LedgerLine read_change(Fields& fields) {
    LedgerChange change;
    fields.number("change", change.seq);
    fields.number("at_ms", change.at_ms);
    fields.text("actor", change.actor);
    fields.text("login", change.login);
    fields.text("command_id", change.command_id);
    fields.hex("body_digest", change.body_digest, kHashBytes);
    fields.text("made", change.made);
    fields.number("shown", change.shown);
    fields.number("entries", change.entries);
    fields.hex("chain", change.chain, kHashBytes);
    return change;
}

LedgerLine read_entry(Fields& fields) {
    LedgerEntry entry;
    fields.number("entry", entry.n);
    fields.number("kind", entry.kind);
    fields.text("id", entry.id);
    fields.text("owner", entry.owner);
    fields.number("audiences", entry.audiences);
    fields.truth("put", entry.put);
    fields.hex("hash", entry.hash, kHashBytes);
    entry.told = fields.has("salt");
    if (entry.told) fields.hex("salt", entry.salt, kSaltBytes);
    if (entry.told && entry.put) fields.base64("body", entry.body);
    if (!entry.told && entry.put && fields.has("erased")) fields.truth("erased", entry.erased);
    return entry;
}

LedgerLine read_end(Fields& fields) {
    LedgerEnd end;
    fields.number("end", end.changes);
    fields.hex("chain", end.chain, kHashBytes);
    return end;
}

}  // namespace

std::string ledger_text(const LedgerLine& line) {
    return std::visit([](const auto& one) { return text_of(one); }, line);
}

std::optional<LedgerLine> read_ledger_line(std::string_view text, std::string& problem) {
    json::parse_options options;
    options.max_depth = kDepthMax;
    boost::system::error_code error;
    const json::value value = json::parse(text, error, {}, options);
    if (error || !value.is_object()) {
        problem = "it is no JSON object";
        return std::nullopt;
    }
    Fields fields(value.get_object());
    LedgerLine line;
    if (fields.has("ledger"))
        line = read_start(fields);
    else if (fields.has("change"))
        line = read_change(fields);
    else if (fields.has("entry"))
        line = read_entry(fields);
    else if (fields.has("end"))
        line = read_end(fields);
    else
        problem = "a ledger has no such line";
    if (problem.empty()) problem = fields.wrong();
    // Whatever else could be written otherwise, fields that nobody asks for and names that stand twice among it.
    if (problem.empty() && ledger_text(line) != std::string(text) + "\n") problem = "it is not written as a ledger is";
    if (!problem.empty()) return std::nullopt;
    return line;
}

std::optional<std::uint64_t> goes_on_after(std::string_view part) {
    std::string ignored;
    while (!part.empty() && part.back() == '\n') {
        part.remove_suffix(1);
        const std::size_t before = part.rfind('\n');
        const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
        const auto line = read_ledger_line(part.substr(start), ignored);
        if (!line || std::holds_alternative<LedgerEnd>(*line)) return std::nullopt;
        if (const auto* change = std::get_if<LedgerChange>(&*line)) return change->seq;
        part = part.substr(0, start);
    }
    return std::nullopt;
}

bool is_told_in_ledger(std::uint32_t kind) {
    switch (kind) {
        case v1::KIND_SERIES:
        case v1::KIND_EDITION:
        case v1::KIND_PARTY:
        case v1::KIND_BODY:
        case v1::KIND_SEAT:
        case v1::KIND_PERSON:
        case v1::KIND_DECLARATION:
        case v1::KIND_COMMITMENT: return true;
        default: return is_always_told(kind);
    }
}

bool is_always_told(std::uint32_t kind) {
    return kind == v1::KIND_DECLARATION_TEXT || kind == v1::KIND_ENDORSEMENT || kind == v1::KIND_COMMITMENT_REPORT;
}

std::string hex_of(std::string_view bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    hex.pop_back();
    return hex;
}

std::optional<std::string> bytes_of_hex(std::string_view hex, std::size_t bytes) {
    std::string read(bytes, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_hex2bin(reinterpret_cast<unsigned char*>(read.data()), read.size(), hex.data(), hex.size(), nullptr,
                       &size, &end) != 0 ||
        size != bytes || end != hex.data() + hex.size())
        return std::nullopt;
    return read;
}

}  // namespace dais::storage
