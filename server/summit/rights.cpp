#include "server/summit/rights.h"

#include <algorithm>

namespace dais::summit {
namespace {

constexpr std::size_t kColumns = kRoles.size();

// "+" may, "o" may with what is their own, "." may not; a column per role.
struct Row {
    v1::Scope scope = v1::SCOPE_UNSPECIFIED;
    std::array<char, kColumns> cells{};
};

// As many cells as there are roles, or it does not compile.
consteval Row row(v1::Scope scope, const char (&text)[2 * kColumns]) {
    Row made{scope, {}};
    for (std::size_t i = 0; i < kColumns; ++i) {
        made.cells[i] = text[2 * i];
        if (made.cells[i] != '+' && made.cells[i] != 'o' && made.cells[i] != '.') throw "a cell is +, o or .";
        if (i + 1 < kColumns && text[2 * i + 1] != ' ') throw "cells are apart";
    }
    return made;
}

constexpr auto kDay = v1::SCOPE_DAY;
constexpr auto kProgramme = v1::SCOPE_PROGRAMME;
constexpr auto kAnnouncements = v1::SCOPE_ANNOUNCEMENTS;
constexpr auto kAccounts = v1::SCOPE_ACCOUNTS;

// A verb without a row does not compile.
#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wswitch"
// Rows that are alike are alike by chance.
// NOLINTBEGIN(bugprone-branch-clone)
// clang-format off
constexpr Row row_of(v1::Command::VerbCase verb) {
    using Verb = v1::Command;
    switch (verb) {                               //          owner organiser co-chair track-organiser press-officer moderator head-of-delegation
                                                  //          |          |     |     |     delegate interpreter press screen edge server nobody
        case Verb::kPutSummit:                return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kSetProgrammeStatus:       return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kImportProgramme:          return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutRoom:                  return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveRoom:               return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutTrack:                 return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveTrack:              return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutParty:                 return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveParty:              return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutPerson:                return row(kProgramme,     "+ + . . . . o . . . . . . .");
        case Verb::kRemovePerson:             return row(kProgramme,     "+ + . . . . o . . . . . . .");
        case Verb::kErasePerson:              return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutBody:                  return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveBody:               return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutSeat:                  return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveSeat:               return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutPartner:               return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemovePartner:            return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutScreen:                return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveScreen:             return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutLook:                  return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutSession:               return row(kProgramme,     "+ + . o . . . . . . . . . .");
        case Verb::kRemoveSession:            return row(kProgramme,     "+ + . o . . . . . . . . . .");
        case Verb::kMoveSession:              return row(kProgramme,     "+ + . o . . . . . . . . . .");
        case Verb::kCancelSession:            return row(kProgramme,     "+ + . o . . . . . . . . . .");
        case Verb::kReinstateSession:         return row(kProgramme,     "+ + . o . . . . . . . . . .");
        case Verb::kEditSessionText:          return row(kProgramme,     "+ + . o . . . . . . . . . .");
        case Verb::kPutDocument:              return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveDocument:           return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutBooth:                 return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveBooth:              return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutInterpretationTeam:    return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveInterpretationTeam: return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutShift:                 return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveShift:              return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutDraft:                 return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kAddDraftStep:             return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveDraftStep:          return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kDiscardDraft:             return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPublishDraft:             return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kSetProjectedStart:        return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kSetProjectedEnd:          return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kCallSession:              return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kStartSession:             return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kPauseSession:             return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kSuspendSession:           return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kResumeSession:            return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kEndSession:               return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kPostponeSession:          return row(kDay,           "+ + + o . . . . . . . . . .");
        case Verb::kSetPresiding:             return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kReplaceSpeaker:           return row(kDay,           "+ + + o . o o . . . . . . .");
        case Verb::kUndo:                     return row(kDay,           "+ + + o . o o . . . . . . .");
        case Verb::kPublishAnnouncement:      return row(kAnnouncements, "+ + + . + . . . . . . . . .");
        case Verb::kWithdrawAnnouncement:     return row(kAnnouncements, "+ + + . + . . . . . . . . .");
        case Verb::kPutSeries:                return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutEdition:               return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveEdition:            return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutDeclaration:           return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kRemoveDeclaration:        return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kPutDeclarationText:       return row(kProgramme,     "+ + . . . . . . . . . . . .");
        case Verb::kAdoptDeclaration:         return row(kDay,           "+ + + . . . . . . . . . . .");
        case Verb::kOpenDeclaration:          return row(kDay,           "+ + + . . . . . . . . . . .");
        case Verb::kCloseDeclaration:         return row(kDay,           "+ + + . . . . . . . . . . .");
        case Verb::kAnnounceEndorsement:      return row(kDay,           "+ + . . . . o . . . . . . .");
        case Verb::kCheckCredentials:         return row(kDay,           "+ + . . . . . . . . . . . .");
        case Verb::kSignEndorsement:          return row(kDay,           "+ + . . . . o . . . . . . .");
        case Verb::kWithdrawEndorsement:      return row(kDay,           "+ + . . . . o . . . . . . .");
        case Verb::kPutCommitment:            return row(kProgramme,     "+ + . . . . o . . . . . . .");
        case Verb::kRemoveCommitment:         return row(kProgramme,     "+ + . . . . o . . . . . . .");
        case Verb::kReportOnCommitment:       return row(kProgramme,     "+ + . . . . o . . . . . . .");
        case Verb::kPutAnnouncement:          return row(kAnnouncements, "+ + + . + . . . . . . . . .");
        case Verb::kSubmitAnnouncement:       return row(kAnnouncements, "+ + + . + . . . . . . . . .");
        case Verb::kApproveAnnouncement:      return row(kAnnouncements, "+ + + . . . . . . . . . . .");
        case Verb::kWithdrawApproval:         return row(kAnnouncements, "+ + + . . . . . . . . . . .");
        case Verb::kReleaseAnnouncement:      return row(kAnnouncements, "+ + + . + . . . . . . . . .");
        case Verb::kLiftEmbargo:              return row(kAnnouncements, "+ + . . . . . . . . . . + .");
        case Verb::kTranslateAnnouncement:    return row(kAnnouncements, "+ + + . + . . . . . . . . .");
        case Verb::kPublishEmergency:         return row(kAnnouncements, "+ + . . . . . . . . . . . .");
        case Verb::kPinAnnouncement:          return row(kAnnouncements, "+ + + . + . . . . . . . . .");
        case Verb::kAcknowledgeAnnouncement:  return row(kDay,           "+ + . . . . o o . . . . . .");
        case Verb::kPutFloor:                 return row(kProgramme,     "+ + + o . o . . . . . . . .");
        case Verb::kRemoveFloor:              return row(kProgramme,     "+ + + o . o . . . . . . . .");
        case Verb::kCloseList:                return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kReopenList:               return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kInscribeSpeaker:          return row(kDay,           "+ + + o . o o o . . . . . .");
        case Verb::kWithdrawRequest:          return row(kDay,           "+ + + o . o o o . . . . . .");
        case Verb::kSetSpeaker:               return row(kDay,           "+ + + o . o o . . . . . . .");
        case Verb::kArrangeList:              return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kMoveRequest:              return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kSkipRequest:              return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kSetAllotment:             return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kStartTurn:                return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kPauseTurn:                return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kResumeTurn:               return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kEndTurn:                  return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kYieldTurn:                return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kCancelTurn:               return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kSubmitStatement:          return row(kDay,           "+ + . o + . o o . . . . . .");
        case Verb::kRemoveStatement:          return row(kDay,           "+ + . o + . o o . . . . . .");
        case Verb::kRecordPresence:           return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kPutProposal:              return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kWithdrawProposal:         return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kOpenSilence:              return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kBreakSilence:             return row(kDay,           "+ + + . . . o . . . . . . .");
        case Verb::kDecideProposal:           return row(kDay,           "+ + + o . o . . . . . . . .");
        case Verb::kEndSilence:               return row(kDay,           ". . . . . . . . . . . . + .");
        case Verb::kForgetSpeakers:           return row(kDay,           "+ + . . . . . . . . . . + .");
        case Verb::kShowScene:                return row(kDay,           "+ + . . . o . . . . . . . .");
        case Verb::kBlankScreens:             return row(kDay,           "+ + . . . . . . . . . . . .");
        case Verb::kIdentifyScreens:          return row(kDay,           "+ + . . . o . . . . . . . .");
        case Verb::kReloadScreens:            return row(kDay,           "+ + . . . . . . . . . . . .");
        case Verb::kPushOverrun:              return row(kDay,           ". . . . . . . . . . . . + .");
        case Verb::VERB_NOT_SET: break;
    }
    return {};
}

// The roles are those on the log that the command names. Own: oneself, and whatever one's own role covers.
constexpr Row row_of(v1::AccountCommand::VerbCase verb) {
    using Verb = v1::AccountCommand;
    switch (verb) {
        case Verb::kMakeInvitation:           return row(kAccounts,      "+ o . . . . . . . . . . . .");
        case Verb::kWithdrawInvitation:       return row(kAccounts,      "+ o . . . . . . . . . . . .");
        case Verb::kPutGrant:                 return row(kAccounts,      "+ o . . . . . . . . . . . .");
        case Verb::kRemoveGrant:              return row(kAccounts,      "+ o . . . . . . . . . . . .");
        case Verb::kMakeRecovery:             return row(kAccounts,      "+ o . . . . . . . . . . . .");
        case Verb::kCloseAccount:             return row(kAccounts,      "+ . . . . . . . . . . . . .");
        case Verb::kPairScreen:               return row(kAccounts,      "+ + . . . . . . . . . . . .");
        case Verb::kReadAccounts:             return row(kAccounts,      "+ + . . . . . . . . . . . .");
        case Verb::kReadAudit:                return row(kAccounts,      "+ + . . . . . . . . . . . .");
        case Verb::kEndLogin:                 return row(kAccounts,      "+ + o o o o o o o o . . . o");
        case Verb::kMakeKey:                  return row(kAccounts,      "o o o o o o o o o o . . . .");
        case Verb::kRevokeKey:                return row(kAccounts,      "+ + o o o o o o o o . . . o");
        case Verb::kChangePassword:           return row(kAccounts,      "o o o o o o o o o o . . . o");
        case Verb::kBeginSecondFactor:        return row(kAccounts,      "o o o o o o o o o o . . . o");
        case Verb::kConfirmSecondFactor:      return row(kAccounts,      "o o o o o o o o o o . . . o");
        case Verb::kRemoveSecondFactor:       return row(kAccounts,      "o o o o o o o o o o . . . o");
        case Verb::kMakePhoneLink:            return row(kAccounts,      "o o o o o o o o o o . . . o");
        case Verb::kRenameAccount:            return row(kAccounts,      "o o o o o o o o o o . . . o");
        case Verb::VERB_NOT_SET: break;
    }
    return {};
}
// clang-format on
// NOLINTEND(bugprone-branch-clone)
#pragma GCC diagnostic pop

std::size_t column_of(v1::Role role) {
    const auto at = std::find(kRoles.begin(), kRoles.end(), role);
    return static_cast<std::size_t>((at == kRoles.end() ? kRoles.end() - 1 : at) - kRoles.begin());
}

Right right_in(const Row& row, v1::Role role) {
    const char cell = row.cells[column_of(role)];
    return cell == '+' ? Right::yes : cell == 'o' ? Right::own : Right::no;
}

std::string words(std::string name) {
    for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name;
}

// A row per verb of a oneof, in the order of their numbers.
template <class Message>
std::string rows() {
    const auto* verbs = Message::descriptor()->FindOneofByName("verb");
    std::string text;
    for (int i = 0; i < verbs->field_count(); ++i) {
        const auto* field = verbs->field(i);
        const Row row = row_of(static_cast<typename Message::VerbCase>(field->number()));
        text += "| " + field->message_type()->name() + " | " + words(v1::Scope_Name(row.scope).substr(6));
        for (const char cell : row.cells) text += cell == '+' ? " | yes" : cell == 'o' ? " | own" : " | ";
        text += " |\n";
    }
    return text;
}

}  // namespace

Right right(v1::Role role, v1::Command::VerbCase verb) { return right_in(row_of(verb), role); }
Right right(v1::Role role, v1::AccountCommand::VerbCase verb) { return right_in(row_of(verb), role); }
v1::Scope scope_of(v1::Command::VerbCase verb) { return row_of(verb).scope; }
v1::Scope scope_of(v1::AccountCommand::VerbCase verb) { return row_of(verb).scope; }

bool covers(v1::Role role, v1::Role other) {
    const auto covered = [&]<class Message>(const Message&) {
        const auto* verbs = Message::descriptor()->FindOneofByName("verb");
        for (int i = 0; i < verbs->field_count(); ++i) {
            const auto verb = static_cast<typename Message::VerbCase>(verbs->field(i)->number());
            if (right(role, verb) < right(other, verb)) return false;
        }
        return true;
    };
    return covered(v1::Command::default_instance()) && covered(v1::AccountCommand::default_instance());
}

v1::Audience audience_of(v1::Role role) {
    switch (role) {
        case v1::ROLE_OWNER:
        case v1::ROLE_ORGANISER:
        case v1::ROLE_TRACK_ORGANISER:
        case v1::ROLE_PRESS_OFFICER:
        case v1::ROLE_SERVER: return v1::AUDIENCE_STAFF;
        case v1::ROLE_CO_CHAIR:
        case v1::ROLE_MODERATOR: return v1::AUDIENCE_BUREAU;
        case v1::ROLE_DELEGATE:
        case v1::ROLE_HEAD_OF_DELEGATION: return v1::AUDIENCE_DELEGATE;
        case v1::ROLE_PRESS: return v1::AUDIENCE_PRESS;
        case v1::ROLE_INTERPRETER: return v1::AUDIENCE_INTERPRETER;
        default: return v1::AUDIENCE_PUBLIC;
    }
}

std::string role_name(v1::Role role) {
    if (role == v1::ROLE_UNSPECIFIED) return "nobody";
    return role == v1::ROLE_CO_CHAIR ? "co-chair" : words(v1::Role_Name(role).substr(5));
}

std::string rights_table() {
    std::string head = "| | for keys";
    std::string line = "|---|---";
    std::string reads = "| *reads as* | ";
    for (const v1::Role role : kRoles) {
        head += " | " + role_name(role);
        line += "|---";
        reads += " | " + words(v1::Audience_Name(audience_of(role)).substr(9));
    }
    return head + " |\n" + line + "|\n" + reads + " |\n" + rows<v1::Command>() + rows<v1::AccountCommand>();
}

}  // namespace dais::summit
