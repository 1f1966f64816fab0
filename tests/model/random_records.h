// Records as somebody might put them: mostly sound, now and then with a mistake. What is for staff says so, STAFF.
#pragma once

#include <string>

#include "dais/v1/live.pb.h"
#include "server/summit/state.h"
#include "tests/model/dice.h"

namespace dais::model {

// Where what comes next is made up.
struct Scene {
    const summit::State& state;
    std::int64_t now_ms = 0;
    Dice& dice;
};

inline constexpr std::int64_t kMinuteMs = 60'000;
inline constexpr std::int64_t kHourMs = 60 * kMinuteMs;
inline constexpr const char* kForStaff = "STAFF";

// The id of a record of a kind; empty if there is none; now and then one that is unknown.
std::string some(Scene& scene, v1::Kind kind);
// Of those that satisfy a condition, given the id and the record.
template <class Noun, class Fits>
std::vector<std::string> all_that(const Scene& scene, v1::Kind kind, Fits fits) {
    std::vector<std::string> found;
    for (const auto& [id, record] : scene.state.all(kind)) {
        Noun noun;
        noun.ParseFromString(record->body);
        if (fits(id, noun)) found.push_back(id);
    }
    return found;
}
// One of those; if there are none, and now and then, any.
std::string one_of(Scene& scene, v1::Kind kind, const std::vector<std::string>& ids);
// Any in so many of a hundred cases; else empty.
std::string some(Scene& scene, v1::Kind kind, int percent);
// An instant about now, now and then a senseless one.
std::int64_t some_instant(Scene& scene, std::int64_t from_ms, std::int64_t to_ms);

// A summit of a few days, in whose zone the clocks may be changed during these; now and then the series of one.
// first_day_ms: midnight, UTC.
struct RandomLog {
    v1::Command first;
    std::int64_t first_day_ms = 0;
};
RandomLog random_log(Dice& dice);

// The day on which an instant is, UTC.
v1::Date date_of(std::int64_t at_ms);
// Texts in a language or two, of which the first is authentic; now and then none.
using Texts = google::protobuf::RepeatedPtrField<v1::LocalText>;
void random_texts(Dice& dice, Texts& texts, const char* what);

v1::Room random_room(Scene& scene);
v1::Track random_track(Scene& scene);
v1::Party random_party(Scene& scene);
v1::Person random_person(Scene& scene);
v1::Seat random_seat(Scene& scene);
v1::Document random_document(Scene& scene);
v1::Booth random_booth(Scene& scene);
v1::InterpretationTeam random_team(Scene& scene);
v1::Shift random_shift(Scene& scene);
v1::Announcement random_announcement(Scene& scene);

// Of a Session that is there (id), or new.
void random_session(Scene& scene, v1::PutSession& put);

v1::ImportProgramme random_programme(Scene& scene);

}  // namespace dais::model
