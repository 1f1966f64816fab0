// What must be true of what has happened (answers.h).
#include <algorithm>

#include "server/summit/floor_rules.h"
#include "server/summit/rights.h"
#include "server/summit/standing.h"
#include "tests/fuzz/answers.h"
#include "tests/fuzz/must.h"

namespace dais::fuzz {
namespace {

using summit::Record;
using summit::right;
using summit::Right;
using summit::Standing;
using summit::State;

// What a role is confined to, said once more and otherwise than in the rules.
class Confines {
public:
    Confines(const Happened& happened) : happened_(happened) {
        for (const Standing::Held& held : happened.context.standing.held)
            if (right(held.role, happened.command.verb_case()) == Right::own) held_.push_back(&held);
    }

    bool hold(const v1::Entry& entry) const {
        switch (entry.kind()) {
            case v1::KIND_COUNTERS:
            case v1::KIND_OVERRIDE: return true;  // of a clash with another's, too
            case v1::KIND_SESSION:
            case v1::KIND_SESSION_TEXT:
            case v1::KIND_FLOOR: return session(entry.id());
            case v1::KIND_TURN: return session(before_at(entry.id()));
            case v1::KIND_SPEAKER_REQUEST:
            case v1::KIND_SPEAKER_TRAITS:
            case v1::KIND_STATEMENT: return session(before_at(entry.id())) || asked(entry.id());
            case v1::KIND_PROPOSAL: return session(before_at(entry.id())) || objected(entry.id());
            case v1::KIND_SESSION_PROGRESS: return only_follows(entry.id()) || session(entry.id());
            case v1::KIND_REPLACEMENT: return session(before_at(entry.id())) || replaced(entry.id());
            case v1::KIND_PERSON: return person(entry.id());
            case v1::KIND_ENDORSEMENT:
            case v1::KIND_ACKNOWLEDGEMENT: return party(entry.id().substr(entry.id().find('@') + 1));
            case v1::KIND_COMMITMENT: return commitment(entry.id());
            case v1::KIND_COMMITMENT_REPORT: return commitment(entry.owner());
            case v1::KIND_SCREEN: return screen(entry.id());
            default: return false;
        }
    }

private:
    static std::string before_at(const std::string& id) { return id.substr(0, id.find('@')); }
    // Before and after, if it is there.
    template <class Noun, class Is>
    bool both(v1::Kind kind, const std::string& id, const Is& is) const {
        for (const State* state : {&happened_.before, &happened_.after})
            if (const auto noun = state->get<Noun>(kind, id); noun && !is(*state, *noun)) return false;
        return true;
    }
    template <class Is>
    bool any(const Is& is) const {
        return std::any_of(held_.begin(), held_.end(), [&](const Standing::Held* held) { return is(*held); });
    }

    bool session(const std::string& id) const {
        return both<v1::Session>(v1::KIND_SESSION, id, [&](const State& state, const v1::Session& session) {
            return session_in(state, id, session);
        });
    }
    bool session_in(const State& state, const std::string& id, const v1::Session& session) const {
        const auto progress = state.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id);
        const std::string room = progress && !progress->room().empty() ? progress->room() : session.room();
        if (any([&](const Standing::Held& held) {
                return held.tracks.contains(session.track()) || held.rooms.contains(room) || held.sessions.contains(id);
            }))
            return true;
        const auto whole = state.get<v1::Session>(v1::KIND_SESSION, session.part_of());
        return session.track().empty() && whole && session_in(state, session.part_of(), *whole);
    }

    bool party(const std::string& party) const {
        return any([&](const Standing::Held& held) {
            const auto who = happened_.before.get<v1::Person>(v1::KIND_PERSON, held.person);
            return !party.empty() && party == (held.party.empty() && who ? who->party() : held.party);
        });
    }
    bool person(const std::string& id) const {
        return both<v1::Person>(v1::KIND_PERSON, id,
                                [&](const State&, const v1::Person& person) { return party(person.party()); });
    }
    bool commitment(const std::string& id) const {
        return both<v1::Commitment>(v1::KIND_COMMITMENT, id, [&](const State&, const v1::Commitment& commitment) {
            return party(commitment.party());
        });
    }
    bool screen(const std::string& id) const {
        return both<v1::Screen>(v1::KIND_SCREEN, id, [&](const State&, const v1::Screen& screen) {
            return any([&](const Standing::Held& held) { return held.rooms.contains(screen.room()); });
        });
    }
    bool replaced(const std::string& id) const {
        return both<v1::Replacement>(v1::KIND_REPLACEMENT, id, [&](const State&, const v1::Replacement& one) {
            return person(one.person()) && (one.by().empty() || person(one.by()));
        });
    }

    // By the Party alone, for whom nobody of another one speaks.
    bool asked(const std::string& id) const {
        return both<v1::SpeakerRequest>(
            v1::KIND_SPEAKER_REQUEST, id, [&](const State& state, const v1::SpeakerRequest& one) {
                const auto who = state.get<v1::Person>(v1::KIND_PERSON, one.person()).value_or(v1::Person());
                const auto& joint = one.joint_parties();
                return party(one.party()) && (who.party().empty() || party(who.party())) &&
                       std::all_of(joint.begin(), joint.end(), [&](const std::string& other) { return party(other); });
            });
    }
    bool objected(const std::string& id) const {
        const auto proposal = happened_.after.get<v1::Proposal>(v1::KIND_PROPOSAL, id);
        return proposal && party(proposal->objected_by());
    }

    // All that is another are times that follow from others'.
    bool only_follows(const std::string& id) const {
        const auto said = [&](const State& state) {
            auto progress =
                state.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id).value_or(v1::SessionProgress());
            if (!progress.start_is_set()) progress.clear_projected_start_ms();
            if (!progress.end_is_set() && !progress.end_is_least()) progress.clear_projected_end_ms();
            return progress.SerializeAsString();
        };
        return said(happened_.before) == said(happened_.after);
    }

    const Happened& happened_;
    std::vector<const Standing::Held*> held_;
};

}  // namespace

void check_own(const Happened& happened) {
    if (right(happened.context.standing, happened.command.verb_case()) != Right::own) return;
    const Confines confines(happened);
    for (const v1::Entry& entry : happened.change.entries())
        must(confines.hold(entry), "who is confined to something changes nothing else");
}

void check_erased(const Happened& happened) {
    if (happened.command.has_forget_speakers())
        for (const auto& [id, record] : happened.after.all(v1::KIND_SPEAKER_TRAITS))
            must(!id.starts_with(happened.command.forget_speakers().id() + "@") || !summit::holds_traits(record->body),
                 "nothing is known of speakers who are forgotten");
    if (!happened.command.has_erase_person()) return;
    const std::string& id = happened.command.erase_person().id();
    const auto person = happened.before.get<v1::Person>(v1::KIND_PERSON, id);
    must(person.has_value(), "who is erased was there");
    for (const std::string& word : summit::words_of(*person)) {
        if (summit::means_something_else(happened.before, word)) continue;
        happened.after.for_each([&](v1::Kind kind, const std::string& other, const Record& record) {
            // Of another Person of that name nobody has asked.
            must((kind == v1::KIND_PERSON && other != id) || record.body.find(word) == std::string::npos,
                 "nothing is left of who was erased");
        });
    }
    const auto left = happened.after.get<v1::Person>(v1::KIND_PERSON, id);
    must(left && left->erased() && left->name().empty(), "but that there was somebody");
}

}  // namespace dais::fuzz
