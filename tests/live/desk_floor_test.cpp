// A floor and the desk's clock: whoever speaks does so over a restart, a silence ends at its instant though the server
// was down, and what was known of speakers is gone from the disk when its time is over, however the server ended.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>
#include <future>
#include <iterator>
#include <optional>
#include <sstream>
#include <thread>

#include "server/summit/floor_list.h"
#include "server/summit/floor_rules.h"
#include "server/summit/standing.h"
#include "server/verify.h"
#include "storage/packed.h"
#include "tests/live/desk_at_work.h"
#include "tests/live/time_of_a_test.h"
#include "tests/storage/sample.h"

namespace dais::live {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kNineMs = 1'726'131'600'000;  // 2024-09-12T09:00Z

v1::Command command() {
    static int number = 0;
    v1::Command made;
    made.set_log("test");
    made.set_id("c" + std::to_string(++number));
    made.set_basis(1'000'000);
    return made;
}

// --- What is on the disk

// Of an SQLite file that nobody has open, the blobs of a column.
std::vector<std::string> blobs(const std::string& path, const std::string& select) {
    std::vector<std::string> found;
    sqlite3* database = nullptr;
    sqlite3_stmt* row = nullptr;
    EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_prepare_v2(database, select.c_str(), -1, &row, nullptr), SQLITE_OK) << select;
    while (sqlite3_step(row) == SQLITE_ROW)
        found.emplace_back(static_cast<const char*>(sqlite3_column_blob(row, 0)),
                           static_cast<std::size_t>(sqlite3_column_bytes(row, 0)));
    sqlite3_finalize(row);
    sqlite3_close(database);
    return found;
}

// By which it is told that something known of a speaker stands somewhere in the file: alone it is a few bytes that
// might be anything. In rows it has random bytes before it; checkpoints are compressed, as a whole.
std::vector<std::string> traces_of_traits(const std::string& path) {
    const std::string of_traits =
        " FROM entry WHERE length(body) > 0 AND body <> x'1000' AND kind = " + std::to_string(v1::KIND_SPEAKER_TRAITS) +
        " ORDER BY rowid";
    std::vector<std::string> traces = blobs(path, "SELECT salt" + of_traits);
    const std::vector<std::string> bodies = blobs(path, "SELECT body" + of_traits);
    std::vector<std::string> hashes = blobs(path, "SELECT hash" + of_traits);
    for (std::size_t i = 0; i < bodies.size(); ++i) traces.push_back(hashes.at(i) + bodies[i]);
    for (const std::string& body : blobs(path, "SELECT body FROM checkpoint")) {
        v1::Checkpoint checkpoint;
        EXPECT_TRUE(checkpoint.ParseFromString(storage::unpacked(body)));
        const auto tells = [](const v1::CheckpointRecord& record) {
            return record.entry().kind() == v1::KIND_SPEAKER_TRAITS && summit::holds_traits(record.entry().put());
        };
        if (std::any_of(checkpoint.records().begin(), checkpoint.records().end(), tells)) traces.push_back(body);
    }
    return traces;
}

std::size_t count_raw(const std::string& path, const std::string& bytes) {
    std::size_t count = 0;
    for (const std::string& name : {path, path + "-wal"}) {
        std::ifstream file(name, std::ios::binary);
        const std::string all{std::istreambuf_iterator<char>(file), {}};
        for (std::size_t at = all.find(bytes); at != std::string::npos; at = all.find(bytes, at + 1)) ++count;
    }
    return count;
}

// The Change alone, as somebody leaves it who ends before anything is erased.
void forget_and_end(const std::string& path, const std::string& session) {
    storage::Database database(path, {});
    summit::State state = fold_from_start(database, "test");
    summit::Context context;
    context.log = "test";
    context.secret = database.logs().at(0).secret;
    context.now_ms = state.at_ms();
    context.actor.set_login("server");
    context.actor.set_role(v1::ROLE_SERVER);
    context.audience = v1::AUDIENCE_STAFF;
    context.standing = summit::standing_as(v1::ROLE_SERVER);
    v1::Command forget = command();
    forget.mutable_forget_speakers()->set_id(session);
    const summit::Decided decided = decide(state, forget, context);
    ASSERT_TRUE(std::holds_alternative<summit::Decision>(decided));
    storage::Append append;
    append.log = "test";
    append.change.set_seq(state.seq() + 1);
    append.change.set_at_ms(context.now_ms);
    *append.change.mutable_actor() = context.actor;
    for (const v1::Entry& entry : std::get<summit::Decision>(decided).entries) *append.change.add_entries() = entry;
    append.command_id = forget.id();
    append.body_digest = std::string(32, 'd');
    append.shown = state.apply(append.change, {}).audiences;
    ASSERT_TRUE(database.append({append}).committed);
}

class DeskFloor : public testing::Test {
protected:
    // A plenary from nine to ten, its floor, and a Party.
    void begin() {
        open();
        v1::Command summit = command();
        summit.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
        done(summit);
        v1::Command put = command();
        v1::Session& plenary = *put.mutable_put_session()->mutable_session();
        plenary.add_title()->set_text("Plenary");
        plenary.mutable_planned()->set_starts_at_ms(kNineMs);
        plenary.mutable_planned()->set_ends_at_ms(kNineMs + kHourMs);
        session = done(put);
        put = command();
        put.mutable_put_party()->mutable_party()->add_name()->set_text("Mali");
        party = done(put);
        put = command();
        put.mutable_put_floor()->set_id(session);
        v1::Floor& floor = *put.mutable_put_floor()->mutable_floor();
        floor.set_statement_seconds(300);
        floor.set_staff_traits_purpose("balance");
        floor.set_staff_traits_kept_hours(1);
        done(put);
    }
    void open() { desk.emplace(directory.path(), storage::Options(), nullptr, time.real()); }
    // Ends as it should, with a checkpoint.
    void stop() {
        std::promise<void> stopped;
        desk->desk().stop([&] { stopped.set_value(); });
        stopped.get_future().wait();
        desk.reset();
    }

    std::string done(const v1::Command& asked) {
        const v1::Reply reply = desk->ask(asked);
        EXPECT_TRUE(reply.has_done()) << reply.ShortDebugString();
        return reply.done().id();
    }
    void start_session() {
        v1::Command start = command();
        start.mutable_start_session()->set_id(session);
        done(start);
    }
    std::string inscribe(v1::RequestKind kind = v1::REQUEST_KIND_STATEMENT, bool with_traits = false) {
        v1::Command asks = command();
        asks.mutable_inscribe_speaker()->set_session(session);
        asks.mutable_inscribe_speaker()->mutable_request()->set_kind(kind);
        asks.mutable_inscribe_speaker()->mutable_request()->set_party(party);
        if (with_traits) asks.mutable_inscribe_speaker()->mutable_traits()->set_gender(v1::GENDER_FEMALE);
        if (with_traits) asks.mutable_inscribe_speaker()->mutable_traits()->set_first_time(true);
        return done(asks);
    }
    void start_turn(const std::string& id) {
        v1::Command start = command();
        start.mutable_start_turn()->set_id(id);
        done(start);
    }
    void end_turn(const std::string& id) {
        v1::Command end = command();
        end.mutable_end_turn()->set_id(id);
        done(end);
    }

    v1::Turn turn(const std::string& id) { return *desk->view().view->get<v1::Turn>(v1::KIND_TURN, id); }
    v1::Proposal proposal(const std::string& id) {
        return *desk->view().view->get<v1::Proposal>(v1::KIND_PROPOSAL, id);
    }
    // What is known; empty: nothing any more.
    std::string traits(const std::string& id) {
        const std::string body = desk->view().view->find(v1::KIND_SPEAKER_TRAITS, id)->body;
        return summit::holds_traits(body) ? body : "";
    }
    // Gives the clock more than time enough to do what it must not.
    void nothing_but_strangers() {
        v1::Command nothing = command();
        nothing.mutable_close_list()->set_id(session);
        for (int i = 0; i < 200; ++i) ASSERT_TRUE(desk->ask(nothing, v1::ROLE_PRESS).has_refusal());
    }
    // What was erased by now is gone from the disk.
    void let_the_disk_rest() {
        boost::asio::io_context here;
        boost::asio::co_spawn(here, desk->desk().text("test", "none"), boost::asio::use_future);
        here.run();
    }
    void expect_sound() const {
        storage::Database database(directory.path(), {});
        std::ostringstream report;
        EXPECT_TRUE(verify(database, report)) << report.str();
    }

    tests::TempDirectory directory;
    TimeOfATest time{kNineMs};
    std::optional<DeskAtWork> desk;
    std::string session, party;
};

TEST_F(DeskFloor, WhoeverSpeaksGoesOnOverARestart) {
    begin();
    start_session();
    const std::string speech = inscribe();
    start_turn(speech);
    time.passes(3 * kMinuteMs);
    const std::string before = turn(speech).SerializeAsString();
    desk.reset();
    time.passes(10 * kMinuteMs);
    open();
    EXPECT_EQ(turn(speech).SerializeAsString(), before);
    EXPECT_EQ(summit::spoken_ms(turn(speech), kNineMs + 13 * kMinuteMs), 13 * kMinuteMs);
    time.passes(1 * kMinuteMs);
    end_turn(speech);
    EXPECT_EQ(turn(speech).spoken_ms(), 14 * kMinuteMs);
    EXPECT_EQ(turn(speech).ended_at_ms(), kNineMs + 14 * kMinuteMs);
}

TEST_F(DeskFloor, WhoeverIsInterruptedGoesOnAfterARestart) {
    begin();
    start_session();
    const std::string speech = inscribe();
    const std::string order = inscribe(v1::REQUEST_KIND_POINT_OF_ORDER);
    start_turn(speech);
    time.passes(2 * kMinuteMs);
    start_turn(order);
    stop();
    time.passes(5 * kMinuteMs);
    open();
    EXPECT_FALSE(turn(speech).has_since_ms());
    time.passes(1 * kMinuteMs);
    end_turn(order);
    EXPECT_EQ(turn(order).spoken_ms(), 6 * kMinuteMs);
    EXPECT_EQ(turn(speech).since_ms(), kNineMs + 8 * kMinuteMs);
    time.passes(1 * kMinuteMs);
    end_turn(speech);
    EXPECT_EQ(turn(speech).spoken_ms(), 3 * kMinuteMs);
}

TEST_F(DeskFloor, ASilenceThatEndedWhileTheServerWasDownHasAdoptedAtItsInstant) {
    begin();
    v1::Command put = command();
    put.mutable_put_proposal()->set_session(session);
    put.mutable_put_proposal()->mutable_proposal()->add_title()->set_text("Resolution");
    const std::string resolution = done(put);
    v1::Command silence = command();
    silence.mutable_open_silence()->set_id(resolution);
    silence.mutable_open_silence()->set_until_ms(kNineMs + 30 * kMinuteMs);
    done(silence);
    time.passes(30 * kMinuteMs - 1);
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    EXPECT_EQ(proposal(resolution).state(), v1::PROPOSAL_STATE_SILENCE) << "somebody may object yet";
    const summit::View before = desk->view().view;
    desk.reset();
    time.passes(10 * kHourMs);
    open();
    // What must come is waited for; a test that fails here does not end by itself.
    while (proposal(resolution).state() == v1::PROPOSAL_STATE_SILENCE) std::this_thread::yield();
    EXPECT_EQ(proposal(resolution).state(), v1::PROPOSAL_STATE_ADOPTED);
    EXPECT_EQ(proposal(resolution).manner(), v1::ADOPTION_MANNER_SILENCE);
    EXPECT_EQ(proposal(resolution).decided_at_ms(), kNineMs + 30 * kMinuteMs);
    const summit::View after = desk->view().view;
    const summit::Record& record = *after->find(v1::KIND_PROPOSAL, resolution);
    EXPECT_EQ(record.touch->actor.role(), v1::ROLE_SERVER);
    for (const v1::Audience audience : summit::kAudiences)
        EXPECT_EQ(record.shown_at[summit::index_of(audience)], before->head(audience).position + 1)
            << v1::Audience_Name(audience) << " is told";
    v1::Command late = command();
    late.mutable_break_silence()->set_id(resolution);
    late.mutable_break_silence()->set_party(party);
    EXPECT_EQ(desk->ask(late).refusal().code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST_F(DeskFloor, WhatWasKnownOfSpeakersIsGoneFromTheDiskWhenItsTimeIsOver) {
    begin();
    const std::string speech = inscribe(v1::REQUEST_KIND_STATEMENT, true);
    inscribe(v1::REQUEST_KIND_POINT_OF_ORDER);
    stop();
    const std::vector<std::string> traces = traces_of_traits(directory.path());
    ASSERT_EQ(traces.size(), 3u) << "in its row twice, and in the checkpoint";
    for (const std::string& trace : traces) ASSERT_GT(count_raw(directory.path(), trace), 0u);
    open();
    // An hour after the session.
    time.passes(2 * kHourMs - 1);
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    EXPECT_NE(traits(speech), "") << "it is kept as long as was said";
    time.passes(1);
    while (!traits(speech).empty()) std::this_thread::yield();
    let_the_disk_rest();
    for (const std::string& trace : traces) EXPECT_EQ(count_raw(directory.path(), trace), 0u);
    v1::Command undo = command();
    undo.mutable_undo()->set_position(desk->view().view->head(v1::AUDIENCE_STAFF).position);
    EXPECT_EQ(desk->ask(undo).refusal().code(), v1::REFUSAL_CODE_CONFLICT);
    stop();
    for (const std::string& trace : traces) EXPECT_EQ(count_raw(directory.path(), trace), 0u);
    expect_sound();
    open();
    EXPECT_EQ(traits(speech), "");
}

TEST_F(DeskFloor, AnOrganiserForgetsThemAtOnce) {
    begin();
    const std::string speech = inscribe(v1::REQUEST_KIND_STATEMENT, true);
    stop();
    const std::vector<std::string> traces = traces_of_traits(directory.path());
    open();
    v1::Command forget = command();
    forget.mutable_forget_speakers()->set_id(session);
    done(forget);
    for (const std::string& trace : traces)
        EXPECT_EQ(count_raw(directory.path(), trace), 0u) << "it is answered when it is erased";
    EXPECT_EQ(traits(speech), "");
}

// Decision D18: what a server had not come to, the next one does before anybody listens.
TEST_F(DeskFloor, AServerThatEndedBeforeItErasedThemDoesSoAtItsStart) {
    begin();
    const std::string speech = inscribe(v1::REQUEST_KIND_STATEMENT, true);
    stop();
    const std::vector<std::string> traces = traces_of_traits(directory.path());
    ASSERT_NO_FATAL_FAILURE(forget_and_end(directory.path(), session));
    for (const std::string& trace : traces) ASSERT_GT(count_raw(directory.path(), trace), 0u);
    open();
    for (const std::string& trace : traces) EXPECT_EQ(count_raw(directory.path(), trace), 0u);
    EXPECT_EQ(traits(speech), "");
    inscribe(v1::REQUEST_KIND_POINT_OF_ORDER);
    stop();
    expect_sound();
}

}  // namespace
}  // namespace dais::live
