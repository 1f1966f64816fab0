// Every cell of the table of rights, as the commands themselves see it: what a role may do is done, what it may do with
// its own is done there and refused elsewhere, and all else is refused and leaves no trace.
#include <fstream>
#include <sstream>

#include "server/summit/standing.h"
#include "tests/summit/converge.h"

namespace dais::summit {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;

// A programme of which one half is an actor's own and the other is not.
struct Half {
    std::string track, room, party, speaker, deputy, session, document, booth, team, shift, body, seat;
};

class Cast {
public:
    Cast() {
        log.now_ms += 1'000;
        mine = half("Mine", 4);
        theirs = half("Theirs", 8);
    }

    TestLog log;
    Half mine, theirs;

    Standing standing(v1::Role role, const Half& own) const {
        Standing made = standing_as(role);
        for (Standing::Held& held : made.held) {
            held.person = own.speaker;
            held.party = own.party;
            held.tracks = {own.track};
            held.rooms = {own.room};
        }
        return made;
    }

    // Says something as an organiser.
    template <class Fill>
    std::string said(Fill fill) {
        log.standing = {};
        v1::Command command = log.command();
        fill(command);
        return log.done(command);
    }

private:
    Half half(const std::string& name, int hours_later) {
        Half made;
        made.track = said([&](auto& c) { *c.mutable_put_track()->mutable_track()->add_name() = text("en", name); });
        made.room = said([&](auto& c) { *c.mutable_put_room()->mutable_room()->add_name() = text("en", name); });
        made.party = said([&](auto& c) { *c.mutable_put_party()->mutable_party()->add_name() = text("en", name); });
        const auto person = [&](const std::string& called) {
            return said([&](auto& c) {
                c.mutable_put_person()->mutable_person()->set_name(name + called);
                c.mutable_put_person()->mutable_person()->set_party(made.party);
            });
        };
        made.speaker = person(" speaker");
        made.deputy = person(" deputy");
        made.document = said([&](auto& c) { c.mutable_put_document()->mutable_document()->set_symbol(name + "/1"); });
        made.session = said([&](auto& c) {
            v1::Session& session = *c.mutable_put_session()->mutable_session();
            *session.add_title() = text("en", name);
            session.set_kind(v1::SESSION_KIND_PANEL);
            session.set_track(made.track);
            session.set_room(made.room);
            session.mutable_planned()->set_starts_at_ms(log.now_ms + hours_later * kHourMs);
            session.mutable_planned()->set_ends_at_ms(log.now_ms + (hours_later + 1) * kHourMs);
            v1::Participation& part = *session.add_people();
            part.set_person(made.speaker);
            part.set_role(v1::SESSION_ROLE_SPEAKER);
        });
        made.booth = said([&](auto& c) {
            c.mutable_put_booth()->mutable_booth()->set_room(made.room);
            c.mutable_put_booth()->mutable_booth()->set_language("fr");
        });
        made.team = said([&](auto& c) { c.mutable_put_interpretation_team()->mutable_team()->set_name(name); });
        made.shift = said([&](auto& c) {
            v1::Shift& shift = *c.mutable_put_shift()->mutable_shift();
            shift.set_booth(made.booth);
            shift.set_team(made.team);
            shift.mutable_period()->set_starts_at_ms(log.now_ms + hours_later * kHourMs);
            shift.mutable_period()->set_ends_at_ms(log.now_ms + (hours_later + 1) * kHourMs);
        });
        made.body = said([&](auto& c) { *c.mutable_put_body()->mutable_body()->add_name() = text("en", name); });
        made.seat = said([&](auto& c) {
            v1::Seat& seat = *c.mutable_put_seat()->mutable_seat();
            seat.set_body(made.body);
            seat.set_role(v1::SEAT_ROLE_CO_CHAIR);
            seat.set_party(made.party);
            seat.add_acting(made.deputy);
        });
        return made;
    }
};

// The session as it is, for a PutSession of it.
v1::PutSession& put_again(Cast& cast, v1::Command& c, const std::string& id) {
    c.mutable_put_session()->set_id(id);
    *c.mutable_put_session()->mutable_session() = *cast.log.state().get<v1::Session>(v1::KIND_SESSION, id);
    return *c.mutable_put_session();
}

void run(Cast& cast, const std::string& session) {
    cast.said([&](auto& c) { c.mutable_start_session()->set_id(session); });
}

void fill_day(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c, v1::Role role);

// An example of a verb that can be done about one half, once what must be true before has been said. role: of who will
// ask for it; what they undo, they did.
void fill(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c, v1::Role role) {
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
        default: fill_day(cast, verb, of, c, role); return;
    }
}

// What concerns a Session. A verb that neither switch names fails the test that runs it.
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

using Verb = v1::Command::VerbCase;

std::vector<Verb> all_verbs() {
    std::vector<Verb> all;
    const auto* verbs = v1::Command::descriptor()->FindOneofByName("verb");
    for (int i = 0; i < verbs->field_count(); ++i) all.push_back(static_cast<Verb>(verbs->field(i)->number()));
    return all;
}

// A row of the table; its cells are looked at one by one.
class EveryCell : public ::testing::TestWithParam<Verb> {};

// What comes of a verb about one half, asked for by somebody whose own the first half is.
std::optional<v1::Refusal> answer(Cast& cast, const Half& of, Verb verb, v1::Role role) {
    v1::Command command = cast.log.command(role);
    fill(cast, verb, of, command, role);
    // The basis of now, by the eyes of who asks.
    command.set_basis(cast.log.state().head(audience_of(role)).position);
    cast.log.standing = cast.standing(role, cast.mine);
    const std::string before = cast.log.state().dump(v1::AUDIENCE_STAFF);
    const Decided decided = cast.log.ask(command, role);
    const bool same = cast.log.state().dump(v1::AUDIENCE_STAFF) == before;
    if (const auto* no = std::get_if<v1::Refusal>(&decided)) {
        EXPECT_TRUE(same) << "a refusal left a trace";
        return *no;
    }
    EXPECT_FALSE(same) << "the example does nothing";
    return std::nullopt;
}

TEST_P(EveryCell, IsAsTheTableSays) {
    const Cast ready;
    for (const v1::Role role : kRoles) {
        SCOPED_TRACE(role_name(role));
        const Right right = summit::right(role, GetParam());
        Cast with_mine = ready;
        const auto own = answer(with_mine, with_mine.mine, GetParam(), role);
        Cast with_theirs = ready;
        const auto others = answer(with_theirs, with_theirs.theirs, GetParam(), role);
        EXPECT_EQ(own.has_value(), right == Right::no);
        EXPECT_EQ(others.has_value(), right != Right::yes);
        for (const auto& no : {own, others}) {
            if (no) {
                EXPECT_EQ(no->code(), v1::REFUSAL_CODE_FORBIDDEN) << no->message();
            }
        }
    }
}

std::string name_of_verb(const ::testing::TestParamInfo<Verb>& info) {
    return v1::Command::descriptor()->FindFieldByNumber(info.param)->message_type()->name();
}

INSTANTIATE_TEST_SUITE_P(Rights, EveryCell, ::testing::ValuesIn(all_verbs()), name_of_verb);

TEST(Rights, TheTableInArchitectureIsTheOneInForce) {
    std::ifstream file(DAIS_SOURCE_DIR "/ARCHITECTURE.md");
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_NE(text.str().find(rights_table()), std::string::npos)
        << "put this into ARCHITECTURE.md (dais-server rights prints it):\n"
        << rights_table();
}

TEST(Rights, AnOwnerMayDoWhatAnOrganiserMayAndNobodyLessCoversMore) {
    EXPECT_TRUE(covers(v1::ROLE_OWNER, v1::ROLE_ORGANISER));
    EXPECT_FALSE(covers(v1::ROLE_ORGANISER, v1::ROLE_OWNER));
    EXPECT_FALSE(covers(v1::ROLE_TRACK_ORGANISER, v1::ROLE_CO_CHAIR));
    for (const v1::Role role : kRoles) EXPECT_TRUE(covers(role, role));
}

TEST(Rights, WhoIsNeededByWhatIsHiddenIsNotToldByWhat) {
    Cast cast;
    cast.said([&](auto& c) { put_again(cast, c, cast.mine.session).set_hidden(true); });
    cast.log.standing = cast.standing(v1::ROLE_HEAD_OF_DELEGATION, cast.mine);
    v1::Command remove = cast.log.command(v1::ROLE_HEAD_OF_DELEGATION);
    remove.mutable_remove_person()->set_id(cast.mine.speaker);
    EXPECT_EQ(cast.log.refused(remove, v1::ROLE_HEAD_OF_DELEGATION).message(),
              "Something that is not shown to you still needs this. Ask an organiser.");
    cast.log.standing = {};
    remove = cast.log.command();
    remove.mutable_remove_person()->set_id(cast.mine.speaker);
    EXPECT_NE(cast.log.refused(remove).message().find(cast.mine.session), std::string::npos) << "staff are told";
}

TEST(Rights, AKeyDoesNoMoreThanItsScopes) {
    Standing standing = standing_as(v1::ROLE_ORGANISER);
    standing.scopes = 1u << v1::SCOPE_DAY | 1u << v1::SCOPE_READ;
    EXPECT_EQ(right(standing, v1::Command::kStartSession), Right::yes);
    EXPECT_EQ(right(standing, v1::Command::kPutSession), Right::no);
    EXPECT_EQ(right(standing, v1::AccountCommand::kPutGrant), Right::no);
}

}  // namespace
}  // namespace dais::summit
