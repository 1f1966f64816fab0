#include "server/summit/preview.h"

#include <set>

namespace dais::summit {
namespace {

// Everybody who takes part in a Session, and for whom they speak.
void add_people(const State& after, const std::string& session, std::set<std::string>& persons,
                std::set<std::string>& parties) {
    const auto held = after.get<v1::Session>(v1::KIND_SESSION, session);
    if (!held) return;
    for (const v1::Participation& part : held->people()) {
        persons.insert(part.person());
        const auto person = after.get<v1::Person>(v1::KIND_PERSON, part.person());
        if (!part.party().empty()) {
            parties.insert(part.party());
        } else if (person && !person->party().empty()) {
            parties.insert(person->party());
        }
    }
    if (const Slot* slot = after.schedule().find(session)) persons.insert(slot->persons.begin(), slot->persons.end());
}

void add_touched(const State& state, const v1::Entry& entry, std::set<std::string>& sessions,
                 std::set<std::string>& persons, std::set<std::string>& parties) {
    switch (entry.kind()) {
        case v1::KIND_SESSION:
        case v1::KIND_SESSION_PROGRESS:
        case v1::KIND_SESSION_TEXT: sessions.insert(entry.id()); break;
        case v1::KIND_REPLACEMENT: sessions.insert(entry.owner()); break;
        case v1::KIND_PERSON: persons.insert(entry.id()); break;
        case v1::KIND_PARTY: parties.insert(entry.id()); break;
        case v1::KIND_ROOM:
            for (const Slot* slot : state.schedule().in_room(entry.id())) sessions.insert(slot->id);
            break;
        default: break;
    }
}

}  // namespace

v1::Preview preview_of(const State& state, const Decision& decision, const Context& context) {
    v1::Change change;
    change.set_seq(state.seq() + 1);
    change.set_at_ms(context.now_ms);
    for (const v1::Entry& entry : decision.entries) *change.add_entries() = entry;
    State after = state;
    Shown shown = after.apply(change, {});
    v1::Preview preview;
    std::set<std::string> sessions, persons, parties;
    for (v1::Entry& entry : shown.entries[index_of(context.audience)]) {
        add_touched(state, entry, sessions, persons, parties);
        *preview.add_entries() = std::move(entry);
    }
    for (const std::string& session : sessions) {
        add_people(state, session, persons, parties);
        add_people(after, session, persons, parties);
    }
    preview.mutable_sessions()->Add(sessions.begin(), sessions.end());
    preview.mutable_persons()->Add(persons.begin(), persons.end());
    preview.mutable_parties()->Add(parties.begin(), parties.end());
    for (const v1::Clash& clash : decision.clashes) *preview.add_clashes() = clash;
    *preview.mutable_report() = decision.report;
    *preview.mutable_notes() = {decision.notes.begin(), decision.notes.end()};
    return preview;
}

}  // namespace dais::summit
