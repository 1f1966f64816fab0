// Deciding: a Command on a State is entries or a Refusal. A pure function; the same inputs give the same answer.
//
// Each verb is a function of its own, in the file of its noun; decide() is their index.
#pragma once

#include <variant>
#include <vector>

#include "server/summit/change_builder.h"

namespace dais::summit {

// What a command makes happen. No entries: it was so already.
struct Decision {
    std::vector<v1::Entry> entries;
    std::vector<LongText> texts;
    std::string made;
    v1::ImportReport report;
    std::vector<v1::Clash> clashes;      // soft ones that were accepted, or happened; in a preview, all
    std::vector<v1::ImportNote> notes;   // of a published draft
    std::optional<v1::Refusal> refusal;  // of a preview: what would be said instead
    std::vector<std::pair<v1::Kind, std::string>> erased;  // records of which nothing may be left on disk
};

using Decided = std::variant<Decision, v1::Refusal>;

// A command that asks for its preview is decided as if nothing stood in the way but what is wrong with it: its clashes
// are told, and what would be said for them, and none refuses it.
Decided decide(const State& state, const v1::Command& command, const Context& context);

// What one verb does by itself: no rights, no ripple, no clashes.
No do_verb(ChangeBuilder& builder, const v1::Command& command);

// Whether a Command may be the first of a log and so create it.
bool creates_log(const v1::Command& command);

// programme_commands.cpp
No put_summit(ChangeBuilder& builder, v1::Summit summit);
No put_room(ChangeBuilder& builder, const std::string& id, v1::Room room);
No remove_room(ChangeBuilder& builder, const std::string& id);
No put_track(ChangeBuilder& builder, const std::string& id, v1::Track track);
No remove_track(ChangeBuilder& builder, const std::string& id);
No put_party(ChangeBuilder& builder, const std::string& id, v1::Party party);
No remove_party(ChangeBuilder& builder, const std::string& id);
No put_person(ChangeBuilder& builder, const std::string& id, v1::Person person);
No remove_person(ChangeBuilder& builder, const std::string& id);

No set_programme_status(ChangeBuilder& builder, const v1::SetProgrammeStatus& command);

// plan_commands.cpp
No put_session(ChangeBuilder& builder, const v1::PutSession& command);
No remove_session(ChangeBuilder& builder, const std::string& id);
// A no unless every record that a Session names is there for the actor to see.
No check_references(const ChangeBuilder& builder, const v1::Session& session);

// text_commands.cpp
No edit_session_text(ChangeBuilder& builder, v1::EditSessionText command);

// document_commands.cpp
No put_document(ChangeBuilder& builder, const std::string& id, v1::Document document);
No remove_document(ChangeBuilder& builder, const std::string& id);

// interpretation_commands.cpp
No put_booth(ChangeBuilder& builder, const std::string& id, v1::Booth booth);
No remove_booth(ChangeBuilder& builder, const std::string& id);
No put_interpretation_team(ChangeBuilder& builder, const std::string& id, v1::InterpretationTeam team);
No remove_interpretation_team(ChangeBuilder& builder, const std::string& id);
No put_shift(ChangeBuilder& builder, const std::string& id, v1::Shift shift);
// A no if its booth or its team is in another shift at the same time.
No check_free(const ChangeBuilder& builder, const std::string& id, const v1::Shift& shift);
No remove_shift(ChangeBuilder& builder, const std::string& id);

// session_commands.cpp
No set_projected_start(ChangeBuilder& builder, const v1::SetProjectedStart& command);
No start_session(ChangeBuilder& builder, const v1::StartSession& command);
No end_session(ChangeBuilder& builder, const v1::EndSession& command);
No move_session(ChangeBuilder& builder, const v1::MoveSession& command);
// A reason is kept for staff beside the Session.
No cancel_session(ChangeBuilder& builder, const v1::CancelSession& command, const std::string& reason);
No set_projected_end(ChangeBuilder& builder, const v1::SetProjectedEnd& command);
No call_session(ChangeBuilder& builder, const v1::CallSession& command);
No pause_session(ChangeBuilder& builder, const v1::PauseSession& command);
No suspend_session(ChangeBuilder& builder, const v1::SuspendSession& command);
No resume_session(ChangeBuilder& builder, const v1::ResumeSession& command);
No postpone_session(ChangeBuilder& builder, const v1::PostponeSession& command, const std::string& reason);
No reinstate_session(ChangeBuilder& builder, const v1::ReinstateSession& command);
No push_overrun(ChangeBuilder& builder, const v1::PushOverrun& command);

// people_commands.cpp
No set_presiding(ChangeBuilder& builder, const v1::SetPresiding& command);
No replace_speaker(ChangeBuilder& builder, const v1::ReplaceSpeaker& command);

// announcement_commands.cpp
No publish_announcement(ChangeBuilder& builder, const v1::PublishAnnouncement& command);
No publish_emergency(ChangeBuilder& builder, const v1::PublishEmergency& command);
No withdraw_announcement(ChangeBuilder& builder, v1::WithdrawAnnouncement command);
No translate_announcement(ChangeBuilder& builder, v1::TranslateAnnouncement command);
No pin_announcement(ChangeBuilder& builder, const v1::PinAnnouncement& command);
No acknowledge_announcement(ChangeBuilder& builder, const v1::AcknowledgeAnnouncement& command);

// series_commands.cpp
No put_series(ChangeBuilder& builder, v1::Series series);
No put_edition(ChangeBuilder& builder, const std::string& id, v1::Edition edition);
No remove_edition(ChangeBuilder& builder, const std::string& id);

// declaration_commands.cpp
No put_declaration(ChangeBuilder& builder, const v1::PutDeclaration& command);
No remove_declaration(ChangeBuilder& builder, const std::string& id);
No put_declaration_text(ChangeBuilder& builder, v1::PutDeclarationText command);
No adopt_declaration(ChangeBuilder& builder, const v1::AdoptDeclaration& command);
No open_declaration(ChangeBuilder& builder, const v1::OpenDeclaration& command);
No close_declaration(ChangeBuilder& builder, const v1::CloseDeclaration& command);

// endorsement_commands.cpp
No announce_endorsement(ChangeBuilder& builder, const v1::AnnounceEndorsement& command);
No check_credentials(ChangeBuilder& builder, const v1::CheckCredentials& command);
No sign_endorsement(ChangeBuilder& builder, v1::SignEndorsement command);
No withdraw_endorsement(ChangeBuilder& builder, const v1::WithdrawEndorsement& command);

// commitment_commands.cpp
No put_commitment(ChangeBuilder& builder, const std::string& id, v1::Commitment commitment);
No remove_commitment(ChangeBuilder& builder, const std::string& id);
No report_on_commitment(ChangeBuilder& builder, v1::ReportOnCommitment command);

// clearance_commands.cpp
No put_announcement(ChangeBuilder& builder, const v1::PutAnnouncement& command);
No submit_announcement(ChangeBuilder& builder, const v1::SubmitAnnouncement& command);
No approve_announcement(ChangeBuilder& builder, const v1::ApproveAnnouncement& command);
No withdraw_approval(ChangeBuilder& builder, const v1::WithdrawApproval& command);
No release_announcement(ChangeBuilder& builder, const v1::ReleaseAnnouncement& command);
No lift_embargo(ChangeBuilder& builder, const v1::LiftEmbargo& command);

// floor_commands.cpp
No put_floor(ChangeBuilder& builder, const v1::PutFloor& command);
No remove_floor(ChangeBuilder& builder, const std::string& session);
No close_list(ChangeBuilder& builder, const std::string& session);
No reopen_list(ChangeBuilder& builder, const std::string& session);
No arrange_list(ChangeBuilder& builder, const std::string& session);
No record_presence(ChangeBuilder& builder, const v1::RecordPresence& command);
No forget_speakers(ChangeBuilder& builder, const std::string& session);

// request_commands.cpp
No inscribe_speaker(ChangeBuilder& builder, v1::InscribeSpeaker command);
No withdraw_request(ChangeBuilder& builder, const std::string& id);
No set_speaker(ChangeBuilder& builder, v1::SetSpeaker command);
No move_request(ChangeBuilder& builder, v1::MoveRequest command);
No skip_request(ChangeBuilder& builder, v1::SkipRequest command);
No set_allotment(ChangeBuilder& builder, const v1::SetAllotment& command);

// turn_commands.cpp
No start_turn(ChangeBuilder& builder, const std::string& id);
No pause_turn(ChangeBuilder& builder, const std::string& id);
No resume_turn(ChangeBuilder& builder, const std::string& id);
No end_turn(ChangeBuilder& builder, const v1::EndTurn& command);
No yield_turn(ChangeBuilder& builder, const v1::YieldTurn& command);
No cancel_turn(ChangeBuilder& builder, const std::string& id);

// statement_commands.cpp
No submit_statement(ChangeBuilder& builder, v1::SubmitStatement command);
No remove_statement(ChangeBuilder& builder, const std::string& id);

// proposal_commands.cpp
No put_proposal(ChangeBuilder& builder, const v1::PutProposal& command);
No withdraw_proposal(ChangeBuilder& builder, const std::string& id);
No open_silence(ChangeBuilder& builder, const v1::OpenSilence& command);
No break_silence(ChangeBuilder& builder, const v1::BreakSilence& command);
No decide_proposal(ChangeBuilder& builder, const v1::DecideProposal& command);
No end_silence(ChangeBuilder& builder, const std::string& id);

// body_commands.cpp
No put_body(ChangeBuilder& builder, const std::string& id, v1::Body body);
No remove_body(ChangeBuilder& builder, const std::string& id);
No put_seat(ChangeBuilder& builder, const std::string& id, v1::Seat seat);
No remove_seat(ChangeBuilder& builder, const std::string& id);

// partner_commands.cpp
No put_partner(ChangeBuilder& builder, const std::string& id, v1::Partner partner);
No remove_partner(ChangeBuilder& builder, const std::string& id);

// screen_commands.cpp
No put_screen(ChangeBuilder& builder, const std::string& id, v1::Screen screen);
No remove_screen(ChangeBuilder& builder, const std::string& id);
No show_scene(ChangeBuilder& builder, v1::ShowScene command);
No blank_screens(ChangeBuilder& builder, const v1::BlankScreens& command);
No identify_screens(ChangeBuilder& builder, const v1::IdentifyScreens& command);
No reload_screens(ChangeBuilder& builder, const v1::ReloadScreens& command);

// look_commands.cpp
No put_look(ChangeBuilder& builder, v1::Look look);

// erase_command.cpp
No erase_person(ChangeBuilder& builder, const std::string& id);
// What of a Person may stand in texts of others: names and the like, long enough to mean them.
std::vector<std::string> words_of(const v1::Person& person);
// Whether a word means something else in a log, where it must stay: a record's id, the zone, the gap itself.
bool means_something_else(const State& state, const std::string& word);
// A text with a gap where such words were.
std::string without_words(std::string text, const std::vector<std::string>& words);

// draft_commands.cpp
No put_draft(ChangeBuilder& builder, const v1::PutDraft& command);
No add_draft_step(ChangeBuilder& builder, const v1::AddDraftStep& command);
No remove_draft_step(ChangeBuilder& builder, const v1::RemoveDraftStep& command);
No discard_draft(ChangeBuilder& builder, const v1::DiscardDraft& command);
No publish_draft(ChangeBuilder& builder, const v1::PublishDraft& command);

// undo_command.cpp
No undo(ChangeBuilder& builder, const v1::Undo& command);

// import_command.cpp
No import_programme(ChangeBuilder& builder, v1::ImportProgramme programme);

}  // namespace dais::summit
