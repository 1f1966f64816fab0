// What is asked for of statements that are handed in, and of what a session is to adopt.
#include "tests/model/floor_scene.h"

namespace dais::model {
namespace {

constexpr std::size_t kProposalsMax = 12;  // none is ever removed

using Ids = std::vector<std::string>;

// --- Statements

Ids statements(const Sitting& at) {
    Ids ids;
    for (const summit::Asked& one : at.asked)
        if (one.request.kind() == v1::REQUEST_KIND_STATEMENT) ids.push_back(one.id);
    return ids;
}
Ids handed_in(const Scene& scene) {
    return all_that<v1::Statement>(scene, v1::KIND_STATEMENT, [](const auto&, const auto&) { return true; });
}
Ids unread(const Scene& scene) {
    return all_that<v1::Statement>(scene, v1::KIND_STATEMENT, [&](const std::string& id, const auto&) {
        return !scene.state.find(v1::KIND_STATEMENT, id)->visible_to(v1::AUDIENCE_PUBLIC);
    });
}

void submit_statement(Scene& scene, v1::Command& command) {
    Dice& dice = scene.dice;
    v1::SubmitStatement& submit = *command.mutable_submit_statement();
    const Ids before = handed_in(scene);
    submit.set_id(!before.empty() && dice.chance(25)
                      ? dice.pick(before)
                      : one_of(scene, v1::KIND_SPEAKER_REQUEST, everywhere<statements>(scene)));
    random_texts(dice, *submit.mutable_texts(), "Statement");
    submit.set_check_against_delivery(dice.chance(50));
    submit.set_for_interpreters(dice.chance(50));
    submit.set_for_press(dice.chance(50));
    submit.set_embargoed(dice.chance(submit.for_press() ? 50 : 3));
    submit.set_public_after_delivery(dice.chance(60));
}

// Whose statement it is, or who deals with the press.
template <auto Member>
void by_its_author(Scene& scene, Asked& asked) {
    by_who_asked<Member>(scene, asked);
    if (asked.party().empty() && scene.dice.chance(30)) asked.set_role(v1::ROLE_PRESS_OFFICER);
}

// --- Proposals

template <class Fits>
Ids proposals_that(const Scene& scene, Fits fits) {
    return all_that<v1::Proposal>(scene, v1::KIND_PROPOSAL, fits);
}
template <v1::ProposalState State>
Ids in_state(const Scene& scene) {
    return proposals_that(scene, [](const auto&, const v1::Proposal& one) { return one.state() == State; });
}
constexpr auto open = in_state<v1::PROPOSAL_STATE_OPEN>;
constexpr auto silent = in_state<v1::PROPOSAL_STATE_SILENCE>;

Ids withdrawable(const Scene& scene) {
    Ids ids = open(scene);
    for (std::string& id : silent(scene)) ids.push_back(std::move(id));
    return ids;
}
// The session runs, and so many are there as must.
Ids decidable(const Scene& scene) {
    return proposals_that(scene, [&](const std::string& id, const v1::Proposal& one) {
        const Sitting at = sitting(scene, id.substr(0, id.find('@')));
        return one.state() == v1::PROPOSAL_STATE_OPEN && at.is_running &&
               (at.floor.quorum() == 0 || (at.floor.has_present() && at.floor.present() >= at.floor.quorum()));
    });
}

bool any_floor(const Sitting&) { return true; }

void put_proposal(Scene& scene, v1::Command& command) {
    v1::PutProposal& put = *command.mutable_put_proposal();
    if (scene.state.all(v1::KIND_PROPOSAL).size() >= kProposalsMax || scene.dice.chance(20)) {
        put.set_id(one_of(scene, v1::KIND_PROPOSAL, open(scene)));
    } else {
        put.set_session(one_of(scene, v1::KIND_FLOOR, floors_that<any_floor>(scene)));
    }
    random_texts(scene.dice, *put.mutable_proposal()->mutable_title(), "Proposal");
    if (scene.dice.chance(50)) put.mutable_proposal()->set_symbol("S/L." + std::to_string(scene.dice.below(9)));
    // Not its to say.
    if (scene.dice.chance(10)) put.mutable_proposal()->set_state(v1::PROPOSAL_STATE_ADOPTED);
}

void decide_proposal(Scene& scene, v1::Command& command) {
    v1::DecideProposal& decide = *command.mutable_decide_proposal();
    decide.set_id(one_of(scene, v1::KIND_PROPOSAL, decidable(scene)));
    decide.set_manner(scene.dice.chance(50) ? v1::ADOPTION_MANNER_CONSENSUS : v1::ADOPTION_MANNER_SHOW_OF_HANDS);
    if (scene.dice.chance(4)) decide.set_manner(v1::ADOPTION_MANNER_SILENCE);
    if (decide.manner() == v1::ADOPTION_MANNER_CONSENSUS) return;
    const Sitting at = sitting(scene, decide.id().substr(0, decide.id().find('@')));
    const std::int64_t most = at.floor.has_present() ? at.floor.present() : 30;
    const std::int64_t in_favour = scene.dice.between(0, most);
    decide.mutable_count()->set_in_favour(static_cast<int>(in_favour));
    decide.mutable_count()->set_against(static_cast<int>(scene.dice.between(0, most - in_favour)));
    if (scene.dice.chance(5)) decide.mutable_count()->set_abstaining(30);
}

void break_silence(Scene& scene, v1::Command& command) {
    v1::BreakSilence& objection = *command.mutable_break_silence();
    objection.set_id(one_of(scene, v1::KIND_PROPOSAL, silent(scene)));
    objection.set_party(some(scene, v1::KIND_PARTY));
}

}  // namespace

std::vector<Verb> statement_verbs() {
    using C = v1::Command;
    return {
        {C::kSubmitStatement, 6, submit_statement, by_its_author<&C::submit_statement>, any<everywhere<statements>>},
        {C::kRemoveStatement, 2,
         [](Scene& s, C& c) { c.mutable_remove_statement()->set_id(one_of(s, v1::KIND_SPEAKER_REQUEST, unread(s))); },
         by_its_author<&C::remove_statement>, any<unread>},
        {C::kPutProposal, 4, put_proposal, {}, any<floors_that<any_floor>>},
        {C::kWithdrawProposal,
         1,
         [](Scene& s, C& c) { c.mutable_withdraw_proposal()->set_id(one_of(s, v1::KIND_PROPOSAL, withdrawable(s))); },
         {},
         any<withdrawable>},
        {C::kOpenSilence,
         5,
         [](Scene& s, C& c) {
             c.mutable_open_silence()->set_id(one_of(s, v1::KIND_PROPOSAL, open(s)));
             c.mutable_open_silence()->set_until_ms(some_instant(s, 5 * kMinuteMs, 2 * kHourMs));
         },
         {},
         any<open>},
        {C::kBreakSilence, 3, break_silence,
         [](Scene& s, Asked& asked) { by_a_delegation(s, asked, asked.command().break_silence().party()); },
         any<silent>},
        {C::kDecideProposal, 5, decide_proposal, {}, any<decidable>},
        // By the server alone, which has seen to it already when it is time.
        {C::kEndSilence,
         1,
         [](Scene& s, C& c) { c.mutable_end_silence()->set_id(one_of(s, v1::KIND_PROPOSAL, silent(s))); },
         {},
         any<silent>},
    };
}

}  // namespace dais::model
