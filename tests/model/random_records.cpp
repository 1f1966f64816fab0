#include "tests/model/random_records.h"

#include <array>

namespace dais::model {
namespace {

constexpr std::int64_t kDayMs = 24 * kHourMs;

std::string for_staff(Dice& dice) {
    return dice.chance(40) ? std::string(kForStaff) + " " + std::to_string(dice.below(5)) : "";
}

}  // namespace

void random_texts(Dice& dice, Texts& texts, const char* what) {
    static const std::vector<const char*> kLanguages = {"en", "fr", "ar", "pt-CV", "es"};
    const std::uint64_t first = dice.below(kLanguages.size());
    const std::uint64_t count = dice.chance(2) ? 0 : 1 + dice.below(2);
    for (std::uint64_t i = 0; i < count; ++i) {
        v1::LocalText& text = *texts.Add();
        text.set_language(kLanguages[(first + i) % kLanguages.size()]);
        text.set_text(std::string(what) + " " + std::to_string(dice.below(40)));
        text.set_origin(i == 0 ? v1::ORIGIN_AUTHENTIC : v1::ORIGIN_HUMAN);
    }
}

std::string some(Scene& scene, v1::Kind kind) {
    if (scene.dice.chance(1)) return "x" + std::to_string(scene.dice.below(10));
    const summit::State::Kindred& all = scene.state.all(kind);
    if (all.empty()) return {};
    return std::next(all.begin(), static_cast<std::ptrdiff_t>(scene.dice.below(all.size())))->first;
}

std::string one_of(Scene& scene, v1::Kind kind, const std::vector<std::string>& ids) {
    return ids.empty() || scene.dice.chance(4) ? some(scene, kind) : scene.dice.pick(ids);
}

std::string some(Scene& scene, v1::Kind kind, int percent) {
    return scene.dice.chance(percent) ? some(scene, kind) : std::string();
}

std::int64_t some_instant(Scene& scene, std::int64_t from_ms, std::int64_t to_ms) {
    static const std::vector<std::int64_t> kSenseless = {-1, 0, 1, 4'102'444'800'000, 9'000'000'000'000'000'000};
    if (scene.dice.chance(1)) return scene.dice.pick(kSenseless);
    const std::int64_t grid_ms = scene.dice.chance(80) ? 5 * kMinuteMs : kMinuteMs;
    return (scene.now_ms + scene.dice.between(from_ms, to_ms)) / grid_ms * grid_ms;
}

// Civil from days (H. Hinnant); these years are after 2000-03-01 and before 2100.
v1::Date date_of(std::int64_t at_ms) {
    const std::int64_t days = at_ms / kDayMs - 11'017;
    const std::int64_t year = (4 * days + 3) / 1'461;
    const std::int64_t of_year = days - 365 * year - year / 4;
    const std::int64_t month = (5 * of_year + 2) / 153;
    v1::Date date;
    date.set_day(static_cast<int>(of_year - (153 * month + 2) / 5 + 1));
    date.set_month(static_cast<int>(month < 10 ? month + 3 : month - 9));
    date.set_year(static_cast<int>(2'000 + year + (month < 10 ? 0 : 1)));
    return date;
}

RandomLog random_log(Dice& dice) {
    struct Place {
        const char* zone;
        std::int64_t day_ms;  // in many the clocks are changed in the night after it
    };
    static const std::vector<Place> kPlaces = {
        {"Europe/Lisbon", 1'729'900'800'000},        // 2024-10-26
        {"Europe/Geneva", 1'743'206'400'000},        // no such zone: no offsets
        {"Europe/Zurich", 1'743'206'400'000},        // 2025-03-29
        {"America/New_York", 1'730'505'600'000},     // 2024-11-02
        {"Australia/Lord_Howe", 1'728'086'400'000},  // 2024-10-05, by half an hour
        {"Atlantic/Cape_Verde", 1'726'099'200'000},  // 2024-09-12, never
        {"Asia/Kathmandu", 1'726'099'200'000},
    };
    const Place& place = dice.pick(kPlaces);
    RandomLog made;
    made.first_day_ms = place.day_ms;
    v1::LocalText name;
    name.set_language("en");
    name.set_text("Summit");
    if (dice.chance(35)) {
        v1::Series& series = *made.first.mutable_put_series()->mutable_series();
        *series.add_name() = name;
        series.set_zone(place.zone);
        series.set_staff_note(for_staff(dice));
        return made;
    }
    v1::Summit& summit = *made.first.mutable_put_summit()->mutable_summit();
    *summit.add_name() = name;
    summit.set_zone(place.zone);
    std::int64_t day_ms = place.day_ms;
    for (std::int64_t i = dice.between(1, 4); i > 0; --i, day_ms += kDayMs * dice.between(1, 2))
        *summit.add_days() = date_of(day_ms);
    summit.set_day_start_minutes(dice.chance(60) ? 240 : 0);
    if (dice.chance(50)) {
        summit.set_opens_minutes(8 * 60);
        summit.set_closes_minutes(static_cast<int>(dice.between(18, 26)) * 60);
    }
    summit.set_staff_note(for_staff(dice));
    return made;
}

v1::Room random_room(Scene& scene) {
    v1::Room room;
    random_texts(scene.dice, *room.mutable_name(), "Room");
    room.set_order(static_cast<int>(scene.dice.below(9)));
    if (scene.dice.chance(40)) room.set_capacity(static_cast<int>(scene.dice.between(20, 200)));
    if (scene.dice.chance(40)) room.set_turnover_minutes(static_cast<int>(scene.dice.between(-1, 30)));
    room.set_unoperated(scene.dice.chance(15));
    room.set_staff_note(for_staff(scene.dice));
    return room;
}

v1::Seat random_seat(Scene& scene) {
    v1::Seat seat;
    seat.set_body(some(scene, v1::KIND_BODY));
    seat.set_role(scene.dice.chance(70) ? v1::SEAT_ROLE_CO_CHAIR : v1::SEAT_ROLE_MEMBER);
    if (scene.dice.chance(50)) {
        seat.set_person(some(scene, v1::KIND_PERSON));
    } else {
        seat.set_party(some(scene, v1::KIND_PARTY));
        if (scene.dice.chance(50)) seat.add_acting(some(scene, v1::KIND_PERSON));
    }
    if (scene.dice.chance(15)) *seat.mutable_first_day() = date_of(scene.now_ms + scene.dice.between(-2, 1) * kDayMs);
    if (scene.dice.chance(15)) *seat.mutable_last_day() = date_of(scene.now_ms + scene.dice.between(-1, 2) * kDayMs);
    if (scene.dice.chance(20)) seat.set_staff_note(kForStaff);
    return seat;
}

v1::Track random_track(Scene& scene) {
    v1::Track track;
    random_texts(scene.dice, *track.mutable_name(), "Track");
    if (scene.dice.chance(50)) track.set_color("#112233");
    return track;
}

v1::Party random_party(Scene& scene) {
    v1::Party party;
    party.set_kind(scene.dice.chance(70) ? v1::PARTY_KIND_STATE : v1::PARTY_KIND_YOUTH);
    random_texts(scene.dice, *party.mutable_name(), "Party");
    if (scene.dice.chance(60)) party.add_groups(scene.dice.chance(50) ? "African States" : "Western States");
    party.set_staff_note(for_staff(scene.dice));
    return party;
}

v1::Person random_person(Scene& scene) {
    v1::Person person;
    if (!scene.dice.chance(2)) person.set_name("Person " + std::to_string(scene.dice.below(40)));
    person.set_party(some(scene, v1::KIND_PARTY, 50));
    person.set_staff_contact(for_staff(scene.dice));
    person.set_staff_note(for_staff(scene.dice));
    return person;
}

v1::Document random_document(Scene& scene) {
    v1::Document document;
    document.set_symbol("A/" + std::to_string(scene.dice.below(30)));
    random_texts(scene.dice, *document.mutable_title(), "Document");
    v1::DocumentLink& link = *document.add_links();
    link.set_language("en");
    link.set_url("https://example.org/" + std::to_string(scene.dice.below(9)));
    document.set_staff_note(for_staff(scene.dice));
    return document;
}

v1::Booth random_booth(Scene& scene) {
    v1::Booth booth;
    random_texts(scene.dice, *booth.mutable_name(), "Booth");
    booth.set_room(some(scene, v1::KIND_ROOM));
    booth.set_language(scene.dice.chance(50) ? "fr" : "ar");
    return booth;
}

v1::InterpretationTeam random_team(Scene& scene) {
    v1::InterpretationTeam team;
    team.set_name("Team " + std::to_string(scene.dice.below(9)));
    for (std::uint64_t i = scene.dice.below(3); i > 0; --i)
        if (const std::string person = some(scene, v1::KIND_PERSON); !person.empty()) team.add_persons(person);
    team.set_staff_note(for_staff(scene.dice));
    return team;
}

v1::Shift random_shift(Scene& scene) {
    v1::Shift shift;
    shift.set_booth(some(scene, v1::KIND_BOOTH));
    shift.set_team(some(scene, v1::KIND_INTERPRETATION_TEAM));
    const std::int64_t from_ms = some_instant(scene, -kHourMs, 8 * kHourMs);
    shift.mutable_period()->set_starts_at_ms(from_ms);
    shift.mutable_period()->set_ends_at_ms(from_ms + scene.dice.between(0, 7) * 30 * kMinuteMs);
    shift.set_staff_note(for_staff(scene.dice));
    return shift;
}

v1::Announcement random_announcement(Scene& scene) {
    v1::Announcement announcement;
    Dice& dice = scene.dice;
    random_texts(dice, *announcement.mutable_title(), "Announcement");
    // Mostly in the languages of its title.
    const auto in_the_same = [&](int percent, Texts& texts, const char* what) {
        if (!dice.chance(percent)) return;
        if (dice.chance(7)) return random_texts(dice, texts, what);
        for (const v1::LocalText& text : announcement.title()) {
            *texts.Add() = text;
            texts.rbegin()->set_text(std::string(what) + " " + std::to_string(dice.below(40)));
        }
    };
    in_the_same(40, *announcement.mutable_body(), "Words");
    in_the_same(20, *announcement.mutable_dateline(), "Place");
    in_the_same(20, *announcement.mutable_boilerplate(), "Who speaks");
    if (dice.chance(10)) announcement.add_press_contacts()->set_email(dice.chance(90) ? "press@example.org" : "press");
    announcement.set_priority(static_cast<v1::AnnouncementPriority>(dice.between(0, dice.chance(95) ? 3 : 4)));
    if (dice.chance(20)) announcement.set_expires_at_ms(some_instant(scene, -30 * kMinuteMs, 12 * kHourMs));
    if (const std::string session = some(scene, v1::KIND_SESSION, 15); !session.empty())
        announcement.add_sessions(session);
    if (const std::string party = some(scene, v1::KIND_PARTY, 40); !party.empty())
        announcement.add_asked_to_acknowledge(party);
    if (dice.chance(10)) announcement.set_corrects(some(scene, v1::KIND_ANNOUNCEMENT));
    announcement.set_staff_note(for_staff(dice));
    return announcement;
}

}  // namespace dais::model
