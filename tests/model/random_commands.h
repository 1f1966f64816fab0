// What somebody may ask for: every verb, on records that are there and in states in which it mostly makes sense.
#pragma once

#include <functional>
#include <vector>

#include "model/steps.pb.h"
#include "tests/model/random_records.h"

namespace dais::model {

// One verb, how often it is asked for among all, by whom if not by an organiser or a chair, and whether there is
// anything of which it can be asked with sense.
struct Verb {
    v1::Command::VerbCase verb = v1::Command::VERB_NOT_SET;
    int weight = 0;
    std::function<void(Scene&, v1::Command&)> fill = {};
    std::function<void(Scene&, Asked&)> by = {};
    std::function<bool(const Scene&)> makes_sense = {};
};

// Of the whole protocol: model_test.cpp looks whether one is missing.
const std::vector<Verb>& verbs();
// Whether a function finds anything in a scene.
template <auto Found>
bool any(const Scene& scene) {
    return !Found(scene).empty();
}
// Some of them.
std::vector<Verb> announcement_verbs();
std::vector<Verb> declaration_verbs();
std::vector<Verb> floor_verbs();
std::vector<Verb> statement_verbs();
std::vector<Verb> screen_verbs();
// What it takes for somebody to be heard; VERB_NOT_SET: nothing, or it cannot be helped.
v1::Command::VerbCase what_is_missing_on_the_floors(const Scene& scene);

// What is asked for next. An Undo's position is not in the command but in the step.
Asked random_asked(Scene& scene);

}  // namespace dais::model
