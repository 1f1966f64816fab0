#include "tests/fuzz/gathering.h"

#include <google/protobuf/text_format.h>

#include <cstdlib>
#include <iostream>

#include "server/summit/due.h"
#include "server/summit/hash.h"
#include "server/summit/rights.h"
#include "server/summit/standing.h"
#include "tests/fuzz/every_string.h"
#include "tests/fuzz/morning.h"
#include "tests/fuzz/must.h"
#include "tests/model/checks.h"

namespace dais::fuzz {
namespace {

using summit::Decision;
using summit::index_of;
using summit::kAudiences;

constexpr const char* kLog = "test";
constexpr std::uint32_t kPassesMsMax = 6 * 3'600'000;
// What is due at once is soon done.
constexpr int kDueMax = 200;

// What somebody was granted, by what things are called in the morning.
std::vector<v1::Grant> grants(Who who, const std::map<std::string, std::string>& named) {
    v1::Grant grant;
    grant.set_log(kLog);
    const auto of = [&](const char* name) { return named.at(name); };
    const auto one = [&](v1::Role role) {
        grant.set_role(role);
        return std::vector{grant};
    };
    switch (who) {
        case ORGANISER: return one(v1::ROLE_ORGANISER);
        case OWNER: return one(v1::ROLE_OWNER);
        case CO_CHAIR_BY_A_SEAT: grant.set_person(of("$chair")); return one(v1::ROLE_DELEGATE);
        case TRACK_ORGANISER: grant.add_tracks(of("$water")); return one(v1::ROLE_TRACK_ORGANISER);
        case PRESS_OFFICER: return one(v1::ROLE_PRESS_OFFICER);
        case MODERATOR:
            grant.add_rooms(of("$hall"));
            grant.add_sessions(of("$side"));
            return one(v1::ROLE_MODERATOR);
        case HEAD_OF_DELEGATION: grant.set_person(of("$ada")); return one(v1::ROLE_HEAD_OF_DELEGATION);
        case DELEGATE: grant.set_person(of("$ben")); return one(v1::ROLE_DELEGATE);
        case INTERPRETER: return one(v1::ROLE_INTERPRETER);
        case PRESS: return one(v1::ROLE_PRESS);
        case SCREEN: return one(v1::ROLE_SCREEN);
        case EDGE: return one(v1::ROLE_EDGE);
        case KEY_FOR_ANNOUNCEMENTS: return one(v1::ROLE_ORGANISER);
        case MODERATOR_AND_HEAD_OF_DELEGATION: {
            auto both = grants(MODERATOR, named);
            both.push_back(grants(HEAD_OF_DELEGATION, named).front());
            return both;
        }
        case ORGANISER_UNTIL_YESTERDAY: grant.set_until_ms(1'726'000'000'000); return one(v1::ROLE_ORGANISER);
        case ORGANISER_ELSEWHERE: grant.set_log("another"); return one(v1::ROLE_ORGANISER);
        default: return {};
    }
}

// Whoever reads a script that has found something wants to know what came of each step: DAIS_TELL=1.
void tell(const v1::Command& command, const summit::Context& context, const summit::Decided& decided) {
    static const bool wanted = std::getenv("DAIS_TELL") != nullptr;
    if (!wanted) return;
    const auto* no = std::get_if<v1::Refusal>(&decided);
    std::cerr << summit::role_name(context.actor.role()) << ": " << command.ShortDebugString() << "\n    "
              << (no == nullptr ? "done " + std::get<Decision>(decided).made : no->message()) << "\n";
}

}  // namespace

const Gathering& Gathering::ready() {
    static const Gathering made = [] {
        Gathering gathering;
        Script morning;
        must(google::protobuf::TextFormat::ParseFromString(kMorning, &morning), "the morning can be read");
        for (const Step& step : morning.steps()) {
            const std::uint64_t seq = gathering.state_.seq();
            gathering.step(step);
            must(gathering.state_.seq() > seq, "and happens");
        }
        return gathering;
    }();
    return made;
}

void Gathering::rename(google::protobuf::Message& message) const {
    rename_strings(message, [&](const std::string& text) {
        const auto found = text.starts_with('$') ? named_.find(text) : named_.end();
        return found == named_.end() ? text : found->second;
    });
}

std::optional<v1::Command> Gathering::command_of(Step& step) const {
    v1::Command command = std::move(*step.mutable_command());
    rename(command);
    if (step.has_inner()) {
        rename(*step.mutable_inner());
        command.mutable_add_draft_step()->set_command(step.inner().SerializeAsString());
    }
    // As the wire brings it: what it would not bring is not said at all.
    v1::Command said;
    if (!said.ParseFromString(step.wire().empty() ? command.SerializeAsString() : step.wire())) return std::nullopt;
    said.set_log(kLog);
    if (said.id().empty()) said.set_id("c" + std::to_string(asked_));
    const std::uint64_t position = state_.head(context(step.who(), said).audience).position;
    if (!said.has_basis() && !step.without_basis())
        said.set_basis(position - std::min<std::uint64_t>(position, step.behind()));
    if (said.has_undo() && said.undo().position() == 0)
        said.mutable_undo()->set_position(position - std::min<std::uint64_t>(position, step.back()));
    // Whoever approves has read what there is, unless the command says otherwise.
    if (said.has_approve_announcement() && said.approve_announcement().digest().empty())
        if (const auto read = state_.get<v1::Clearance>(v1::KIND_CLEARANCE, said.approve_announcement().id()))
            said.mutable_approve_announcement()->set_digest(read->digest());
    return said;
}

summit::Context Gathering::context(Who who, const v1::Command& command) const {
    static const summit::Erasing kNothingOnDisk;
    summit::Context made;
    made.log = kLog;
    made.secret = std::string(32, 's');
    made.now_ms = now_ms_;
    if (who == SERVER) {
        made.standing = summit::standing_as(v1::ROLE_SERVER);
    } else {
        const std::uint32_t scopes = who == KEY_FOR_ANNOUNCEMENTS ? 1U << v1::SCOPE_ANNOUNCEMENTS : 0;
        made.standing = summit::standing(grants(who, named_), scopes, kLog, summit::offices(state_, now_ms_), now_ms_);
    }
    made.actor.set_login("account:" + std::to_string(who));
    made.actor.set_role(summit::role_for(made.standing, command.verb_case()));
    made.audience = summit::audience_of(made.standing.role());
    if (command.has_basis()) made.basis = command.basis();
    made.recent = &recent_;
    made.erasing = &kNothingOnDisk;
    made.name_of = [](const v1::Actor& actor) { return "Somebody (" + actor.login() + ")"; };
    return made;
}

void Gathering::let_pass(std::int64_t ms) {
    now_ms_ += ms;
    for (int done = 0; done < kDueMax; ++done) {
        auto due = summit::next_due(state_, now_ms_);
        if (!due || due->at_ms > now_ms_) return;
        due->command.set_log(kLog);
        due->command.set_id("due" + std::to_string(asked_++));
        must(ask(due->command, context(SERVER, due->command)).has_value(), "what is due is done");
    }
    must(false, "what is due is soon done");
}

void Gathering::step(Step step) {
    let_pass(std::min(step.passes_ms(), kPassesMsMax));
    ++asked_;
    const auto command = command_of(step);
    if (!command) return;
    const auto made = ask(*command, context(step.who(), *command));
    if (made && !made->empty() && !step.called().empty()) named_.try_emplace("$" + step.called(), *made);
}

std::optional<std::string> Gathering::ask(const v1::Command& command, const summit::Context& context) {
    const summit::Decided decided = decide(state_, command, context);
    tell(command, context, decided);
    const Asked asked{state_, command, context, decided};
    check_words(asked);
    check_steady(asked);
    check_discreet(asked);
    const auto* decision = std::get_if<Decision>(&decided);
    if (decision == nullptr || command.preview()) return std::nullopt;
    apply(*decision, command, context);
    return decision->made;
}

const Gathering::Past* Gathering::past_of(v1::Audience audience, std::uint64_t position) const {
    for (auto past = past_.rbegin(); past != past_.rend(); ++past)
        if ((*past)->positions[index_of(audience)] == position) return past->get();
    return nullptr;
}

void Gathering::apply(const Decision& decision, const v1::Command& command, const summit::Context& context) {
    v1::Change made;
    made.set_seq(state_.seq() + 1);
    made.set_at_ms(now_ms_);
    *made.mutable_actor() = context.actor;
    for (const v1::Entry& entry : decision.entries) *made.add_entries() = entry;
    // As it comes back from where it was stored.
    v1::Change change;
    must(change.ParseFromString(made.SerializeAsString()), "a Change can be read again");
    must(change.SerializeAsString() == made.SerializeAsString(), "as the same");
    check_canonical(change);
    chain_ = summit::Hash().text(chain_).text(change.SerializeAsString()).finish();
    Past past{change, state_, {}};
    const Past* undone = command.has_undo() ? past_of(context.audience, command.undo().position()) : nullptr;
    summit::RecentChange recent = summit::RecentChanges::look(change, state_);
    const summit::Shown shown = state_.apply(change, chain_.substr(0, 8));
    recent_.add(std::move(recent), state_);
    following_.follow(made, shown, chain_.substr(0, 8));
    for (const v1::Audience audience : kAudiences) {
        const std::size_t i = index_of(audience);
        for (const auto& entry : shown.entries[i]) readers_[i].apply(*entry);
        const std::uint64_t position = state_.head(audience).position;
        must(position == past.before.head(audience).position + (shown.entries[i].empty() ? 0 : 1),
             "positions have no gaps");
        if (!shown.entries[i].empty()) past.positions[i] = position;
        must(readers_[i].digest() == state_.head(audience).digest, "who has followed holds what a newcomer would");
        must(following_.head(audience).digest == state_.head(audience).digest &&
                 following_.head(audience).chain == state_.head(audience).chain,
             "and so does who follows another's step");
    }
    const Happened happened{past.before, state_, change, command, context};
    check_own(happened);
    check_erased(happened);
    if (command.has_release_announcement())
        model::check_released(past.before, command.release_announcement().id(), now_ms_);
    if (command.has_arrange_list()) model::check_arranged(state_, command.arrange_list().id());
    if (undone != nullptr) model::check_undone({undone->change, undone->before, past.before, state_});
    model::check_proceedings(past.before, change, state_);
    past_.push_back(std::make_shared<const Past>(std::move(past)));
    // What was erased is in no memory either.
    if (!decision.erased.empty()) {
        recent_ = summit::RecentChanges();
        past_.clear();
    }
    model::check_state(state_);
    model::check_settled(state_);
}

void Gathering::check() const {
    if (state_.seq() == ready().state_.seq()) return;
    const v1::Checkpoint checkpoint = state_.checkpoint();
    const std::string bytes = checkpoint.SerializeAsString();
    must(following_.checkpoint().SerializeAsString() == bytes, "who followed stands where who decided does");
    const summit::State restored = summit::State::from(checkpoint);
    must(restored.checkpoint().SerializeAsString() == bytes, "a checkpoint is the state");
    for (const v1::Audience audience : kAudiences) {
        must(restored.head(audience).digest == state_.head(audience).digest, "digests and all");
        model::check_projection(state_, audience, readers_[index_of(audience)]);
    }
}

}  // namespace dais::fuzz
