#include "tests/model/checks.h"

#include <array>
#include <functional>
#include <set>

#include "server/summit/caseless.h"
#include "server/summit/records.h"
#include "tests/model/random_records.h"
#include "tests/model/references.h"
#include "tests/summit/converge.h"

namespace dais::model {
namespace {

using summit::Record;
using summit::State;

class Programme : References {
public:
    explicit Programme(const State& state) : References(state) {}

    void check();

private:
    void session(const std::string& id, const Record& record, const v1::Session& session);
    void progress(const std::string& id, const Record& record, const v1::SessionProgress& progress);

    std::set<std::int32_t> numbers_;
};

void Programme::session(const std::string& id, const Record& record, const v1::Session& session) {
    names(v1::KIND_ROOM, session.room());
    names(v1::KIND_TRACK, session.track());
    for (const std::string& document : session.documents()) names(v1::KIND_DOCUMENT, document);
    for (const v1::Participation& part : session.people()) {
        names(v1::KIND_PERSON, part.person());
        names(v1::KIND_PARTY, part.party());
    }
    names(v1::KIND_SESSION, session.part_of());
    if (!session.part_of().empty() &&
        (record.audiences & ~state_.find(v1::KIND_SESSION, session.part_of())->audiences) != 0)
        fail("is seen by some who do not see what it is a part of");
    std::string up = session.part_of();
    for (int depth = 0; !up.empty(); ++depth, up = state_.get<v1::Session>(v1::KIND_SESSION, up)->part_of())
        if (up == id || depth > 4) fail("is a part of itself, or too deep");
    if (record.audiences != summit::kStaffOnly && session.number() == 0) fail("is public and has no number");
    if (session.number() != 0 && !numbers_.insert(session.number()).second) fail("has the number of another");
}

void Programme::progress(const std::string& id, const Record& record, const v1::SessionProgress& progress) {
    belongs(record, v1::KIND_SESSION, id);
    names(v1::KIND_ROOM, progress.room());
    names(v1::KIND_PERSON, progress.presiding());
    const v1::Session plan = *state_.get<v1::Session>(v1::KIND_SESSION, id);
    if (progress.room() == plan.room() && !progress.room().empty()) fail("was moved to the room where it is planned");
    if (progress.has_projected_start_ms() && !progress.start_is_set() &&
        progress.projected_start_ms() == plan.planned().starts_at_ms())
        fail("keeps an expected start that is the planned one");
    if (progress.has_projected_end_ms() && !progress.end_is_set() && !progress.end_is_least() &&
        progress.projected_end_ms() == plan.planned().ends_at_ms())
        fail("keeps an expected end that is the planned one");
    if (progress.start_is_set() && !progress.has_projected_start_ms()) fail("has a start that is set to nothing");
    if ((progress.end_is_set() || progress.end_is_least()) && !progress.has_projected_end_ms())
        fail("has an end that is set to nothing");
    const bool gone =
        progress.status() == v1::SESSION_STATUS_CANCELLED || progress.status() == v1::SESSION_STATUS_POSTPONED;
    if (gone && (progress.has_projected_start_ms() || progress.has_projected_end_ms()))
        fail("is not held and is expected at a time");
    if (progress.has_actual_end_ms() != (progress.status() == v1::SESSION_STATUS_ENDED))
        fail("has ended, or has not", progress.ShortDebugString());
    if (progress.has_actual_end_ms() && progress.actual_end_ms() < progress.actual_start_ms())
        fail("ended before it started", progress.ShortDebugString());
    const bool interrupted =
        progress.status() == v1::SESSION_STATUS_PAUSED || progress.status() == v1::SESSION_STATUS_SUSPENDED;
    if (progress.has_held_since_ms() != interrupted) fail("is interrupted, or is not", progress.ShortDebugString());
}

void Programme::check() {
    each<v1::Session>(v1::KIND_SESSION, [&](const std::string& id, const Record& record, const v1::Session& one) {
        session(id, record, one);
    });
    each<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS,
                              [&](const std::string& id, const Record& record, const v1::SessionProgress& one) {
                                  progress(id, record, one);
                              });
    each<v1::SessionText>(v1::KIND_SESSION_TEXT,
                          [&](const std::string& id, const Record& record, const v1::SessionText&) {
                              belongs(record, v1::KIND_SESSION, id);
                          });
    each<v1::Replacement>(v1::KIND_REPLACEMENT,
                          [&](const std::string& id, const Record& record, const v1::Replacement& one) {
                              belongs(record, v1::KIND_SESSION, id.substr(0, id.find('@')));
                              names(v1::KIND_PERSON, one.by());
                              names(v1::KIND_PARTY, one.party());
                              const v1::Session plan = *state_.get<v1::Session>(v1::KIND_SESSION, record.owner);
                              bool planned = false;
                              for (const v1::Participation& part : plan.people())
                                  planned = planned || (part.person() == one.person() && part.role() == one.role());
                              if (!planned) fail("replaces somebody whom the plan does not name");
                          });
    each<v1::Override>(v1::KIND_OVERRIDE, [&](const std::string&, const Record& record, const v1::Override&) {
        names(v1::KIND_SESSION, record.owner);
    });
    each<v1::Person>(v1::KIND_PERSON, [&](const std::string&, const Record&, const v1::Person& one) {
        names(v1::KIND_PARTY, one.party());
    });
    each<v1::Booth>(v1::KIND_BOOTH,
                    [&](const std::string&, const Record&, const v1::Booth& one) { names(v1::KIND_ROOM, one.room()); });
    std::vector<v1::Shift> shifts;
    each<v1::Shift>(v1::KIND_SHIFT, [&](const std::string&, const Record&, const v1::Shift& one) {
        names(v1::KIND_BOOTH, one.booth());
        names(v1::KIND_INTERPRETATION_TEAM, one.team());
        for (const v1::Shift& other : shifts)
            if ((other.booth() == one.booth() || other.team() == one.team()) &&
                other.period().starts_at_ms() < one.period().ends_at_ms() &&
                one.period().starts_at_ms() < other.period().ends_at_ms())
                fail("is in a booth, or of a team, that has another shift then");
        shifts.push_back(one);
    });
    each<v1::InterpretationTeam>(v1::KIND_INTERPRETATION_TEAM,
                                 [&](const std::string&, const Record&, const v1::InterpretationTeam& one) {
                                     for (const std::string& person : one.persons()) names(v1::KIND_PERSON, person);
                                 });
    each<v1::Seat>(v1::KIND_SEAT, [&](const std::string&, const Record&, const v1::Seat& one) {
        names(v1::KIND_BODY, one.body());
        names(v1::KIND_PARTY, one.party());
        names(v1::KIND_PERSON, one.person());
        for (const std::string& person : one.acting()) names(v1::KIND_PERSON, person);
    });
    std::set<std::string> screens;
    each<v1::Screen>(v1::KIND_SCREEN, [&](const std::string&, const Record&, const v1::Screen& one) {
        names(v1::KIND_ROOM, one.room());
        names(v1::KIND_ROOM, one.scene().room());
        const bool is_erased = one.name().find("[…]") != std::string::npos;
        if (!is_erased && !screens.insert(summit::caseless(one.name())).second)
            fail("is called like another", one.name());
        if (one.has_scene() && one.scene().ByteSizeLong() == 0) fail("shows a scene that says nothing");
    });
    each<v1::Look>(v1::KIND_LOOK, [&](const std::string&, const Record& record, const v1::Look& one) {
        belongs(record, v1::KIND_SUMMIT, "m");
        if (one.ByteSizeLong() == 0) fail("says nothing");
    });
    each<v1::DraftStep>(v1::KIND_DRAFT_STEP, [&](const std::string&, const Record& record, const v1::DraftStep&) {
        names(v1::KIND_DRAFT, record.owner);
    });
}

// What is for staff alone, by our own list.
void clear_for_others(v1::Kind kind, google::protobuf::Message& record) {
    static const std::map<v1::Kind, std::vector<const char*>> kForStaffAlone = {
        {v1::KIND_SUMMIT, {"staff_note"}},
        {v1::KIND_ROOM, {"staff_note"}},
        {v1::KIND_PARTY, {"staff_note"}},
        {v1::KIND_PERSON, {"staff_contact", "staff_note"}},
        {v1::KIND_SESSION, {"staff_note", "expected"}},
        {v1::KIND_SESSION_PROGRESS, {"staff_note"}},
        {v1::KIND_ANNOUNCEMENT, {"staff_note"}},
        {v1::KIND_DOCUMENT, {"staff_note"}},
        {v1::KIND_INTERPRETATION_TEAM, {"staff_note"}},
        {v1::KIND_SHIFT, {"staff_note"}},
        {v1::KIND_BODY, {"staff_note"}},
        {v1::KIND_SEAT, {"staff_note"}},
        {v1::KIND_SERIES, {"staff_note"}},
        {v1::KIND_EDITION, {"staff_note"}},
        {v1::KIND_DECLARATION, {"staff_note"}},
        {v1::KIND_COMMITMENT, {"staff_note"}},
        {v1::KIND_PARTNER, {"staff_note"}},
        {v1::KIND_SCREEN, {"staff_note"}},
        {v1::KIND_FLOOR, {"staff_traits_purpose", "staff_traits_kept_hours"}},
        {v1::KIND_SPEAKER_REQUEST, {"staff_reason"}},
    };
    const auto found = kForStaffAlone.find(kind);
    if (found == kForStaffAlone.end()) return;
    for (const char* name : found->second)
        record.GetReflection()->ClearField(&record, record.GetDescriptor()->FindFieldByName(name));
    auto* session = dynamic_cast<v1::Session*>(&record);
    if (session != nullptr && session->has_anchor()) session->mutable_anchor()->clear_staff_reason();
}

bool may_see(v1::Kind kind, const Record& record, v1::Audience audience) {
    static const std::set<v1::Kind> kStaffAlone = {v1::KIND_IMPORTED,   v1::KIND_COUNTERS, v1::KIND_DRAFT,
                                                   v1::KIND_DRAFT_STEP, v1::KIND_OVERRIDE, v1::KIND_SPEAKER_TRAITS};
    if (audience == v1::AUDIENCE_STAFF) return true;
    if (kStaffAlone.contains(kind)) return false;
    if (kind == v1::KIND_CLEARANCE || kind == v1::KIND_APPROVAL) return audience == v1::AUDIENCE_BUREAU;
    if (kind == v1::KIND_INTERPRETATION_TEAM || kind == v1::KIND_SHIFT) return audience == v1::AUDIENCE_INTERPRETER;
    return (record.audiences >> static_cast<int>(audience) & 1U) != 0;
}

}  // namespace

void check_state(const State& state) {
    Programme(state).check();
    check_institutions(state);
    check_floors(state);
}

void check_settled(const State& state) {
    if (const std::string what = summit::misread(state); !what.empty()) throw Broken("the schedule is another", what);
    for (const v1::Audience audience : {v1::AUDIENCE_STAFF, v1::AUDIENCE_PUBLIC})
        if (const std::string what = summit::unsettled(state, audience); !what.empty())
            throw Broken("expected times are others", v1::Audience_Name(audience) + ", " + what);
}

void check_projection(const State& state, v1::Audience audience, const summit::Records& held) {
    summit::Records expected;
    state.for_each([&](v1::Kind kind, const std::string& id, const Record& record) {
        if (!may_see(kind, record, audience)) return;
        v1::Entry entry;
        entry.set_kind(kind);
        entry.set_id(id);
        entry.set_put(record.body);
        if (audience != v1::AUDIENCE_STAFF) {
            const auto noun = summit::blank_record(kind);
            noun->ParseFromString(record.body);
            clear_for_others(kind, *noun);
            entry.set_put(noun->SerializeAsString());
            if (entry.put().find(kForStaff) != std::string::npos)
                throw Broken("others are told what is for staff", noun->ShortDebugString());
        }
        expected.apply(entry);
    });
    for (const auto& [key, body] : held.all())
        if (const std::string* want = expected.find(key.first, key.second); want == nullptr || *want != body)
            throw Broken(
                "a record is held that should not be, or another",
                v1::Audience_Name(audience) + " " + v1::Kind_Name(static_cast<v1::Kind>(key.first)) + " " + key.second);
    if (held.all().size() != expected.all().size()) throw Broken("a record is lacking", v1::Audience_Name(audience));
}

}  // namespace dais::model
