#include "tests/summit/cast.h"

namespace dais::summit {

Cast::Cast() {
    log.now_ms += 1'000;
    mine = half("Mine", 4);
    theirs = half("Theirs", 8);
}

Standing Cast::standing(v1::Role role, const Half& own) const {
    Standing made = standing_as(role);
    for (Standing::Held& held : made.held) {
        held.person = own.speaker;
        held.party = own.party;
        held.tracks = {own.track};
        held.rooms = {own.room};
    }
    return made;
}

Half Cast::half(const std::string& name, int hours_later) {
    Half made;
    made.track = said([&](auto& c) { *c.mutable_put_track()->mutable_track()->add_name() = text("en", name); });
    made.room = said([&](auto& c) { *c.mutable_put_room()->mutable_room()->add_name() = text("en", name); });
    made.party = said([&](auto& c) { *c.mutable_put_party()->mutable_party()->add_name() = text("en", name); });
    const auto person = [&](const std::string& called) {
        return said([&](auto& c) {
            c.mutable_put_person()->mutable_person()->set_name(name + called);
            c.mutable_put_person()->mutable_person()->set_party(made.party);
        });
    };
    made.speaker = person(" speaker");
    made.deputy = person(" deputy");
    made.document = said([&](auto& c) { c.mutable_put_document()->mutable_document()->set_symbol(name + "/1"); });
    made.session = said([&](auto& c) {
        v1::Session& session = *c.mutable_put_session()->mutable_session();
        *session.add_title() = text("en", name);
        session.set_kind(v1::SESSION_KIND_PANEL);
        session.set_track(made.track);
        session.set_room(made.room);
        session.mutable_planned()->set_starts_at_ms(log.now_ms + hours_later * kHourMs);
        session.mutable_planned()->set_ends_at_ms(log.now_ms + (hours_later + 1) * kHourMs);
        v1::Participation& part = *session.add_people();
        part.set_person(made.speaker);
        part.set_role(v1::SESSION_ROLE_SPEAKER);
    });
    made.booth = said([&](auto& c) {
        c.mutable_put_booth()->mutable_booth()->set_room(made.room);
        c.mutable_put_booth()->mutable_booth()->set_language("fr");
    });
    made.team = said([&](auto& c) { c.mutable_put_interpretation_team()->mutable_team()->set_name(name); });
    made.shift = said([&](auto& c) {
        v1::Shift& shift = *c.mutable_put_shift()->mutable_shift();
        shift.set_booth(made.booth);
        shift.set_team(made.team);
        shift.mutable_period()->set_starts_at_ms(log.now_ms + hours_later * kHourMs);
        shift.mutable_period()->set_ends_at_ms(log.now_ms + (hours_later + 1) * kHourMs);
    });
    made.body = said([&](auto& c) { *c.mutable_put_body()->mutable_body()->add_name() = text("en", name); });
    made.seat = said([&](auto& c) {
        v1::Seat& seat = *c.mutable_put_seat()->mutable_seat();
        seat.set_body(made.body);
        seat.set_role(v1::SEAT_ROLE_CO_CHAIR);
        seat.set_party(made.party);
        seat.add_acting(made.deputy);
    });
    return made;
}

}  // namespace dais::summit
