// The programme's nouns: put and removed whole.
#include <set>

#include "server/summit/check.h"
#include "server/summit/commands.h"

namespace dais::summit {
namespace {

const std::string kSummitId = "m";

No needs_name(const google::protobuf::RepeatedPtrField<v1::LocalText>& name, const char* field) {
    for (const v1::LocalText& text : name)
        if (!text.text().empty()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, std::string(field) + " is missing: give it in at least one language.",
                  field);
}

// Without an id a new record is made; with one it must exist and be fresh.
template <class Noun>
No put_named(Draft& draft, v1::Kind kind, const std::string& id, Noun& noun) {
    if (auto no = check_fields(noun)) return no;
    if (!id.empty())
        if (auto no = draft.exists_and_fresh(kind, id)) return no;
    draft.made = id.empty() ? draft.new_id(kind) : id;
    return std::nullopt;
}

No conflict(const std::string& message) { return refuse(v1::REFUSAL_CODE_CONFLICT, message, "id"); }

// A no if a Session that is on the programme satisfies the condition.
template <class Condition>
No unused(Draft& draft, const char* what, Condition uses) {
    for (const std::string& id : draft.ids(v1::KIND_SESSION))
        if (uses(*draft.get<v1::Session>(v1::KIND_SESSION, id)))
            return conflict(std::string("The session “") + id + "” still " + what + ". Change or remove it first.");
    return std::nullopt;
}

// Every record that a Session names must be there for the actor to see.
No check_references(Draft& draft, const v1::Session& session) {
    if (!session.room().empty())
        if (auto no = draft.visible(v1::KIND_ROOM, session.room(), "session.room")) return no;
    if (!session.track().empty())
        if (auto no = draft.visible(v1::KIND_TRACK, session.track(), "session.track")) return no;
    std::set<std::pair<std::string, int>> parts;
    for (const v1::Participation& part : session.people()) {
        if (auto no = draft.visible(v1::KIND_PERSON, part.person(), "session.people.person")) return no;
        if (!part.party().empty())
            if (auto no = draft.visible(v1::KIND_PARTY, part.party(), "session.people.party")) return no;
        if (!parts.emplace(part.person(), part.role()).second)
            return refuse(v1::REFUSAL_CODE_INVALID, "The same person has the same role twice.", "session.people");
    }
    return std::nullopt;
}

}  // namespace

No put_summit(Draft& draft, v1::Summit summit) {
    if (auto no = check_fields(summit)) return no;
    if (auto no = needs_name(summit.name(), "summit.name")) return no;
    if (auto no = draft.fresh(v1::KIND_SUMMIT, kSummitId)) return no;
    if (summit.day_start_minutes() < 0 || summit.day_start_minutes() >= 24 * 60)
        return refuse(v1::REFUSAL_CODE_INVALID, "A day starts between minute 0 and 1439.", "summit.day_start_minutes");
    draft.put(v1::KIND_SUMMIT, kSummitId, "", kEverybody, summit);
    draft.made = kSummitId;
    return std::nullopt;
}

No put_room(Draft& draft, const std::string& id, v1::Room room) {
    if (auto no = put_named(draft, v1::KIND_ROOM, id, room)) return no;
    if (auto no = needs_name(room.name(), "room.name")) return no;
    draft.put(v1::KIND_ROOM, draft.made, "", kEverybody, room);
    return std::nullopt;
}

No remove_room(Draft& draft, const std::string& id) {
    if (auto no = draft.exists_and_fresh(v1::KIND_ROOM, id)) return no;
    if (auto no = unused(draft, "is planned in this room", [&](const v1::Session& s) { return s.room() == id; }))
        return no;
    for (const std::string& session : draft.ids(v1::KIND_SESSION_PROGRESS))
        if (draft.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, session)->room() == id)
            return conflict("The session “" + session + "” was moved into this room. Move it elsewhere first.");
    draft.remove(v1::KIND_ROOM, id);
    return std::nullopt;
}

No put_track(Draft& draft, const std::string& id, v1::Track track) {
    if (auto no = put_named(draft, v1::KIND_TRACK, id, track)) return no;
    if (auto no = needs_name(track.name(), "track.name")) return no;
    draft.put(v1::KIND_TRACK, draft.made, "", kEverybody, track);
    return std::nullopt;
}

No remove_track(Draft& draft, const std::string& id) {
    if (auto no = draft.exists_and_fresh(v1::KIND_TRACK, id)) return no;
    if (auto no = unused(draft, "belongs to this track", [&](const v1::Session& s) { return s.track() == id; }))
        return no;
    draft.remove(v1::KIND_TRACK, id);
    return std::nullopt;
}

No put_party(Draft& draft, const std::string& id, v1::Party party) {
    if (auto no = put_named(draft, v1::KIND_PARTY, id, party)) return no;
    if (auto no = needs_name(party.name(), "party.name")) return no;
    draft.put(v1::KIND_PARTY, draft.made, "", kEverybody, party);
    return std::nullopt;
}

No remove_party(Draft& draft, const std::string& id) {
    if (auto no = draft.exists_and_fresh(v1::KIND_PARTY, id)) return no;
    for (const std::string& person : draft.ids(v1::KIND_PERSON))
        if (draft.get<v1::Person>(v1::KIND_PERSON, person)->party() == id)
            return conflict("The person “" + person + "” still belongs to this party. Change or remove them first.");
    const auto names = [&](const v1::Session& session) {
        return std::any_of(session.people().begin(), session.people().end(),
                           [&](const v1::Participation& part) { return part.party() == id; });
    };
    if (auto no = unused(draft, "names this party", names)) return no;
    draft.remove(v1::KIND_PARTY, id);
    return std::nullopt;
}

No put_person(Draft& draft, const std::string& id, v1::Person person) {
    if (auto no = put_named(draft, v1::KIND_PERSON, id, person)) return no;
    if (person.name().empty()) return refuse(v1::REFUSAL_CODE_INVALID, "person.name is missing.", "person.name");
    if (!person.party().empty())
        if (auto no = draft.visible(v1::KIND_PARTY, person.party(), "person.party")) return no;
    const auto held = draft.get<v1::Person>(v1::KIND_PERSON, draft.made);
    person.set_number(held ? held->number() : draft.new_number(v1::KIND_PERSON, 0));
    draft.put(v1::KIND_PERSON, draft.made, "", kEverybody, person);
    return std::nullopt;
}

No remove_person(Draft& draft, const std::string& id) {
    if (auto no = draft.exists_and_fresh(v1::KIND_PERSON, id)) return no;
    const auto names = [&](const v1::Session& session) {
        return std::any_of(session.people().begin(), session.people().end(),
                           [&](const v1::Participation& part) { return part.person() == id; });
    };
    if (auto no = unused(draft, "names this person", names)) return no;
    draft.remove(v1::KIND_PERSON, id);
    return std::nullopt;
}

No put_session(Draft& draft, const v1::PutSession& command) {
    v1::Session session = command.session();
    if (auto no = put_named(draft, v1::KIND_SESSION, command.id(), session)) return no;
    if (auto no = needs_name(session.title(), "session.title")) return no;
    if (auto no = check_period(session.planned(), "session.planned")) return no;
    if (auto no = check_references(draft, session)) return no;
    const auto held = draft.get<v1::Session>(v1::KIND_SESSION, draft.made);
    const AudienceSet audiences = command.hidden() ? kStaffOnly : kEverybody;
    session.set_number(held ? held->number() : 0);
    if (session.number() == 0 && audiences != kStaffOnly) session.set_number(draft.new_number(v1::KIND_SESSION, 0));
    draft.put(v1::KIND_SESSION, draft.made, "", audiences, session);
    return std::nullopt;
}

No remove_session(Draft& draft, const std::string& id) {
    if (auto no = draft.exists_and_fresh(v1::KIND_SESSION, id)) return no;
    draft.remove(v1::KIND_SESSION, id);
    return std::nullopt;
}

}  // namespace dais::summit
