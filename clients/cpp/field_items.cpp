#include "clients/cpp/field_items.h"

#include <algorithm>
#include <cstdio>

#include "clients/cpp/names.h"
#include "clients/cpp/place.h"
#include "clients/cpp/words.h"
#include "dais/v1/clearance.pb.h"
#include "dais/v1/session.pb.h"

namespace dais::client {
namespace {

using google::protobuf::Message;

// In whose name something is announced.
constexpr v1::Kind kIssuers[] = {v1::KIND_BODY, v1::KIND_PARTY, v1::KIND_PERSON};

// One item in the making, as a message or as words.
struct Item {
    std::string words;
    std::unique_ptr<Message> message;
};

std::unique_ptr<Message> date(const std::string& text) {
    auto made = std::make_unique<v1::Date>();
    int year = 0, month = 0, day = 0, end = 0;
    const int read = std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &end);
    if (read != 3 || static_cast<std::size_t>(end) != text.size())
        throw WrongUsage("“" + text + "” is no date: write it as 2024-09-12");
    made->set_year(year);
    made->set_month(month);
    made->set_day(day);
    return made;
}

std::unique_ptr<Message> participation(const std::string& text, const Reading& reading) {
    const auto parts = split(text, ':');
    auto made = std::make_unique<v1::Participation>();
    if (parts.size() < 2 || parts.size() > 3)
        throw WrongUsage("“" + text + "” does not say who and as what: write it as PERSON:ROLE or PERSON:ROLE:PARTY");
    const auto role = value_of(*v1::SessionRole_descriptor(), parts[1]);
    if (!role) {
        throw WrongUsage("“" + parts[1] + "” is no role: choose one of " +
                         joined(words_of(*v1::SessionRole_descriptor())));
    }
    made->set_person(id_named(reading.records, v1::KIND_PERSON, parts[0]));
    made->set_role(static_cast<v1::SessionRole>(*role));
    if (parts.size() == 3) made->set_party(id_named(reading.records, v1::KIND_PARTY, parts[2]));
    return made;
}

void set(Message& message, const char* name, std::string value) {
    message.GetReflection()->SetString(&message, message.GetDescriptor()->FindFieldByName(name), std::move(value));
}

std::string get(const Message& message, const char* name) {
    return message.GetReflection()->GetString(message, message.GetDescriptor()->FindFieldByName(name));
}

// "fr=https://…", or the address alone.
std::unique_ptr<Message> link(const ItemPlace& place, const std::string& text) {
    std::unique_ptr<Message> made(
        place.within->GetReflection()->GetMessageFactory()->GetPrototype(place.field->message_type())->New());
    const auto equals = text.find('=');
    const bool has_language = equals != std::string::npos && equals < text.find("://");
    if (has_language && !is_language(text.substr(0, equals)))
        throw WrongUsage("“" + text.substr(0, equals) + "” is no language: write it as fr=https://…");
    if (has_language) set(*made, "language", text.substr(0, equals));
    set(*made, "url", has_language ? text.substr(equals + 1) : text);
    return made;
}

std::unique_ptr<Message> quote(const std::string& text, const Reading& reading) {
    const auto parts = split(text, ':');
    if (parts.empty() || parts.size() > 2 || (parts.size() == 2 && parts[1] != "cleared"))
        throw WrongUsage("“" + text + "” does not say whose words they are: write it as PERSON or PERSON:cleared");
    auto made = std::make_unique<v1::Quote>();
    made->set_person(id_named(reading.records, v1::KIND_PERSON, parts[0]));
    made->set_cleared(parts.size() == 2);
    return made;
}

std::unique_ptr<Message> contact(const ItemPlace& place, const std::string& text) {
    const auto parts = split(text, ':');
    if (parts.size() < 2 || parts.size() > 4 || parts[1].empty())
        throw WrongUsage("“" + text + "” does not say where and who: write it as PLACE:NAME:EMAIL:PHONE");
    auto made = std::make_unique<v1::PressContact>();
    set_text(*made->mutable_place(), place.language, parts[0]);
    made->set_name(parts[1]);
    if (parts.size() > 2) made->set_email(parts[2]);
    if (parts.size() > 3) made->set_phone(parts[3]);
    return made;
}

Item read(const ItemPlace& place, const std::string& text, const Reading& reading) {
    switch (place.shape) {
        case Shape::days: return {"", date(text)};
        case Shape::people: return {"", participation(text, reading)};
        case Shape::links: return {"", link(place, text)};
        case Shape::quotes: return {"", quote(text, reading)};
        case Shape::contacts: return {"", contact(place, text)};
        case Shape::records: return {id_named(reading.records, place.refers, text), nullptr};
        case Shape::themes: {
            auto theme = std::make_unique<v1::Theme>();
            set_text(*theme->mutable_name(), place.language, text);
            return {"", std::move(theme)};
        }
        default: return {text, nullptr};
    }
}

std::string told(const ItemPlace& place, const Message& item, const Reading& reading) {
    switch (place.shape) {
        case Shape::days: return day_told(item);
        case Shape::people: {
            const auto& part = static_cast<const v1::Participation&>(item);
            const auto party = part.party().empty() ? "" : ":" + record_told(reading, v1::KIND_PARTY, part.party());
            return record_told(reading, v1::KIND_PERSON, part.person()) + ":" +
                   word_of(*v1::SessionRole_descriptor(), part.role()) + party;
        }
        case Shape::themes: return shown(static_cast<const v1::Theme&>(item).name(), reading.languages);
        case Shape::quotes: {
            const auto& words = static_cast<const v1::Quote&>(item);
            return record_told(reading, v1::KIND_PERSON, words.person()) + (words.cleared() ? ":cleared" : "");
        }
        case Shape::contacts: {
            const auto& asked = static_cast<const v1::PressContact&>(item);
            const auto phone = asked.phone().empty() ? "" : ":" + asked.phone();
            const auto email = asked.email().empty() && phone.empty() ? "" : ":" + asked.email();
            return shown(asked.place(), reading.languages) + ":" + asked.name() + email + phone;
        }
        default: {
            const auto language = get(item, "language");
            return (language.empty() ? "" : language + "=") + get(item, "url");
        }
    }
}

// An item in the place of one that is about the same person: a quote is cleared, a contact's place said in another
// language.
bool takes_place(const ItemPlace& place, const Message& item) {
    if (place.shape != Shape::quotes && place.shape != Shape::contacts) return false;
    const auto& reflection = *place.within->GetReflection();
    const auto* who = place.shape == Shape::quotes ? "person" : "name";
    for (int i = 0; i < reflection.FieldSize(*place.within, place.field); ++i) {
        auto* there = reflection.MutableRepeatedMessage(place.within, place.field, i);
        if (get(*there, who) != get(item, who)) continue;
        if (place.shape == Shape::quotes) {
            there->CopyFrom(item);
            return true;
        }
        auto& held = static_cast<v1::PressContact&>(*there);
        const auto& given = static_cast<const v1::PressContact&>(item);
        for (const auto& text : given.place()) set_text(*held.mutable_place(), text.language(), text.text());
        if (!given.email().empty()) held.set_email(given.email());
        if (!given.phone().empty()) held.set_phone(given.phone());
        return true;
    }
    return false;
}

// A word of an enum, in the order of the enum.
void add_choice(const ItemPlace& place, const std::string& word) {
    const auto& type = *place.field->enum_type();
    const auto value = value_of(type, word);
    if (!value) throw WrongUsage("“" + word + "” makes no sense: choose among " + joined(words_of(type)));
    const auto& reflection = *place.within->GetReflection();
    for (int i = 0; i < reflection.FieldSize(*place.within, place.field); ++i)
        if (reflection.GetRepeatedEnumValue(*place.within, place.field, i) == *value) return;
    reflection.AddEnumValue(place.within, place.field, *value);
    for (int i = reflection.FieldSize(*place.within, place.field) - 1; i > 0; --i)
        if (reflection.GetRepeatedEnumValue(*place.within, place.field, i - 1) > *value)
            reflection.SwapElements(place.within, place.field, i - 1, i);
}

bool is_words(const ItemPlace& place) { return place.shape == Shape::tags || place.shape == Shape::records; }

// Whether what is typed means the item at this place of the list.
bool means(const ItemPlace& place, int i, const std::string& typed, const Reading& reading) {
    const auto& reflection = *place.within->GetReflection();
    if (place.shape == Shape::choices)
        return value_of(*place.field->enum_type(), typed) ==
               reflection.GetRepeatedEnumValue(*place.within, place.field, i);
    if (is_words(place)) {
        const auto& words = reflection.GetRepeatedString(*place.within, place.field, i);
        if (place.shape == Shape::tags) return words == typed;
        const auto found = find_record(reading.records, place.refers, typed);
        return words == (found ? found.id : typed);
    }
    const auto& item = reflection.GetRepeatedMessage(*place.within, place.field, i);
    if (place.shape == Shape::people) {
        const auto& part = static_cast<const v1::Participation&>(item);
        const auto parts = split(typed, ':');
        const auto found = find_record(reading.records, v1::KIND_PERSON, parts.empty() ? "" : parts[0]);
        const bool same_role =
            parts.size() < 2 || value_of(*v1::SessionRole_descriptor(), parts[1]) == static_cast<int>(part.role());
        return part.person() == found.id && same_role;
    }
    if (place.shape == Shape::links && get(item, "url") == typed) return true;
    if (place.shape == Shape::contacts && get(item, "name") == typed) return true;
    if (place.shape == Shape::quotes) {
        const auto parts = split(typed, ':');
        const auto found = find_record(reading.records, v1::KIND_PERSON, parts.empty() ? "" : parts[0]);
        return found && get(item, "person") == found.id;
    }
    return told(place, item, reading) == typed;
}

}  // namespace

std::string id_named(const summit::Records& records, v1::Kind kind, const std::string& name) {
    const auto found = find_record(records, kind, name);
    if (!found) throw Failure(found.problem, kNotFound);
    return found.id;
}

std::string issuer_named(const summit::Records& records, const std::string& name) {
    std::vector<std::string> ids;
    for (const auto kind : kIssuers) {
        const auto found = find_record(records, kind, name);
        if (found) ids.push_back(found.id);
    }
    if (ids.size() == 1) return ids.front();
    if (!ids.empty()) throw WrongUsage("“" + name + "” may be " + joined(ids, " or ") + ": name one by its id");
    throw Failure("no body, party or person is called “" + name + "”: `dais body list` and others show all", kNotFound);
}

std::string issuer_told(const Reading& reading, const std::string& id) {
    for (const auto kind : kIssuers)
        if (reading.records.find(kind, id)) return record_told(reading, kind, id);
    return id;
}

std::string record_told(const Reading& reading, v1::Kind kind, const std::string& id) {
    const auto name = label(reading.records, kind, id, reading.languages);
    return name == id ? id : name + " (" + id + ")";
}

void add_item(const ItemPlace& place, const std::string& item, const Reading& reading) {
    const auto& reflection = *place.within->GetReflection();
    if (place.shape == Shape::choices) return add_choice(place, trimmed(item));
    auto made = read(place, trimmed(item), reading);
    if (made.message) {
        if (takes_place(place, *made.message)) return;
        reflection.AddAllocatedMessage(place.within, place.field, made.message.release());
        return;
    }
    if (made.words.empty()) throw WrongUsage("a list has no empty items: leave out a comma");
    for (int i = 0; i < reflection.FieldSize(*place.within, place.field); ++i) {
        if (reflection.GetRepeatedString(*place.within, place.field, i) == made.words) return;
    }
    reflection.AddString(place.within, place.field, made.words);
}

void remove_item(const ItemPlace& place, const std::string& item, const Reading& reading) {
    const auto& reflection = *place.within->GetReflection();
    const auto typed = trimmed(item);
    bool found = false;
    for (int i = reflection.FieldSize(*place.within, place.field) - 1; i >= 0; --i) {
        if (!means(place, i, typed, reading)) continue;
        found = true;
        // To the end, step by step, and off.
        const int last = reflection.FieldSize(*place.within, place.field) - 1;
        for (int at = i; at < last; ++at) reflection.SwapElements(place.within, place.field, at, at + 1);
        reflection.RemoveLast(place.within, place.field);
    }
    if (found) return;
    const auto there = items_told(place, reading);
    throw WrongUsage("“" + typed +
                     "” is not in the list: " + (there.empty() ? "it is empty" : "there are " + joined(there)));
}

std::vector<std::string> items_told(const ItemPlace& place, const Reading& reading) {
    const auto& reflection = *place.within->GetReflection();
    std::vector<std::string> all;
    for (int i = 0; i < reflection.FieldSize(*place.within, place.field); ++i) {
        if (place.shape == Shape::choices) {
            all.push_back(
                word_of(*place.field->enum_type(), reflection.GetRepeatedEnumValue(*place.within, place.field, i)));
        } else if (!is_words(place)) {
            all.push_back(told(place, reflection.GetRepeatedMessage(*place.within, place.field, i), reading));
        } else {
            const auto& words = reflection.GetRepeatedString(*place.within, place.field, i);
            all.push_back(place.shape == Shape::tags ? words : record_told(reading, place.refers, words));
        }
    }
    return all;
}

void set_day(Message& within, const google::protobuf::FieldDescriptor& field, const std::string& text) {
    within.GetReflection()->ClearField(&within, &field);
    if (!text.empty()) within.GetReflection()->MutableMessage(&within, &field)->CopyFrom(*date(text));
}

std::string day_told(const Message& date) {
    const auto& day = static_cast<const v1::Date&>(date);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", day.year(), day.month(), day.day());
    return text;
}

}  // namespace dais::client
