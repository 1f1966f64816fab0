// Decision D8: a short cut costs only what was missed; whatever does not agree costs a snapshot that replaces.
#include <gtest/gtest.h>
#include <signal.h>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

const std::vector<std::string> kOptions = {"--keys-ms", "100", "--heartbeat-ms", "200"};

v1::Reply set_start(Reader& organiser, const std::string& id, std::int64_t at_ms) {
    v1::Command command = new_command("test", organiser.resume.position());
    command.mutable_set_projected_start()->set_id(id);
    command.mutable_set_projected_start()->set_at_ms(at_ms);
    v1::Reply reply = organiser.ask(command);
    EXPECT_TRUE(reply.has_done()) << reply.ShortDebugString();
    return reply;
}

struct Story {
    ServerProcess server{kOptions};
    std::string key = server.make_key(v1::ROLE_ORGANISER);
    std::vector<std::string> sessions;
    std::unique_ptr<Reader> organiser;

    Story() {
        Reader first(server, key);
        v1::ClientMessage hello;
        hello.mutable_hello();
        first.say(hello);
        first.next();
        sessions = put_summit(first, "test", 3);
        organiser = std::make_unique<Reader>(server, key);
        organiser->follow("test");
    }
};

TEST(Resume, AShortCutCostsOnlyWhatWasMissed) {
    Story story;
    v1::Resume stood;
    {
        Reader reader(story.server, "");
        reader.follow("test");
        stood = reader.resume;
    }
    for (int i = 0; i < 5; ++i) set_start(*story.organiser, story.sessions[0], 1'726'129'000'000 + i * 60'000);
    Reader again(story.server, "");
    const v1::Followed followed = again.follow("test", &stood);
    EXPECT_TRUE(followed.resumed());
    while (again.resume.position() < stood.position() + 5) again.next();
    EXPECT_EQ(again.changes_read, 5u);
    EXPECT_EQ(again.snapshots_read, 0u);
}

TEST(Resume, SurvivesARestartOfTheServer) {
    Story story;
    v1::Resume stood;
    {
        Reader reader(story.server, "");
        reader.follow("test");
        stood = reader.resume;
    }
    set_start(*story.organiser, story.sessions[1], 1'726'140'000'000);
    story.organiser.reset();
    EXPECT_EQ(story.server.end(SIGTERM), 0) << "a graceful stop";
    story.server.start();
    Reader again(story.server, "");
    EXPECT_TRUE(again.follow("test", &stood).resumed());
    while (again.resume.position() < stood.position() + 1) again.next();
    EXPECT_EQ(again.changes_read, 1u);
}

TEST(Resume, WhateverDoesNotAgreeGetsASnapshot) {
    Story story;
    Reader reader(story.server, "");
    reader.follow("test");
    const auto reason_for = [&](const v1::Resume& token, const std::string& key) {
        Reader again(story.server, key);
        const v1::Followed followed = again.follow("test", &token);
        EXPECT_FALSE(followed.resumed());
        EXPECT_GT(again.snapshots_read, 0u);
        return followed.reason();
    };
    v1::Resume other_database = reader.resume;
    other_database.set_chain("otherdb!");
    EXPECT_EQ(reason_for(other_database, ""), "chain");
    v1::Resume other_view = reader.resume;
    other_view.set_view("oldrules");
    EXPECT_EQ(reason_for(other_view, ""), "view");
    v1::Resume from_the_future = reader.resume;
    from_the_future.set_position(reader.resume.position() + 100);
    EXPECT_EQ(reason_for(from_the_future, ""), "position");
    EXPECT_EQ(reason_for(reader.resume, story.key), "audience");
}

TEST(Resume, ADemotedReaderStartsAfresh) {
    Story story;
    const std::string key = story.server.make_key(v1::ROLE_ORGANISER, "Deputy");
    Reader deputy(story.server, key);
    deputy.follow("test");
    EXPECT_EQ(deputy.resume.audience(), v1::AUDIENCE_STAFF);
    const v1::Resume as_staff = deputy.resume;
    story.server.set_role(key, v1::ROLE_DELEGATE);
    v1::ServerMessage message = deputy.next();
    while (!message.has_reset()) message = deputy.next();
    EXPECT_EQ(message.reset().audience(), v1::AUDIENCE_DELEGATE);
    while (!message.has_snapshot() || !message.snapshot().last()) message = deputy.next();
    EXPECT_EQ(deputy.resume.audience(), v1::AUDIENCE_DELEGATE);
    Reader again(story.server, key);
    EXPECT_EQ(again.follow("test", &as_staff).reason(), "audience");
}

TEST(Audiences, APublicReaderLearnsNothingOfStaffWork) {
    Story story;
    Reader reader(story.server, "");
    reader.follow("test");
    const std::uint64_t before = reader.resume.position();
    for (int i = 0; i < 20; ++i) {
        v1::Command put = new_command("test", story.organiser->resume.position());
        v1::Session& session = *put.mutable_put_session()->mutable_session();
        session.add_title()->set_text("TOP-SECRET-NEGOTIATION");
        session.mutable_planned()->set_starts_at_ms(1'726'128'000'000);
        session.mutable_planned()->set_ends_at_ms(1'726'128'600'000);
        session.set_staff_note("STAFF-NOTE-7741");
        put.mutable_put_session()->set_hidden(true);
        ASSERT_TRUE(story.organiser->ask(put).has_done());
    }
    v1::Command room = new_command("test", story.organiser->resume.position());
    room.mutable_put_room()->mutable_room()->add_name()->set_text("Open room");
    room.mutable_put_room()->mutable_room()->set_staff_note("STAFF-NOTE-7741");
    ASSERT_TRUE(story.organiser->ask(room).has_done());
    while (reader.resume.position() == before) reader.next();
    EXPECT_EQ(reader.resume.position(), before + 1) << "staff work leaves no gap";
    Reader fresh(story.server, "");
    fresh.follow("test");
    for (const std::string* seen : {&reader.bytes, &fresh.bytes}) {
        EXPECT_NE(seen->find("Hall"), std::string::npos);
        EXPECT_EQ(seen->find("TOP-SECRET"), std::string::npos);
        EXPECT_EQ(seen->find("STAFF-NOTE"), std::string::npos);
        EXPECT_EQ(seen->find("Secretariat"), std::string::npos);
    }
    EXPECT_NE(story.organiser->bytes.find("TOP-SECRET"), std::string::npos) << "the search can find";
}

TEST(Commands, TheSameIdTwiceDoesNothingTwiceEvenAfterARestart) {
    Story story;
    v1::Command command = new_command("test", story.organiser->resume.position());
    command.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text("Once");
    const v1::Reply first = story.organiser->ask(command);
    const v1::Reply second = story.organiser->ask(command);
    EXPECT_EQ(second.done().id(), first.done().id());
    EXPECT_EQ(second.done().position(), first.done().position());
    story.organiser.reset();
    story.server.end(SIGKILL);
    story.server.start();
    Reader organiser(story.server, story.key);
    organiser.follow("test");
    EXPECT_EQ(organiser.ask(command).done().id(), first.done().id());
    command.set_basis(organiser.resume.position());
    EXPECT_EQ(organiser.ask(command).done().id(), first.done().id()) << "having looked again makes it no other command";
    command.mutable_publish_announcement()->mutable_announcement()->mutable_title(0)->set_text("Twice");
    EXPECT_EQ(organiser.ask(command).refusal().code(), v1::REFUSAL_CODE_COMMAND_ID_REUSED);
    EXPECT_TRUE(story.server.verified());
}

}  // namespace
}  // namespace dais
