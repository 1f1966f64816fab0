#include "server/summit/floor_rules.h"

#include <algorithm>
#include <set>

#include "server/summit/limits.h"
#include "server/summit/put_noun.h"

namespace dais::summit {
namespace {

bool names_party(const v1::SpeakerRequest& request, const std::string& party) {
    const auto& joint = request.joint_parties();
    return request.party() == party || std::find(joint.begin(), joint.end(), party) != joint.end();
}

// Pauses or ends whatever goes on in a session that does not run any more.
void stop_turns(ChangeBuilder& builder, const std::string& session, const Slot& slot) {
    if (slot.status == v1::SESSION_STATUS_RUNNING) return;
    const std::int64_t now_ms = builder.context().now_ms;
    const bool is_over = slot.gone() || slot.status == v1::SESSION_STATUS_ENDED;
    for (const Asked& one : asked_of(builder, session)) {
        if (!one.turn || one.turn->has_ended_at_ms() || (!is_over && !one.turn->has_since_ms())) continue;
        v1::Turn turn = *one.turn;
        if (is_over) {
            const std::int64_t since_ms = std::max(turn.since_ms(), turn.started_at_ms() + turn.spoken_ms());
            end(turn, std::clamp(slot.actual_end_ms.value_or(now_ms), since_ms, std::max(since_ms, now_ms)));
        } else {
            pause(turn, now_ms);
        }
        put_floor_record(builder, v1::KIND_TURN, one.id, turn);
    }
}

void show_statements(ChangeBuilder& builder, const std::string& session) {
    for (const std::string& id : builder.ids_with_prefix(v1::KIND_STATEMENT, session + "@")) {
        const auto statement = *builder.get<v1::Statement>(v1::KIND_STATEMENT, id);
        builder.put(v1::KIND_STATEMENT, id, "", readers_of(builder, id, statement), statement);
    }
}

}  // namespace

std::string session_of_request(const std::string& request) { return request.substr(0, request.find('@')); }

std::optional<v1::Turn> turn_of(const ChangeBuilder& builder, const std::string& request) {
    auto turn = builder.get<v1::Turn>(v1::KIND_TURN, request);
    if (turn && turn->started_at_ms() == 0) turn.reset();
    return turn;
}

std::vector<Asked> asked_of(const ChangeBuilder& builder, const std::string& session) {
    std::vector<Asked> asked;
    for (std::string& id : builder.ids_with_prefix(v1::KIND_SPEAKER_REQUEST, session + "@")) {
        auto request = *builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id);
        auto turn = turn_of(builder, id);
        asked.push_back({std::move(id), std::move(request), std::move(turn)});
    }
    return asked;
}

std::string speaking_now(const ChangeBuilder& builder, const std::string& session) {
    const FloorList list = floor_list(asked_of(builder, session));
    return list.speaking.empty() ? std::string() : list.speaking.front();
}

std::string next_floor_id(const ChangeBuilder& builder, v1::Kind kind, const std::string& session) {
    return session + "@" + std::to_string(builder.ids_with_prefix(kind, session + "@").size() + 1);
}

No look_at_floor(const ChangeBuilder& builder, const std::string& session, v1::Floor& floor, std::string field) {
    if (auto no = builder.visible(v1::KIND_SESSION, session, field)) return no;
    const auto held = builder.get<v1::Floor>(v1::KIND_FLOOR, session);
    if (!held)
        return refuse(v1::REFUSAL_CODE_CONFLICT, "The session has no floor. Give it one first, with its rules.",
                      std::move(field));
    floor = *held;
    return std::nullopt;
}

No check_running(const ChangeBuilder& builder, const std::string& session) {
    const Slot* slot = builder.schedule().find(session);
    if (slot != nullptr && slot->status == v1::SESSION_STATUS_RUNNING) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_CONFLICT, "The session does not run. Start or resume it first.", "id");
}

void put_floor_record(ChangeBuilder& builder, v1::Kind kind, const std::string& id,
                      const google::protobuf::Message& record) {
    const std::string session = session_of_request(id);
    builder.put(kind, id, session, builder.audiences_of(v1::KIND_SESSION, session), record);
}

void pause(v1::Turn& turn, std::int64_t at_ms) {
    turn.set_spoken_ms(spoken_ms(turn, at_ms));
    turn.clear_since_ms();
}

void end(v1::Turn& turn, std::int64_t at_ms) {
    pause(turn, at_ms);
    turn.set_ended_at_ms(at_ms);
}

void go_on(ChangeBuilder& builder, const v1::Turn& over) {
    if (over.interrupts().empty() || check_running(builder, session_of_request(over.interrupts()))) return;
    auto turn = turn_of(builder, over.interrupts());
    if (!turn || turn->has_ended_at_ms()) return;
    turn->set_since_ms(builder.context().now_ms);
    put_floor_record(builder, v1::KIND_TURN, over.interrupts(), *turn);
}

AudienceSet readers_of(const ChangeBuilder& builder, const std::string& request, const v1::Statement& statement) {
    const AudienceSet session = builder.audiences_of(v1::KIND_SESSION, session_of_request(request));
    AudienceSet readers = kStaffOnly;
    if (statement.for_interpreters()) readers |= bit(v1::AUDIENCE_INTERPRETER);
    if (statement.for_press()) readers |= bit(v1::AUDIENCE_PRESS);
    const auto turn = turn_of(builder, request);
    const bool is_delivered = turn && turn->has_ended_at_ms();
    const bool is_public = (builder.audiences_of(v1::KIND_STATEMENT, request) & bit(v1::AUDIENCE_PUBLIC)) != 0;
    if (is_public || (is_delivered && statement.public_after_delivery())) readers |= session;
    return readers & (session | kStaffOnly);
}

void settle_floors(ChangeBuilder& builder) {
    std::set<std::string> sessions;
    for (const v1::Kind kind : {v1::KIND_SESSION, v1::KIND_SESSION_PROGRESS})
        for (const std::string& id : builder.written(kind))
            if (builder.exists(v1::KIND_FLOOR, id)) sessions.insert(id);
    for (const std::string& id : sessions)
        if (const Slot* slot = builder.schedule().find(id)) stop_turns(builder, id, *slot);
    for (const std::string& id : builder.written(v1::KIND_TURN)) sessions.insert(session_of_request(id));
    for (const std::string& id : sessions) show_statements(builder, id);
}

// What happened on a floor is not taken out of it: whoever it names stays.
No refuse_named(const ChangeBuilder& builder, const std::string& what, const std::string& id) {
    const std::string session = session_of_request(id);
    if ((builder.audiences_of(v1::KIND_SESSION, session) & bit(builder.context().audience)) == 0)
        return still_used("Something that is not shown to you still needs this. Ask an organiser.");
    return still_used("The floor of the session " + quoted_name(builder, v1::KIND_SESSION, session) + " names this " +
                      what + " (" + id + "), and what happened on it stays.");
}

No unheard_party(const ChangeBuilder& builder, const std::string& party) {
    for (const std::string& id : builder.ids(v1::KIND_SPEAKER_REQUEST))
        if (names_party(*builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id), party))
            return refuse_named(builder, "party", id);
    for (const std::string& id : builder.ids(v1::KIND_PROPOSAL))
        if (builder.get<v1::Proposal>(v1::KIND_PROPOSAL, id)->objected_by() == party)
            return refuse_named(builder, "party", id);
    return std::nullopt;
}

No unheard_person(const ChangeBuilder& builder, const std::string& person) {
    for (const std::string& id : builder.ids(v1::KIND_SPEAKER_REQUEST))
        if (builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id)->person() == person)
            return refuse_named(builder, "person", id);
    return std::nullopt;
}

std::int64_t traits_kept_until_ms(const Slot& slot, const v1::Floor& floor) {
    const int hours = floor.staff_traits_kept_hours() == 0 ? kTraitsKeptHours : floor.staff_traits_kept_hours();
    return std::max(slot.end_ms(), slot.planned_end_ms) + hours * 3'600'000LL;
}

v1::SpeakerTraits forgotten_traits() {
    v1::SpeakerTraits forgotten;
    forgotten.set_first_time(false);
    return forgotten;
}

// Asked of every speaker whenever the clock looks for what is due.
bool holds_traits(std::string_view body) {
    static const std::string forgotten = forgotten_traits().SerializeAsString();
    return !body.empty() && body != forgotten;
}

void forget_traits(ChangeBuilder& builder, const std::string& request) {
    const std::string* held = builder.find(v1::KIND_SPEAKER_TRAITS, request);
    if (held == nullptr || !holds_traits(*held)) return;
    builder.put(v1::KIND_SPEAKER_TRAITS, request, "", kStaffOnly, forgotten_traits());
    builder.erased.emplace_back(v1::KIND_SPEAKER_TRAITS, request);
}

}  // namespace dais::summit
