#include "server/web/programme_table.h"

#include "dais/v1/document.pb.h"
#include "server/interchange/table_programme.h"
#include "server/web/session_to_write.h"
#include "server/web/visible.h"

namespace dais::web {
namespace {

using References = google::protobuf::RepeatedPtrField<v1::TextReference>;

std::vector<v1::LocalText> texts_of(const References& references, const std::map<std::string, std::string>& bodies) {
    std::vector<v1::LocalText> texts;
    for (const v1::TextReference& reference : references) {
        const auto body = bodies.find(reference.hash());
        if (body == bodies.end()) continue;
        v1::LocalText& text = texts.emplace_back();
        text.set_language(reference.language());
        text.set_text(body->second);
    }
    return texts;
}

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

TableTexts texts_of_table(const live::LogView& log, v1::Audience audience) {
    TableTexts texts;
    std::size_t bytes = 0;
    for_visible<v1::SessionText>(*log.view, v1::KIND_SESSION_TEXT, audience,
                                 [&](const std::string&, const v1::SessionText& text) {
                                     for (const References* list : {&text.abstract(), &text.description()})
                                         for (const v1::TextReference& reference : *list) {
                                             bytes += reference.size();
                                             texts.hashes.insert(reference.hash());
                                         }
                                 });
    texts.too_many = bytes > interchange::kTableTextsBytesMax;
    if (texts.too_many) texts.hashes.clear();
    return texts;
}

interchange::TableCells programme_table(const live::LogView& log, v1::Audience audience, const TableTexts& texts,
                                        const std::map<std::string, std::string>& bodies) {
    const summit::State& view = *log.view;
    interchange::TableToWrite table;
    table.log = log.log;
    table.texts_left_out = texts.too_many;
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
        interchange::SessionToWrite one = session_to_write(view, audience, id, session);
        if (const summit::Record* text = view.find(v1::KIND_SESSION_TEXT, id);
            text != nullptr && text->visible_to(audience)) {
            v1::SessionText its;
            its.ParseFromString(text->as_seen_by(audience));
            one.abstract = texts_of(its.abstract(), bodies);
            one.description = texts_of(its.description(), bodies);
        }
        table.sessions.emplace_back(id, std::move(one));
    });
    return interchange::cells_of(table);
}

}  // namespace dais::web
