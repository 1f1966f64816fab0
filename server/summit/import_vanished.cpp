#include "server/summit/import_vanished.h"

#include "server/summit/clearance_rules.h"
#include "server/summit/floor_rules.h"
#include "server/summit/import_report.h"
#include "server/summit/institution_rules.h"
#include "server/summit/limits.h"
#include "server/summit/projection.h"
#include "server/summit/records.h"

namespace dais::summit {

Vanished::Vanished(ChangeBuilder& builder, const v1::ImportProgramme& programme, const BroughtBefore& brought)
    : builder_(builder), programme_(programme), brought_(brought), named_before_(referenced()) {}

bool Vanished::untouched(const v1::Imported& imported, v1::Kind kind, const std::string& id) const {
    if (builder_.exists(v1::KIND_SESSION_PROGRESS, id) || builder_.audiences_of(kind, id) != kEverybody) return false;
    const auto ours = blank_record(kind);
    ours->ParseFromString(*builder_.find(kind, id));
    if (auto* session = dynamic_cast<v1::Session*>(ours.get())) session->clear_number();
    if (auto* person = dynamic_cast<v1::Person*>(ours.get())) person->clear_number();
    return canonical(*ours) == imported.fields();
}

std::set<std::string> Vanished::referenced() const {
    std::set<std::string> ids;
    const auto each = [&]<class Noun>(v1::Kind kind, Noun, auto add) {
        for (const std::string& id : builder_.ids(kind)) add(*builder_.get<Noun>(kind, id));
    };
    each(v1::KIND_SESSION, v1::Session(), [&](const v1::Session& session) {
        ids.insert({session.room(), session.track(), session.part_of()});
        for (const v1::Participation& part : session.people()) ids.insert({part.person(), part.party()});
    });
    each(v1::KIND_SESSION_PROGRESS, v1::SessionProgress(), [&](const v1::SessionProgress& progress) {
        ids.insert({progress.room(), progress.presiding()});
    });
    each(v1::KIND_REPLACEMENT, v1::Replacement(), [&](const v1::Replacement& replacement) {
        ids.insert({replacement.by(), replacement.party()});
    });
    each(v1::KIND_PERSON, v1::Person(), [&](const v1::Person& person) { ids.insert(person.party()); });
    each(v1::KIND_BOOTH, v1::Booth(), [&](const v1::Booth& booth) { ids.insert(booth.room()); });
    each(v1::KIND_SCREEN, v1::Screen(), [&](const v1::Screen& screen) {
        ids.insert({screen.room(), screen.scene().room()});
    });
    each(v1::KIND_INTERPRETATION_TEAM, v1::InterpretationTeam(),
         [&](const v1::InterpretationTeam& team) { ids.insert(team.persons().begin(), team.persons().end()); });
    each(v1::KIND_SEAT, v1::Seat(), [&](const v1::Seat& seat) {
        ids.insert({seat.person(), seat.party()});
        ids.insert(seat.acting().begin(), seat.acting().end());
    });
    return ids;
}

// Whether it stands on a roll, behind an announcement, for an edition or on a floor: who removes it by hand is refused,
// too.
bool Vanished::is_bound(v1::Kind kind, const std::string& id) const {
    if (kind == v1::KIND_SESSION) return builder_.exists(v1::KIND_FLOOR, id);
    if (kind == v1::KIND_PARTY) return unbound(builder_, id) || unasked(builder_, id) || unheard_party(builder_, id);
    return kind == v1::KIND_PERSON &&
           (unsigned_by(builder_, id) || unquoted(builder_, id) || unheard_person(builder_, id));
}

// A wrong or half-written file must not empty a programme.
No Vanished::most_would_go(const std::set<std::string>& seen) const {
    std::size_t there = 0;
    std::size_t would_go = 0;
    for (const auto& [key, id] : brought_) {
        if (key.first != v1::KIND_SESSION || !builder_.exists(v1::KIND_SESSION, id)) continue;
        ++there;
        if (!seen.contains(id)) ++would_go;
    }
    if (programme_.remove_many() || would_go <= kVanishedMax || would_go * 2 <= there) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_CONFLICT,
                  std::to_string(would_go) + " of the " + std::to_string(there) + " sessions that came from “" +
                      programme_.source() +
                      "” before are not in this file. If it is the right one, say that many may be removed "
                      "(--remove-many).",
                  "remove_many");
}

// Whether what vanished from the file goes, too; removed, or at least not this source's any more.
bool Vanished::lets_go(v1::Kind kind, const std::string& id, const std::set<std::string>& named) {
    if (comes_from_others_too(builder_, id, programme_.source())) {
        builder_.remove(v1::KIND_IMPORTED, imported_id(id, programme_.source()));
        return true;
    }
    const auto imported = builder_.get<v1::Imported>(v1::KIND_IMPORTED, imported_id(id, programme_.source()));
    if (named.contains(id) || !untouched(*imported, kind, id) || is_bound(kind, id)) return false;
    builder_.remove(kind, id);
    builder_.remove(v1::KIND_IMPORTED, imported_id(id, programme_.source()));
    return true;
}

// What an earlier import brought and this file no longer has. Sessions first, a part before its whole; then what only
// they named.
void Vanished::remove(const std::set<std::string>& seen) {
    for (const v1::Kind kind : {v1::KIND_SESSION, v1::KIND_PERSON, v1::KIND_PARTY, v1::KIND_TRACK, v1::KIND_ROOM}) {
        std::vector<std::string> vanished;
        for (const auto& [key, id] : brought_)
            if (key.first == kind && !seen.contains(id) && builder_.exists(kind, id)) vanished.push_back(id);
        std::set<std::string> named = referenced();
        // A file that names nouns only where a session does says nothing of those that none ever did.
        if (kind != v1::KIND_SESSION && !programme_.session_fields().empty())
            std::erase_if(vanished, [&](const std::string& id) {
                return !comes_from_others_too(builder_, id, programme_.source()) &&
                       (named.contains(id) || !named_before_.contains(id));
            });
        while (std::erase_if(vanished, [&](const std::string& id) { return lets_go(kind, id, named); }) > 0)
            named = referenced();
        for (const std::string& id : vanished)
            add_note(builder_.report, v1::IMPORT_NOTE_KIND_KEPT, shown_item(builder_, kind, id),
                     "is no longer in the file, but was changed or is used here; kept");
    }
}

}  // namespace dais::summit
