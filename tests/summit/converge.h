// The proof that every command converges: an old snapshot and its changes make the fresh snapshot, for every audience.
//
// A Log here is what the desk keeps of one, without storage: decide, apply, and check after every step.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <map>
#include <string>

#include "server/summit/commands.h"
#include "server/summit/recent.h"
#include "server/summit/records.h"
#include "server/summit/rights.h"

namespace dais::summit {

class TestLog {
public:
    // Starts with a Summit, two rooms and a few Sessions, all put by commands.
    TestLog();
    // Starts with a Summit alone.
    explicit TestLog(const v1::Summit& summit);
    // Is of a Series, and has nothing but that.
    explicit TestLog(const v1::Series& series);

    // Decides and applies. Fails the test if the result does not converge. Returns what was decided.
    Decided ask(v1::Command command, v1::Role role = v1::ROLE_ORGANISER);
    // The same, expecting it to be done; returns the id that it made.
    std::string done(v1::Command command, v1::Role role = v1::ROLE_ORGANISER);
    // The same without a look at clashes, as an import does it.
    std::string imported(const v1::Command& command);
    // Expecting a no.
    v1::Refusal refused(v1::Command command, v1::Role role = v1::ROLE_ORGANISER);

    // A command with a fresh id and the basis of now.
    v1::Command command(v1::Role role = v1::ROLE_ORGANISER);

    // What who asks is, where the role alone does not tell.
    Standing standing;
    // What is known on disk of who is erased.
    Erasing erasing;
    // Told of every Change that was applied.
    std::function<void(const v1::Change&, const Shown&)> heard;

    const State& state() const { return state_; }
    // What can be undone; a test may make it forget.
    RecentChanges& recent() { return recent_; }
    // Goes back to an earlier state, as the desk does when the disk fails.
    void roll_back(const State& earlier);
    std::int64_t now_ms = 1'726'128'000'000;  // 2024-09-12 08:00 UTC
    std::string room_a, room_b, person, opening, panel, hidden;

private:
    Context context(const v1::Command& command, v1::Role role) const;
    void apply(const Decision& decision, const v1::Actor& actor);
    void check_convergence(const Shown& shown, const std::array<AudienceHead, kAudiences.size()>& before);

    State state_;
    State following_;  // has never applied a Change itself
    RecentChanges recent_;
    std::array<Records, kAudiences.size()> readers_;  // have followed from the start
    std::uint64_t next_ = 0;
};

// What is wrong with the schedule that a state keeps beside its Sessions: each Slot is what the records of its Session
// make, read anew. Empty if nothing is.
std::string misread(const State& state);
// What is wrong with the projected times that a state holds: they are not those that its plan and what was said and
// happened give, worked out anew from nothing but the Sessions that an audience sees, round by round until nothing
// moves. Empty if nothing is.
std::string unsettled(const State& state, v1::Audience audience = v1::AUDIENCE_STAFF);
// Fails the test if something is.
void expect_settled(const State& state);

v1::LocalText text(const std::string& language, const std::string& words);

}  // namespace dais::summit
