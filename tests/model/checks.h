// What is true of every state of a log, said once more and otherwise than in the rules. Each throws Broken.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "server/summit/records.h"
#include "server/summit/state.h"

namespace dais::model {

// Whatever a record names is there; what belongs to another is seen by those who see that; expected times are kept only
// where they are others than planned; numbers are given once.
void check_state(const summit::State& state);
// The part of it that is about series, declarations, commitments, and announcements with keys.
void check_institutions(const summit::State& state);
// And about floors: who asks and speaks, statements, proposals.
void check_floors(const summit::State& state);

// What a Change did on floors: who has spoken has, what was decided is, and time passes as it does.
void check_proceedings(const summit::State& before, const v1::Change& change, const summit::State& after);
// A list that was just arranged is in the order of precedence.
void check_arranged(const summit::State& state, const std::string& session);

// So many had approved an announcement as must when it was released, counted once more.
void check_released(const summit::State& before, const std::string& announcement, std::int64_t now_ms);

// The projected times are those that follow from the rest, for the public from what the public sees.
void check_settled(const summit::State& state);

// What an audience holds is what its part of the state is, by rules of our own.
void check_projection(const summit::State& state, v1::Audience audience, const summit::Records& held);

// What a Change touched is again as it was before it, and all else as it was before the undo.
struct Undone {
    const v1::Change& change;     // which was undone
    const summit::State& before;  // it
    const summit::State& then;    // just before the undo
    const summit::State& now;
};
void check_undone(const Undone& undone);

}  // namespace dais::model
