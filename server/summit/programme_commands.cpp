// The programme's nouns: put and removed whole.
#include <algorithm>

#include "server/summit/clearance_rules.h"
#include "server/summit/commands.h"
#include "server/summit/floor_rules.h"
#include "server/summit/institution_rules.h"
#include "server/summit/limits.h"
#include "server/summit/put_noun.h"

namespace dais::summit {
namespace {

const std::string kSummitId = "m";

}  // namespace

No put_summit(ChangeBuilder& builder, v1::Summit summit) {
    if (builder.exists(v1::KIND_SERIES, "z"))
        return refuse(v1::REFUSAL_CODE_CONFLICT, "This log is a series'. Give its summit a log of its own.", "log");
    if (auto no = check_fields(summit)) return no;
    if (auto no = needs_name(summit.name(), "summit.name")) return no;
    if (auto no = builder.fresh(v1::KIND_SUMMIT, kSummitId)) return no;
    if (summit.day_start_minutes() < 0 || summit.day_start_minutes() >= 24 * 60)
        return refuse(v1::REFUSAL_CODE_INVALID, "A day starts between minute 0 and 1439.", "summit.day_start_minutes");
    if (summit.opens_minutes() < 0 || summit.closes_minutes() < summit.opens_minutes() ||
        summit.closes_minutes() > 36 * 60)
        return refuse(v1::REFUSAL_CODE_INVALID, "A summit closes after it opens, and by noon of the next day.",
                      "summit.closes_minutes");
    // Whether the programme is adopted is said by SetProgrammeStatus alone.
    const auto held = builder.get<v1::Summit>(v1::KIND_SUMMIT, kSummitId);
    summit.clear_adopted_at_ms();
    summit.clear_programme_status();
    if (held && held->has_adopted_at_ms()) summit.set_adopted_at_ms(held->adopted_at_ms());
    if (held) summit.set_programme_status(held->programme_status());
    builder.put(v1::KIND_SUMMIT, kSummitId, "", kEverybody, summit);
    builder.made = kSummitId;
    return std::nullopt;
}

No set_programme_status(ChangeBuilder& builder, const v1::SetProgrammeStatus& command) {
    if (auto no = builder.exists_and_fresh(v1::KIND_SUMMIT, kSummitId)) return no;
    if (command.status() != v1::PROGRAMME_STATUS_PROVISIONAL && command.status() != v1::PROGRAMME_STATUS_ADOPTED)
        return refuse(v1::REFUSAL_CODE_INVALID, "A programme is provisional or adopted.", "status");
    auto summit = *builder.get<v1::Summit>(v1::KIND_SUMMIT, kSummitId);
    if (summit.programme_status() == command.status()) return std::nullopt;
    summit.set_programme_status(command.status());
    summit.clear_adopted_at_ms();
    if (command.status() == v1::PROGRAMME_STATUS_ADOPTED) summit.set_adopted_at_ms(builder.context().now_ms);
    builder.put(v1::KIND_SUMMIT, kSummitId, "", kEverybody, summit);
    return std::nullopt;
}

No put_room(ChangeBuilder& builder, const std::string& id, v1::Room room) {
    if (auto no = put_named(builder, v1::KIND_ROOM, id, room)) return no;
    if (auto no = needs_name(room.name(), "room.name")) return no;
    if (room.turnover_minutes() < 0 || room.turnover_minutes() > kMinutesMax)
        return refuse(v1::REFUSAL_CODE_INVALID, "A turnover takes between 0 minutes and a day.",
                      "room.turnover_minutes");
    builder.put(v1::KIND_ROOM, builder.made, "", kEverybody, room);
    return std::nullopt;
}

No remove_room(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_ROOM, id)) return no;
    if (auto no = unused<v1::Session>(builder, v1::KIND_SESSION, "is planned in this room",
                                      [&](const v1::Session& s) { return s.room() == id; }))
        return no;
    if (auto no = unused<v1::SessionProgress>(builder, v1::KIND_SESSION_PROGRESS, "was moved into this room",
                                              [&](const v1::SessionProgress& p) { return p.room() == id; }))
        return no;
    if (auto no = unused<v1::Booth>(builder, v1::KIND_BOOTH, "serves this room",
                                    [&](const v1::Booth& booth) { return booth.room() == id; }))
        return no;
    if (auto no = unused<v1::Screen>(builder, v1::KIND_SCREEN, "hangs in this room",
                                     [&](const v1::Screen& screen) { return screen.room() == id; }))
        return no;
    if (auto no = unused<v1::Screen>(builder, v1::KIND_SCREEN, "shows this room",
                                     [&](const v1::Screen& screen) { return screen.scene().room() == id; }))
        return no;
    builder.remove(v1::KIND_ROOM, id);
    return std::nullopt;
}

No put_track(ChangeBuilder& builder, const std::string& id, v1::Track track) {
    if (auto no = put_named(builder, v1::KIND_TRACK, id, track)) return no;
    if (auto no = needs_name(track.name(), "track.name")) return no;
    builder.put(v1::KIND_TRACK, builder.made, "", kEverybody, track);
    return std::nullopt;
}

No remove_track(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_TRACK, id)) return no;
    if (auto no = unused<v1::Session>(builder, v1::KIND_SESSION, "belongs to this track",
                                      [&](const v1::Session& s) { return s.track() == id; }))
        return no;
    builder.remove(v1::KIND_TRACK, id);
    return std::nullopt;
}

No put_party(ChangeBuilder& builder, const std::string& id, v1::Party party) {
    if (auto no = put_named(builder, v1::KIND_PARTY, id, party)) return no;
    if (auto no = needs_name(party.name(), "party.name")) return no;
    builder.put(v1::KIND_PARTY, builder.made, "", kEverybody, party);
    return std::nullopt;
}

No remove_party(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_PARTY, id)) return no;
    if (auto no = unused<v1::Person>(builder, v1::KIND_PERSON, "belongs to this party",
                                     [&](const v1::Person& person) { return person.party() == id; }))
        return no;
    if (auto no = unused<v1::Seat>(builder, v1::KIND_SEAT, "is held by this party",
                                   [&](const v1::Seat& seat) { return seat.party() == id; }))
        return no;
    const auto names = [&](const v1::Session& session) {
        return std::any_of(session.people().begin(), session.people().end(),
                           [&](const v1::Participation& part) { return part.party() == id; });
    };
    if (auto no = unused<v1::Session>(builder, v1::KIND_SESSION, "names this party", names)) return no;
    if (auto no = unused<v1::Replacement>(builder, v1::KIND_REPLACEMENT, "names this party",
                                          [&](const v1::Replacement& one) { return one.party() == id; }))
        return no;
    if (auto no = unbound(builder, id)) return no;
    if (auto no = unasked(builder, id)) return no;
    if (auto no = unheard_party(builder, id)) return no;
    builder.remove(v1::KIND_PARTY, id);
    return std::nullopt;
}

No put_person(ChangeBuilder& builder, const std::string& id, v1::Person person) {
    if (auto no = put_named(builder, v1::KIND_PERSON, id, person)) return no;
    if (person.name().empty()) return refuse(v1::REFUSAL_CODE_INVALID, "person.name is missing.", "person.name");
    if (!person.party().empty())
        if (auto no = builder.visible(v1::KIND_PARTY, person.party(), "person.party")) return no;
    const auto held = builder.get<v1::Person>(v1::KIND_PERSON, builder.made);
    if (held && held->erased())
        return refuse(v1::REFUSAL_CODE_CONFLICT, "This person was erased. Make a new one.", "id");
    person.clear_erased();
    person.set_number(held ? held->number() : builder.new_number(v1::KIND_PERSON, 0));
    builder.put(v1::KIND_PERSON, builder.made, "", kEverybody, person);
    return std::nullopt;
}

No remove_person(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_PERSON, id)) return no;
    const auto names = [&](const v1::Session& session) {
        return std::any_of(session.people().begin(), session.people().end(),
                           [&](const v1::Participation& part) { return part.person() == id; });
    };
    if (auto no = unused<v1::Session>(builder, v1::KIND_SESSION, "names this person", names)) return no;
    const auto is_in = [&](const v1::InterpretationTeam& team) {
        return std::find(team.persons().begin(), team.persons().end(), id) != team.persons().end();
    };
    if (auto no = unused<v1::InterpretationTeam>(builder, v1::KIND_INTERPRETATION_TEAM, "counts on this person", is_in))
        return no;
    if (auto no = unused<v1::SessionProgress>(builder, v1::KIND_SESSION_PROGRESS, "has this person presiding",
                                              [&](const v1::SessionProgress& p) { return p.presiding() == id; }))
        return no;
    if (auto no = unused<v1::Replacement>(builder, v1::KIND_REPLACEMENT, "names this person",
                                          [&](const v1::Replacement& one) { return one.by() == id; }))
        return no;
    const auto sits = [&](const v1::Seat& seat) {
        return seat.person() == id || std::find(seat.acting().begin(), seat.acting().end(), id) != seat.acting().end();
    };
    if (auto no = unused<v1::Seat>(builder, v1::KIND_SEAT, "names this person", sits)) return no;
    if (auto no = unsigned_by(builder, id)) return no;
    if (auto no = unquoted(builder, id)) return no;
    if (auto no = unheard_person(builder, id)) return no;
    builder.remove(v1::KIND_PERSON, id);
    return std::nullopt;
}

}  // namespace dais::summit
