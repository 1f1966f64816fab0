// What must be true of an answer to a command, whoever asked and whatever for. Each throws.
#pragma once

#include "server/summit/commands.h"
#include "server/summit/state.h"

namespace dais::fuzz {

// Whatever hidden thing of the gathering has a name is called so.
inline constexpr std::string_view kUnseen = "UNSEEN";

// Somebody asks, and is answered.
struct Asked {
    const summit::State& state;
    const v1::Command& command;
    const summit::Context& context;
    const summit::Decided& decided;
};

// Words that can be sent, a reason, and the right one for whom the table of rights gives no right.
void check_words(const Asked& asked);
// The same question has the same answer; a preview tells what would be.
void check_steady(const Asked& asked);
// Nothing is told of what the author may not see: it is answered as if it were not there.
void check_discreet(const Asked& asked);

// What was decided, once it has happened.
struct Happened {
    const summit::State& before;
    const summit::State& after;
    const v1::Change& change;
    const v1::Command& command;
    const summit::Context& context;
};

// Every record is in its canonical bytes.
void check_canonical(const v1::Change& change);
// Who is confined to something has changed nothing else, but for times that follow.
void check_own(const Happened& happened);
// Nothing is left of who was erased, nor of what was known of speakers who are forgotten.
void check_erased(const Happened& happened);

}  // namespace dais::fuzz
