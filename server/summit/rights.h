// Who may do what, and as whom they read: one table, a row per verb and a column per role. Nothing else decides on
// rights; what of a log a role is confined to is in standing.h. ARCHITECTURE.md shows the same table. Pure.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "dais/v1/account.pb.h"
#include "dais/v1/live.pb.h"

namespace dais::summit {

// The columns, in their order; the last one is whoever is nobody. Who has several roles reads as the first of them.
inline constexpr std::array kRoles = {v1::ROLE_OWNER,
                                      v1::ROLE_ORGANISER,
                                      v1::ROLE_CO_CHAIR,
                                      v1::ROLE_TRACK_ORGANISER,
                                      v1::ROLE_PRESS_OFFICER,
                                      v1::ROLE_MODERATOR,
                                      v1::ROLE_HEAD_OF_DELEGATION,
                                      v1::ROLE_DELEGATE,
                                      v1::ROLE_INTERPRETER,
                                      v1::ROLE_PRESS,
                                      v1::ROLE_SCREEN,
                                      v1::ROLE_EDGE,
                                      v1::ROLE_SERVER,
                                      v1::ROLE_UNSPECIFIED};

// own: of what the role is confined to alone.
enum class Right : std::uint8_t { no, own, yes };

Right right(v1::Role role, v1::Command::VerbCase verb);
Right right(v1::Role role, v1::AccountCommand::VerbCase verb);

// What a key must be for to be used so.
v1::Scope scope_of(v1::Command::VerbCase verb);
v1::Scope scope_of(v1::AccountCommand::VerbCase verb);

// Whether a role may do all that another one may, wherever that may.
bool covers(v1::Role role, v1::Role other);

// The audience to which a role belongs; no role is the public.
v1::Audience audience_of(v1::Role role);

// "head of delegation"; "nobody" for none.
std::string role_name(v1::Role role);

// The table as Markdown.
std::string rights_table();

}  // namespace dais::summit
