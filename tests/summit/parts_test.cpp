// Parts within parts: never in a circle, never too deep, never seen by somebody who does not see the whole.
#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

v1::Command put_into(Programme& day, const std::string& part, const std::string& whole) {
    v1::Session session = day.session(part);
    session.set_part_of(whole.empty() ? "" : day.id(whole));
    return day.put(part, session);
}

TEST(Parts, GoNoDeeperFromBelow) {
    Programme day("A - 09:00-10:00; B - 09:00-10:00 in:A; C - 09:00-10:00 in:B; X - 09:00-10:00");
    day.plan("Y - 09:00-10:00 in:X; Z - 09:00-10:00 in:Y");
    EXPECT_EQ(day.log.refused(put_into(day, "X", "C")).code(), v1::REFUSAL_CODE_CONFLICT) << "Z would be the sixth";
    day.log.done(put_into(day, "Y", "C"));
}

TEST(Parts, AreNoCircleAfterAnUndo) {
    Programme day("A - 09:00-10:00; B - 09:00-10:00 in:A");
    day.log.done(put_into(day, "B", ""));
    v1::Command undo = day.command("undo");
    day.log.done(put_into(day, "A", "B"));
    undo.set_id("late");
    EXPECT_EQ(day.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
}

v1::Command file(TestLog& log, const std::vector<std::pair<std::string, std::string>>& parts) {
    v1::Command command = log.command();
    v1::ImportProgramme& import = *command.mutable_import_programme();
    import.set_source("schedule.xml");
    for (const auto& [name, whole] : parts) {
        v1::ImportedSession& imported = *import.add_sessions();
        imported.set_external_id(name);
        v1::Session& session = *imported.mutable_session();
        *session.add_title() = text("en", name);
        session.set_part_of(whole);
        session.mutable_planned()->set_starts_at_ms(log.now_ms);
        session.mutable_planned()->set_ends_at_ms(log.now_ms + 3'600'000);
    }
    return command;
}

v1::Session called(const TestLog& log, const std::string& title) {
    for (const auto& [id, record] : log.state().all(v1::KIND_SESSION)) {
        const auto session = *log.state().get<v1::Session>(v1::KIND_SESSION, id);
        if (session.title(0).text() == title) return session;
    }
    ADD_FAILURE() << "there is no " << title;
    return {};
}

TEST(Parts, OfAFileInACircleAreTakenApart) {
    TestLog log;
    log.done(file(log, {{"one", "two"}, {"two", "one"}, {"three", "two"}}));
    EXPECT_NE(called(log, "one").part_of().empty(), called(log, "two").part_of().empty()) << "one stands alone";
    EXPECT_FALSE(called(log, "three").part_of().empty());
}

TEST(Parts, OfAFileAreHiddenWithTheirWhole) {
    TestLog log;
    log.done(file(log, {{"whole", ""}}));
    std::string whole;
    for (const auto& [id, record] : log.state().all(v1::KIND_SESSION))
        if (log.state().get<v1::Session>(v1::KIND_SESSION, id)->title(0).text() == "whole") whole = id;
    v1::Command hide = log.command();
    hide.mutable_put_session()->set_id(whole);
    *hide.mutable_put_session()->mutable_session() = called(log, "whole");
    hide.mutable_put_session()->set_hidden(true);
    log.done(hide);
    log.done(file(log, {{"whole", ""}, {"part", "whole"}}));
    for (const Slot* part : log.state().schedule().parts_of(whole)) EXPECT_EQ(part->audiences, kStaffOnly);
    EXPECT_EQ(log.state().schedule().parts_of(whole).size(), 1u);
}

TEST(Parts, ThatStayKeepTheirWholeWhenAFileDropsIt) {
    TestLog log;
    log.done(file(log, {{"whole", ""}, {"part", "whole"}}));
    std::string part;
    for (const auto& [id, record] : log.state().all(v1::KIND_SESSION))
        if (log.state().get<v1::Session>(v1::KIND_SESSION, id)->title(0).text() == "part") part = id;
    v1::Command call = log.command();
    call.mutable_call_session()->set_id(part);
    log.done(call);
    log.done(file(log, {}));
    EXPECT_EQ(called(log, "whole").title(0).text(), "whole") << "its part was called, and is kept";
}

TEST(Parts, GoWithTheirWholeWhenAFileDropsBoth) {
    TestLog log;
    const std::size_t before = log.state().all(v1::KIND_SESSION).size();
    log.done(file(log, {{"a whole", ""}, {"its part", "a whole"}}));
    log.done(file(log, {}));
    EXPECT_EQ(log.state().all(v1::KIND_SESSION).size(), before);
}

// What a part waits for depends on what it is within, however deep: not on its own whole, but on others.
TEST(Parts, WaitForWhatWasAroundThemOnceItIsNot) {
    Programme day("A hall 09:00-09:30 with:ada; B - 09:00-11:30 in:A; C - 10:00-11:00 in:B");
    day.plan("D - 10:00-10:30 in:C with:ada");
    day.done("set-end A 14:00");
    EXPECT_EQ(day.times("D"), "10:00-10:30");
    day.log.done(put_into(day, "B", ""));
    EXPECT_EQ(day.times("D"), "14:00-14:30") << "Ada is with A until then";
    EXPECT_EQ(day.times("C"), "10:00-14:30");
    day.done("undo");
    EXPECT_EQ(day.times("D"), "10:00-10:30");
}

}  // namespace
}  // namespace dais::summit
