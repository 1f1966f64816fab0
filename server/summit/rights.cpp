#include "server/summit/rights.h"

namespace dais::summit {

bool may(v1::Role role, v1::Command::VerbCase verb) {
    const bool organiser = role == v1::ROLE_ORGANISER;
    const bool co_chair = role == v1::ROLE_CO_CHAIR;
    switch (verb) {
        case v1::Command::kPutSummit:
        case v1::Command::kPutRoom:
        case v1::Command::kRemoveRoom:
        case v1::Command::kPutTrack:
        case v1::Command::kRemoveTrack:
        case v1::Command::kPutParty:
        case v1::Command::kRemoveParty:
        case v1::Command::kPutPerson:
        case v1::Command::kRemovePerson:
        case v1::Command::kPutSession:
        case v1::Command::kRemoveSession:
        case v1::Command::kMoveSession:
        case v1::Command::kCancelSession:
        case v1::Command::kPutDocument:
        case v1::Command::kRemoveDocument:
        case v1::Command::kPutBooth:
        case v1::Command::kRemoveBooth:
        case v1::Command::kPutInterpretationTeam:
        case v1::Command::kRemoveInterpretationTeam:
        case v1::Command::kPutShift:
        case v1::Command::kRemoveShift:
        case v1::Command::kReinstateSession:
        case v1::Command::kSetProgrammeStatus:
        case v1::Command::kPutDraft:
        case v1::Command::kAddDraftStep:
        case v1::Command::kRemoveDraftStep:
        case v1::Command::kDiscardDraft:
        case v1::Command::kPublishDraft:
        case v1::Command::kEditSessionText:
        case v1::Command::kImportProgramme: return organiser;
        case v1::Command::kSetProjectedStart:
        case v1::Command::kStartSession:
        case v1::Command::kEndSession:
        case v1::Command::kSetProjectedEnd:
        case v1::Command::kCallSession:
        case v1::Command::kPauseSession:
        case v1::Command::kSuspendSession:
        case v1::Command::kResumeSession:
        case v1::Command::kPostponeSession:
        case v1::Command::kSetPresiding:
        case v1::Command::kReplaceSpeaker:
        case v1::Command::kUndo:
        case v1::Command::kPublishAnnouncement:
        case v1::Command::kWithdrawAnnouncement: return organiser || co_chair;
        case v1::Command::kPushOverrun: return role == v1::ROLE_SERVER;
        case v1::Command::VERB_NOT_SET: return true;  // refused as a command without a verb
    }
    return false;
}

std::optional<v1::Refusal> refuse_role(v1::Role role, v1::Command::VerbCase verb) {
    if (may(role, verb)) return std::nullopt;
    v1::Refusal refusal;
    refusal.set_code(v1::REFUSAL_CODE_FORBIDDEN);
    refusal.set_message(role == v1::ROLE_UNSPECIFIED ? "This needs a key: ask an organiser for one."
                                                     : "Your role may not do this.");
    return refusal;
}

v1::Audience audience_of(v1::Role role) {
    switch (role) {
        case v1::ROLE_ORGANISER:
        case v1::ROLE_SERVER: return v1::AUDIENCE_STAFF;
        case v1::ROLE_CO_CHAIR: return v1::AUDIENCE_BUREAU;
        case v1::ROLE_DELEGATE: return v1::AUDIENCE_DELEGATE;
        case v1::ROLE_PRESS: return v1::AUDIENCE_PRESS;
        case v1::ROLE_INTERPRETER: return v1::AUDIENCE_INTERPRETER;
        default: return v1::AUDIENCE_PUBLIC;
    }
}

}  // namespace dais::summit
