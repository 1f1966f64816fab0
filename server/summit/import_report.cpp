#include "server/summit/import_report.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <map>

#include "server/summit/limits.h"
#include "server/summit/name_of.h"
#include "server/summit/party_import.h"
#include "server/summit/projection.h"
#include "server/summit/venue_time.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

std::string short_day(const v1::Summit& summit, std::int64_t at_ms) {
    // Days since 1970 as a date (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    const std::int64_t z = (at_ms + offset_ms(summit, at_ms)) / 86'400'000 + 719'468;
    const std::int64_t era = z / 146'097;
    const std::int64_t doe = z - era * 146'097;
    const std::int64_t yoe = (doe - doe / 1'460 + doe / 36'524 - doe / 146'096) / 365;
    const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const std::int64_t mp = (5 * doy + 2) / 153;
    const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(yoe + era * 400 + (month <= 2 ? 1 : 0)) + "-" + two(month) + "-" +
           two(doy - (153 * mp + 2) / 5 + 1);
}

// "start 14:30 → 15:00"; with the day where that changes.
std::string period_change(const v1::Summit& summit, const v1::Period& was, const v1::Period& is) {
    std::string text;
    const auto add = [&](const char* what, std::int64_t from, std::int64_t to) {
        if (from == to) return;
        const bool other_day = short_day(summit, from) != short_day(summit, to);
        const auto shown = [&](std::int64_t at) {
            return (other_day ? short_day(summit, at) + " " : "") + hh_mm(summit, at);
        };
        text += (text.empty() ? "" : ", ") + std::string(what) + " " + shown(from) + " → " + shown(to);
    };
    add("start", was.starts_at_ms(), is.starts_at_ms());
    add("end", was.ends_at_ms(), is.ends_at_ms());
    return text;
}

std::string people_shown(const ChangeBuilder& builder, const v1::Session& session) {
    std::string names;
    for (const v1::Participation& part : session.people()) {
        auto person = builder.get<v1::Person>(v1::KIND_PERSON, part.person());
        if (!person) person = builder.before().get<v1::Person>(v1::KIND_PERSON, part.person());
        names += (names.empty() ? "" : "; ") + (person ? person->name() : std::string("?"));
    }
    return names;
}

// "title “A” → “B”, room “X” → “Y”": the fields in which two records differ.
std::string difference(const ChangeBuilder& builder, const pb::Message& was, const pb::Message& is) {
    std::string text;
    const pb::Descriptor& descriptor = *is.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
        const pb::FieldDescriptor& field = *descriptor.field(i);
        const auto alone = [&](const pb::Message& message) {
            const std::unique_ptr<pb::Message> only(message.New());
            only->CopyFrom(message);
            std::vector<const pb::FieldDescriptor*> all;
            message.GetReflection()->ListFields(message, &all);
            for (const pb::FieldDescriptor* other : all)
                if (other != &field) only->GetReflection()->ClearField(only.get(), other);
            return canonical(*only);
        };
        if (field.name() == "number" || field.name() == "offsets" || alone(was) == alone(is)) continue;
        text += text.empty() ? "" : ", ";
        if (field.name() == "planned") {
            text += period_change(builder.summit(), dynamic_cast<const v1::Session&>(was).planned(),
                                  dynamic_cast<const v1::Session&>(is).planned());
            continue;
        }
        const std::string from = shown_value(builder, was, field.name());
        const std::string to = shown_value(builder, is, field.name());
        std::string name = field.name();
        std::replace(name.begin(), name.end(), '_', ' ');
        text += name;
        if (from != to)
            text +=
                " " + (from.empty() ? "(none)" : "“" + from + "”") + " → " + (to.empty() ? "(none)" : "“" + to + "”");
    }
    return text;
}

std::string when(const ChangeBuilder& builder, const v1::Session& session) {
    const std::int64_t starts = session.planned().starts_at_ms();
    const std::string room = shown_value(builder, session, "room");
    return short_day(builder.summit(), starts) + " " + hh_mm(builder.summit(), starts) + "–" +
           hh_mm(builder.summit(), session.planned().ends_at_ms()) + (room.empty() ? "" : ", " + room);
}

}  // namespace

void add_note(v1::ImportReport& report, v1::ImportNoteKind kind, const std::string& item, const std::string& message) {
    if (static_cast<std::size_t>(report.notes_size()) >= kImportNotesMax) {
        report.set_notes_left_out(report.notes_left_out() + 1);
        return;
    }
    v1::ImportNote& note = *report.add_notes();
    note.set_kind(kind);
    note.set_item(item);
    note.set_message(message);
}

std::string shown_value(const ChangeBuilder& builder, const pb::Message& record, const std::string& name) {
    const pb::FieldDescriptor* field = record.GetDescriptor()->FindFieldByName(name);
    const pb::Reflection& reflection = *record.GetReflection();
    if (name == "people") return people_shown(builder, dynamic_cast<const v1::Session&>(record));
    if (field->is_repeated()) {
        std::string all;
        for (int i = 0; i < reflection.FieldSize(record, field) && all.size() < 200; ++i) {
            if (field->message_type() == v1::LocalText::descriptor())
                all += (i == 0 ? "" : " / ") +
                       dynamic_cast<const v1::LocalText&>(reflection.GetRepeatedMessage(record, field, i)).text();
            else if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING)
                all += (i == 0 ? "" : ", ") + reflection.GetRepeatedString(record, field, i);
        }
        return all;
    }
    if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_INT32) {
        const std::int32_t value = reflection.GetInt32(record, field);
        return value == 0 ? "" : std::to_string(value);
    }
    if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_ENUM) {
        // SESSION_KIND_SIDE_EVENT is "side event".
        std::string value = reflection.GetEnum(record, field)->name();
        const std::string& first = field->enum_type()->value(0)->name();
        const std::size_t prefix = first.size() - std::string("UNSPECIFIED").size();
        if (value == first) return "";
        value = value.substr(std::min(prefix, value.size()));
        std::transform(value.begin(), value.end(), value.begin(),
                       [](unsigned char c) { return c == '_' ? ' ' : static_cast<char>(std::tolower(c)); });
        return value;
    }
    if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_STRING) return "";
    const std::string value = reflection.GetString(record, field);
    const auto named = [&]<class Noun>(v1::Kind kind, Noun) {
        const auto noun = builder.get<Noun>(kind, value);
        return noun ? name_of(noun->name(), builder.summit()) : value;
    };
    if (name == "room") return named(v1::KIND_ROOM, v1::Room());
    if (name == "track") return named(v1::KIND_TRACK, v1::Track());
    if (name == "party") return named(v1::KIND_PARTY, v1::Party());
    if (name == "part_of") {
        const auto session = builder.get<v1::Session>(v1::KIND_SESSION, value);
        return session ? name_of(session->title(), builder.summit()) : value;
    }
    return value;
}

std::string shown_item(const ChangeBuilder& builder, v1::Kind kind, const std::string& id, bool before) {
    const auto record = blank_record(kind);
    const Record* was = builder.before().find(kind, id);
    const std::string* is = before ? nullptr : builder.find(kind, id);
    if (is != nullptr) {
        record->ParseFromString(*is);
    } else if (was != nullptr) {
        record->ParseFromString(was->body);
    }
    const auto quoted = [](const std::string& name) { return " “" + name + "”"; };
    const v1::Summit& summit = builder.summit();
    switch (kind) {
        case v1::KIND_SUMMIT: return "the summit";
        case v1::KIND_SESSION: return "session" + quoted(name_of(dynamic_cast<v1::Session&>(*record).title(), summit));
        case v1::KIND_PERSON: return "person" + quoted(dynamic_cast<v1::Person&>(*record).name());
        case v1::KIND_PARTY: return called(dynamic_cast<v1::Party&>(*record));
        case v1::KIND_TRACK: return "track" + quoted(name_of(dynamic_cast<v1::Track&>(*record).name(), summit));
        case v1::KIND_ROOM: return "room" + quoted(name_of(dynamic_cast<v1::Room&>(*record).name(), summit));
        default: return noun_of(kind);
    }
}

void report_changes(ChangeBuilder& builder) {
    v1::ImportReport& report = builder.report;
    std::map<std::pair<int, std::string>, std::string> changed;  // sessions with their texts, and what became of them
    std::size_t added_not_named = 0;
    for (const v1::Entry& entry : builder.entries()) {
        if (entry.kind() == v1::KIND_IMPORTED || entry.kind() == v1::KIND_COUNTERS) continue;
        const Record* was = builder.before().find(entry.kind(), entry.id());
        const bool of_session = entry.kind() == v1::KIND_SESSION_TEXT || entry.kind() == v1::KIND_SESSION_PROGRESS;
        if (!entry.has_put()) {
            report.set_removed(report.removed() + 1);
            if (!of_session)
                add_note(report, v1::IMPORT_NOTE_KIND_REMOVED, shown_item(builder, entry.kind(), entry.id(), true),
                         "removed: it is no longer in the file");
        } else if (was != nullptr) {
            report.set_changed(report.changed() + 1);
            const auto before = blank_record(entry.kind());
            const auto after = blank_record(entry.kind());
            before->ParseFromString(was->body);
            after->ParseFromString(entry.put());
            std::string& what = changed[{of_session ? v1::KIND_SESSION : entry.kind(), entry.id()}];
            what += (what.empty() ? "" : ", ") + difference(builder, *before, *after);
        } else {
            report.set_added(report.added() + 1);
            if (entry.kind() == v1::KIND_SESSION_TEXT &&
                builder.before().find(v1::KIND_SESSION, entry.id()) != nullptr) {
                std::string& what = changed[{v1::KIND_SESSION, entry.id()}];
                what += std::string(what.empty() ? "" : ", ") + "text";
            }
            if (of_session) continue;
            // Of a whole programme that is new nobody reads a list.
            const bool session = entry.kind() == v1::KIND_SESSION;
            if (report.added() > kAddedNamedMax) {
                ++added_not_named;
            } else {
                add_note(report, v1::IMPORT_NOTE_KIND_ADDED, shown_item(builder, entry.kind(), entry.id()),
                         session ? "added: " + when(builder, *builder.get<v1::Session>(v1::KIND_SESSION, entry.id()))
                                 : "added");
            }
        }
    }
    for (const auto& [key, what] : changed)
        add_note(report, v1::IMPORT_NOTE_KIND_CHANGED,
                 shown_item(builder, static_cast<v1::Kind>(key.first), key.second), what);
    if (added_not_named > 0)
        report.set_notes_left_out(report.notes_left_out() + static_cast<std::uint32_t>(added_not_named));
}

}  // namespace dais::summit
