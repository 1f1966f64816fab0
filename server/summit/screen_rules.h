// What every Screen must satisfy, whether it is put, shown something else, or comes back by an undo. Pure.
#pragma once

#include "dais/v1/screen.pb.h"
#include "server/summit/change_builder.h"

namespace dais::summit {

// A no to a name that another Screen has, whatever the case of its letters.
No check_screen_name(const ChangeBuilder& builder, const std::string& id, const std::string& name);

// A no unless a scene says nothing that its kind does not show, and all that it names may be shown to everybody. What
// is named must be there when it is said and may go later: then the Screen shows what suits the place. at: where the
// command spoke of it, as "screen.scene".
No check_scene(const ChangeBuilder& builder, const v1::Scene& scene, const std::string& at);

// A no to a door on a Screen that hangs in no Room, if the scene names none itself. A floor without one is whichever
// there is. screen: as people call it.
No check_place(const v1::Scene& scene, const std::string& room, const std::string& screen, const std::string& at);

// A no unless the record is there and everybody may see it; no record is meant by an empty id.
No check_seen_by_all(const ChangeBuilder& builder, v1::Kind kind, const std::string& id, std::string field);

}  // namespace dais::summit
