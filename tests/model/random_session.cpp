// Sessions and whole programmes as somebody might put them.
#include <algorithm>

#include "tests/model/random_records.h"

namespace dais::model {
namespace {

std::int64_t some_length(Dice& dice) {
    static const std::vector<std::int64_t> kMinutes = {0, 5, 10, 15, 15, 20, 30, 30, 45, 60, 60, 90, 120, 240};
    if (dice.chance(1)) return dice.chance(50) ? -kMinuteMs : 8 * 24 * kHourMs;
    return dice.pick(kMinutes) * kMinuteMs;
}

void plan(Scene& scene, v1::Session& session) {
    Dice& dice = scene.dice;
    std::int64_t from_ms = some_instant(scene, -2 * kHourMs, 9 * kHourMs);
    std::int64_t length_ms = some_length(dice);
    const summit::Slot* whole = session.part_of().empty() ? nullptr : scene.state.schedule().find(session.part_of());
    if (whole != nullptr && dice.chance(85)) {
        const std::int64_t within_ms = std::max<std::int64_t>(whole->length_ms(), 0);
        from_ms = whole->planned_start_ms + dice.between(0, within_ms / (5 * kMinuteMs)) * 5 * kMinuteMs;
        length_ms =
            std::clamp<std::int64_t>(length_ms, 0, whole->planned_end_ms - std::min(from_ms, whole->planned_end_ms));
    }
    session.mutable_planned()->set_starts_at_ms(from_ms);
    session.mutable_planned()->set_ends_at_ms(from_ms + length_ms);
}

void people(Scene& scene, v1::Session& session) {
    static const std::vector<v1::SessionRole> kRoles = {v1::SESSION_ROLE_CHAIR, v1::SESSION_ROLE_SPEAKER,
                                                        v1::SESSION_ROLE_SPEAKER, v1::SESSION_ROLE_INTERPRETER};
    session.clear_people();
    for (std::uint64_t i = scene.dice.below(4); i > 0; --i) {
        const std::string person = some(scene, v1::KIND_PERSON);
        if (person.empty()) continue;
        v1::Participation& part = *session.add_people();
        part.set_person(person);
        part.set_role(scene.dice.pick(kRoles));
        part.set_party(some(scene, v1::KIND_PARTY, 30));
    }
}

void place(Scene& scene, v1::Session& session) {
    session.set_room(some(scene, v1::KIND_ROOM, session.part_of().empty() ? 85 : 30));
    session.set_track(some(scene, v1::KIND_TRACK, 40));
}

void belonging(Scene& scene, v1::Session& session) { session.set_part_of(some(scene, v1::KIND_SESSION, 30)); }

void kind_of_session(Dice& dice, v1::Session& session) {
    static const std::vector<v1::SessionKind> kKinds = {
        v1::SESSION_KIND_PLENARY,  v1::SESSION_KIND_PANEL, v1::SESSION_KIND_BREAK, v1::SESSION_KIND_BREAK,
        v1::SESSION_KIND_CEREMONY, v1::SESSION_KIND_TALK,  v1::SESSION_KIND_TALK,  v1::SESSION_KIND_OTHER};
    session.set_kind(dice.pick(kKinds));
    session.clear_anchor();
    if (dice.chance(12)) {
        session.mutable_anchor()->set_kind(v1::ANCHOR_KIND_ARRIVAL);
        session.mutable_anchor()->set_staff_reason(std::string(kForStaff) + " reason");
    }
    session.set_shortest_minutes(dice.chance(20) ? static_cast<int>(dice.between(-1, 40)) : 0);
}

void facts(Scene& scene, v1::Session& session) {
    Dice& dice = scene.dice;
    session.set_staff_note(dice.chance(30) ? std::string(kForStaff) + " note" : "");
    session.set_expected(dice.chance(30) ? static_cast<int>(dice.between(-1, 250)) : 0);
    session.set_capacity(dice.chance(20) ? static_cast<int>(dice.between(0, 250)) : 0);
    session.clear_interpretation_languages();
    if (dice.chance(40)) session.add_interpretation_languages("fr");
    session.clear_documents();
    if (const std::string document = some(scene, v1::KIND_DOCUMENT, 20); !document.empty())
        session.add_documents(document);
    session.clear_streams();
    if (dice.chance(10)) session.add_streams()->set_url(dice.chance(90) ? "https://example.org/live" : "example");
}

void title(Dice& dice, v1::Session& session) {
    session.clear_title();
    v1::LocalText& text = *session.add_title();
    text.set_language(dice.chance(99) ? "en" : "-");
    text.set_text("Session " + std::to_string(dice.below(100)));
}

bool is_hidden(Scene& scene, const std::string& session) {
    const summit::Slot* slot = session.empty() ? nullptr : scene.state.schedule().find(session);
    return slot != nullptr && slot->audiences == summit::kStaffOnly;
}

}  // namespace

void random_session(Scene& scene, v1::PutSession& put) {
    Dice& dice = scene.dice;
    const auto held = scene.state.get<v1::Session>(v1::KIND_SESSION, put.id());
    v1::Session session = held.value_or(v1::Session());
    const bool anew = !held || dice.chance(10);
    if (anew || dice.chance(15)) title(dice, session);
    if (anew || dice.chance(10)) belonging(scene, session);
    if (anew || dice.chance(25)) place(scene, session);
    if (anew || dice.chance(40)) plan(scene, session);
    if (anew || dice.chance(25)) people(scene, session);
    if (anew || dice.chance(20)) kind_of_session(dice, session);
    if (anew || dice.chance(20)) facts(scene, session);
    if (dice.chance(2)) session.mutable_title()->Add()->CopyFrom(session.title(0));  // the same language twice
    *put.mutable_session() = session;
    bool hidden = held ? is_hidden(scene, put.id()) : dice.chance(20);
    if (held && dice.chance(12)) hidden = !hidden;
    if (is_hidden(scene, session.part_of()) && dice.chance(90)) hidden = true;
    put.set_hidden(hidden);
}

v1::ImportProgramme random_programme(Scene& scene) {
    Dice& dice = scene.dice;
    v1::ImportProgramme programme;
    programme.set_source(dice.chance(70) ? "one.xml" : "two.csv");
    const auto few = [&](std::uint64_t most) { return dice.below(most + 1); };
    const auto external = [&](const char* what, std::uint64_t n) { return what + std::to_string(n); };
    for (std::uint64_t i = 0; i < 2; ++i) {
        v1::ImportedRoom& room = *programme.add_rooms();
        room.set_external_id(external("room", i));
        *room.mutable_room() = random_room(scene);
    }
    const std::uint64_t persons = few(3);
    for (std::uint64_t i = 0; i < persons; ++i) {
        v1::ImportedPerson& person = *programme.add_persons();
        person.set_external_id(external("person", i));
        person.mutable_person()->set_name("Imported " + std::to_string(dice.below(5)));
    }
    for (std::uint64_t i = 0; i < 7; ++i) {
        if (dice.chance(25)) continue;
        v1::ImportedSession& imported = *programme.add_sessions();
        imported.set_external_id(external("session", i));
        v1::Session& session = *imported.mutable_session();
        title(dice, session);
        plan(scene, session);
        kind_of_session(dice, session);
        if (dice.chance(80)) session.set_room(external("room", dice.below(2)));
        if (dice.chance(15)) session.set_part_of(external("session", dice.below(7)));
        if (persons > 0 && dice.chance(50)) {
            v1::Participation& part = *session.add_people();
            part.set_person(external("person", dice.below(persons)));
            part.set_role(v1::SESSION_ROLE_SPEAKER);
        }
        if (dice.chance(40)) {
            v1::LocalText& abstract = *imported.add_abstract();
            abstract.set_language("en");
            abstract.set_text("Abstract " + std::to_string(dice.below(5)));
        }
    }
    programme.set_remove_many(dice.chance(70));
    programme.set_keep_vanished(dice.chance(40));
    return programme;
}

}  // namespace dais::model
