// A log that tables are imported into and written from, as the server does it.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <variant>

#include "server/interchange/table_programme.h"
#include "server/interchange/table_writer.h"
#include "server/summit/commands.h"
#include "tests/interchange/sample_files.h"

namespace dais::interchange {

class TableLog {
public:
    explicit TableLog(std::string log_name = "test") : name(std::move(log_name)) {}

    v1::ImportReport import(const std::string& bytes, TableOptions options = {}) {
        if (options.zone.empty() && state.seq() == 0) options.zone = "Africa/Dakar";
        if (options.log.empty()) options.log = name;
        parsed = parse_table(bytes, options, state);
        EXPECT_EQ(parsed.failure, "");
        v1::Command command;
        *command.mutable_import_programme() = parsed.programme;
        command.mutable_import_programme()->set_source(options.source);
        return done(std::move(command));
    }

    v1::ImportReport import_xml(const std::string& bytes) {
        v1::Command command;
        *command.mutable_import_programme() = parse_schedule_xml(bytes).programme;
        return done(std::move(command));
    }

    v1::ImportReport done(v1::Command command) {
        command.set_id(std::to_string(state.seq()) + "-" + command.id());
        command.set_override_reason("for this test");
        summit::Context context;
        context.log = name;
        context.secret = std::string(32, name.empty() ? 's' : name[0]);
        context.actor.set_role(v1::ROLE_ORGANISER);
        context.audience = v1::AUDIENCE_STAFF;
        context.now_ms = 1'726'128'000'000;
        context.basis = state.head(v1::AUDIENCE_STAFF).position;
        auto decided = summit::decide(state, command, context);
        if (const auto* refusal = std::get_if<v1::Refusal>(&decided)) {
            ADD_FAILURE() << refusal->message();
            return {};
        }
        auto& decision = std::get<summit::Decision>(decided);
        v1::Change change;
        change.set_seq(state.seq() + 1);
        change.set_at_ms(context.now_ms);
        for (v1::Entry& entry : decision.entries) *change.add_entries() = std::move(entry);
        for (const summit::LongText& text : decision.texts) bodies[text.hash] = text.body;
        state.apply(change, {});
        return decision.report;
    }

    TableCells written() const {
        TableToWrite table;
        table.log = name;
        table.summit = state.get<v1::Summit>(v1::KIND_SUMMIT, "m").value_or(v1::Summit());
        for (const auto& [id, record] : state.all(v1::KIND_ROOM))
            table.rooms.push_back({id, "", *state.get<v1::Room>(v1::KIND_ROOM, id)});
        for (const auto& [id, record] : state.all(v1::KIND_TRACK))
            table.tracks.push_back({id, *state.get<v1::Track>(v1::KIND_TRACK, id)});
        for (const auto& [id, record] : state.all(v1::KIND_PARTY))
            table.parties.push_back({id, state.get<v1::Party>(v1::KIND_PARTY, id)->name(0).text()});
        for (const auto& [id, record] : state.all(v1::KIND_PERSON))
            table.persons.push_back({id, "", *state.get<v1::Person>(v1::KIND_PERSON, id)});
        for (const auto& [id, record] : state.all(v1::KIND_DOCUMENT))
            table.document_symbols[id] = state.get<v1::Document>(v1::KIND_DOCUMENT, id)->symbol();
        for (const auto& [id, record] : state.all(v1::KIND_SESSION)) {
            SessionToWrite one;
            one.session = *state.get<v1::Session>(v1::KIND_SESSION, id);
            const auto text = state.get<v1::SessionText>(v1::KIND_SESSION_TEXT, id).value_or(v1::SessionText());
            one.website = text.website();
            one.abstract = texts(text.abstract());
            one.description = texts(text.description());
            table.sessions.emplace_back(id, one);
            if (const auto from = state.get<v1::Imported>(v1::KIND_IMPORTED, id + "@" + kTableSource))
                table.external_ids[id] = from->external_id();
        }
        return cells_of(table);
    }

    // The only session with this title.
    v1::Session session(const std::string& title) const {
        v1::Session found;
        int count = 0;
        for (const auto& [id, record] : state.all(v1::KIND_SESSION)) {
            const auto session = *state.get<v1::Session>(v1::KIND_SESSION, id);
            for (const v1::LocalText& text : session.title())
                if (text.text() == title && ++count == 1) found = session;
        }
        EXPECT_EQ(count, 1) << title;
        return found;
    }
    std::string person_name(const std::string& id) const { return state.get<v1::Person>(v1::KIND_PERSON, id)->name(); }
    template <class Noun>
    std::string name_of(v1::Kind kind, const std::string& id) const {
        const auto noun = state.get<Noun>(kind, id);
        return noun && noun->name_size() > 0 ? noun->name(0).text() : "";
    }

    const std::string name;
    summit::State state;
    std::map<std::string, std::string> bodies;  // of long texts, by hash
    Parsed parsed;                              // the last table

private:
    std::vector<v1::LocalText> texts(const google::protobuf::RepeatedPtrField<v1::TextReference>& references) const {
        std::vector<v1::LocalText> texts;
        for (const v1::TextReference& reference : references) {
            v1::LocalText& text = texts.emplace_back();
            text.set_language(reference.language());
            text.set_text(bodies.at(reference.hash()));
        }
        return texts;
    }
};

inline std::string of_kind(const v1::ImportReport& report, v1::ImportNoteKind kind) {
    std::string all;
    for (const v1::ImportNote& note : report.notes())
        if (note.kind() == kind) all += note.item() + ": " + note.message() + "\n";
    return all;
}

inline void expect_no_difference(const v1::ImportReport& report) {
    EXPECT_EQ(report.added() + report.changed() + report.removed(), 0u);
    EXPECT_EQ(report.notes_size(), 0) << report.notes(0).ShortDebugString();
}

}  // namespace dais::interchange
