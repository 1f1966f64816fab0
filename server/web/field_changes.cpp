#include "server/web/field_changes.h"

#include <google/protobuf/message.h>

#include <algorithm>
#include <array>

#include "dais/v1/announcement.pb.h"
#include "dais/v1/live.pb.h"
#include "server/summit/identifier.h"
#include "server/summit/projection.h"
#include "server/web/local_time.h"

namespace dais::web {
namespace {

namespace pb = google::protobuf;
using Field = pb::FieldDescriptor;

constexpr std::size_t kValueBytesMax = 500;

// Fields that hold ids of other records.
constexpr std::array kReferences = {"room",     "track",   "person", "party",   "by",          "presiding", "part_of",
                                    "sessions", "session", "issuer", "booth",   "team",        "documents", "draft",
                                    "other",    "members", "rooms",  "persons", "announcement"};

std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return text;
}

std::string shortened(std::string text) {
    if (text.size() <= kValueBytesMax) return text;
    std::size_t end = kValueBytesMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not within a character
    return text.substr(0, end) + "…";
}

// Without the type's name: SESSION_STATUS_RUNNING is "running".
std::string enum_word(const pb::EnumValueDescriptor& value) {
    const std::string& unset = value.type()->value(0)->name();
    static constexpr std::string_view kUnset = "UNSPECIFIED";
    const std::size_t prefix = unset.ends_with(kUnset) ? unset.size() - kUnset.size() : 0;
    return lower(value.name().substr(std::min(prefix, value.name().size())));
}

bool is_instant(const Field& field) {
    return field.cpp_type() == Field::CPPTYPE_INT64 && field.name().ends_with("_ms");
}

// A text in all its languages.
std::string texts(const pb::Message& message, const Field& field) {
    const int count = message.GetReflection()->FieldSize(message, &field);
    std::string words;
    for (int i = 0; i < count; ++i) {
        const auto& text =
            static_cast<const v1::LocalText&>(message.GetReflection()->GetRepeatedMessage(message, &field, i));
        if (!words.empty()) words += " / ";
        if (count > 1 && !text.language().empty()) words += text.language() + ": ";
        words += text.text();
    }
    return words;
}

// A time of the day in minutes, as a summit's opens_minutes; other minutes say how long something takes.
bool is_time_of_day(const Field& field) {
    return field.name() == "opens_minutes" || field.name() == "closes_minutes" || field.name() == "day_start_minutes";
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string number_words(const Field& field, std::int32_t number) {
    return is_time_of_day(field) ? two_digits(number / 60) + ":" + two_digits(number % 60) : std::to_string(number);
}

std::string date_words(const v1::Date& date) {
    return std::to_string(date.year()) + "-" + two_digits(date.month()) + "-" + two_digits(date.day());
}

std::string message_words(const pb::Message& message, const Reading& reading);

std::string reference_words(const std::string& id, const Reading& reading) {
    const v1::Kind kind = kind_of_id(id);
    const std::string name =
        kind == v1::KIND_UNSPECIFIED ? std::string() : record_name(kind, id, std::nullopt, reading);
    return name.empty() ? id : name;
}

// One value of a field; index -1: of a field that is not a list.
std::string value_words(const pb::Message& message, const Field& field, int index, const Reading& reading) {
    const pb::Reflection& look = *message.GetReflection();
    const bool one = index < 0;
    switch (field.cpp_type()) {
        case Field::CPPTYPE_STRING: {
            const std::string value =
                one ? look.GetString(message, &field) : look.GetRepeatedString(message, &field, index);
            if (field.type() == Field::TYPE_BYTES) return "";  // nothing that people read
            const bool refers = std::find(kReferences.begin(), kReferences.end(), field.name()) != kReferences.end();
            return refers ? reference_words(value, reading) : value;
        }
        case Field::CPPTYPE_MESSAGE:
            return message_words(
                one ? look.GetMessage(message, &field) : look.GetRepeatedMessage(message, &field, index), reading);
        case Field::CPPTYPE_ENUM:
            return enum_word(one ? *look.GetEnum(message, &field) : *look.GetRepeatedEnum(message, &field, index));
        case Field::CPPTYPE_BOOL:
            return (one ? look.GetBool(message, &field) : look.GetRepeatedBool(message, &field, index)) ? "yes" : "no";
        case Field::CPPTYPE_INT64: {
            const std::int64_t value =
                one ? look.GetInt64(message, &field) : look.GetRepeatedInt64(message, &field, index);
            return is_instant(field) ? local_minute(reading.summit, value) : std::to_string(value);
        }
        case Field::CPPTYPE_INT32:
            return number_words(field,
                                one ? look.GetInt32(message, &field) : look.GetRepeatedInt32(message, &field, index));
        case Field::CPPTYPE_UINT32:
            return std::to_string(one ? look.GetUInt32(message, &field)
                                      : look.GetRepeatedUInt32(message, &field, index));
        case Field::CPPTYPE_UINT64:
            return std::to_string(one ? look.GetUInt64(message, &field)
                                      : look.GetRepeatedUInt64(message, &field, index));
        case Field::CPPTYPE_DOUBLE:
        case Field::CPPTYPE_FLOAT: return "";  // decision D14: there are none
    }
    return "";
}

std::string field_words(const pb::Message& message, const Field& field, const Reading& reading) {
    const pb::Reflection& look = *message.GetReflection();
    if (!field.is_repeated()) return shortened(value_words(message, field, -1, reading));
    if (field.message_type() == v1::LocalText::descriptor()) return shortened(texts(message, field));
    std::string words;
    for (int i = 0; i < look.FieldSize(message, &field) && words.size() <= kValueBytesMax; ++i)
        words += (i ? ", " : "") + value_words(message, field, i, reading);
    return shortened(words);
}

// A message within a record: its values, as "Ada Mbaye (speaker)".
std::string message_words(const pb::Message& message, const Reading& reading) {
    if (message.GetDescriptor() == v1::Date::descriptor()) return date_words(static_cast<const v1::Date&>(message));
    std::vector<const Field*> fields;
    message.GetReflection()->ListFields(message, &fields);
    std::string words;
    for (const Field* field : fields) {
        const std::string one = field_words(message, *field, reading);
        if (!one.empty()) words += words.empty() ? one : " (" + one + ")";
    }
    return words;
}

bool is_set(const pb::Message& message, const Field& field) {
    const pb::Reflection& look = *message.GetReflection();
    return field.is_repeated() ? look.FieldSize(message, &field) > 0 : look.HasField(message, &field);
}

// Whether two lists of messages are different ones.
bool differs(const pb::Message& before, const pb::Message& after, const Field& field) {
    if (!field.is_repeated() || field.cpp_type() != Field::CPPTYPE_MESSAGE) return false;
    const auto bytes = [&](const pb::Message& message) {
        std::string all;
        for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i)
            all += message.GetReflection()->GetRepeatedMessage(message, &field, i).SerializeAsString() + '\0';
        return all;
    };
    return bytes(before) != bytes(after);
}

void compare(const pb::Message& before, const pb::Message& after, const std::string& path, const Reading& reading,
             std::vector<FieldChange>& found) {
    for (int i = 0; i < before.GetDescriptor()->field_count(); ++i) {
        const Field& field = *before.GetDescriptor()->field(i);
        if (!field.is_repeated() && field.cpp_type() == Field::CPPTYPE_MESSAGE) {
            compare(before.GetReflection()->GetMessage(before, &field),
                    after.GetReflection()->GetMessage(after, &field), path + field.name() + ".", reading, found);
            continue;
        }
        if (field.type() == Field::TYPE_BYTES) continue;
        FieldChange change{path + field.name(), std::nullopt, std::nullopt};
        if (is_set(before, field)) change.before = field_words(before, field, reading);
        if (is_set(after, field)) change.after = field_words(after, field, reading);
        // What is told of it is the same, as of a long text known by its hash: then that it is another.
        if (change.after && change.before == change.after && differs(before, after, field))
            *change.after += " (another)";
        if (change.before != change.after) found.push_back(std::move(change));
    }
}

// In English, else as it was written, else in any language.
std::string shown(const pb::RepeatedPtrField<v1::LocalText>& texts) {
    const auto first = [&](auto fits) {
        const auto found = std::find_if(texts.begin(), texts.end(), fits);
        return found == texts.end() ? std::string() : found->text();
    };
    std::string words = first([](const v1::LocalText& text) { return text.language().starts_with("en"); });
    if (words.empty()) words = first([](const v1::LocalText& text) { return text.origin() == v1::ORIGIN_AUTHENTIC; });
    return words.empty() ? first([](const v1::LocalText&) { return true; }) : words;
}

template <class Noun>
std::string title_of(const std::string& body) {
    Noun noun;
    if (!noun.ParseFromString(body)) return "";
    if constexpr (requires { noun.title(); }) {
        return shown(noun.title());
    } else if constexpr (std::is_same_v<std::decay_t<decltype(noun.name())>, std::string>) {
        return noun.name();
    } else {
        return shown(noun.name());
    }
}

std::string name_in(v1::Kind kind, const std::string& body) {
    switch (kind) {
        case v1::KIND_SESSION: return title_of<v1::Session>(body);
        case v1::KIND_ANNOUNCEMENT: return title_of<v1::Announcement>(body);
        case v1::KIND_DOCUMENT: return title_of<v1::Document>(body);
        case v1::KIND_SUMMIT: return title_of<v1::Summit>(body);
        case v1::KIND_ROOM: return title_of<v1::Room>(body);
        case v1::KIND_TRACK: return title_of<v1::Track>(body);
        case v1::KIND_PARTY: return title_of<v1::Party>(body);
        case v1::KIND_PERSON: return title_of<v1::Person>(body);
        case v1::KIND_SCREEN: return title_of<v1::Screen>(body);
        default: return "";
    }
}

}  // namespace

std::vector<FieldChange> field_changes(v1::Kind kind, const std::optional<std::string>& before,
                                       const std::optional<std::string>& after, const Reading& reading) {
    const auto was = summit::blank_record(kind);
    const auto is = summit::blank_record(kind);
    std::vector<FieldChange> found;
    if (!was || !after) return found;  // of what went it is told that it went
    if (before) was->ParseFromString(*before);
    is->ParseFromString(*after);
    compare(*was, *is, "", reading, found);
    return found;
}

std::string record_name(v1::Kind kind, const std::string& id, const std::optional<std::string>& body,
                        const Reading& reading) {
    std::string name = body ? name_in(kind, *body) : "";
    if (!name.empty()) return shortened(name);
    // What belongs to a Session is called by it.
    const v1::Kind owner = kind_of_id(id);
    const std::string owner_id = id.substr(0, id.find('@'));
    const summit::Record* today = owner == v1::KIND_UNSPECIFIED ? nullptr : reading.now.find(owner, owner_id);
    if (today == nullptr || !today->visible_to(reading.audience)) return "";
    return shortened(name_in(owner, today->as_seen_by(reading.audience)));
}

std::string kind_word(v1::Kind kind) {
    static constexpr std::size_t kPrefix = std::string_view("KIND_").size();
    return v1::Kind_IsValid(kind) ? lower(v1::Kind_Name(kind).substr(kPrefix)) : "kind " + std::to_string(kind);
}

v1::Kind kind_of_word(std::string_view word) {
    for (int i = 1; i < v1::Kind_descriptor()->value_count(); ++i) {
        const auto kind = static_cast<v1::Kind>(v1::Kind_descriptor()->value(i)->number());
        if (kind_word(kind) == word) return kind;
    }
    return v1::KIND_UNSPECIFIED;
}

v1::Kind kind_of_id(std::string_view id) {
    if (id == "m") return v1::KIND_SUMMIT;
    return id.size() < 2 ? v1::KIND_UNSPECIFIED : summit::kind_of_id(id);
}

}  // namespace dais::web
