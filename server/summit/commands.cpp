#include "server/summit/commands.h"

#include <algorithm>

#include "server/summit/check.h"
#include "server/summit/clashes.h"
#include "server/summit/limits.h"
#include "server/summit/settle.h"
#include "server/summit/standing.h"

namespace dais::summit {

No do_verb(ChangeBuilder& builder, const v1::Command& c) {
    switch (c.verb_case()) {
        case v1::Command::kPutSummit: return put_summit(builder, c.put_summit().summit());
        case v1::Command::kPutRoom: return put_room(builder, c.put_room().id(), c.put_room().room());
        case v1::Command::kRemoveRoom: return remove_room(builder, c.remove_room().id());
        case v1::Command::kPutTrack: return put_track(builder, c.put_track().id(), c.put_track().track());
        case v1::Command::kRemoveTrack: return remove_track(builder, c.remove_track().id());
        case v1::Command::kPutParty: return put_party(builder, c.put_party().id(), c.put_party().party());
        case v1::Command::kRemoveParty: return remove_party(builder, c.remove_party().id());
        case v1::Command::kPutPerson: return put_person(builder, c.put_person().id(), c.put_person().person());
        case v1::Command::kRemovePerson: return remove_person(builder, c.remove_person().id());
        case v1::Command::kPutSession: return put_session(builder, c.put_session());
        case v1::Command::kRemoveSession: return remove_session(builder, c.remove_session().id());
        case v1::Command::kSetProjectedStart: return set_projected_start(builder, c.set_projected_start());
        case v1::Command::kStartSession: return start_session(builder, c.start_session());
        case v1::Command::kEndSession: return end_session(builder, c.end_session());
        case v1::Command::kMoveSession: return move_session(builder, c.move_session());
        case v1::Command::kCancelSession: return cancel_session(builder, c.cancel_session(), c.override_reason());
        case v1::Command::kPublishAnnouncement: return publish_announcement(builder, c.publish_announcement());
        case v1::Command::kWithdrawAnnouncement: return withdraw_announcement(builder, c.withdraw_announcement());
        case v1::Command::kImportProgramme: return import_programme(builder, c.import_programme());
        case v1::Command::kPutDocument:
            return put_document(builder, c.put_document().id(), c.put_document().document());
        case v1::Command::kRemoveDocument: return remove_document(builder, c.remove_document().id());
        case v1::Command::kPutBooth: return put_booth(builder, c.put_booth().id(), c.put_booth().booth());
        case v1::Command::kRemoveBooth: return remove_booth(builder, c.remove_booth().id());
        case v1::Command::kPutInterpretationTeam:
            return put_interpretation_team(builder, c.put_interpretation_team().id(),
                                           c.put_interpretation_team().team());
        case v1::Command::kRemoveInterpretationTeam:
            return remove_interpretation_team(builder, c.remove_interpretation_team().id());
        case v1::Command::kPutShift: return put_shift(builder, c.put_shift().id(), c.put_shift().shift());
        case v1::Command::kRemoveShift: return remove_shift(builder, c.remove_shift().id());
        case v1::Command::kSetProjectedEnd: return set_projected_end(builder, c.set_projected_end());
        case v1::Command::kCallSession: return call_session(builder, c.call_session());
        case v1::Command::kPauseSession: return pause_session(builder, c.pause_session());
        case v1::Command::kSuspendSession: return suspend_session(builder, c.suspend_session());
        case v1::Command::kResumeSession: return resume_session(builder, c.resume_session());
        case v1::Command::kPostponeSession: return postpone_session(builder, c.postpone_session(), c.override_reason());
        case v1::Command::kReinstateSession: return reinstate_session(builder, c.reinstate_session());
        case v1::Command::kSetPresiding: return set_presiding(builder, c.set_presiding());
        case v1::Command::kReplaceSpeaker: return replace_speaker(builder, c.replace_speaker());
        case v1::Command::kPushOverrun: return push_overrun(builder, c.push_overrun());
        case v1::Command::kSetProgrammeStatus: return set_programme_status(builder, c.set_programme_status());
        case v1::Command::kPutDraft: return put_draft(builder, c.put_draft());
        case v1::Command::kAddDraftStep: return add_draft_step(builder, c.add_draft_step());
        case v1::Command::kRemoveDraftStep: return remove_draft_step(builder, c.remove_draft_step());
        case v1::Command::kDiscardDraft: return discard_draft(builder, c.discard_draft());
        case v1::Command::kPublishDraft: return publish_draft(builder, c.publish_draft());
        case v1::Command::kUndo: return undo(builder, c.undo());
        case v1::Command::kEditSessionText: return edit_session_text(builder, c.edit_session_text());
        case v1::Command::kPutBody: return put_body(builder, c.put_body().id(), c.put_body().body());
        case v1::Command::kRemoveBody: return remove_body(builder, c.remove_body().id());
        case v1::Command::kPutSeat: return put_seat(builder, c.put_seat().id(), c.put_seat().seat());
        case v1::Command::kRemoveSeat: return remove_seat(builder, c.remove_seat().id());
        case v1::Command::kErasePerson: return erase_person(builder, c.erase_person().id());
        case v1::Command::kPutSeries: return put_series(builder, c.put_series().series());
        case v1::Command::kPutEdition: return put_edition(builder, c.put_edition().id(), c.put_edition().edition());
        case v1::Command::kRemoveEdition: return remove_edition(builder, c.remove_edition().id());
        case v1::Command::kPutDeclaration: return put_declaration(builder, c.put_declaration());
        case v1::Command::kRemoveDeclaration: return remove_declaration(builder, c.remove_declaration().id());
        case v1::Command::kPutDeclarationText: return put_declaration_text(builder, c.put_declaration_text());
        case v1::Command::kAdoptDeclaration: return adopt_declaration(builder, c.adopt_declaration());
        case v1::Command::kOpenDeclaration: return open_declaration(builder, c.open_declaration());
        case v1::Command::kCloseDeclaration: return close_declaration(builder, c.close_declaration());
        case v1::Command::kAnnounceEndorsement: return announce_endorsement(builder, c.announce_endorsement());
        case v1::Command::kCheckCredentials: return check_credentials(builder, c.check_credentials());
        case v1::Command::kSignEndorsement: return sign_endorsement(builder, c.sign_endorsement());
        case v1::Command::kWithdrawEndorsement: return withdraw_endorsement(builder, c.withdraw_endorsement());
        case v1::Command::kPutCommitment:
            return put_commitment(builder, c.put_commitment().id(), c.put_commitment().commitment());
        case v1::Command::kRemoveCommitment: return remove_commitment(builder, c.remove_commitment().id());
        case v1::Command::kReportOnCommitment: return report_on_commitment(builder, c.report_on_commitment());
        case v1::Command::kPutAnnouncement: return put_announcement(builder, c.put_announcement());
        case v1::Command::kSubmitAnnouncement: return submit_announcement(builder, c.submit_announcement());
        case v1::Command::kApproveAnnouncement: return approve_announcement(builder, c.approve_announcement());
        case v1::Command::kWithdrawApproval: return withdraw_approval(builder, c.withdraw_approval());
        case v1::Command::kReleaseAnnouncement: return release_announcement(builder, c.release_announcement());
        case v1::Command::kLiftEmbargo: return lift_embargo(builder, c.lift_embargo());
        case v1::Command::kTranslateAnnouncement: return translate_announcement(builder, c.translate_announcement());
        case v1::Command::kPublishEmergency: return publish_emergency(builder, c.publish_emergency());
        case v1::Command::kPinAnnouncement: return pin_announcement(builder, c.pin_announcement());
        case v1::Command::kAcknowledgeAnnouncement:
            return acknowledge_announcement(builder, c.acknowledge_announcement());
        case v1::Command::kPutFloor: return put_floor(builder, c.put_floor());
        case v1::Command::kRemoveFloor: return remove_floor(builder, c.remove_floor().id());
        case v1::Command::kCloseList: return close_list(builder, c.close_list().id());
        case v1::Command::kReopenList: return reopen_list(builder, c.reopen_list().id());
        case v1::Command::kInscribeSpeaker: return inscribe_speaker(builder, c.inscribe_speaker());
        case v1::Command::kWithdrawRequest: return withdraw_request(builder, c.withdraw_request().id());
        case v1::Command::kSetSpeaker: return set_speaker(builder, c.set_speaker());
        case v1::Command::kArrangeList: return arrange_list(builder, c.arrange_list().id());
        case v1::Command::kMoveRequest: return move_request(builder, c.move_request());
        case v1::Command::kSkipRequest: return skip_request(builder, c.skip_request());
        case v1::Command::kSetAllotment: return set_allotment(builder, c.set_allotment());
        case v1::Command::kStartTurn: return start_turn(builder, c.start_turn().id());
        case v1::Command::kPauseTurn: return pause_turn(builder, c.pause_turn().id());
        case v1::Command::kResumeTurn: return resume_turn(builder, c.resume_turn().id());
        case v1::Command::kEndTurn: return end_turn(builder, c.end_turn());
        case v1::Command::kYieldTurn: return yield_turn(builder, c.yield_turn());
        case v1::Command::kCancelTurn: return cancel_turn(builder, c.cancel_turn().id());
        case v1::Command::kSubmitStatement: return submit_statement(builder, c.submit_statement());
        case v1::Command::kRemoveStatement: return remove_statement(builder, c.remove_statement().id());
        case v1::Command::kRecordPresence: return record_presence(builder, c.record_presence());
        case v1::Command::kPutProposal: return put_proposal(builder, c.put_proposal());
        case v1::Command::kWithdrawProposal: return withdraw_proposal(builder, c.withdraw_proposal().id());
        case v1::Command::kOpenSilence: return open_silence(builder, c.open_silence());
        case v1::Command::kBreakSilence: return break_silence(builder, c.break_silence());
        case v1::Command::kDecideProposal: return decide_proposal(builder, c.decide_proposal());
        case v1::Command::kEndSilence: return end_silence(builder, c.end_silence().id());
        case v1::Command::kForgetSpeakers: return forget_speakers(builder, c.forget_speakers().id());
        case v1::Command::kPutPartner: return put_partner(builder, c.put_partner().id(), c.put_partner().partner());
        case v1::Command::kRemovePartner: return remove_partner(builder, c.remove_partner().id());
        case v1::Command::kPutScreen: return put_screen(builder, c.put_screen().id(), c.put_screen().screen());
        case v1::Command::kRemoveScreen: return remove_screen(builder, c.remove_screen().id());
        case v1::Command::kShowScene: return show_scene(builder, c.show_scene());
        case v1::Command::kBlankScreens: return blank_screens(builder, c.blank_screens());
        case v1::Command::kIdentifyScreens: return identify_screens(builder, c.identify_screens());
        case v1::Command::kReloadScreens: return reload_screens(builder, c.reload_screens());
        case v1::Command::kPutLook: return put_look(builder, c.put_look().look());
        case v1::Command::VERB_NOT_SET: break;
    }
    return refuse(v1::REFUSAL_CODE_INVALID, "The command has no verb that this server knows.", "verb");
}

namespace {

// What a command clashes with: refused, accepted with a reason, or told.
No answer_for_clashes(ChangeBuilder& builder, const v1::Command& command, std::vector<v1::Clash>& told) {
    const v1::Audience audience = builder.context().audience;
    std::vector<v1::Clash> in_the_way;
    bool hard = false;
    for (const auto& [key, clash] : new_clashes(builder)) {
        if (!may_know(clash, builder, audience)) continue;
        hard = hard || clash.hard();
        if (told.size() < kClashesMax) {
            told.push_back(clash_for(clash, builder, audience));
            if (!only_told(clash, builder)) in_the_way.push_back(told.back());
        }
        if (!command.override_reason().empty() && !clash.hard())
            put_override(builder, clash, command.override_reason());
    }
    if (in_the_way.empty() || is_fact(command.verb_case())) return std::nullopt;
    if (!hard && (!command.override_reason().empty() || command.has_undo())) return std::nullopt;
    // The first words are of what cannot be helped by a reason.
    std::stable_partition(in_the_way.begin(), in_the_way.end(), [](const v1::Clash& clash) { return clash.hard(); });
    No no = refuse(v1::REFUSAL_CODE_CLASH,
                   in_the_way.front().message() + (hard ? "" : " Or give a reason to do it all the same."),
                   hard ? "" : "override_reason");
    for (v1::Clash& clash : in_the_way) *no->add_clashes() = std::move(clash);
    return no;
}

// Who imports reads the report.
void note_clashes(Decision& decision) {
    for (const v1::Clash& clash : decision.clashes) {
        v1::ImportNote& note = *decision.report.add_notes();
        note.set_kind(v1::IMPORT_NOTE_KIND_CLASH);
        note.set_message(clash.message());
    }
}

No check_sizes(const std::vector<v1::Entry>& entries) {
    for (const v1::Entry& entry : entries)
        if (entry.put().size() > kRecordBytesMax)
            return refuse(v1::REFUSAL_CODE_INVALID, "The record would be " + std::to_string(entry.put().size()) +
                                                        " bytes long; at most " + std::to_string(kRecordBytesMax) +
                                                        " are allowed.");
    return std::nullopt;
}

}  // namespace

bool creates_log(const v1::Command& command) {
    return command.verb_case() == v1::Command::kPutSummit || command.verb_case() == v1::Command::kImportProgramme ||
           command.verb_case() == v1::Command::kPutSeries;
}

Decided decide(const State& state, const v1::Command& command, const Context& context) {
    // Whose role alone is given is confined to nothing.
    if (context.standing.held.empty() && context.actor.role() != v1::ROLE_UNSPECIFIED) {
        Context whole = context;
        whole.standing = standing_as(context.actor.role());
        return decide(state, command, whole);
    }
    if (command.id().empty() || command.id().size() > kCommandIdBytesMax)
        return *refuse(v1::REFUSAL_CODE_INVALID, "A command needs an id of 1 to 64 bytes, never used before.", "id");
    if (auto no = refuse_role(context.standing, command.verb_case())) return *no;
    v1::Override reason;
    reason.set_reason(command.override_reason());
    if (auto no = check_fields(reason)) return *no;
    ChangeBuilder builder(state, context);
    if (auto no = do_verb(builder, command)) return *no;
    if (auto no = refuse_beyond_own(builder, command.verb_case())) return *no;
    settle(builder);
    Decision decision;
    decision.refusal = answer_for_clashes(builder, command, decision.clashes);
    if (decision.refusal && !command.preview()) return *decision.refusal;
    decision.entries = builder.entries();
    decision.texts = builder.texts();
    decision.made = builder.made;
    decision.report = builder.report;
    if (command.has_import_programme()) note_clashes(decision);
    decision.notes = builder.notes;
    decision.erased = builder.erased;
    if (auto no = check_sizes(decision.entries)) return *no;
    return decision;
}

}  // namespace dais::summit
