// Deciding: a Command on a State is entries or a Refusal. A pure function; the same inputs give the same answer.
//
// Each verb is a function of its own, in the file of its noun; decide() is their index.
#pragma once

#include <variant>
#include <vector>

#include "server/summit/draft.h"

namespace dais::summit {

// What a command makes happen. No entries: it was so already.
struct Decision {
    std::vector<v1::Entry> entries;
    std::vector<LongText> texts;
    std::string made;
    v1::ImportReport report;
};

using Decided = std::variant<Decision, v1::Refusal>;

Decided decide(const State& state, const v1::Command& command, const Context& context);

// Whether a Command may be the first of a log and so create it.
bool creates_log(const v1::Command& command);

// programme_commands.cpp
No put_summit(Draft& draft, v1::Summit summit);
No put_room(Draft& draft, const std::string& id, v1::Room room);
No remove_room(Draft& draft, const std::string& id);
No put_track(Draft& draft, const std::string& id, v1::Track track);
No remove_track(Draft& draft, const std::string& id);
No put_party(Draft& draft, const std::string& id, v1::Party party);
No remove_party(Draft& draft, const std::string& id);
No put_person(Draft& draft, const std::string& id, v1::Person person);
No remove_person(Draft& draft, const std::string& id);
No put_session(Draft& draft, const v1::PutSession& command);
No remove_session(Draft& draft, const std::string& id);

// session_commands.cpp
No set_projected_start(Draft& draft, const v1::SetProjectedStart& command);
No start_session(Draft& draft, const v1::StartSession& command);
No end_session(Draft& draft, const v1::EndSession& command);
No move_session(Draft& draft, const v1::MoveSession& command);
No cancel_session(Draft& draft, const v1::CancelSession& command);

// announcement_commands.cpp
No publish_announcement(Draft& draft, const v1::PublishAnnouncement& command);
No withdraw_announcement(Draft& draft, const v1::WithdrawAnnouncement& command);

// import_command.cpp
No import_programme(Draft& draft, v1::ImportProgramme programme);

}  // namespace dais::summit
