// Who has the floor, from the first word to the last, by the log's clock.
#include <algorithm>

#include "server/summit/commands.h"
#include "server/summit/floor_rules.h"
#include "server/summit/limits.h"
#include "server/summit/name_of.h"

namespace dais::summit {
namespace {

No conflict(const std::string& message, const char* field = "id") {
    return refuse(v1::REFUSAL_CODE_CONFLICT, message, field);
}

struct AtThePodium {
    std::string session;
    v1::SpeakerRequest request;
    std::optional<v1::Turn> turn;
};

No look(const ChangeBuilder& builder, const std::string& id, AtThePodium& at) {
    if (auto no = builder.exists_and_fresh(v1::KIND_SPEAKER_REQUEST, id)) return no;
    if (auto no = builder.fresh(v1::KIND_TURN, id)) return no;
    at.session = session_of_request(id);
    at.request = *builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id);
    at.turn = turn_of(builder, id);
    return std::nullopt;
}

// The same, of somebody who speaks, or stands there while the clock does.
No look_at_speaker(const ChangeBuilder& builder, const std::string& id, AtThePodium& at) {
    if (auto no = look(builder, id, at)) return no;
    if (!at.turn) return conflict("They do not have the floor yet.");
    if (at.turn->has_ended_at_ms()) return conflict("They have spoken already.");
    return std::nullopt;
}

bool is_point_of_order(const ChangeBuilder& builder, const std::string& id) {
    return builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id)->kind() == v1::REQUEST_KIND_POINT_OF_ORDER;
}

void put_turn(ChangeBuilder& builder, const std::string& id, const v1::Turn& turn) {
    put_floor_record(builder, v1::KIND_TURN, id, turn);
}

std::string whose(const ChangeBuilder& builder, const std::string& id) {
    const auto request = *builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id);
    return request.party().empty() ? quoted_name(builder, v1::KIND_PERSON, request.person())
                                   : quoted_name(builder, v1::KIND_PARTY, request.party());
}

// Nobody speaks while another does; a point of order interrupts all but another one.
No interrupt(ChangeBuilder& builder, const std::string& id, v1::Turn& turn) {
    const std::string speaking = speaking_now(builder, session_of_request(id));
    if (speaking.empty()) return std::nullopt;
    if (!is_point_of_order(builder, id) || is_point_of_order(builder, speaking))
        return conflict(whose(builder, speaking) + " has the floor (" + speaking + "). End that turn first.");
    v1::Turn interrupted = *turn_of(builder, speaking);
    if (!interrupted.has_since_ms()) return std::nullopt;  // it stood still before, and does after
    pause(interrupted, builder.context().now_ms);
    put_turn(builder, speaking, interrupted);
    turn.set_interrupts(speaking);
    return std::nullopt;
}

// Of the Parties that make a statement, the one whose budget stands in its way.
std::string who_has_none_left(const ChangeBuilder& builder, const v1::Floor& floor, const v1::SpeakerRequest& request,
                              const std::map<std::string, std::int64_t>& spoken) {
    for (const std::string& party : request.joint_parties()) {
        const auto found = spoken.find(party);
        if (found != spoken.end() && found->second / 1'000 >= floor.budget_seconds())
            return quoted_name(builder, v1::KIND_PARTY, party);
    }
    return quoted_name(builder, v1::KIND_PARTY, request.party());
}

// When the last turn that is over ended.
std::int64_t last_end_ms(const ChangeBuilder& builder, const std::string& session) {
    std::int64_t last_ms = 0;
    for (const Asked& one : asked_of(builder, session))
        if (one.turn) last_ms = std::max(last_ms, one.turn->ended_at_ms());
    return last_ms;
}

// What was ended by mistake goes on, as long as nobody has spoken since.
No check_reopens(const ChangeBuilder& builder, const AtThePodium& at) {
    if (!at.turn->has_ended_at_ms()) return std::nullopt;
    if (at.turn->ended_at_ms() < last_end_ms(builder, at.session) || !speaking_now(builder, at.session).empty())
        return conflict("They have spoken already, and others since. Put them on the list anew.");
    return std::nullopt;
}

}  // namespace

No start_turn(ChangeBuilder& builder, const std::string& id) {
    AtThePodium at;
    if (auto no = look(builder, id, at)) return no;
    if (at.turn)
        return conflict(at.turn->has_ended_at_ms() ? "They have spoken already." : "They have the floor already.");
    if (at.request.status() != v1::REQUEST_STATUS_UNSPECIFIED)
        return conflict("The request was withdrawn or skipped. Put it back on the list first.");
    if (auto no = check_running(builder, at.session)) return no;
    const std::int64_t now_ms = builder.context().now_ms;
    const std::vector<Asked> asked = asked_of(builder, at.session);
    const auto floor = builder.get<v1::Floor>(v1::KIND_FLOOR, at.session).value_or(v1::Floor());
    const std::map<std::string, std::int64_t> spoken = spoken_by_party(asked, now_ms);
    const std::optional<int> seconds = allotment_seconds(floor, asked, {id, at.request, std::nullopt}, spoken);
    if (!seconds)
        return conflict(who_has_none_left(builder, floor, at.request, spoken) +
                        " has used up its time in this session. Allot it some, if it may speak.");
    v1::Turn turn;
    if (auto no = interrupt(builder, id, turn)) return no;
    turn.set_started_at_ms(now_ms);
    turn.set_since_ms(now_ms);
    turn.set_allotted_seconds(*seconds);
    put_turn(builder, id, turn);
    return std::nullopt;
}

No pause_turn(ChangeBuilder& builder, const std::string& id) {
    AtThePodium at;
    if (auto no = look_at_speaker(builder, id, at)) return no;
    if (!at.turn->has_since_ms()) return std::nullopt;
    pause(*at.turn, builder.context().now_ms);
    put_turn(builder, id, *at.turn);
    return std::nullopt;
}

No resume_turn(ChangeBuilder& builder, const std::string& id) {
    AtThePodium at;
    if (auto no = look(builder, id, at)) return no;
    if (!at.turn) return conflict("They do not have the floor yet.");
    if (at.turn->has_since_ms()) return std::nullopt;
    if (auto no = check_running(builder, at.session)) return no;
    if (auto no = check_reopens(builder, at)) return no;
    const std::string speaking = speaking_now(builder, at.session);
    if (!speaking.empty() && speaking != id)
        return conflict(whose(builder, speaking) + " has the floor (" + speaking + "). End that turn first.");
    if (at.turn->has_ended_at_ms()) at.turn->clear_interrupts();  // that has gone on since
    at.turn->clear_ended_at_ms();
    at.turn->clear_ruling();
    at.turn->set_since_ms(builder.context().now_ms);
    put_turn(builder, id, *at.turn);
    return std::nullopt;
}

No end_turn(ChangeBuilder& builder, const v1::EndTurn& command) {
    AtThePodium at;
    if (auto no = look_at_speaker(builder, command.id(), at)) return no;
    if (!v1::Ruling_IsValid(command.ruling()))
        return refuse(v1::REFUSAL_CODE_INVALID, "There is no such ruling.", "ruling");
    if (command.ruling() != v1::RULING_UNSPECIFIED && at.request.kind() != v1::REQUEST_KIND_POINT_OF_ORDER)
        return refuse(v1::REFUSAL_CODE_INVALID, "Only on a point of order somebody rules.", "ruling");
    end(*at.turn, builder.context().now_ms);
    at.turn->set_ruling(command.ruling());
    put_turn(builder, command.id(), *at.turn);
    go_on(builder, *at.turn);
    return std::nullopt;
}

No yield_turn(ChangeBuilder& builder, const v1::YieldTurn& command) {
    AtThePodium at;
    if (auto no = look_at_speaker(builder, command.id(), at)) return no;
    const std::int64_t now_ms = builder.context().now_ms;
    const std::int64_t left = left_ms(*at.turn, now_ms).value_or(0) / 1'000;
    if (!command.to().empty()) {
        if (auto no = builder.visible(v1::KIND_SPEAKER_REQUEST, command.to(), "to")) return no;
        auto to = *builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, command.to());
        if (session_of_request(command.to()) != at.session || turn_of(builder, command.to()) ||
            to.status() != v1::REQUEST_STATUS_UNSPECIFIED || to.kind() == v1::REQUEST_KIND_POINT_OF_ORDER)
            return conflict("That one does not wait on this list.", "to");
        if (left <= 0) return conflict("Nothing is left of their time that could be another's.", "to");
        const std::vector<Asked> asked = asked_of(builder, at.session);
        const auto floor = builder.get<v1::Floor>(v1::KIND_FLOOR, at.session).value_or(v1::Floor());
        const std::optional<int> own =
            allotment_seconds(floor, asked, {command.to(), to, std::nullopt}, spoken_by_party(asked, now_ms));
        if (own == 0) return conflict("Their time is not limited: they need no other's.", "to");
        to.set_allotted_seconds(
            static_cast<std::int32_t>(std::min<std::int64_t>(own.value_or(0) + left, kFloorSecondsMax)));
        put_floor_record(builder, v1::KIND_SPEAKER_REQUEST, command.to(), to);
    }
    end(*at.turn, now_ms);
    put_turn(builder, command.id(), *at.turn);
    go_on(builder, *at.turn);
    return std::nullopt;
}

No cancel_turn(ChangeBuilder& builder, const std::string& id) {
    AtThePodium at;
    if (auto no = look_at_speaker(builder, id, at)) return no;
    const v1::Turn mistaken = *at.turn;
    put_turn(builder, id, v1::Turn());
    go_on(builder, mistaken);
    return std::nullopt;
}

}  // namespace dais::summit
