// A summit in two halves, one an actor's own and the other not: what the table of rights is looked at with.
#pragma once

#include "server/summit/standing.h"
#include "tests/summit/converge.h"

namespace dais::summit {

inline constexpr std::int64_t kHourMs = 3'600'000;

struct Half {
    std::string track, room, party, speaker, deputy, session, document, booth, team, shift, body, seat;
};

class Cast {
public:
    Cast();

    TestLog log;
    Half mine, theirs;

    // Of somebody who is confined to a half, and acts as its speaker.
    Standing standing(v1::Role role, const Half& own) const;

    // Says something as an organiser.
    template <class Fill>
    std::string said(Fill fill) {
        log.standing = {};
        v1::Command command = log.command();
        fill(command);
        return log.done(command);
    }
    // The same, as an organiser who is also somebody's speaker.
    template <class Fill>
    std::string said_by_speaker(const Half& own, Fill fill) {
        log.standing = standing(v1::ROLE_ORGANISER, own);
        v1::Command command = log.command();
        fill(command);
        return log.done(command);
    }

private:
    Half half(const std::string& name, int hours_later);
};

// The session as it is, for a PutSession of it.
v1::PutSession& put_again(Cast& cast, v1::Command& command, const std::string& session);

// An example of a verb that can be done about one half, once what must be true before has been said. role: of who will
// ask for it, as the speaker of the half that is theirs; what they undo, they did.
void fill_example(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c, v1::Role role);
// Those of institutions: what is not among them is left alone. Whether it was.
bool fill_institution(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c);
// Those of floors, in the same way.
bool fill_floor(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c);

}  // namespace dais::summit
