// Doing the steps of a Draft on top of what is there now. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "server/summit/change_builder.h"

namespace dais::summit {

struct DraftStepRef {
    std::string id;
    v1::DraftStep step;
};

// In their order.
std::vector<DraftStepRef> steps_of(const ChangeBuilder& builder, const std::string& draft);

// One step after the other. A record that a step replaces whole is merged three-way with what became of it since: what
// was changed live stays and is noted in builder.notes. A step that no longer goes together with what is there is left
// out, noted, and its id put into left_out. A no only for what could never be done.
No do_steps(ChangeBuilder& builder, const std::vector<DraftStepRef>& steps, std::set<std::string>& left_out);
No do_step(ChangeBuilder& builder, const v1::DraftStep& step);

// Whether a command names the record that it puts; without, it makes one.
bool names_record(const v1::Command& command);
// The present body of the record that a command replaces whole; empty if it replaces none.
std::string replaced_body(const ChangeBuilder& builder, const v1::Command& command);

}  // namespace dais::summit
