// A committee, its chairs and what they announce, for tests that read like minutes.
//
//   Announcing all;
//   all.done("draft 2; submit; read; approve A ana; approve B ben; release");
//   EXPECT_EQ(all.told(), "published");
//
// Seats of the committee: A, the chair's, is ana's; B, a co-chair's, is Georgia's, for which ben and bea act; C,
// another co-chair's, is carl's until the end of the first day; M, a member's, is mia's. The other committee has one
// co-chair, O, who is otto.
//
// What is said: draft K (with so many keys; “draft free” without a Body), submit, read (whoever approves has read it as
// it is then), approve SEAT PERSON, take-back SEAT PERSON, edit WHAT, translate LANGUAGE WORDS, quote PERSON, clear,
// release, lift, withdraw; and of the committee: lose SEAT, act PERSON… (who acts for B from now on), fill SEAT
// PERSON, a-day-later.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/summit/converge.h"

namespace dais::summit {

class Announcing {
public:
    Announcing();

    // Says one thing; separated by “;”, several.
    Decided say(const std::string& words);
    void done(const std::string& words);
    // Expecting that the last of them is refused.
    v1::Refusal refused(const std::string& words);

    // The same as commands.
    template <class Fill>
    v1::Command command(Fill fill, v1::Role role = v1::ROLE_ORGANISER) {
        v1::Command made = log.command(role);
        fill(made);
        return made;
    }
    // Puts the announcement as it is by now, changed a little.
    v1::Command edit(const std::function<void(v1::Announcement&, v1::Clearance&)>& change,
                     v1::Role role = v1::ROLE_ORGANISER);
    // Who the actor of what follows is, beside the role.
    void acting_as(const std::string& person, v1::Role role = v1::ROLE_CO_CHAIR);

    // "submitted, 1 of 2 keys, 3 seats", "published".
    std::string told() const;
    // Who sees a record: "public delegate press interpreter bureau staff".
    std::string seen_by(v1::Kind kind, const std::string& of) const;
    std::string seen_by() const { return seen_by(v1::KIND_ANNOUNCEMENT, id); }
    v1::Announcement announcement() const { return *log.state().get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, id); }
    v1::Announcement announcement(const std::string& of) const {
        return *log.state().get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, of);
    }
    v1::Clearance clearance() const { return *log.state().get<v1::Clearance>(v1::KIND_CLEARANCE, id); }

    TestLog log;
    std::string id;  // of the announcement
    std::string body, other_body, georgia, cabo_verde;
    std::map<std::string, std::string> persons, seats;

private:
    v1::Command one(const std::vector<std::string>& words);
    bool say_of_the_committee(const std::vector<std::string>& words, v1::Command& c);
    void put_seat(const std::string& name, const std::function<void(v1::Seat&)>& fill);
    std::string put_party(const std::string& name);
    std::string put_body(const std::string& name);

    std::string read_;  // the digest of what was read
    std::uint64_t basis_ = 0;
};

v1::LocalText translation(const std::string& language, const std::string& words, const std::string& of);

}  // namespace dais::summit
