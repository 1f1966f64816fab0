#include "server/summit/commands.h"

#include "server/summit/check.h"
#include "server/summit/limits.h"
#include "server/summit/rights.h"

namespace dais::summit {
namespace {

No dispatch(Draft& draft, const v1::Command& c) {
    switch (c.verb_case()) {
        case v1::Command::kPutSummit: return put_summit(draft, c.put_summit().summit());
        case v1::Command::kPutRoom: return put_room(draft, c.put_room().id(), c.put_room().room());
        case v1::Command::kRemoveRoom: return remove_room(draft, c.remove_room().id());
        case v1::Command::kPutTrack: return put_track(draft, c.put_track().id(), c.put_track().track());
        case v1::Command::kRemoveTrack: return remove_track(draft, c.remove_track().id());
        case v1::Command::kPutParty: return put_party(draft, c.put_party().id(), c.put_party().party());
        case v1::Command::kRemoveParty: return remove_party(draft, c.remove_party().id());
        case v1::Command::kPutPerson: return put_person(draft, c.put_person().id(), c.put_person().person());
        case v1::Command::kRemovePerson: return remove_person(draft, c.remove_person().id());
        case v1::Command::kPutSession: return put_session(draft, c.put_session());
        case v1::Command::kRemoveSession: return remove_session(draft, c.remove_session().id());
        case v1::Command::kSetProjectedStart: return set_projected_start(draft, c.set_projected_start());
        case v1::Command::kStartSession: return start_session(draft, c.start_session());
        case v1::Command::kEndSession: return end_session(draft, c.end_session());
        case v1::Command::kMoveSession: return move_session(draft, c.move_session());
        case v1::Command::kCancelSession: return cancel_session(draft, c.cancel_session());
        case v1::Command::kPublishAnnouncement: return publish_announcement(draft, c.publish_announcement());
        case v1::Command::kWithdrawAnnouncement: return withdraw_announcement(draft, c.withdraw_announcement());
        case v1::Command::kImportProgramme: return import_programme(draft, c.import_programme());
        case v1::Command::VERB_NOT_SET: break;
    }
    return refuse(v1::REFUSAL_CODE_INVALID, "The command has no verb that this server knows.", "verb");
}

}  // namespace

bool creates_log(const v1::Command& command) {
    return command.verb_case() == v1::Command::kPutSummit || command.verb_case() == v1::Command::kImportProgramme;
}

Decided decide(const State& state, const v1::Command& command, const Context& context) {
    if (command.id().empty() || command.id().size() > kCommandIdBytesMax)
        return *refuse(v1::REFUSAL_CODE_INVALID, "A command needs an id of 1 to 64 bytes, never used before.", "id");
    if (auto no = refuse_role(context.actor.role(), command.verb_case())) return *no;
    Draft draft(state, context);
    if (auto no = dispatch(draft, command)) return *no;
    Decision decision{draft.entries(), draft.texts(), draft.made, draft.report};
    for (const v1::Entry& entry : decision.entries)
        if (entry.put().size() > kRecordBytesMax)
            return *refuse(v1::REFUSAL_CODE_INVALID, "The record would be " + std::to_string(entry.put().size()) +
                                                         " bytes long; at most " + std::to_string(kRecordBytesMax) +
                                                         " are allowed.");
    return decision;
}

}  // namespace dais::summit
