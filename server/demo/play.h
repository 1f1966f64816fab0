// The demo's first day as a script of real commands, so that screens move without anybody doing anything.
//
// Promises: the same steps every time, in the order of time, with ids that never change, so that a step sent again does
// nothing twice. Pure: whoever plays brings the clock, the log and what became of the steps before.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dais/v1/live.pb.h"
#include "server/summit/state.h"

namespace dais::demo {

// A minute before the first step of the day, when playing begins.
inline constexpr std::int64_t kPlayBeginsMs = 1'726'134'600'000;  // 2024-09-12 08:50 on Sal

struct PlayStep {
    std::int64_t at_ms = 0;
    v1::Role role = v1::ROLE_UNSPECIFIED;
    std::string name;
    std::string draft;    // the step that made the draft in which this is kept; empty: it is done
    std::string undoes;   // the step that this takes back; empty: none
    std::string words;    // what it is about
    v1::Command command;  // names records by "@…"; see play.txtpb
};

// What became of a step: the record that it made, and the position that shows it to its author.
struct PlayOutcome {
    std::string id;
    std::uint64_t position = 0;
};
using PlayOutcomes = std::map<std::string, PlayOutcome>;

std::vector<PlayStep> play_steps();

// Who says it: "play" as organiser or chair.
v1::Actor play_actor(const PlayStep& step);

// The command for this state of the demo's log, with its records' ids and a basis of now. Throws std::runtime_error
// that names what the step names and nobody has made.
v1::Command resolve(const summit::State& state, const PlayStep& step, const PlayOutcomes& outcomes);

}  // namespace dais::demo
