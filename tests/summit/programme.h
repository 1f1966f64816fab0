// A programme and its day in words, so that a test reads like a page of notes.
//
//   Programme day("A hall 09:00-10:00 with:ada; B hall 10:30-11:00 break");
//   day.happen("set A 09:20");
//   EXPECT_EQ(day.times("B"), "10:30-11:00");
//
// Plan, separated by “;”: NAME ROOM FROM-TO and, as needed, plenary, panel, break, anchor, hidden, in:WHOLE,
// with:PERSON, chair:PERSON, shortest:MINUTES, expected:PEOPLE, into:LANGUAGE. A room of “-” is none. “room NAME” alone
// may have turnover:MINUTES, places:SEATS, unoperated. Rooms and people are there once they are named.
//
// What happens: set, start, end, set-end, push, pause, resume, suspend A TIME (and until when); call, cancel, postpone,
// reinstate, remove, hide A; move A ROOM; replan A FROM-TO; replace A PERSON BY (“nobody”); preside A PERSON; adopt;
// undo.
//
// Times are the venue's: 09:20, 00:30+1 on the next day, 02:30' when a clock shows 02:30 for the second time.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/summit/converge.h"

namespace dais::summit {

// What the venue's clocks do on the day: nothing, or they are changed at night.
enum class Clocks { kSteady, kForward, kBack };

class Programme {
public:
    explicit Programme(const std::string& plan, Clocks clocks = Clocks::kSteady);

    v1::Command command(const std::string& words, v1::Role role = v1::ROLE_ORGANISER);
    Decided happen(const std::string& words, const std::string& reason = {}, v1::Role role = v1::ROLE_ORGANISER);
    // Expecting that it is done, or that it is not.
    Decision done(const std::string& words, const std::string& reason = {}, v1::Role role = v1::ROLE_ORGANISER);
    v1::Refusal refused(const std::string& words, v1::Role role = v1::ROLE_ORGANISER);
    // More of a plan.
    void plan(const std::string& words);

    // The id of a Session, Room or Person.
    const std::string& id(const std::string& name) const { return ids_.at(name); }
    std::string name(const std::string& id) const;
    std::vector<std::string> sessions() const { return sessions_; }
    // As things stand: "09:20-10:20", "09:00-≥10:05".
    std::string times(const std::string& session) const;
    std::string status(const std::string& session) const;
    v1::Session session(const std::string& name) const;
    // A PutSession of this.
    v1::Command put(const std::string& name, const v1::Session& session);
    std::int64_t at(const std::string& time) const;

    TestLog log;

private:
    void plan_one(const std::vector<std::string>& words);
    void option(v1::Session& session, const std::string& word, bool& hidden);
    const std::string& room(const std::string& name);
    const std::string& person(const std::string& name);
    std::string shown(std::int64_t at_ms) const;
    v1::Summit summit() const;

    std::map<std::string, std::string> ids_;
    std::vector<std::string> sessions_;
};

std::vector<std::string> split(const std::string& text, char at);

}  // namespace dais::summit
