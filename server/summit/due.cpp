#include "server/summit/due.h"

#include <algorithm>

#include "dais/v1/clearance.pb.h"
#include "server/summit/floor_rules.h"
#include "server/summit/limits.h"

namespace dais::summit {
namespace {

bool is_unoperated(const State& state, const std::string& room) {
    const auto held = room.empty() ? std::nullopt : state.get<v1::Room>(v1::KIND_ROOM, room);
    return held && held->unoperated();
}

std::optional<Due> next_overrun(const State& state, std::int64_t now_ms) {
    const Slot* next = nullptr;
    for (const Slot* slot : state.schedule().on()) {
        const std::int64_t last_ms = slot->start_ms() + slot->length_ms() + kOverrunMsMax;
        if (std::max(slot->end_ms(), now_ms) >= last_ms || is_unoperated(state, slot->room)) continue;
        if (next == nullptr || slot->end_ms() < next->end_ms()) next = slot;
    }
    if (next == nullptr) return std::nullopt;
    Due due;
    due.at_ms = next->end_ms();
    due.command.mutable_push_overrun()->set_id(next->id);
    const std::int64_t missed = std::max<std::int64_t>(0, now_ms - next->end_ms()) / kOverrunStepMs;
    due.command.mutable_push_overrun()->set_at_ms(next->end_ms() + (missed + 1) * kOverrunStepMs);
    return due;
}

// One that was withdrawn while the press held it goes nowhere.
std::optional<Due> next_embargo(const State& state) {
    std::optional<Due> next;
    for (const auto& [id, record] : state.all(v1::KIND_CLEARANCE)) {
        v1::Clearance clearance;
        clearance.ParseFromString(record->body);
        if (clearance.state() != v1::CLEARANCE_STATE_EMBARGOED) continue;
        if (next && next->at_ms <= clearance.embargo_until_ms()) continue;
        const auto announcement = state.get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, id);
        if (!announcement || announcement->has_withdrawn_at_ms()) continue;
        next.emplace();
        next->at_ms = clearance.embargo_until_ms();
        next->command.mutable_lift_embargo()->set_id(id);
    }
    return next;
}

std::optional<Due> next_silence(const State& state) {
    std::optional<Due> next;
    for (const auto& [id, record] : state.all(v1::KIND_PROPOSAL)) {
        v1::Proposal proposal;
        proposal.ParseFromString(record->body);
        if (proposal.state() != v1::PROPOSAL_STATE_SILENCE) continue;
        if (next && next->at_ms <= proposal.silence_until_ms()) continue;
        next.emplace();
        next->at_ms = proposal.silence_until_ms();
        next->command.mutable_end_silence()->set_id(id);
    }
    return next;
}

std::optional<Due> next_forgetting(const State& state) {
    std::optional<Due> next;
    std::string last;
    for (const auto& [id, record] : state.all(v1::KIND_SPEAKER_TRAITS)) {
        if (!holds_traits(record->body)) continue;
        const std::string session = session_of_request(id);
        if (std::exchange(last, session) == session) continue;
        const Slot* slot = state.schedule().find(session);
        const auto floor = state.get<v1::Floor>(v1::KIND_FLOOR, session);
        if (slot == nullptr || !floor) continue;
        const std::int64_t until_ms = traits_kept_until_ms(*slot, *floor);
        if (next && next->at_ms <= until_ms) continue;
        next.emplace();
        next->at_ms = until_ms;
        next->command.mutable_forget_speakers()->set_id(session);
    }
    return next;
}

}  // namespace

std::optional<Due> next_due(const State& state, std::int64_t now_ms) {
    std::optional<Due> next = next_embargo(state);
    for (std::optional<Due> other : {next_silence(state), next_overrun(state, now_ms), next_forgetting(state)})
        if (other && (!next || other->at_ms < next->at_ms)) next = std::move(other);
    if (next) next->command.set_basis(state.head(v1::AUDIENCE_STAFF).position);
    return next;
}

}  // namespace dais::summit
