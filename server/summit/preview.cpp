#include "server/summit/preview.h"

#include <set>

namespace dais::summit {
namespace {

// Everybody who takes part in a Session, and for whom they speak.
void add_people(const State& after, const std::string& session, std::set<std::string>& persons,
                std::set<std::string>& parties) {
    const auto held = after.get<v1::Session>(v1::KIND_SESSION, session);
    if (!held) return;
    const auto add = [&](const std::string& id, const std::string& party) {
        persons.insert(id);
        const auto person = after.get<v1::Person>(v1::KIND_PERSON, id);
        const std::string speaks_for = !party.empty() || !person ? party : person->party();
        if (!speaks_for.empty()) parties.insert(speaks_for);
    };
    for (const v1::Participation& part : held->people()) add(part.person(), part.party());
    for (const std::string& person : after.schedule().find(session)->persons) add(person, {});
}

void add_touched(const State& state, const v1::Entry& entry, v1::Audience audience, std::set<std::string>& sessions,
                 std::set<std::string>& persons, std::set<std::string>& parties) {
    switch (entry.kind()) {
        case v1::KIND_SESSION:
        case v1::KIND_SESSION_PROGRESS:
        case v1::KIND_SESSION_TEXT: sessions.insert(entry.id()); break;
        case v1::KIND_REPLACEMENT: sessions.insert(entry.owner()); break;
        case v1::KIND_PERSON: persons.insert(entry.id()); break;
        case v1::KIND_PARTY: parties.insert(entry.id()); break;
        case v1::KIND_ROOM:
            for (const Slot* slot : state.schedule().in_room(entry.id()))
                if ((slot->audiences & bit(audience)) != 0) sessions.insert(slot->id);
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
    const Shown shown = after.apply(change, {});
    v1::Preview preview;
    std::set<std::string> sessions, persons, parties;
    for (const auto& entry : shown.entries[index_of(context.audience)]) {
        add_touched(state, *entry, context.audience, sessions, persons, parties);
        *preview.add_entries() = *entry;
    }
    for (const std::string& session : sessions) {
        add_people(state, session, persons, parties);
        add_people(after, session, persons, parties);
    }
    preview.mutable_sessions()->Add(sessions.begin(), sessions.end());
    preview.mutable_persons()->Add(persons.begin(), persons.end());
    preview.mutable_parties()->Add(parties.begin(), parties.end());
    for (const v1::Clash& clash : decision.clashes) *preview.add_clashes() = clash;
    if (decision.refusal) *preview.mutable_refusal() = *decision.refusal;
    *preview.mutable_report() = decision.report;
    *preview.mutable_notes() = {decision.notes.begin(), decision.notes.end()};
    return preview;
}

}  // namespace dais::summit
