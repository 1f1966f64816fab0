// What may have happened on a floor from one Change to the next: it is added to, and corrected in the open.
#include <algorithm>

#include "dais/v1/live.pb.h"
#include "server/summit/floor_list.h"
#include "server/summit/floor_rules.h"
#include "tests/model/broken.h"
#include "tests/model/checks.h"

namespace dais::model {
namespace {

using summit::Record;
using summit::State;

std::string session_of(const std::string& id) { return id.substr(0, id.find('@')); }

bool is_over(const v1::Proposal& proposal) {
    return proposal.state() == v1::PROPOSAL_STATE_ADOPTED || proposal.state() == v1::PROPOSAL_STATE_REJECTED ||
           proposal.state() == v1::PROPOSAL_STATE_WITHDRAWN;
}

bool is_public(const Record* record) { return record != nullptr && record->visible_to(v1::AUDIENCE_PUBLIC); }

// Nothing was told of it, or it was begun by mistake.
bool has_not_begun(const v1::Turn& turn) { return turn.started_at_ms() == 0; }

class Proceedings {
public:
    Proceedings(const State& before, const v1::Change& change, const State& after)
        : before_(before), change_(change), after_(after) {}

    void check() const {
        for (const v1::Entry& entry : change_.entries()) {
            switch (entry.kind()) {
                case v1::KIND_SPEAKER_REQUEST: request(entry); break;
                case v1::KIND_TURN: turn(entry); break;
                case v1::KIND_SPEAKER_TRAITS: traits(entry); break;
                case v1::KIND_STATEMENT: statement(entry); break;
                case v1::KIND_PROPOSAL: proposal(entry); break;
                default: break;
            }
        }
    }

private:
    void request(const v1::Entry& entry) const;
    void turn(const v1::Entry& entry) const;
    void went_on(const v1::Turn& was, const v1::Turn& is) const;
    void traits(const v1::Entry& entry) const;
    void statement(const v1::Entry& entry) const;
    void proposal(const v1::Entry& entry) const;
    void decision(const std::string& id, const v1::Proposal& was, const v1::Proposal& is) const;

    [[noreturn]] void fail(const std::string& rule) const {
        throw Broken(rule, change_.ShortDebugString().substr(0, 3'000));
    }
    template <class Noun>
    static Noun get(const State& state, const v1::Entry& entry) {
        return state.get<Noun>(entry.kind(), entry.id()).value_or(Noun());
    }
    std::size_t count_before(v1::Kind kind, const std::string& session) const {
        const auto& all = before_.all(kind);
        return static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [&](const auto& one) { return session_of(one.first) == session; }));
    }
    v1::Floor floor_before(const std::string& id) const {
        const auto floor = before_.get<v1::Floor>(v1::KIND_FLOOR, session_of(id));
        if (!floor) fail("something happened where there is no floor");
        return *floor;
    }
    bool is_next(const v1::Entry& entry) const {
        const std::size_t next = count_before(entry.kind(), session_of(entry.id())) + 1;
        return summit::number_of(entry.id()) == static_cast<int>(next);
    }

    const State& before_;
    const v1::Change& change_;
    const State& after_;
};

void Proceedings::request(const v1::Entry& entry) const {
    if (!entry.has_put()) fail("a request is gone");
    const auto is = get<v1::SpeakerRequest>(after_, entry);
    if (before_.find(entry.kind(), entry.id()) != nullptr) {
        const auto was = get<v1::SpeakerRequest>(before_, entry);
        if (was.kind() != is.kind() || was.party() != is.party() || was.about() != is.about() ||
            was.at_ms() != is.at_ms() || was.joint_parties_size() != is.joint_parties_size())
            fail("a request is another by now");
        return;
    }
    const v1::Floor floor = floor_before(entry.id());
    if (!is_next(entry)) fail("a request does not have the next number");
    if (is.at_ms() != change_.at_ms() || is.status() != v1::REQUEST_STATUS_UNSPECIFIED)
        fail("a request does not begin now, or does not wait");
    if (is.kind() == v1::REQUEST_KIND_STATEMENT && floor.has_list_closed_at_ms())
        fail("a closed list has taken a statement");
    int replies = is.kind() == v1::REQUEST_KIND_REPLY ? 1 : 0;
    for (const auto& [id, record] : before_.all(v1::KIND_SPEAKER_REQUEST)) {
        v1::SpeakerRequest other;
        other.ParseFromString(record->body);
        if (session_of(id) != session_of(entry.id()) || other.kind() != is.kind()) continue;
        if (other.place() >= is.place()) fail("a request does not begin at the end of its list");
        if (replies > 0 && other.party() == is.party() && other.status() != v1::REQUEST_STATUS_WITHDRAWN) ++replies;
    }
    if (replies > floor.replies_max()) fail("a party replies more often than it may");
}

void Proceedings::turn(const v1::Entry& entry) const {
    if (!entry.has_put()) fail("a turn is gone");
    const auto was = get<v1::Turn>(before_, entry);
    const auto is = get<v1::Turn>(after_, entry);
    if (!has_not_begun(was)) {
        if (!has_not_begun(is)) return went_on(was, is);
        if (was.has_ended_at_ms()) fail("who has spoken has not");
        return;
    }
    if (has_not_begun(is)) return;
    const auto request = before_.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, entry.id());
    if (!request || request->status() != v1::REQUEST_STATUS_UNSPECIFIED) fail("somebody speaks who does not wait");
    if (is.started_at_ms() != change_.at_ms() || is.since_ms() != change_.at_ms() || is.spoken_ms() != 0)
        fail("a turn begins at another time than now");
}

// Time passes as it does, and what was spoken stays.
void Proceedings::went_on(const v1::Turn& was, const v1::Turn& is) const {
    if (was.started_at_ms() != is.started_at_ms()) fail("a turn began at another time");
    if (was.has_ended_at_ms()) {
        const bool reopened = !is.has_ended_at_ms() && is.since_ms() == change_.at_ms();
        if (was.spoken_ms() != is.spoken_ms() || (!reopened && was.ended_at_ms() != is.ended_at_ms()))
            fail("a turn that is over is another");
        return;
    }
    if (was.interrupts() != is.interrupts()) fail("a turn interrupts another");
    const std::int64_t until_ms = is.has_ended_at_ms() ? is.ended_at_ms() : change_.at_ms();
    if (summit::spoken_ms(is, until_ms) != summit::spoken_ms(was, until_ms)) fail("a clock runs otherwise than time");
}

void Proceedings::traits(const v1::Entry& entry) const {
    if (!entry.has_put()) fail("what was forgotten left no trace of that");
    const Record* was = before_.find(entry.kind(), entry.id());
    if (!summit::holds_traits(entry.put())) return;
    const auto person = [&](const summit::State& state) {
        return state.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, entry.id())
            .value_or(v1::SpeakerRequest())
            .person();
    };
    if (was != nullptr && was->body != entry.put() && person(before_) == person(after_))
        fail("what was known of a speaker is another");
    if (floor_before(entry.id()).staff_traits_purpose().empty()) fail("something is known for nothing");
}

void Proceedings::statement(const v1::Entry& entry) const {
    const bool was = is_public(before_.find(entry.kind(), entry.id()));
    const bool is = is_public(after_.find(entry.kind(), entry.id()));
    if (was && !is && is_public(after_.find(v1::KIND_SESSION, session_of(entry.id()))))
        fail("what everybody has read is taken back");
    if (was || !is) return;
    const auto turn = after_.get<v1::Turn>(v1::KIND_TURN, entry.id()).value_or(v1::Turn());
    if (!turn.has_ended_at_ms() || !get<v1::Statement>(after_, entry).public_after_delivery())
        fail("everybody reads what was not delivered");
}

void Proceedings::proposal(const v1::Entry& entry) const {
    if (!entry.has_put()) fail("a proposal is gone");
    auto was = get<v1::Proposal>(before_, entry);
    auto is = get<v1::Proposal>(after_, entry);
    if (before_.find(entry.kind(), entry.id()) == nullptr) {
        floor_before(entry.id());
        if (!is_next(entry)) fail("a proposal does not have the next number");
        if (is.state() != v1::PROPOSAL_STATE_OPEN) fail("a proposal begins where it should not");
    } else if (is_over(was)) {
        // Somebody's name may have been erased from it.
        for (v1::Proposal* one : {&was, &is}) one->clear_title(), one->clear_symbol();
        if (was.SerializeAsString() != is.SerializeAsString()) fail("what was decided is another");
    } else {
        decision(entry.id(), was, is);
    }
}

void Proceedings::decision(const std::string& id, const v1::Proposal& was, const v1::Proposal& is) const {
    const bool was_silent = was.state() == v1::PROPOSAL_STATE_SILENCE;
    const bool in_time = was_silent && change_.at_ms() < was.silence_until_ms();
    if (was_silent && is.state() == v1::PROPOSAL_STATE_OPEN && (!in_time || is.objected_by().empty()))
        fail("a silence is broken too late, or by nobody");
    if (!is_over(is) || is.state() == v1::PROPOSAL_STATE_WITHDRAWN) return;
    if (was_silent) {
        if (in_time || is.manner() != v1::ADOPTION_MANNER_SILENCE || change_.actor().role() != v1::ROLE_SERVER)
            fail("a silence was broken by a decision");
        return;
    }
    const v1::Floor floor = floor_before(id);
    const summit::Slot* slot = before_.schedule().find(session_of(id));
    if (slot == nullptr || slot->status != v1::SESSION_STATUS_RUNNING) fail("nobody sat, and it was decided");
    if (floor.quorum() > 0 && (!floor.has_present() || floor.present() < floor.quorum()))
        fail("too few were there, and it was decided");
    const v1::Count& count = is.count();
    if (floor.has_present() && count.in_favour() + count.against() + count.abstaining() > floor.present())
        fail("more hands were raised than there are");
}

}  // namespace

void check_proceedings(const State& before, const v1::Change& change, const State& after) {
    Proceedings(before, change, after).check();
}

}  // namespace dais::model
