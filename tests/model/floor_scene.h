// The floors of a scene, each with its list as it stands, and who asks there.
#pragma once

#include <string>
#include <vector>

#include "server/summit/floor_list.h"
#include "tests/model/random_commands.h"

namespace dais::model {

// The floor of one Session.
struct Sitting {
    std::string session;
    v1::Floor floor;
    std::vector<summit::Asked> asked;
    summit::FloorList list;
    bool is_running = false;
    bool is_open = false;  // neither over nor called off

    // nullptr: none.
    const summit::Asked* find(const std::string& id) const;
};
Sitting sitting(const Scene& scene, const std::string& session);
std::vector<Sitting> sittings(const Scene& scene);

// Of all floors, what a function picks from each.
template <auto Pick>
std::vector<std::string> everywhere(const Scene& scene) {
    std::vector<std::string> found;
    for (const Sitting& one : sittings(scene))
        for (std::string& id : Pick(one)) found.push_back(std::move(id));
    return found;
}
// The sessions of those that satisfy a condition.
template <auto Fits>
std::vector<std::string> floors_that(const Scene& scene) {
    std::vector<std::string> found;
    for (const Sitting& one : sittings(scene))
        if (Fits(one)) found.push_back(one.session);
    return found;
}

// Persons who may speak for the parties of a request.
std::vector<std::string> speakers_for(const Scene& scene, const v1::SpeakerRequest& request);

// In about half of all cases somebody of a Party's delegation asks, as far as the verb is theirs; now and then of
// another's.
void by_a_delegation(Scene& scene, Asked& asked, const std::string& party);
// The same, of the request that the verb is about.
template <auto Member>
void by_who_asked(Scene& scene, Asked& asked) {
    const auto request =
        scene.state.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, (asked.command().*Member)().id());
    // Who says that another Party makes it, too, is whoever has asked both.
    const bool is_theirs = request && request->joint_parties().empty();
    by_a_delegation(scene, asked, is_theirs ? request->party() : std::string());
}

}  // namespace dais::model
