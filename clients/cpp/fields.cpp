#include "clients/cpp/fields.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "clients/cpp/field_items.h"
#include "clients/cpp/names.h"
#include "clients/cpp/place.h"
#include "clients/cpp/table.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// "name:fr+=Salle 2", taken apart.
struct Assignment {
    std::string name;
    std::string language;
    char how = '=';  // or '+', '-'
    std::string value;
};

Assignment taken_apart(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == 0 || equals == std::string::npos)
        throw WrongUsage("“" + text + "” names no field: write it as NAME=VALUE");
    Assignment made;
    made.name = text.substr(0, equals);
    made.value = text.substr(equals + 1);
    if (made.name.back() == '+' || made.name.back() == '-') made.how = made.name.back(), made.name.pop_back();
    if (const auto colon = made.name.find(':'); colon != std::string::npos) {
        made.language = made.name.substr(colon + 1);
        made.name.resize(colon);
        if (!is_language(made.language))
            throw WrongUsage("“" + made.language + "” is no language: write it as fr or pt-CV");
    }
    std::replace(made.name.begin(), made.name.end(), '_', '-');
    if (!is_utf8(made.value)) throw WrongUsage(made.name + " is not in UTF-8: set the terminal to it");
    return made;
}

Field field_named(const Descriptor& noun, const std::string& name) {
    std::vector<std::string> names;
    for (const auto& field : fields_of(noun)) {
        if (field.shape == Shape::the_server) {
            if (name == field.name) throw WrongUsage(name + " is not yours to set: " + field.about);
            continue;
        }
        if (name == field.name) return field;
        names.emplace_back(field.name);
    }
    throw WrongUsage("there is no field “" + name + "”: there are " + joined(names));
}

// Where a field is in a record.
struct Spot {
    Message* within;
    const FieldDescriptor* field;

    const google::protobuf::Reflection& reflection() const { return *within->GetReflection(); }
    void clear() const { reflection().ClearField(within, field); }
    void set(std::string text) const { reflection().SetString(within, field, std::move(text)); }
};

Spot spot(Message& record, const std::string& path) {
    Message* within = &record;
    const auto names = split(path, '.');
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
        within = within->GetReflection()->MutableMessage(within, within->GetDescriptor()->FindFieldByName(names[i]));
    }
    return {within, within->GetDescriptor()->FindFieldByName(names.back())};
}

[[noreturn]] void refuse(const Assignment& given, const std::string& how) {
    throw WrongUsage("“" + given.value + "” makes no sense for " + given.name + ": " + how);
}

int whole_number(const Assignment& given) {
    int number = 0;
    const auto* end = given.value.data() + given.value.size();
    const auto [stopped, error] = std::from_chars(given.value.data(), end, number);
    if (error != std::errc() || stopped != end) refuse(given, "give a whole number");
    return number;
}

void set_number(const Spot& at, const Assignment& given) {
    const int number = whole_number(given);
    if (at.field->cpp_type() != FieldDescriptor::CPPTYPE_UINT32)
        return at.reflection().SetInt32(at.within, at.field, number);
    if (number < 0) refuse(given, "give a whole number, 0 or more");
    at.reflection().SetUInt32(at.within, at.field, static_cast<std::uint32_t>(number));
}

int minutes_of_day(const Assignment& given) {
    const auto parts = split(given.value, ':');
    const bool digits = given.value.find_first_not_of("0123456789:") == std::string::npos;
    if (parts.size() != 2 || !digits || parts[0].empty() || parts[0].size() > 2 || parts[1].size() != 2)
        refuse(given, "write it as 08:30");
    const int hours = std::stoi(parts[0]), minutes = std::stoi(parts[1]);
    if (hours > 48 || minutes > 59) refuse(given, "write it as 08:30, or 26:00 for two in the night");
    return hours * 60 + minutes;
}

void set_choice(const Spot& at, const Assignment& given) {
    const auto& type = *at.field->enum_type();
    const auto value = given.value.empty() ? std::optional<int>(0) : value_of(type, given.value);
    if (!value) refuse(given, "choose one of " + joined(words_of(type)));
    at.reflection().SetEnumValue(at.within, at.field, *value);
}

bool yes(const Assignment& given) {
    if (given.value == "yes" || given.value == "true") return true;
    if (given.value == "no" || given.value == "false" || given.value.empty()) return false;
    refuse(given, "say yes or no");
}

// Empty: there is none, if that may be.
void set_instant(const Spot& at, const Assignment& given, const Reading& reading) {
    if (given.value.empty() && at.field->has_presence()) return at.clear();
    // An end is on the day of its start, also when that was said in the same breath.
    std::int64_t about_ms = reading.about_ms;
    if (const auto* starts = at.within->GetDescriptor()->FindFieldByName("starts_at_ms")) {
        const auto starts_ms = at.reflection().GetInt64(*at.within, starts);
        if (starts_ms != 0) about_ms = starts_ms;
    }
    const auto parsed = reading.time.parse(given.value, about_ms, reading.now_ms);
    if (!parsed) throw WrongUsage(given.name + ": " + parsed.problem);
    at.reflection().SetInt64(at.within, at.field, parsed.at_ms);
}

void set_one(const Spot& at, const Field& field, const Assignment& given, const Reading& reading) {
    switch (field.shape) {
        case Shape::number: return set_number(at, given);
        case Shape::clock: return at.reflection().SetInt32(at.within, at.field, minutes_of_day(given));
        case Shape::yes_no: return at.reflection().SetBool(at.within, at.field, yes(given));
        case Shape::choice: return set_choice(at, given);
        case Shape::instant: return set_instant(at, given, reading);
        case Shape::day: return set_day(*at.within, *at.field, trimmed(given.value));
        case Shape::record:
            return at.set(given.value.empty() ? "" : id_named(reading.records, field.refers, given.value));
        case Shape::issuer: return at.set(given.value.empty() ? "" : issuer_named(reading.records, given.value));
        default: return at.set(trimmed(given.value));
    }
}

bool is_list(Shape shape) {
    switch (shape) {
        case Shape::tags:
        case Shape::days:
        case Shape::records:
        case Shape::people:
        case Shape::links:
        case Shape::themes:
        case Shape::choices:
        case Shape::quotes:
        case Shape::contacts: return true;
        default: return false;
    }
}

void set_list(const Spot& at, const Field& field, const Assignment& given, const Reading& reading) {
    const auto language = given.language.empty() ? reading.languages.first() : given.language;
    const ItemPlace place{at.within, at.field, field.shape, field.refers, language};
    if (given.how == '-') return remove_item(place, given.value, reading);
    if (given.how == '+') return add_item(place, given.value, reading);
    at.clear();
    for (const auto& item : split(given.value, ',')) add_item(place, item, reading);
}

}  // namespace

void set_text(Texts& texts, const std::string& language, const std::string& words) {
    const auto found =
        std::find_if(texts.begin(), texts.end(), [&](auto& text) { return text.language() == language; });
    if (words.empty()) {
        if (found != texts.end()) texts.erase(found);
        return;
    }
    auto& text = found == texts.end() ? *texts.Add() : *found;
    if (text.text() != words) {
        text.Clear();
        text.set_language(language);
        text.set_text(words);
        text.set_origin(v1::ORIGIN_AUTHENTIC);
    }
    std::sort(texts.begin(), texts.end(), [](auto& left, auto& right) { return left.language() < right.language(); });
}

std::string field_name(const std::string& assignment) { return taken_apart(assignment).name; }

void set_field(Message& record, const std::string& assignment, const Reading& reading) {
    const auto given = taken_apart(assignment);
    const auto field = field_named(*record.GetDescriptor(), given.name);
    const auto at = spot(record, field.path);
    const bool speaks = field.shape == Shape::texts || field.shape == Shape::themes || field.shape == Shape::contacts;
    if (!given.language.empty() && !speaks) throw WrongUsage(given.name + " is the same in all languages");
    if (given.how != '=' && !is_list(field.shape)) throw WrongUsage(given.name + " is one value: give it by =");
    if (field.shape == Shape::texts) {
        const auto& language = given.language.empty() ? reading.languages.first() : given.language;
        auto texts = texts_in(*at.within, *at.field);
        set_text(texts, language, trimmed(given.value));
        at.clear();
        for (const auto& text : texts) at.reflection().AddMessage(at.within, at.field)->CopyFrom(text);
    } else if (is_list(field.shape)) {
        set_list(at, field, given, reading);
    } else {
        set_one(at, field, given, reading);
    }
    // What has no kind is no anchor.
    const bool anchor = std::string_view(field.path) == "anchor.kind";
    if (anchor && given.value.empty()) {
        record.GetReflection()->ClearField(&record, record.GetDescriptor()->FindFieldByName("anchor"));
    }
}

namespace {

std::string instant_told(std::int64_t at_ms, const Reading& reading) {
    return at_ms == 0 ? "" : reading.time.date_time(at_ms);
}

// Empty of 0.
std::string number_told(const Spot& at) {
    const bool is_unsigned = at.field->cpp_type() == FieldDescriptor::CPPTYPE_UINT32;
    const std::int64_t number = is_unsigned ? std::int64_t{at.reflection().GetUInt32(*at.within, at.field)}
                                            : std::int64_t{at.reflection().GetInt32(*at.within, at.field)};
    return number == 0 ? "" : std::to_string(number);
}

std::string one_told(const Spot& at, const Field& field, const Reading& reading) {
    const auto& reflection = at.reflection();
    switch (field.shape) {
        case Shape::number: return number_told(at);
        case Shape::clock: {
            const auto minutes = reflection.GetInt32(*at.within, at.field);
            const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
            return minutes == 0 ? "" : two(minutes / 60) + ":" + two(minutes % 60);
        }
        case Shape::yes_no: return reflection.GetBool(*at.within, at.field) ? "yes" : "";
        case Shape::choice: return word_of(*at.field->enum_type(), reflection.GetEnumValue(*at.within, at.field));
        case Shape::instant: return instant_told(reflection.GetInt64(*at.within, at.field), reading);
        case Shape::day:
            return reflection.HasField(*at.within, at.field) ? day_told(reflection.GetMessage(*at.within, at.field))
                                                             : "";
        case Shape::issuer: return issuer_told(reading, reflection.GetString(*at.within, at.field));
        case Shape::record: {
            const auto id = reflection.GetString(*at.within, at.field);
            return id.empty() ? "" : record_told(reading, field.refers, id);
        }
        default: return reflection.GetString(*at.within, at.field);
    }
}

std::string server_told(const Spot& at, const Field& field, const Reading& reading) {
    if (at.field->message_type() == v1::LocalText::descriptor())
        return shown(texts_in(*at.within, *at.field), reading.languages);
    if (at.field->is_repeated()) return "";
    const auto& reflection = at.reflection();
    switch (at.field->type()) {
        case FieldDescriptor::TYPE_INT32:
        case FieldDescriptor::TYPE_UINT32: return number_told(at);
        case FieldDescriptor::TYPE_INT64: return instant_told(reflection.GetInt64(*at.within, at.field), reading);
        case FieldDescriptor::TYPE_BOOL: return reflection.GetBool(*at.within, at.field) ? "yes" : "";
        case FieldDescriptor::TYPE_ENUM:
            return word_of(*at.field->enum_type(), reflection.GetEnumValue(*at.within, at.field));
        case FieldDescriptor::TYPE_STRING: {
            const auto id = reflection.GetString(*at.within, at.field);
            return id.empty() || field.refers == v1::KIND_UNSPECIFIED ? id : record_told(reading, field.refers, id);
        }
        default: return "";
    }
}

std::string told(const Spot& at, const Field& field, const Reading& reading) {
    if (field.shape == Shape::texts) {
        return shown(texts_in(*at.within, *at.field), reading.languages);
    }
    if (field.shape == Shape::the_server) return server_told(at, field, reading);
    if (is_list(field.shape)) return joined(items_told({at.within, at.field, field.shape, field.refers, ""}, reading));
    return one_told(at, field, reading);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> fields_told(const Message& record, const Reading& reading) {
    std::vector<std::pair<std::string, std::string>> all;
    const std::unique_ptr<Message> copy(record.New());
    copy->CopyFrom(record);
    for (const auto& field : fields_of(*record.GetDescriptor())) {
        const auto at = spot(*copy, field.path);
        if (field.shape == Shape::texts) {
            for (const auto& text : texts_in(*at.within, *at.field)) {
                const auto language = text.language().empty() ? "" : ":" + text.language();
                all.emplace_back(field.name + language, text.text());
            }
        } else if (auto value = told(at, field, reading); !value.empty()) {
            all.emplace_back(field.name, std::move(value));
        }
    }
    return all;
}

std::string field_told(const Message& record, const std::string& name, const Reading& reading) {
    const std::unique_ptr<Message> copy(record.New());
    copy->CopyFrom(record);
    for (const auto& field : fields_of(*record.GetDescriptor())) {
        if (name == field.name) return told(spot(*copy, field.path), field, reading);
    }
    return "";
}

namespace {

const google::protobuf::EnumDescriptor* enum_of(const Field& field, const Descriptor& noun) {
    const FieldDescriptor* at = nullptr;
    const Descriptor* within = &noun;
    for (const auto& part : split(field.path, '.')) {
        at = within->FindFieldByName(part);
        if (at->message_type()) within = at->message_type();
    }
    return at->enum_type();
}

}  // namespace

std::string usage(const Field& field, const Descriptor& noun) {
    const std::string name = field.name;
    switch (field.shape) {
        case Shape::texts: return name + "[:LANG]=WORDS";
        case Shape::tags: return name + "=WORD,WORD";
        case Shape::number: return name + "=NUMBER";
        case Shape::clock: return name + "=HH:MM";
        case Shape::yes_no: return name + "=yes|no";
        case Shape::choice: return name + "=" + joined(words_of(*enum_of(field, noun)), "|");
        case Shape::instant: return name + "=TIME";
        case Shape::day: return name + "=DATE";
        case Shape::days: return name + "=DATE,DATE";
        case Shape::record: return name + "=NAME";
        case Shape::records: return name + "=NAME,NAME";
        case Shape::people: return name + "=PERSON:ROLE[:PARTY],…";
        case Shape::links: return name + "=LANG=URL,…";
        case Shape::themes: return name + "[:LANG]=WORDS,WORDS";
        case Shape::choices: return name + "=" + joined(words_of(*enum_of(field, noun)), ",");
        case Shape::issuer: return name + "=NAME";
        case Shape::quotes: return name + "=PERSON[:cleared],…";
        case Shape::contacts: return name + "[:LANG]=PLACE:NAME[:EMAIL[:PHONE]],…";
        case Shape::words:
        case Shape::the_server: break;
    }
    return name + "=WORDS";
}

std::string fields_help(const Descriptor& noun) {
    Table table;
    for (const auto& field : fields_of(noun))
        if (field.shape != Shape::the_server) table.row({usage(field, noun), field.about});
    return "Fields\n" + table.text("  ");
}

}  // namespace dais::client
