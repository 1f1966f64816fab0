#include "server/summit/due.h"

#include <algorithm>

#include "server/summit/limits.h"

namespace dais::summit {
namespace {

bool is_unoperated(const State& state, const std::string& room) {
    const auto held = room.empty() ? std::nullopt : state.get<v1::Room>(v1::KIND_ROOM, room);
    return held && held->unoperated();
}

}  // namespace

std::optional<Due> next_due(const State& state, std::int64_t now_ms) {
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
    due.command.set_basis(state.head(v1::AUDIENCE_STAFF).position);
    return due;
}

}  // namespace dais::summit
