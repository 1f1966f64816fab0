// A session that hears its speakers, for tests that read like minutes.
//
//   Hearing all("statement:180 budget:300");
//   all.live("session start; ask GE; ask IE by:ira; start GE; later 60; !start IE; end GE");
//   EXPECT_EQ(all.told(), "waiting IE 180; spoken GE 60 of 180");
//
// A sentence that begins with “!” is refused; with “=”, nothing happens by it. An organiser says it, or whoever is
// named before a colon: “chair: ask GE”, “delegate-GE: ask GE”; chair, moderator (of this session;
// “moderator-elsewhere” of another), track (its organiser), officer (for the press), press, head-PARTY, delegate-PARTY.
//
// A request is called by its Party; what comes after “/” tells several of one Party apart: GE, GE/2. One that begins
// with a small letter is a person's who speaks for nobody. Parties: ML KE CV (African States), GE AM (Eastern European
// States), IE FR (Western European and other States), JM (Latin American and Caribbean States), and of no group AU,
// IOM, DIA, which are no states either. People: gia and gela of GE, ira of IE, moussa of ML; ada and beth of none.
//
// Rules of a floor: statement, group, point, budget, reply, later, changeover: SECONDS; replies, quorum: NUMBER; kept:
// HOURS; opens, closes: MINUTES from now; rotate:region,category,gender,first; groups-first, purpose, no-purpose.
//
// What is said: floor RULE…, remove-floor, close-list, reopen-list, arrange, present N, forget; ask, reply, point
// REQUEST with by:PERSON, with:PARTY,…, rank:RANK, group:NAME, about:REQUEST, allot:SECONDS, reason:WORD, female, male,
// other, first, not-first; withdraw, skip REQUEST; speaker REQUEST PERSON; move REQUEST before:REQUEST or last; allot
// REQUEST SECONDS; start, pause, resume, cancel REQUEST; end REQUEST, end REQUEST upheld or rejected; yield REQUEST, or
// to another; submit REQUEST with interpreters, press, embargoed, public, check, words:WORD; take-back REQUEST;
// propose, repropose, drop PROPOSAL; silence PROPOSAL MINUTES; object PROPOSAL PARTY; decide PROPOSAL consensus or
// hands:5,3,1; session start, pause, suspend, resume, end (at:MINUTES), cancel, postpone, reinstate, hide, show,
// remove; remove-party, remove-person; undo, undo N (the Nth from the last). And besides: later SECONDS; clock (what is
// due by now is done, and something is); restart.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/summit/floor_list.h"
#include "server/summit/standing.h"
#include "tests/summit/converge.h"

namespace dais::summit {

// Who is there before anything is said; put once, and copied.
struct Gathering {
    Gathering();

    TestLog log;
    std::string session;  // planned from now on, for two hours
    std::map<std::string, std::string> parties, persons;
};

class Hearing : public Gathering {
public:
    // rules: of the session's floor; “none”: it has none.
    explicit Hearing(const std::string& rules = "statement:180");

    // Several sentences, separated by “;”.
    void live(const std::string& script);
    // What a sentence asks for, as its author sees things now.
    v1::Command command(const std::string& sentence);

    // "GE/point speaks 5 of 60, GE stands 60 of 180; waiting IE 180; spoken ML 90 of 180; absent CV skipped": in
    // seconds; whoever stands there while the clock does, stands; “-” is nothing left.
    std::string told() const;
    // "GE IE ML".
    std::string waiting() const;
    // "silence until 60", "open, GE objected", "adopted by hands 5,3,1"; minutes since the beginning.
    std::string proposal(const std::string& name) const;
    // "press interpreter staff"; empty if there is no such record.
    std::string seen_by(v1::Kind kind, const std::string& id) const;

    const std::string& id(const std::string& request) const { return requests_.at(request); }
    const std::string& id_of_proposal(const std::string& name) const { return proposals_.at(name); }
    // The records as staff hold them.
    v1::Floor floor() const;
    v1::SpeakerRequest request(const std::string& name) const;
    v1::Turn turn(const std::string& request) const;
    v1::Proposal held_proposal(const std::string& name) const;

    v1::Refusal no;         // to the last that was refused
    bool restarts = false;  // the server does, after every sentence

private:
    using Words = std::vector<std::string>;
    struct Who {
        v1::Role role = v1::ROLE_ORGANISER;
        Standing standing{};
    };
    // Takes out of the words who says them.
    Who who(Words& words) const;
    void say(const std::string& sentence);
    void restart();
    // Whether anything was due.
    bool do_what_is_due();

    v1::Command fill(const Words& words, v1::Role role);
    void of_the_session(const Words& words, v1::Command& c) const;
    void of_the_floor(const Words& words, v1::Command& c, v1::Role role) const;
    void of_asking(const Words& words, v1::Command& c) const;
    void of_the_list(const Words& words, v1::Command& c) const;
    void of_a_turn(const Words& words, v1::Command& c) const;
    void of_a_text(const Words& words, v1::Command& c) const;
    void of_a_proposal(const Words& words, v1::Command& c) const;

    std::vector<Asked> asked() const;
    std::string name(const std::string& id) const;

    std::int64_t begin_ms_ = 0;
    std::map<std::string, std::string> requests_, proposals_;  // ids by name
};

}  // namespace dais::summit
