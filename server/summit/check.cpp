#include "server/summit/check.h"

#include <algorithm>

#include "server/summit/limits.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

No invalid(const std::string& field, const std::string& what) {
    return refuse(v1::REFUSAL_CODE_INVALID, field + " " + what, field);
}

bool has_control_characters(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](unsigned char c) { return (c < 32 && c != '\n' && c != '\t') || c == 127; });
}

// How many bytes follow the first one of a character, or -1.
int bytes_after(unsigned char first) {
    if (first < 0x80) return 0;
    if (first >= 0xc2 && first < 0xe0) return 1;
    if (first >= 0xe0 && first < 0xf0) return 2;
    if (first >= 0xf0 && first < 0xf5) return 3;
    return -1;
}

No check_text(const std::string& text, const std::string& field, bool bytes, std::size_t limit) {
    if (text.size() > limit)
        return invalid(field, "is " + std::to_string(text.size()) + " bytes long; at most " + std::to_string(limit) +
                                  " are allowed.");
    if (!bytes && !is_utf8(text)) return invalid(field, "is not UTF-8.");
    if (!bytes && has_control_characters(text)) return invalid(field, "contains control characters.");
    return std::nullopt;
}

// Sorted by language, each at most once (decision D15).
No order_by_language(pb::Message& message, const pb::FieldDescriptor& field, const std::string& path) {
    const pb::Reflection& reflection = *message.GetReflection();
    const auto language = [&](int i) -> const std::string& {
        return dynamic_cast<const v1::LocalText&>(reflection.GetRepeatedMessage(message, &field, i)).language();
    };
    const int count = reflection.FieldSize(message, &field);
    for (int i = 1; i < count; ++i)
        for (int j = i; j > 0 && language(j) < language(j - 1); --j)
            reflection.SwapElements(&message, &field, j, j - 1);
    for (int i = 0; i < count; ++i) {
        if (!is_language(language(i)))
            return invalid(path, "has a language that is no BCP 47 tag: “" + language(i) + "”.");
        if (i > 0 && language(i) == language(i - 1))
            return invalid(path, "has two texts in the language “" + language(i) + "”.");
    }
    return std::nullopt;
}

No check_message(pb::Message& message, const std::string& path, std::size_t text_limit);

No check_one(pb::Message& message, const pb::FieldDescriptor& field, const std::string& path, std::size_t text_limit) {
    const pb::Reflection& reflection = *message.GetReflection();
    const int count = field.is_repeated() ? reflection.FieldSize(message, &field) : 1;
    const int most = message.GetDescriptor() == v1::ImportProgramme::descriptor() ? kImportListMax : kListMax;
    if (count > most)
        return invalid(path,
                       "has " + std::to_string(count) + " items; at most " + std::to_string(most) + " are allowed.");
    for (int i = 0; i < count; ++i) {
        const std::string here = field.is_repeated() ? path + "[" + std::to_string(i) + "]" : path;
        if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING) {
            std::string scratch;
            const std::string& text = field.is_repeated()
                                          ? reflection.GetRepeatedStringReference(message, &field, i, &scratch)
                                          : reflection.GetStringReference(message, &field, &scratch);
            const bool bytes = field.type() == pb::FieldDescriptor::TYPE_BYTES;
            const bool is_logo = bytes && message.GetDescriptor() == v1::Look::descriptor();
            if (auto no = check_text(text, here, bytes, is_logo ? kLogoBytesMax : text_limit)) return no;
        } else if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_ENUM) {
            const int value = field.is_repeated() ? reflection.GetRepeatedEnumValue(message, &field, i)
                                                  : reflection.GetEnumValue(message, &field);
            if (field.enum_type()->FindValueByNumber(value) == nullptr)
                return invalid(here, "has the unknown value " + std::to_string(value) + ".");
        } else if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE) {
            pb::Message& inner = field.is_repeated() ? *reflection.MutableRepeatedMessage(&message, &field, i)
                                                     : *reflection.MutableMessage(&message, &field);
            const bool is_long = (message.GetDescriptor() == v1::ImportedSession::descriptor() ||
                                  message.GetDescriptor() == v1::EditSessionText::descriptor() ||
                                  message.GetDescriptor() == v1::PutDeclarationText::descriptor() ||
                                  message.GetDescriptor() == v1::SubmitStatement::descriptor()) &&
                                 inner.GetDescriptor() == v1::LocalText::descriptor();
            if (auto no = check_message(inner, here, is_long ? kLongTextBytesMax : kTextBytesMax)) return no;
        }
    }
    return std::nullopt;
}

No check_message(pb::Message& message, const std::string& path, std::size_t text_limit) {
    const pb::Reflection& reflection = *message.GetReflection();
    std::vector<const pb::FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const pb::FieldDescriptor* field : fields) {
        const std::string here = path.empty() ? field->name() : path + "." + field->name();
        if (auto no = check_one(message, *field, here, text_limit)) return no;
        if (field->is_repeated() && field->message_type() == v1::LocalText::descriptor())
            if (auto no = order_by_language(message, *field, here)) return no;
    }
    return std::nullopt;
}

}  // namespace

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
        const int more = bytes_after(byte(at));
        if (more < 0 || at + static_cast<std::size_t>(more) >= text.size()) return false;
        std::uint32_t character = more == 0 ? byte(at) : byte(at) & (0x3fU >> more);
        for (int i = 1; i <= more; ++i) {
            const unsigned char next = byte(at + static_cast<std::size_t>(i));
            if ((next & 0xc0U) != 0x80U) return false;
            character = character << 6 | (next & 0x3fU);
        }
        static constexpr std::uint32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
        if (character < kLeast[more] || character > 0x10ffff || (character >= 0xd800 && character < 0xe000))
            return false;
        at += static_cast<std::size_t>(more) + 1;
    }
    return true;
}

// Subtags of 1 to 8 letters and digits, the first of letters.
bool is_language(std::string_view tag) {
    if (tag.empty()) return true;
    std::size_t length = 0;
    bool first = true;
    for (const char c : tag) {
        if (c == '-') {
            if (length == 0) return false;
            length = 0;
            first = false;
        } else if (std::isalpha(static_cast<unsigned char>(c)) != 0 ||
                   (!first && std::isdigit(static_cast<unsigned char>(c)) != 0)) {
            if (++length > 8) return false;
        } else {
            return false;
        }
    }
    return length > 0;
}

No check_fields(pb::Message& record) { return check_message(record, "", kTextBytesMax); }

No check_languages(const pb::RepeatedPtrField<std::string>& languages, const char* field) {
    for (auto language = languages.begin(); language != languages.end(); ++language) {
        if (language->empty() || !is_language(*language))
            return invalid(field, "has a language that is no BCP 47 tag: “" + *language + "”.");
        if (std::find(languages.begin(), language, *language) != language)
            return invalid(field, "names the language “" + *language + "” twice.");
    }
    return std::nullopt;
}

No check_instant(std::int64_t at_ms, const char* field) {
    if (at_ms > 0 && at_ms < kInstantMsMax) return std::nullopt;
    return invalid(field, "is not an instant between 1970 and 2100 (UTC milliseconds).");
}

No check_period(const v1::Period& period, const char* field) {
    if (auto no = check_instant(period.starts_at_ms(), field)) return no;
    if (auto no = check_instant(period.ends_at_ms(), field)) return no;
    const std::int64_t length = period.ends_at_ms() - period.starts_at_ms();
    if (length < 0) return invalid(field, "ends before it starts.");
    if (length > kSessionMsMax) return invalid(field, "is longer than a week.");
    return std::nullopt;
}

No check_link(const std::string& url, const char* field) {
    const bool web = url.starts_with("https://") || url.starts_with("http://");
    const bool plain = std::none_of(url.begin(), url.end(), [](unsigned char c) { return c <= ' ' || c == '"'; });
    if (web && plain && url.find_first_not_of('/', url.find(':') + 1) != std::string::npos) return std::nullopt;
    return invalid(field, "is no web address: it starts with https:// and has no blanks.");
}

bool is_log_slug(std::string_view slug) {
    if (slug.empty() || slug.size() > 63 || slug.front() == '-') return false;
    return std::all_of(slug.begin(), slug.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace dais::summit
