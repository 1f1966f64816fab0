#include <set>

#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

class Drafts : public ::testing::Test {
protected:
    void SetUp() override {
        v1::Command put = day.log.command();
        put.mutable_put_draft()->mutable_draft()->set_name("Thursday");
        draft = day.log.done(put);
    }

    v1::Command step_command(const v1::Command& step) {
        v1::Command add = day.log.command();
        add.mutable_add_draft_step()->set_draft(draft);
        add.mutable_add_draft_step()->set_command(step.SerializeAsString());
        return add;
    }
    std::string step(const v1::Command& command) { return day.log.done(step_command(command)); }
    v1::Command publish_command() {
        v1::Command publish = day.log.command();
        publish.mutable_publish_draft()->set_id(draft);
        return publish;
    }
    // What was noted.
    std::string publish(const std::string& reason = {}) {
        v1::Command command = publish_command();
        command.set_override_reason(reason);
        const Decided decided = day.log.ask(command);
        if (const auto* no = std::get_if<v1::Refusal>(&decided)) {
            ADD_FAILURE() << no->message();
            return {};
        }
        std::string notes;
        for (const v1::ImportNote& note : std::get<Decision>(decided).notes)
            notes += note.item() + ": " + note.message() + "\n";
        return notes;
    }
    v1::Command renamed(const std::string& name, const std::string& title) {
        v1::Session session = day.session(name);
        session.mutable_title(0)->set_text(title);
        return day.put(name, session);
    }

    Programme day{"A hall 09:00-10:00; B hall 10:00-11:00; C annex 09:00-10:00"};
    std::string draft;
};

TEST_F(Drafts, PublishManyStepsAsOneChange) {
    step(renamed("A", "Opening"));
    step(day.command("replan B 10:30-11:30"));
    step(day.command("cancel C"));
    EXPECT_EQ(day.session("A").title(0).text(), "A") << "nothing has happened yet";
    const std::uint64_t seq = day.log.state().seq();
    EXPECT_EQ(publish(), "");
    EXPECT_EQ(day.log.state().seq(), seq + 1);
    EXPECT_EQ(day.session("A").title(0).text(), "Opening");
    EXPECT_EQ(day.times("B"), "10:30-11:30");
    EXPECT_EQ(day.status("C"), "CANCELLED");
    EXPECT_TRUE(day.log.state().all(v1::KIND_DRAFT).empty());
    EXPECT_TRUE(day.log.state().all(v1::KIND_DRAFT_STEP).empty());
}

TEST_F(Drafts, AreSeenByStaffAlone) {
    const std::string seen = day.log.state().dump(v1::AUDIENCE_BUREAU);
    const std::uint64_t position = day.log.command(v1::ROLE_CO_CHAIR).basis();
    step(renamed("A", "Opening"));
    for (const v1::Audience audience : kAudiences)
        if (audience != v1::AUDIENCE_STAFF) {
            EXPECT_EQ(day.log.state().dump(audience).find(draft), std::string::npos);
        }
    EXPECT_EQ(day.log.state().dump(v1::AUDIENCE_BUREAU), seen);
    EXPECT_EQ(day.log.command(v1::ROLE_CO_CHAIR).basis(), position);
    EXPECT_EQ(day.log.refused(publish_command(), v1::ROLE_CO_CHAIR).code(), v1::REFUSAL_CODE_FORBIDDEN);
}

TEST_F(Drafts, NameRecordsThatEarlierStepsMake) {
    v1::Command put = day.log.command();
    *put.mutable_put_room()->mutable_room()->add_name() = text("en", "tent");
    const std::string room_step = step(put);
    const std::string tent = day.log.state().get<v1::DraftStep>(v1::KIND_DRAFT_STEP, room_step)->makes();
    ASSERT_FALSE(tent.empty());
    v1::Command move = day.log.command();
    move.mutable_move_session()->set_id(day.id("A"));
    move.mutable_move_session()->set_room(tent);
    const std::string move_step = step(move);
    v1::Command remove = day.log.command();
    remove.mutable_remove_draft_step()->set_id(room_step);
    EXPECT_EQ(day.log.refused(remove).code(), v1::REFUSAL_CODE_CONFLICT) << "the move needs it";
    EXPECT_EQ(publish(), "");
    EXPECT_EQ(day.log.state().schedule().find(day.id("A"))->room, tent);
    day.done("undo");
    EXPECT_EQ(day.log.state().find(v1::KIND_ROOM, tent), nullptr);
    EXPECT_EQ(day.log.state().all(v1::KIND_DRAFT_STEP).size(), 2u) << "the draft is back";
    EXPECT_EQ(publish(), "");
    EXPECT_EQ(day.log.state().schedule().find(day.id("A"))->room, tent);
    (void)move_step;
}

TEST_F(Drafts, TakeTheirFieldsAndLeaveThoseThatChangedLive) {
    v1::Session planned = day.session("A");
    planned.set_room(day.id("annex"));
    planned.mutable_planned()->set_starts_at_ms(day.at("12:00"));
    planned.mutable_planned()->set_ends_at_ms(day.at("13:00"));
    planned.mutable_title(0)->set_text("Draft title");
    step(day.put("A", planned));
    day.log.done(renamed("A", "Live title"));
    const std::string notes = publish();
    EXPECT_EQ(day.session("A").title(0).text(), "Live title");
    EXPECT_EQ(day.session("A").room(), day.id("annex"));
    EXPECT_NE(notes.find("title was changed live"), std::string::npos) << notes;
    EXPECT_EQ(notes.find("room"), std::string::npos) << notes;
}

TEST_F(Drafts, ListWhatMovedLive) {
    step(renamed("A", "Opening"));
    step(day.command("cancel B"));
    day.done("set A 09:20");  // B follows
    const std::string notes = publish();
    EXPECT_EQ(day.times("A"), "09:20-10:20");
    EXPECT_EQ(day.session("A").title(0).text(), "Opening");
    EXPECT_NE(notes.find("was moved, delayed or begun live"), std::string::npos) << notes;
    EXPECT_NE(notes.find("step 2: was left out"), std::string::npos) << notes;
    EXPECT_EQ(day.status("B"), "SCHEDULED");
}

TEST_F(Drafts, LeaveOutWhatIsGone) {
    step(renamed("C", "Side event"));
    step(renamed("A", "Opening"));
    day.done("remove C");
    const std::string notes = publish();
    EXPECT_NE(notes.find("step 1: was left out"), std::string::npos) << notes;
    EXPECT_EQ(day.session("A").title(0).text(), "Opening");
    EXPECT_EQ(day.log.state().find(v1::KIND_SESSION, day.id("C")), nullptr);
}

TEST_F(Drafts, DoNotShowWhatWasHiddenLive) {
    step(renamed("A", "Opening"));
    day.done("hide A");
    EXPECT_NE(publish().find("was hidden live"), std::string::npos);
    EXPECT_EQ(day.log.state().find(v1::KIND_SESSION, day.id("A"))->audiences, kStaffOnly);
    EXPECT_EQ(day.session("A").title(0).text(), "Opening");
}

TEST_F(Drafts, AreBackAfterAnUndo) {
    step(renamed("A", "Opening"));
    const std::string before = day.log.state().dump(v1::AUDIENCE_STAFF);
    publish();
    day.done("undo");
    EXPECT_EQ(day.log.state().dump(v1::AUDIENCE_STAFF), before);
}

TEST_F(Drafts, RefuseAtOnceWhatCouldNeverBeDone) {
    v1::Command nowhere = day.log.command();
    nowhere.mutable_cancel_session()->set_id("s0000");
    EXPECT_EQ(day.log.refused(step_command(nowhere)).code(), v1::REFUSAL_CODE_NOT_FOUND);
    EXPECT_EQ(day.log.refused(step_command(day.command("start A 09:00"))).field(), "command");
    EXPECT_EQ(day.log.refused(step_command(day.command("undo"))).field(), "command");
    EXPECT_EQ(day.log.refused(step_command(publish_command())).field(), "command");
    v1::Command garbage = day.log.command();
    garbage.mutable_add_draft_step()->set_draft(draft);
    garbage.mutable_add_draft_step()->set_command("\xff\xff");
    EXPECT_EQ(day.log.refused(garbage).field(), "command");
    EXPECT_EQ(day.log.refused(publish_command()).code(), v1::REFUSAL_CODE_CONFLICT) << "it has no steps";
}

TEST_F(Drafts, ArePublishedAsTheirPublisherSawThem) {
    step(renamed("A", "Opening"));
    const v1::Command early = publish_command();
    step(renamed("B", "Second"));
    EXPECT_EQ(day.log.refused(early).code(), v1::REFUSAL_CODE_STALE);
}

TEST_F(Drafts, ClashWhenTheyArePublished) {
    step(day.command("replan B 09:30-10:30"));
    const v1::Refusal no = day.log.refused(publish_command());
    EXPECT_EQ(no.code(), v1::REFUSAL_CODE_CLASH);
    EXPECT_TRUE(no.clashes(0).hard());
}

// What is said to people and what parties say is no change of the programme; a form that a step could not merge with
// what becomes of the record meanwhile least of all.
TEST_F(Drafts, TakeNothingThatIsAnnouncedDeclaredOrEndorsed) {
    for (const char* verb :
         {"publish_announcement",   "withdraw_announcement", "put_announcement",     "submit_announcement",
          "approve_announcement",   "withdraw_approval",     "release_announcement", "lift_embargo",
          "translate_announcement", "publish_emergency",     "pin_announcement",     "acknowledge_announcement",
          "put_declaration",        "remove_declaration",    "put_declaration_text", "adopt_declaration",
          "open_declaration",       "close_declaration",     "announce_endorsement", "check_credentials",
          "sign_endorsement",       "withdraw_endorsement",  "report_on_commitment"}) {
        SCOPED_TRACE(verb);
        v1::Command command;
        command.GetReflection()->MutableMessage(&command, v1::Command::descriptor()->FindFieldByName(verb));
        EXPECT_EQ(day.log.refused(step_command(command)).message(),
                  "A draft gathers changes of the programme; this is done at once or not at all.");
    }
}

TEST_F(Drafts, TakeAnEdition) {
    v1::Command put = day.log.command();
    put.mutable_put_edition()->mutable_edition()->set_number(1);
    const std::string edition = day.log.done(put);
    put = day.log.command();
    put.mutable_put_edition()->set_id(edition);
    put.mutable_put_edition()->mutable_edition()->set_number(1);
    put.mutable_put_edition()->mutable_edition()->set_log("dublin-2022");
    step(put);
    EXPECT_EQ(publish(), "");
    EXPECT_EQ(day.log.state().get<v1::Edition>(v1::KIND_EDITION, edition)->log(), "dublin-2022");
}

TEST_F(Drafts, AreDiscardedWithTheirSteps) {
    step(renamed("A", "Opening"));
    v1::Command discard = day.log.command();
    discard.mutable_discard_draft()->set_id(draft);
    day.log.done(discard);
    EXPECT_TRUE(day.log.state().all(v1::KIND_DRAFT).empty());
    EXPECT_TRUE(day.log.state().all(v1::KIND_DRAFT_STEP).empty());
    day.done("undo");
    EXPECT_EQ(day.log.state().all(v1::KIND_DRAFT_STEP).size(), 1u);
}

TEST_F(Drafts, ShowTheirDifferenceInAPreview) {
    step(renamed("A", "Opening"));
    step(day.command("cancel C"));
    v1::Command command = publish_command();
    command.set_preview(true);
    const Decided decided = day.log.ask(command);
    ASSERT_TRUE(std::holds_alternative<Decision>(decided));
    std::set<std::string> touched;
    for (const v1::Entry& entry : std::get<Decision>(decided).entries)
        if (entry.kind() == v1::KIND_SESSION || entry.kind() == v1::KIND_SESSION_PROGRESS) touched.insert(entry.id());
    EXPECT_EQ(touched, (std::set<std::string>{day.id("A"), day.id("C")}));
    EXPECT_EQ(day.session("A").title(0).text(), "A");
}

}  // namespace
}  // namespace dais::summit
