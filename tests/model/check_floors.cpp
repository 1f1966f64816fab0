// What is true of floors, whatever was asked for: who asks, who speaks and how long, what was handed in and proposed.
#include <algorithm>
#include <map>
#include <set>

#include "server/summit/floor_list.h"
#include "server/summit/limits.h"
#include "tests/model/checks.h"
#include "tests/model/references.h"

namespace dais::model {
namespace {

using summit::AudienceSet;
using summit::bit;
using summit::Record;
using summit::Slot;
using summit::State;

std::string session_of(const std::string& id) { return id.substr(0, id.find('@')); }

bool is_on(const v1::Turn& turn) { return turn.started_at_ms() != 0 && !turn.has_ended_at_ms(); }
bool is_point_of_order(const v1::SpeakerRequest& request) { return request.kind() == v1::REQUEST_KIND_POINT_OF_ORDER; }

class Floors : References {
public:
    explicit Floors(const State& state) : References(state) {}

    void check() {
        floors();
        requests();
        turns();
        statements();
        traits();
        proposals();
        for (const auto& [session, asked] : asked_) {
            at_ = "the list of " + session;
            list(asked);
            expected(session, asked);
        }
        for (const auto* numbers : {&requests_, &proposals_})
            for (const auto& [session, given] : *numbers) {
                at_ = "the floor of " + session;
                if (*given.begin() != 1 || *given.rbegin() != static_cast<int>(given.size()))
                    fail("numbers are left out, or given twice");
            }
    }

private:
    void floors();
    void requests();
    void turns();
    void clock(const v1::Turn& turn) const;
    void statements();
    void traits();
    void proposals();
    void decision(const v1::Proposal& proposal) const;
    void list(const std::vector<summit::Asked>& asked) const;
    void expected(const std::string& session, const std::vector<summit::Asked>& asked) const;

    const Slot& slot_of(const std::string& id) const { return *state_.schedule().find(session_of(id)); }
    v1::SpeakerRequest request(const std::string& id) const {
        return state_.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id).value_or(v1::SpeakerRequest());
    }

    // By session.
    std::map<std::string, std::vector<summit::Asked>> asked_;
    std::map<std::string, std::set<int>> requests_, proposals_;
};

void Floors::floors() {
    each<v1::Floor>(v1::KIND_FLOOR, [&](const std::string& id, const Record& record, const v1::Floor& one) {
        belongs(record, v1::KIND_SESSION, id);
        for (const int seconds :
             {one.statement_seconds(), one.group_seconds(), one.point_of_order_seconds(), one.budget_seconds(),
              one.reply_seconds(), one.later_reply_seconds(), one.changeover_seconds()})
            if (seconds < 0 || seconds > summit::kFloorSecondsMax) fail("gives a time that is none");
        if (one.replies_max() < 0 || one.replies_max() > summit::kRepliesMax) fail("gives so many replies");
        if (one.quorum() < 0 || (one.has_present() && one.present() < 0)) fail("counts fewer than nobody");
        const std::set<int> rules(one.rotation().begin(), one.rotation().end());
        if (static_cast<int>(rules.size()) != one.rotation_size() || rules.contains(0)) fail("has a rule twice");
        if (one.has_list_closed_at_ms() && one.list_closed_at_ms() > state_.at_ms()) fail("was closed later than now");
        if (one.has_inscription_closes_at_ms() && one.inscription_closes_at_ms() <= one.inscription_opens_at_ms())
            fail("opens its list after it closes it");
    });
}

void Floors::requests() {
    each<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST,
                             [&](const std::string& id, const Record& record, const v1::SpeakerRequest& one) {
                                 belongs(record, v1::KIND_SESSION, session_of(id));
                                 names(v1::KIND_FLOOR, session_of(id));
                                 names(v1::KIND_PARTY, one.party());
                                 for (const std::string& party : one.joint_parties()) names(v1::KIND_PARTY, party);
                                 names(v1::KIND_PERSON, one.person());
                                 names(v1::KIND_SPEAKER_REQUEST, one.about());
                                 if (!one.about().empty() && session_of(one.about()) != session_of(id))
                                     fail("is about another session");
                                 if (one.party().empty() && one.person().empty()) fail("is by nobody");
                                 std::set<std::string> parties(one.joint_parties().begin(), one.joint_parties().end());
                                 parties.insert(one.party());
                                 if (static_cast<int>(parties.size()) != one.joint_parties_size() + 1)
                                     fail("is by a party twice");
                                 if (one.kind() == v1::REQUEST_KIND_UNSPECIFIED) fail("is for nothing");
                                 if (one.kind() == v1::REQUEST_KIND_REPLY && one.party().empty())
                                     fail("is a reply of no party");
                                 if (one.place() < 0 || one.allotted_seconds() < 0)
                                     fail("has a place or a time that is none");
                                 if (one.at_ms() > state_.at_ms()) fail("was asked for later than now");
                                 auto turn = state_.get<v1::Turn>(v1::KIND_TURN, id);
                                 if (turn && turn->started_at_ms() == 0) turn.reset();
                                 if (turn && one.status() != v1::REQUEST_STATUS_UNSPECIFIED)
                                     fail("was heard and is not on the list");
                                 asked_[session_of(id)].push_back({id, one, turn});
                                 requests_[session_of(id)].insert(summit::number_of(id));
                             });
}

void Floors::turns() {
    each<v1::Turn>(v1::KIND_TURN, [&](const std::string& id, const Record& record, const v1::Turn& one) {
        belongs(record, v1::KIND_SESSION, session_of(id));
        names(v1::KIND_SPEAKER_REQUEST, id);
        if (one.started_at_ms() == 0) {
            if (!record.body.empty()) fail("has not begun, and says something");
            return;
        }
        clock(one);
        const bool rules = one.has_ended_at_ms() && is_point_of_order(request(id));
        if (one.ruling() != v1::RULING_UNSPECIFIED && !rules) fail("was ruled on");
        if (one.has_since_ms() && slot_of(id).status != v1::SESSION_STATUS_RUNNING)
            fail("goes on in a session that does not run");
        if (is_on(one) && (slot_of(id).gone() || slot_of(id).status == v1::SESSION_STATUS_ENDED))
            fail("is not over, and its session is");
        if (one.interrupts().empty()) return;
        names(v1::KIND_TURN, one.interrupts());
        if (!is_point_of_order(request(id)) || is_point_of_order(request(one.interrupts())) ||
            session_of(one.interrupts()) != session_of(id))
            fail("interrupts what it may not");
        const auto interrupted = *state_.get<v1::Turn>(v1::KIND_TURN, one.interrupts());
        if (is_on(one) && interrupted.has_since_ms()) fail("interrupts what goes on");
    });
}

void Floors::clock(const v1::Turn& turn) const {
    if (turn.has_ended_at_ms() && turn.has_since_ms()) fail("is over, and goes on");
    if (turn.allotted_seconds() < 0 || turn.spoken_ms() < 0) fail("takes less than no time");
    const std::int64_t until_ms = turn.has_ended_at_ms() ? turn.ended_at_ms()
                                  : turn.has_since_ms()  ? turn.since_ms()
                                                         : state_.at_ms();
    if (until_ms < turn.started_at_ms() || until_ms > state_.at_ms())
        fail("is at a time that is not", turn.ShortDebugString());
    if (turn.spoken_ms() > until_ms - turn.started_at_ms())
        fail("has taken longer than since it began", turn.ShortDebugString());
}

// Who is on a list is there once; one speaks at a time, and only a point of order before another is through.
void Floors::list(const std::vector<summit::Asked>& asked) const {
    const summit::FloorList list = summit::floor_list(asked);
    std::multiset<std::string> listed, all;
    for (const auto* ids : {&list.speaking, &list.waiting, &list.spoken, &list.absent})
        listed.insert(ids->begin(), ids->end());
    int going = 0, ordering = 0;
    std::int64_t spoken_ms = 0;
    for (const summit::Asked& one : asked) {
        all.insert(one.id);
        if (!one.turn) continue;
        spoken_ms += summit::spoken_ms(*one.turn, state_.at_ms());
        going += one.turn->has_since_ms() ? 1 : 0;
        ordering += is_on(*one.turn) && is_point_of_order(one.request) ? 1 : 0;
    }
    if (listed != all) fail("a list lacks somebody, or has them twice");
    if (going > 1) fail("two speak at once");
    if (ordering > 1 || list.speaking.size() > static_cast<std::size_t>(ordering) + 1) fail("two have the floor");
    for (const summit::Asked& one : asked)
        if (ordering > 0 && one.turn && one.turn->has_since_ms() && !is_point_of_order(one.request))
            fail("a point of order interrupts nobody");
    std::int64_t of_parties_ms = 0;
    for (const auto& [party, ms] : summit::spoken_by_party(asked, state_.at_ms())) of_parties_ms += ms;
    if (of_parties_ms > spoken_ms) fail("parties have spoken longer than anybody did");
}

void Floors::expected(const std::string& session, const std::vector<summit::Asked>& asked) const {
    const auto floor = *state_.get<v1::Floor>(v1::KIND_FLOOR, session);
    std::vector<std::string> ids;
    std::int64_t at_ms = state_.at_ms();
    for (const summit::ExpectedTurn& turn : summit::expected_turns(floor, asked, at_ms, at_ms)) {
        ids.push_back(turn.id);
        if (turn.starts_at_ms < at_ms) fail("somebody is expected before who is before them");
        at_ms = turn.starts_at_ms;
    }
    if (ids != summit::floor_list(asked).waiting) fail("others are expected than wait");
}

// Read by staff, by those for whom it is marked, and by everybody once it is delivered, as far as they see the session.
void Floors::statements() {
    each<v1::Statement>(v1::KIND_STATEMENT, [&](const std::string& id, const Record& record, const v1::Statement& one) {
        names(v1::KIND_SPEAKER_REQUEST, id);
        if (!record.owner.empty()) fail("belongs to another, and has readers of its own");
        if (request(id).kind() != v1::REQUEST_KIND_STATEMENT) fail("is of what is no statement");
        if (one.texts().empty()) fail("says nothing");
        if (one.embargoed() && !one.for_press()) fail("is held back by a press that does not have it");
        const AudienceSet session = slot_of(id).audiences | summit::kStaffOnly;
        const auto turn = state_.get<v1::Turn>(v1::KIND_TURN, id).value_or(v1::Turn());
        AudienceSet wanted = summit::kStaffOnly;
        if (one.for_interpreters()) wanted |= bit(v1::AUDIENCE_INTERPRETER);
        if (one.for_press()) wanted |= bit(v1::AUDIENCE_PRESS);
        const bool is_public = (record.audiences & bit(v1::AUDIENCE_PUBLIC)) != 0;
        if (is_public || (turn.has_ended_at_ms() && one.public_after_delivery())) wanted = session;
        if (record.audiences != (wanted & session)) fail("is read by others than may");
    });
}

void Floors::traits() {
    each<v1::SpeakerTraits>(v1::KIND_SPEAKER_TRAITS,
                            [&](const std::string& id, const Record& record, const v1::SpeakerTraits&) {
                                names(v1::KIND_SPEAKER_REQUEST, id);
                                if (record.audiences != summit::kStaffOnly) fail("is seen by others than staff");
                            });
}

void Floors::proposals() {
    each<v1::Proposal>(v1::KIND_PROPOSAL, [&](const std::string& id, const Record& record, const v1::Proposal& one) {
        belongs(record, v1::KIND_SESSION, session_of(id));
        names(v1::KIND_FLOOR, session_of(id));
        names(v1::KIND_PARTY, one.objected_by());
        if (one.title().empty()) fail("has no name");
        decision(one);
        proposals_[session_of(id)].insert(summit::number_of(id));
    });
}

void Floors::decision(const v1::Proposal& proposal) const {
    const bool by_silence = proposal.manner() == v1::ADOPTION_MANNER_SILENCE;
    const bool by_hands = proposal.manner() == v1::ADOPTION_MANNER_SHOW_OF_HANDS;
    const bool is_adopted = proposal.state() == v1::PROPOSAL_STATE_ADOPTED;
    const bool is_decided = is_adopted || proposal.state() == v1::PROPOSAL_STATE_REJECTED;
    if (proposal.state() == v1::PROPOSAL_STATE_UNSPECIFIED) fail("is nowhere on its way");
    if (is_decided != proposal.has_decided_at_ms() ||
        is_decided != (proposal.manner() != v1::ADOPTION_MANNER_UNSPECIFIED))
        fail("is decided, or is not");
    if (proposal.has_decided_at_ms() && proposal.decided_at_ms() > state_.at_ms()) fail("is decided later than now");
    if (proposal.has_silence_until_ms() != (proposal.state() == v1::PROPOSAL_STATE_SILENCE || by_silence))
        fail("is under silence, or is not");
    if (by_silence && proposal.decided_at_ms() != proposal.silence_until_ms()) fail("was not adopted in time");
    if (proposal.has_count() != by_hands) fail("has hands raised, or has not");
    const bool by_most = proposal.count().in_favour() > proposal.count().against();
    if (is_decided && is_adopted != (by_hands ? by_most : true)) fail("was decided otherwise than they said");
}

}  // namespace

void check_floors(const State& state) { Floors(state).check(); }

void check_arranged(const State& state, const std::string& session) {
    std::vector<summit::Asked> asked;
    for (const auto& [id, record] : state.all(v1::KIND_SPEAKER_REQUEST)) {
        if (session_of(id) != session) continue;
        summit::Asked one{id, {}, state.get<v1::Turn>(v1::KIND_TURN, id)};
        one.request.ParseFromString(record->body);
        asked.push_back(std::move(one));
    }
    const bool groups_first = state.get<v1::Floor>(v1::KIND_FLOOR, session).value_or(v1::Floor()).groups_first();
    std::pair<int, bool> last{0, false};
    for (const std::string& id : summit::floor_list(asked).waiting) {
        const auto one = *state.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id);
        if (one.kind() != v1::REQUEST_KIND_STATEMENT) continue;
        const int rank = one.rank() == v1::SPEAKER_RANK_UNSPECIFIED ? v1::SpeakerRank_MAX + 1 : one.rank();
        const std::pair<int, bool> key(rank, groups_first && one.group().empty());
        if (key < last || one.place() == 0) throw Broken("a list is not in the order of precedence", id);
        last = key;
    }
}

}  // namespace dais::model
