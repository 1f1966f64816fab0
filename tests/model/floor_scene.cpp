#include "tests/model/floor_scene.h"

#include <algorithm>

#include "server/summit/rights.h"

namespace dais::model {

const summit::Asked* Sitting::find(const std::string& id) const {
    const auto at = std::find_if(asked.begin(), asked.end(), [&](const summit::Asked& one) { return one.id == id; });
    return at == asked.end() ? nullptr : &*at;
}

Sitting sitting(const Scene& scene, const std::string& session) {
    Sitting made;
    made.session = session;
    made.floor = scene.state.get<v1::Floor>(v1::KIND_FLOOR, session).value_or(v1::Floor());
    const auto& all = scene.state.all(v1::KIND_SPEAKER_REQUEST);
    const std::string prefix = session + "@";
    for (auto at = all.lower_bound(prefix); at != all.end() && at->first.starts_with(prefix); ++at) {
        summit::Asked one{at->first, {}, scene.state.get<v1::Turn>(v1::KIND_TURN, at->first)};
        one.request.ParseFromString(at->second->body);
        if (one.turn && one.turn->started_at_ms() == 0) one.turn.reset();
        made.asked.push_back(std::move(one));
    }
    made.list = summit::floor_list(made.asked);
    const summit::Slot* slot = scene.state.schedule().find(session);
    made.is_running = slot != nullptr && slot->status == v1::SESSION_STATUS_RUNNING;
    made.is_open = slot != nullptr && slot->status != v1::SESSION_STATUS_ENDED && !slot->gone();
    return made;
}

std::vector<Sitting> sittings(const Scene& scene) {
    std::vector<Sitting> all;
    for (const auto& [session, record] : scene.state.all(v1::KIND_FLOOR)) all.push_back(sitting(scene, session));
    return all;
}

std::vector<std::string> speakers_for(const Scene& scene, const v1::SpeakerRequest& request) {
    const auto& joint = request.joint_parties();
    return all_that<v1::Person>(scene, v1::KIND_PERSON, [&](const auto&, const v1::Person& one) {
        return request.party().empty() || one.party().empty() || one.party() == request.party() ||
               std::find(joint.begin(), joint.end(), one.party()) != joint.end();
    });
}

void by_a_delegation(Scene& scene, Asked& asked, const std::string& party) {
    if (party.empty() || !scene.dice.chance(50)) return;
    const bool is_a_delegates =
        summit::right(v1::ROLE_DELEGATE, asked.command().verb_case()) != summit::Right::no && scene.dice.chance(40);
    asked.set_role(is_a_delegates ? v1::ROLE_DELEGATE : v1::ROLE_HEAD_OF_DELEGATION);
    asked.set_party(scene.dice.chance(7) ? some(scene, v1::KIND_PARTY) : party);
}

}  // namespace dais::model
