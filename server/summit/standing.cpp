#include "server/summit/standing.h"

#include <algorithm>

#include "server/summit/floor_rules.h"
#include "server/summit/seats.h"

namespace dais::summit {
namespace {

std::size_t order_of(v1::Role role) {
    return static_cast<std::size_t>(std::find(kRoles.begin(), kRoles.end(), role) - kRoles.begin());
}

No forbidden(const Standing& standing) {
    return refuse(v1::REFUSAL_CODE_FORBIDDEN, standing.held.empty()
                                                  ? "This needs a role: sign in, or ask an organiser for one."
                                                  : "Your role may not do this.");
}

No not_their_own() { return refuse(v1::REFUSAL_CODE_FORBIDDEN, "Your role may do this with what is yours alone."); }

// Whether the records that make up a thing are an actor's own, as they are before or after.
class Own {
public:
    Own(const ChangeBuilder& builder, v1::Command::VerbCase verb, bool after) : builder_(builder), after_(after) {
        for (const Standing::Held& held : builder.context().standing.held)
            if (right(held.role, verb) == Right::own) held_.push_back(&held);
    }

    bool has(v1::Kind kind, const std::string& id, const std::string& owner) const {
        switch (kind) {
            case v1::KIND_COUNTERS: return true;
            case v1::KIND_PERSON: return has_person(id);
            case v1::KIND_REPLACEMENT: return has_replacement(id) || has_session(owner);
            case v1::KIND_SESSION: return has_session(id);
            case v1::KIND_SESSION_TEXT:
            case v1::KIND_SESSION_PROGRESS:
            case v1::KIND_OVERRIDE: return has_session(owner.empty() ? id : owner);
            case v1::KIND_FLOOR: return has_session(id);
            case v1::KIND_TURN: return has_session(owner);
            case v1::KIND_SPEAKER_REQUEST:
            case v1::KIND_SPEAKER_TRAITS:
            case v1::KIND_STATEMENT: return has_request(id);
            case v1::KIND_PROPOSAL: return has_proposal(id);
            case v1::KIND_SCREEN: return has_screen(id);
            case v1::KIND_ENDORSEMENT:
            case v1::KIND_ACKNOWLEDGEMENT: return has_party(id.substr(id.find('@') + 1));
            case v1::KIND_COMMITMENT: return has_commitment(id);
            case v1::KIND_COMMITMENT_REPORT: return has_commitment(owner);
            default: return false;
        }
    }

private:
    template <class Noun>
    std::optional<Noun> get(v1::Kind kind, const std::string& id) const {
        return after_ ? builder_.get<Noun>(kind, id) : builder_.before().get<Noun>(kind, id);
    }
    template <class Is>
    bool any(Is is) const {
        return std::any_of(held_.begin(), held_.end(), [&](const Standing::Held* held) { return is(*held); });
    }

    // A part is its whole's.
    bool has_session(const std::string& id) const {
        const auto session = get<v1::Session>(v1::KIND_SESSION, id);
        if (!session) return true;
        const auto progress = get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id);
        const std::string room = progress && !progress->room().empty() ? progress->room() : session->room();
        if (any([&](const Standing::Held& held) {
                return held.tracks.contains(session->track()) || held.rooms.contains(room) ||
                       held.sessions.contains(id);
            }))
            return true;
        return session->track().empty() && !session->part_of().empty() && has_session(session->part_of());
    }

    bool has_party(const std::string& party) const {
        return !party.empty() && any([&](const Standing::Held& held) { return party_of(held) == party; });
    }
    // As it was: who is confined to a Party does not choose it.
    std::string party_of(const Standing::Held& held) const {
        if (!held.party.empty() || held.person.empty()) return held.party;
        const auto person = builder_.before().get<v1::Person>(v1::KIND_PERSON, held.person);
        return person ? person->party() : "";
    }
    bool has_commitment(const std::string& id) const {
        const auto commitment = get<v1::Commitment>(v1::KIND_COMMITMENT, id);
        return !commitment || has_party(commitment->party());
    }
    // Who presides over the Session has all of them; a Party those that it makes alone: who says that another makes it,
    // too, is whoever has asked both.
    bool has_request(const std::string& id) const {
        const auto request = get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id);
        if (!request || has_own_session(session_of_request(id))) return true;
        const auto& joint = request->joint_parties();
        const bool is_theirs = std::all_of(joint.begin(), joint.end(), [&](const auto& one) { return has_party(one); });
        return is_theirs && has_party(request->party()) && (request->person().empty() || !is_of_another(*request));
    }
    // Somebody who belongs to a Party that does not make it.
    bool is_of_another(const v1::SpeakerRequest& request) const {
        const auto person = get<v1::Person>(v1::KIND_PERSON, request.person());
        const auto& joint = request.joint_parties();
        return person && !person->party().empty() && person->party() != request.party() &&
               std::find(joint.begin(), joint.end(), person->party()) == joint.end();
    }
    // A Party objects in its own name.
    bool has_proposal(const std::string& id) const {
        const auto proposal = get<v1::Proposal>(v1::KIND_PROPOSAL, id);
        return !proposal || has_own_session(session_of_request(id)) || !after_ || has_party(proposal->objected_by());
    }
    // Those that hang in a Room of theirs, whatever they show.
    bool has_screen(const std::string& id) const {
        const auto screen = get<v1::Screen>(v1::KIND_SCREEN, id);
        return !screen || any([&](const Standing::Held& held) { return held.rooms.contains(screen->room()); });
    }
    // Unlike has_session, no for one that is not there.
    bool has_own_session(const std::string& id) const {
        return get<v1::Session>(v1::KIND_SESSION, id) && has_session(id);
    }
    bool has_person(const std::string& id) const {
        const auto person = get<v1::Person>(v1::KIND_PERSON, id);
        return !person || has_party(person->party());
    }
    // Both who was to come and who comes.
    bool has_replacement(const std::string& id) const {
        const auto replacement = get<v1::Replacement>(v1::KIND_REPLACEMENT, id);
        if (!replacement) return true;
        const auto planned = get<v1::Person>(v1::KIND_PERSON, replacement->person());
        const auto by = get<v1::Person>(v1::KIND_PERSON, replacement->by());
        return planned && has_party(planned->party()) && (!by || has_party(by->party())) &&
               (replacement->party().empty() || has_party(replacement->party()));
    }

    const ChangeBuilder& builder_;
    const bool after_;
    std::vector<const Standing::Held*> held_;
};

}  // namespace

Offices offices(const State& state, std::int64_t now_ms) {
    Offices made;
    made.until_ms = INT64_MAX;
    const v1::Summit& summit = state.summit();
    for (const auto& [id, record] : state.all(v1::KIND_SEAT)) {
        v1::Seat seat;
        seat.ParseFromString(record->body);
        if (!is_chairs(seat)) continue;
        const Term term = term_of(seat, summit);
        for (const std::int64_t edge : {term.begins_ms, term.ends_ms})
            if (edge > now_ms) made.until_ms = std::min(made.until_ms, edge);
        if (!term.holds(now_ms)) continue;
        for (const std::string& person : acting_for(seat)) made.chairs.try_emplace(person, id);
    }
    return made;
}

Standing standing(const std::vector<v1::Grant>& grants, std::uint32_t scopes, const std::string& log,
                  const Offices& offices, std::int64_t now_ms) {
    Standing made;
    made.scopes = scopes;
    for (const v1::Grant& grant : grants) {
        if (!grant.log().empty() && grant.log() != log) continue;
        if (grant.until_ms() != 0 && grant.until_ms() <= now_ms) continue;
        Standing::Held held{grant.role(), grant.person(), grant.party(), {}, {}, {}};
        held.tracks.insert(grant.tracks().begin(), grant.tracks().end());
        held.rooms.insert(grant.rooms().begin(), grant.rooms().end());
        held.sessions.insert(grant.sessions().begin(), grant.sessions().end());
        if (grant.role() != v1::ROLE_UNSPECIFIED && grant.role() != v1::ROLE_CO_CHAIR &&
            grant.role() != v1::ROLE_SERVER)
            made.held.push_back(held);
        if (!grant.person().empty() && !grant.log().empty() && offices.chairs.contains(grant.person()))
            made.held.push_back({v1::ROLE_CO_CHAIR, grant.person(), {}, {}, {}, {}});
    }
    std::stable_sort(made.held.begin(), made.held.end(), [](const Standing::Held& one, const Standing::Held& other) {
        return order_of(one.role) < order_of(other.role);
    });
    return made;
}

Standing standing_as(v1::Role role) {
    Standing made;
    if (role != v1::ROLE_UNSPECIFIED) made.held.push_back({role, {}, {}, {}, {}, {}});
    return made;
}

No refuse_role(const Standing& standing, v1::Command::VerbCase verb) {
    if (verb == v1::Command::VERB_NOT_SET || right(standing, verb) != Right::no) return std::nullopt;
    return forbidden(standing);
}

No refuse_role(const Standing& standing, v1::AccountCommand::VerbCase verb) {
    if (verb == v1::AccountCommand::VERB_NOT_SET || right(standing, verb) != Right::no) return std::nullopt;
    return forbidden(standing);
}

No refuse_of_others(const ChangeBuilder& builder, v1::Command::VerbCase verb, v1::Kind kind, const std::string& id) {
    if (right(builder.context().standing, verb) != Right::own) return std::nullopt;
    if (Own(builder, verb, false).has(kind, id, builder.owner_of(kind, id))) return std::nullopt;
    return not_their_own();
}

No refuse_beyond_own(const ChangeBuilder& builder, v1::Command::VerbCase verb) {
    if (right(builder.context().standing, verb) != Right::own) return std::nullopt;
    const Own before(builder, verb, false);
    const Own after(builder, verb, true);
    for (const v1::Entry& entry : builder.entries())
        if (!before.has(entry.kind(), entry.id(), entry.owner()) || !after.has(entry.kind(), entry.id(), entry.owner()))
            return not_their_own();
    return std::nullopt;
}

}  // namespace dais::summit
