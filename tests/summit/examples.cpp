// Examples of the verbs of the programme and of the day (cast.h).
#include "tests/summit/cast.h"

namespace dais::summit {

v1::PutSession& put_again(Cast& cast, v1::Command& c, const std::string& id) {
    c.mutable_put_session()->set_id(id);
    *c.mutable_put_session()->mutable_session() = *cast.log.state().get<v1::Session>(v1::KIND_SESSION, id);
    return *c.mutable_put_session();
}

namespace {

void run(Cast& cast, const std::string& session) {
    cast.said([&](auto& c) { c.mutable_start_session()->set_id(session); });
}

std::string screen_in(Cast& cast, const std::string& room) {
    return cast.said([&](auto& c) {
        c.mutable_put_screen()->mutable_screen()->set_name("Screen");
        c.mutable_put_screen()->mutable_screen()->set_room(room);
    });
}

void fill_day(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c, v1::Role role);

}  // namespace

void fill_example(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c, v1::Role role) {
    switch (verb) {
        case v1::Command::kPutSummit:
            *c.mutable_put_summit()->mutable_summit() = cast.log.state().summit();
            c.mutable_put_summit()->mutable_summit()->set_acronym("NEW");
            return;
        case v1::Command::kSetProgrammeStatus:
            c.mutable_set_programme_status()->set_status(v1::PROGRAMME_STATUS_ADOPTED);
            return;
        case v1::Command::kImportProgramme: {
            v1::ImportProgramme& programme = *c.mutable_import_programme();
            programme.set_source("file");
            v1::ImportedRoom& room = *programme.add_rooms();
            room.set_external_id("1");
            *room.mutable_room()->add_name() = text("en", "Imported");
            return;
        }
        case v1::Command::kPutRoom: *c.mutable_put_room()->mutable_room()->add_name() = text("en", "New"); return;
        case v1::Command::kRemoveRoom:
            c.mutable_remove_room()->set_id(
                cast.said([](auto& o) { *o.mutable_put_room()->mutable_room()->add_name() = text("en", "x"); }));
            return;
        case v1::Command::kPutTrack: *c.mutable_put_track()->mutable_track()->add_name() = text("en", "New"); return;
        case v1::Command::kRemoveTrack:
            c.mutable_remove_track()->set_id(
                cast.said([](auto& o) { *o.mutable_put_track()->mutable_track()->add_name() = text("en", "x"); }));
            return;
        case v1::Command::kPutParty: *c.mutable_put_party()->mutable_party()->add_name() = text("en", "New"); return;
        case v1::Command::kRemoveParty:
            c.mutable_remove_party()->set_id(
                cast.said([](auto& o) { *o.mutable_put_party()->mutable_party()->add_name() = text("en", "x"); }));
            return;
        case v1::Command::kPutPerson:
            c.mutable_put_person()->mutable_person()->set_name("New");
            c.mutable_put_person()->mutable_person()->set_party(of.party);
            return;
        case v1::Command::kRemovePerson:
            c.mutable_remove_person()->set_id(cast.said([&](auto& o) {
                o.mutable_put_person()->mutable_person()->set_name("x");
                o.mutable_put_person()->mutable_person()->set_party(of.party);
            }));
            return;
        case v1::Command::kErasePerson: c.mutable_erase_person()->set_id(of.deputy); return;
        case v1::Command::kPutBody: *c.mutable_put_body()->mutable_body()->add_name() = text("en", "New"); return;
        case v1::Command::kRemoveBody:
            c.mutable_remove_body()->set_id(
                cast.said([](auto& o) { *o.mutable_put_body()->mutable_body()->add_name() = text("en", "x"); }));
            return;
        case v1::Command::kPutSeat: {
            v1::Seat& seat = *c.mutable_put_seat()->mutable_seat();
            seat.set_body(of.body);
            seat.set_role(v1::SEAT_ROLE_MEMBER);
            seat.set_person(of.speaker);
            return;
        }
        case v1::Command::kRemoveSeat: c.mutable_remove_seat()->set_id(of.seat); return;
        case v1::Command::kPutPartner:
            *c.mutable_put_partner()->mutable_partner()->add_name() = text("en", "New");
            return;
        case v1::Command::kRemovePartner:
            c.mutable_remove_partner()->set_id(
                cast.said([](auto& o) { *o.mutable_put_partner()->mutable_partner()->add_name() = text("en", "x"); }));
            return;
        case v1::Command::kPutScreen: c.mutable_put_screen()->mutable_screen()->set_name("New"); return;
        case v1::Command::kRemoveScreen: c.mutable_remove_screen()->set_id(screen_in(cast, of.room)); return;
        case v1::Command::kShowScene:
            c.mutable_show_scene()->add_screens(screen_in(cast, of.room));
            c.mutable_show_scene()->mutable_scene()->set_kind(v1::SCENE_KIND_FLOOR);
            return;
        case v1::Command::kBlankScreens:
            c.mutable_blank_screens()->add_screens(screen_in(cast, of.room));
            c.mutable_blank_screens()->set_blank(true);
            return;
        case v1::Command::kIdentifyScreens:
            c.mutable_identify_screens()->add_screens(screen_in(cast, of.room));
            c.mutable_identify_screens()->set_until_ms(cast.log.now_ms + 60'000);
            return;
        case v1::Command::kReloadScreens: c.mutable_reload_screens()->add_screens(screen_in(cast, of.room)); return;
        case v1::Command::kPutLook: c.mutable_put_look()->mutable_look()->set_brand("#16335c"); return;
        case v1::Command::kPutDocument: c.mutable_put_document()->mutable_document()->set_symbol("NEW/1"); return;
        case v1::Command::kRemoveDocument: c.mutable_remove_document()->set_id(of.document); return;
        case v1::Command::kPutBooth:
            c.mutable_put_booth()->mutable_booth()->set_room(of.room);
            c.mutable_put_booth()->mutable_booth()->set_language("ar");
            return;
        case v1::Command::kRemoveBooth:
            cast.said([&](auto& o) { o.mutable_remove_shift()->set_id(of.shift); });
            c.mutable_remove_booth()->set_id(of.booth);
            return;
        case v1::Command::kPutInterpretationTeam:
            c.mutable_put_interpretation_team()->mutable_team()->set_name("New");
            return;
        case v1::Command::kRemoveInterpretationTeam:
            cast.said([&](auto& o) { o.mutable_remove_shift()->set_id(of.shift); });
            c.mutable_remove_interpretation_team()->set_id(of.team);
            return;
        case v1::Command::kPutShift: {
            v1::Shift& shift = *c.mutable_put_shift()->mutable_shift();
            shift = *cast.log.state().get<v1::Shift>(v1::KIND_SHIFT, of.shift);
            shift.mutable_period()->set_starts_at_ms(shift.period().starts_at_ms() + 12 * kHourMs);
            shift.mutable_period()->set_ends_at_ms(shift.period().ends_at_ms() + 12 * kHourMs);
            return;
        }
        case v1::Command::kRemoveShift: c.mutable_remove_shift()->set_id(of.shift); return;
        case v1::Command::kPutDraft: c.mutable_put_draft()->mutable_draft()->set_name("New"); return;
        case v1::Command::kAddDraftStep:
        case v1::Command::kRemoveDraftStep:
        case v1::Command::kDiscardDraft:
        case v1::Command::kPublishDraft: {
            const std::string draft = cast.said([](auto& o) { o.mutable_put_draft()->mutable_draft()->set_name("x"); });
            v1::Command step;
            step.mutable_move_session()->set_id(of.session);
            step.mutable_move_session()->set_room(cast.log.room_a);
            c.mutable_add_draft_step()->set_draft(draft);
            c.mutable_add_draft_step()->set_command(step.SerializeAsString());
            if (verb == v1::Command::kAddDraftStep) return;
            const v1::AddDraftStep add = c.add_draft_step();
            const std::string added = cast.said([&](auto& o) { *o.mutable_add_draft_step() = add; });
            if (verb == v1::Command::kRemoveDraftStep) c.mutable_remove_draft_step()->set_id(added);
            if (verb == v1::Command::kDiscardDraft) c.mutable_discard_draft()->set_id(draft);
            if (verb == v1::Command::kPublishDraft) c.mutable_publish_draft()->set_id(draft);
            return;
        }
        case v1::Command::kPublishAnnouncement:
            *c.mutable_publish_announcement()->mutable_announcement()->add_title() = text("en", "Lunch");
            return;
        case v1::Command::kWithdrawAnnouncement:
            c.mutable_withdraw_announcement()->set_id(cast.said([](auto& o) {
                *o.mutable_publish_announcement()->mutable_announcement()->add_title() = text("en", "x");
                for (const v1::Audience audience : kAudiences)
                    o.mutable_publish_announcement()->add_audiences(audience);
            }));
            return;
        default:
            if (!fill_institution(cast, verb, of, c) && !fill_floor(cast, verb, of, c))
                fill_day(cast, verb, of, c, role);
            return;
    }
}

namespace {

// What concerns a Session. A verb that no switch names fails the test that runs it.
void fill_day(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c, v1::Role role) {
    const std::string& id = of.session;
    switch (verb) {
        case v1::Command::kPutSession: put_again(cast, c, id).mutable_session()->set_agenda_number("7"); return;
        case v1::Command::kRemoveSession: c.mutable_remove_session()->set_id(id); return;
        case v1::Command::kMoveSession:
            c.mutable_move_session()->set_id(id);
            c.mutable_move_session()->set_room(cast.log.room_a);
            return;
        case v1::Command::kCancelSession: c.mutable_cancel_session()->set_id(id); return;
        case v1::Command::kReinstateSession:
            c.set_override_reason("there is no chair yet");
            cast.said([&](auto& o) { o.mutable_cancel_session()->set_id(id); });
            c.mutable_reinstate_session()->set_id(id);
            return;
        case v1::Command::kEditSessionText:
            c.mutable_edit_session_text()->set_id(id);
            *c.mutable_edit_session_text()->add_abstract() = text("en", "About");
            return;
        case v1::Command::kSetProjectedStart:
        case v1::Command::kSetProjectedEnd: {
            const auto planned = cast.log.state().get<v1::Session>(v1::KIND_SESSION, id)->planned();
            if (verb == v1::Command::kSetProjectedStart) {
                c.mutable_set_projected_start()->set_id(id);
                c.mutable_set_projected_start()->set_at_ms(planned.starts_at_ms() + 600'000);
            } else {
                c.mutable_set_projected_end()->set_id(id);
                c.mutable_set_projected_end()->set_at_ms(planned.ends_at_ms() + 600'000);
            }
            return;
        }
        case v1::Command::kCallSession: c.mutable_call_session()->set_id(id); return;
        case v1::Command::kStartSession: c.mutable_start_session()->set_id(id); return;
        case v1::Command::kPauseSession: run(cast, id), c.mutable_pause_session()->set_id(id); return;
        case v1::Command::kSuspendSession: run(cast, id), c.mutable_suspend_session()->set_id(id); return;
        case v1::Command::kResumeSession:
            run(cast, id);
            cast.said([&](auto& o) { o.mutable_pause_session()->set_id(id); });
            c.mutable_resume_session()->set_id(id);
            return;
        case v1::Command::kEndSession: run(cast, id), c.mutable_end_session()->set_id(id); return;
        case v1::Command::kPostponeSession: c.mutable_postpone_session()->set_id(id); return;
        case v1::Command::kSetPresiding:
            c.mutable_set_presiding()->set_id(id);
            c.mutable_set_presiding()->set_person(of.speaker);
            return;
        case v1::Command::kReplaceSpeaker:
            c.mutable_replace_speaker()->set_id(id);
            c.mutable_replace_speaker()->set_person(of.speaker);
            c.mutable_replace_speaker()->set_role(v1::SESSION_ROLE_SPEAKER);
            c.mutable_replace_speaker()->set_by(of.deputy);
            return;
        case v1::Command::kPushOverrun:
            run(cast, id);
            c.mutable_push_overrun()->set_id(id);
            c.mutable_push_overrun()->set_at_ms(cast.log.now_ms + 20 * kHourMs);
            return;
        case v1::Command::kUndo: {
            // Done by the same role, by somebody whose own it was.
            const bool could = right(role, v1::Command::kReplaceSpeaker) != Right::no;
            const v1::Role doer = could ? role : v1::ROLE_ORGANISER;
            v1::Command done = cast.log.command(doer);
            fill_day(cast, v1::Command::kReplaceSpeaker, of, done, doer);
            cast.log.standing = cast.standing(doer, of);
            cast.log.done(done, doer);
            c.mutable_undo()->set_position(cast.log.state().head(audience_of(role)).position);
            return;
        }
        default: FAIL() << "an example of verb " << static_cast<int>(verb) << " is missing";
    }
}

}  // namespace
}  // namespace dais::summit
