#include "server/web/programme_table.h"

#include "dais/v1/document.pb.h"
#include "server/interchange/table_programme.h"
#include "server/web/session_to_write.h"
#include "server/web/visible.h"

namespace dais::web {
namespace {

// What sessions are called in the tables that they were imported from, for those who may know.
std::map<std::string, std::string> external_ids(const summit::State& view, v1::Audience audience) {
    std::map<std::string, std::string> ids;
    for_visible<v1::Imported>(view, v1::KIND_IMPORTED, audience, [&](const std::string& id, const v1::Imported& from) {
        const std::string record = id.substr(0, id.find('@'));
        if (from.source() == interchange::kTableSource && view.find(v1::KIND_SESSION, record) != nullptr)
            ids[record] = from.external_id();
    });
    return ids;
}

}  // namespace

interchange::TableCells programme_table(const live::LogView& log, v1::Audience audience, bool texts_left_out,
                                        const TextBodies& bodies) {
    const summit::State& view = *log.view;
    interchange::TableToWrite table;
    table.log = log.log;
    table.texts_left_out = texts_left_out;
    table.external_ids = external_ids(view, audience);
    for_visible<v1::Document>(
        view, v1::KIND_DOCUMENT, audience,
        [&](const std::string& id, const v1::Document& document) { table.document_symbols[id] = document.symbol(); });
    for_visible<v1::Summit>(view, v1::KIND_SUMMIT, audience,
                            [&](const std::string&, const v1::Summit& summit) { table.summit = summit; });
    for_visible<v1::Room>(view, v1::KIND_ROOM, audience, [&](const std::string& id, const v1::Room& room) {
        table.rooms.push_back({id, "", room});
    });
    for_visible<v1::Track>(view, v1::KIND_TRACK, audience, [&](const std::string& id, const v1::Track& track) {
        table.tracks.push_back({id, track});
    });
    for_visible<v1::Party>(view, v1::KIND_PARTY, audience, [&](const std::string& id, const v1::Party& party) {
        table.parties.push_back({id, party.name_size() > 0 ? party.name(0).text() : party.code()});
    });
    for_visible<v1::Person>(view, v1::KIND_PERSON, audience, [&](const std::string& id, const v1::Person& person) {
        table.persons.push_back({id, "", person});
    });
    for_visible<v1::Session>(view, v1::KIND_SESSION, audience, [&](const std::string& id, const v1::Session& session) {
        table.sessions.emplace_back(id, session_to_write(view, audience, id, session, bodies));
    });
    return interchange::cells_of(table);
}

}  // namespace dais::web
