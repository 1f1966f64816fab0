#include "server/web/strict_json.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>

#include <boost/json/basic_parser_impl.hpp>

#include <cctype>
#include <charconv>
#include <map>
#include <vector>

#include "server/web/json_trouble.h"

namespace dais::web {
namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

// "put_session" and "putSession" alike, as protobuf names fields in JSON.
std::string camel_case(std::string_view name) {
    std::string out;
    bool raise = false;
    for (const char c : name) {
        if (c != '_') out += raise ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        raise = c == '_';
    }
    return out;
}

const FieldDescriptor* find_field(const Descriptor& message, const std::string& name) {
    const FieldDescriptor* field = message.FindFieldByName(name);
    return field != nullptr ? field : message.FindFieldByCamelcaseName(name);
}

// What protobuf writes in JSON otherwise than as its fields: Timestamp, Struct, Any …
bool is_well_known(const Descriptor& message) { return message.full_name().rfind("google.protobuf.", 0) == 0; }

std::string names_of(const Descriptor& message) {
    std::string names;
    for (int i = 0; i < message.field_count(); ++i) names += (i == 0 ? "" : ", ") + message.field(i)->name();
    return names.empty() ? "leave it out, for it has none" : "it has: " + names;
}

std::string names_of(const EnumDescriptor& all) {
    std::string names;
    for (int i = 0; i < all.value_count(); ++i) names += (i == 0 ? "" : ", ") + all.value(i)->name();
    return names;
}

// What the parser tells of, held against what was told before and, if there is one, against a message.
class Reader {
public:
    static constexpr std::size_t max_array_size = SIZE_MAX;
    static constexpr std::size_t max_object_size = SIZE_MAX;
    static constexpr std::size_t max_string_size = SIZE_MAX;
    static constexpr std::size_t max_key_size = SIZE_MAX;
    using Error = json::error_code;
    using Text = json::string_view;

    explicit Reader(const Descriptor* message) : message_(message) {}

    const std::string& trouble() const { return trouble_; }
    // Where a number began that is refused; null: it was no number.
    const char* number() const { return number_; }

    bool on_document_begin(Error&) { return true; }
    bool on_document_end(Error&) { return true; }
    bool on_comment_part(Text, Error&) { return true; }
    bool on_comment(Text, Error&) { return true; }

    bool on_object_begin(Error& error) {
        const FieldDescriptor* field = field_here();
        if (within_message() && !inside_.empty()) {
            if (field->type() != FieldDescriptor::TYPE_MESSAGE) return wrong_kind(*field, "an object", error);
            if (field->is_repeated() && !field->is_map() && !inside_.back().list)
                return wrong_kind(*field, "an object", error);
        }
        const Descriptor* next = inside_.empty() ? message_ : within_message() ? field->message_type() : nullptr;
        if (next != nullptr && (is_well_known(*next) || (field != nullptr && field->is_map()))) next = nullptr;
        inside_.push_back({next, nullptr, false, {}});
        return true;
    }

    bool on_object_end(std::size_t, Error&) { return leave(); }

    bool on_array_begin(Error& error) {
        if (inside_.empty() && message_ != nullptr && !is_well_known(*message_)) return no_object(error);
        const FieldDescriptor* field = field_here();
        if (within_message() && (!field->is_repeated() || field->is_map() || inside_.back().list) &&
            !takes_any_value(*field))
            return wrong_kind(*field, "a list", error);
        const Level next = {inside_.empty() ? nullptr : inside_.back().message, field, true, {}};
        inside_.push_back(next);
        return true;
    }

    bool on_array_end(std::size_t, Error&) { return leave(); }

    bool on_key_part(Text part, std::size_t, Error&) {
        text_.append(part.data(), part.size());
        return true;
    }

    bool on_key(Text part, std::size_t, Error& error) {
        const std::string name = std::move(text_.append(part.data(), part.size()));
        text_.clear();
        Level& level = inside_.back();
        if (!level.take(camel_case(name), name, *this)) return refuse(error);
        if (level.message == nullptr) return true;
        level.field = find_field(*level.message, name);
        if (level.field == nullptr) {
            trouble_ = level.message->name() + " has no field " + quoted(name) + "; " + names_of(*level.message) + ".";
            return refuse(error);
        }
        const auto* choice = level.field->real_containing_oneof();
        return choice == nullptr || level.take("|" + choice->name(), name, *this) || refuse(error);
    }

    bool on_string_part(Text part, std::size_t, Error&) {
        text_.append(part.data(), part.size());
        return true;
    }

    bool on_string(Text part, std::size_t, Error& error) {
        const std::string text = std::move(text_.append(part.data(), part.size()));
        text_.clear();
        if (!fits_here("a text", error)) return false;
        if (!within_message() || takes_any_value(*field_here())) return true;
        const FieldDescriptor& field = *field_here();
        if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return wrong_kind(field, "a text", error);
        const EnumDescriptor* names = field.enum_type();
        if (names == nullptr || names->FindValueByName(text) != nullptr) return true;
        trouble_ = field.name() + " cannot be " + quoted(text) + "; write one of: " + names_of(*names) + ".";
        return refuse(error);
    }

    bool on_number_part(Text, Error&) { return true; }
    bool on_int64(std::int64_t value, Text text, Error& error) {
        return number(text,
                      value >= INT32_MIN && value <= INT32_MAX ? std::optional(static_cast<int>(value)) : std::nullopt,
                      error);
    }
    bool on_uint64(std::uint64_t, Text text, Error& error) { return number(text, std::nullopt, error); }
    bool on_double(double, Text text, Error& error) { return number(text, std::nullopt, error); }

    bool on_bool(bool, Error& error) {
        if (!fits_here("true or false", error)) return false;
        if (!within_message() || takes_any_value(*field_here())) return true;
        return field_here()->cpp_type() == FieldDescriptor::CPPTYPE_BOOL ||
               wrong_kind(*field_here(), "true or false", error);
    }

    // Of a field: as if it were not there.
    bool on_null(Error& error) {
        if (inside_.empty()) return fits_here("null", error);
        return !within_message() || !inside_.back().list || wrong_kind(*field_here(), "null", error);
    }

private:
    struct Level {
        const Descriptor* message;     // null: whatever is in there is not looked at
        const FieldDescriptor* field;  // whose value comes next
        bool list;
        std::map<std::string, std::string> names;  // as they were spelled, by what makes two of them one

        bool take(const std::string& one, const std::string& name, Reader& reader) {
            const auto [before, is_new] = names.try_emplace(one, name);
            if (is_new) return true;
            reader.trouble_ =
                before->second == name
                    ? quoted(name) + " stands twice in this object; leave one of them out."
                    : quoted(before->second) + " and " + quoted(name) + " exclude each other; leave one of them out.";
            return false;
        }
    };

    bool within_message() const { return !inside_.empty() && inside_.back().message != nullptr; }
    const FieldDescriptor* field_here() const { return inside_.empty() ? nullptr : inside_.back().field; }
    static bool takes_any_value(const FieldDescriptor& field) {
        return field.message_type() != nullptr && is_well_known(*field.message_type());
    }

    bool leave() {
        inside_.pop_back();
        return true;
    }

    static bool refuse(Error& error) {
        error = json::error::input_error;
        return false;
    }

    bool no_object(Error& error) {
        trouble_ = message_->name() + " is an object; begin with {.";
        return refuse(error);
    }

    bool wrong_kind(const FieldDescriptor& field, const std::string& kind, Error& error) {
        const bool whole_list = field.is_repeated() && !inside_.back().list;
        std::string wanted = "a number";
        if (field.message_type() != nullptr) wanted = "an object";
        if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) wanted = "a text";
        if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) wanted = "true or false";
        if (field.enum_type() != nullptr) wanted = "a text, one of: " + names_of(*field.enum_type());
        if (whole_list) wanted = "a list, in [ ]";
        trouble_ =
            field.name() + (inside_.back().list ? " cannot hold " : " cannot be ") + kind + "; write " + wanted + ".";
        return refuse(error);
    }

    // A value that is neither object nor list.
    bool fits_here(const std::string& kind, Error& error) {
        if (inside_.empty() && message_ != nullptr && !is_well_known(*message_)) return no_object(error);
        if (!within_message()) return true;
        const FieldDescriptor& field = *field_here();
        if (takes_any_value(field) && (!field.is_repeated() || inside_.back().list)) return true;
        const bool fits = field.message_type() == nullptr && (!field.is_repeated() || inside_.back().list);
        return fits || wrong_kind(field, kind, error);
    }

    // small: its value, if it is whole and of 32 bits.
    bool number(Text text, std::optional<int> small, Error& error) {
        number_ = text.data();
        double value = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.size() > kJsonNumberCharactersMax) {
            trouble_ =
                "a number has more than " + std::to_string(kJsonNumberCharactersMax) + " characters; shorten it.";
            return refuse(error);
        }
        if (read.ec != std::errc()) {
            trouble_ = "a number is too large or too small; write one that a double can hold.";
            return refuse(error);
        }
        if (!fits_here("a number", error)) return false;
        if (within_message() && !takes_any_value(*field_here())) {
            const FieldDescriptor& field = *field_here();
            const auto type = field.cpp_type();
            if (type == FieldDescriptor::CPPTYPE_STRING || type == FieldDescriptor::CPPTYPE_BOOL)
                return wrong_kind(field, "a number", error);
            if (field.enum_type() != nullptr && (!small || field.enum_type()->FindValueByNumber(*small) == nullptr))
                return wrong_kind(field, std::string(text.data(), text.size()), error);
        }
        number_ = nullptr;
        return true;
    }

    const Descriptor* message_;  // of the whole; null: any JSON
    std::vector<Level> inside_;
    std::string text_;  // of a name or text, as far as it was told
    std::string trouble_;
    const char* number_ = nullptr;
};

// Where the name, text or word begins at whose end, or in whose middle, the parser stopped.
std::size_t begin_of(std::string_view text, std::size_t at) {
    const auto is_letter = [&](std::size_t i) { return std::isalpha(static_cast<unsigned char>(text[i])) != 0; };
    if (text[at] == '"') {
        do --at;
        while (text[at] != '"' || (at > 0 && text[at - 1] == '\\'));  // within it, a quote stands behind a backslash
    }
    while (at > 0 && is_letter(at) && is_letter(at - 1)) --at;
    return at;
}

std::optional<std::string> refuse(std::string_view text, std::size_t bytes_max, const Descriptor* message) {
    if (text.size() > bytes_max)
        return "The JSON has " + std::to_string(text.size()) + " bytes; send at most " + std::to_string(bytes_max) +
               ".";
    json::parse_options options;
    options.max_depth = kJsonDepthMax;
    json::basic_parser<Reader> parser(options, message);
    json::error_code error;
    std::size_t at = parser.write_some(false, text.data(), text.size(), error);
    const Reader& reader = parser.handler();
    if (!reader.trouble().empty()) {
        at = reader.number() != nullptr ? static_cast<std::size_t>(reader.number() - text.data()) : begin_of(text, at);
        return at_place(text, at, reader.trouble());
    }
    if (!error && at < text.size()) error = json::error::extra_data;
    if (!error) return std::nullopt;
    return at_place(text, at, json_trouble(text, at, error));
}

// "(put_session.session.number): invalid value -1 for type TYPE_UINT32"
std::string said_by_protobuf(std::string_view words) {
    static constexpr std::string_view kType = " for type ";
    const std::size_t type = words.rfind(kType);
    const std::size_t colon = words.find("): invalid value ");
    if (!words.starts_with("(") || colon == std::string_view::npos || type == std::string_view::npos || type < colon)
        return "It is not what is asked for; mend this: " + quoted(words, 300) + ".";
    std::string_view value = words.substr(colon + 17, type - colon - 17);
    const bool is_text = value.size() > 1 && value.starts_with('"') && value.ends_with('"');
    if (is_text) value = value.substr(1, value.size() - 2);
    const std::string_view name = words.substr(type + kType.size());
    const std::map<std::string_view, std::string_view> wanted = {
        {"TYPE_INT32", "a whole number from -2147483648 to 2147483647"},
        {"TYPE_UINT32", "a whole number from 0 to 4294967295"},
        {"TYPE_INT64", "a whole number from -9223372036854775808 to 9223372036854775807"},
        {"TYPE_UINT64", "a whole number from 0 to 18446744073709551615"},
        {"TYPE_FIXED64", "a whole number from 0 to 18446744073709551615"},
        {"TYPE_BYTES", "bytes in base 64"},
    };
    const auto found = wanted.find(name);
    return std::string(words.substr(1, colon - 1)) + " cannot be " + (is_text ? quoted(value) : std::string(value)) +
           "; write " + std::string(found == wanted.end() ? "another value" : found->second) + ".";
}

}  // namespace

std::optional<std::string> refuse_json(std::string_view text, std::size_t bytes_max) {
    return refuse(text, bytes_max, nullptr);
}

std::optional<std::string> read_message(std::string_view json, google::protobuf::Message& into, std::size_t bytes_max) {
    if (std::optional<std::string> refusal = refuse(json, bytes_max, into.GetDescriptor())) return refusal;
    into.Clear();
    const auto status = google::protobuf::util::JsonStringToMessage({json.data(), json.size()}, &into);
    if (status.ok()) return std::nullopt;
    return said_by_protobuf({status.message().data(), status.message().size()});
}

}  // namespace dais::web
