// The state at every position of a played log is what a follower held then, for every audience, whatever checkpoints
// there are; and what was since taken out of a reader's sight is not in their past.
#include "server/live/past_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "server/summit/commands.h"
#include "server/summit/rights.h"
#include "tests/storage/sample.h"
#include "tests/summit/converge.h"

namespace dais::live {
namespace {

using testing::ElementsAre;

// A log on disk, as the desk keeps it, and what each audience held at each of its positions.
class KeptLog {
public:
    KeptLog() {
        v1::Command summit = command();
        *summit.mutable_put_summit()->mutable_summit()->add_name() = summit::text("en", "Summit");
        done(std::move(summit));
        for (const char* name : {"Hall", "Annex"}) {
            v1::Command room = command();
            *room.mutable_put_room()->mutable_room()->add_name() = summit::text("en", name);
            room.mutable_put_room()->mutable_room()->set_staff_note("door code 1234");
            rooms.push_back(done(std::move(room)));
        }
        for (int i = 0; i < 3; ++i) sessions.push_back(put_session("", i, false));
    }

    v1::Command command() {
        v1::Command made;
        made.set_log("test");
        made.set_id("c" + std::to_string(state.seq()));
        made.set_basis(state.head(v1::AUDIENCE_STAFF).position);
        return made;
    }

    std::string put_session(const std::string& id, int hour, bool hidden, const std::string& note = "") {
        v1::Command put = command();
        put.mutable_put_session()->set_id(id);
        v1::Session& session = *put.mutable_put_session()->mutable_session();
        *session.add_title() = summit::text("en", "Session " + std::to_string(hour));
        session.mutable_planned()->set_starts_at_ms(now_ms + hour * 3'600'000);
        session.mutable_planned()->set_ends_at_ms(session.planned().starts_at_ms() + 3'600'000);
        session.set_room(rooms[0]);
        session.set_staff_note(note);
        put.mutable_put_session()->set_hidden(hidden);
        return done(std::move(put));
    }

    void set_start(const std::string& id, int minutes) {
        v1::Command set = command();
        set.mutable_set_projected_start()->set_id(id);
        set.mutable_set_projected_start()->set_at_ms(now_ms + minutes * 60'000);
        done(std::move(set));
    }

    void move(const std::string& id, const std::string& room) {
        v1::Command move = command();
        move.mutable_move_session()->set_id(id);
        move.mutable_move_session()->set_room(room);
        done(std::move(move));
    }

    void remove(const std::string& id) {
        v1::Command gone = command();
        gone.mutable_remove_session()->set_id(id);
        done(std::move(gone));
    }

    std::string done(v1::Command command) {
        command.set_override_reason("as agreed");
        summit::Context context{"test", std::string(32, 's'), {}, v1::AUDIENCE_STAFF, clock_ms += 60'000, {}, nullptr};
        context.actor.set_login("key:test");
        context.actor.set_name("Secretariat");
        context.actor.set_role(v1::ROLE_ORGANISER);
        if (command.has_basis()) context.basis = command.basis();
        summit::Decided decided = summit::decide(state, command, context);
        if (const auto* no = std::get_if<v1::Refusal>(&decided)) {
            ADD_FAILURE() << no->ShortDebugString();
            return "";
        }
        const auto& decision = std::get<summit::Decision>(decided);
        storage::Append append;
        append.log = "test";
        if (state.seq() == 0) append.new_secret = std::string(32, 's');
        append.change.set_seq(state.seq() + 1);
        append.change.set_at_ms(context.now_ms);
        *append.change.mutable_actor() = context.actor;
        for (const v1::Entry& entry : decision.entries) *append.change.add_entries() = entry;
        append.command_id = command.id();
        append.body_digest = std::string(32, 'd');
        // As at the desk: the tentative state tells what it shows, the durable one is told the chain.
        append.shown = summit::State(state).apply(append.change, {}).audiences;
        state.apply(append.change, database.append({append}).chains.at(0));
        for (const v1::Audience audience : summit::kAudiences) {
            const summit::AudienceHead& head = state.head(audience);
            held[audience][head.position] = {state.dump(audience), head.digest, head.chain, context.now_ms};
        }
        return decision.made;
    }

    void checkpoint() {
        ASSERT_TRUE(database.put_checkpoint("test", {state.seq(), state.checkpoint().SerializeAsString()}));
    }

    summit::View now() const { return std::make_shared<const summit::State>(state); }

    struct Held {
        std::string dump;
        std::uint64_t digest = 0;
        std::string chain;
        std::int64_t at_ms = 0;  // the last Change at this position
    };

    tests::TempDirectory directory;
    Limits limits;
    storage::Database database{directory.path(), {}};
    summit::State state;
    std::map<v1::Audience, std::map<std::uint64_t, Held>> held;
    std::vector<std::string> rooms, sessions;
    const std::int64_t now_ms = 1'726'128'000'000;
    std::int64_t clock_ms = now_ms;
};

// Every position of every audience, against what a follower held then.
void expect_all(KeptLog& log, PastReader& reader) {
    std::size_t positions = 0;
    for (const auto& [audience, by_position] : log.held) {
        SCOPED_TRACE(v1::Audience_Name(audience));
        for (const auto& [position, held] : by_position) {
            if (position == 0) continue;
            const auto seq = reader.course("test").seq_of(audience, position);
            ASSERT_TRUE(seq) << position;
            const summit::View past = reader.state({"test", audience, nullptr}, *seq);
            EXPECT_EQ(past->dump(audience), held.dump) << position;
            EXPECT_EQ(past->head(audience).position, position);
            EXPECT_EQ(past->head(audience).digest, held.digest) << position;
            EXPECT_EQ(past->head(audience).chain, held.chain) << position;
            // By time: what was last made at or before.
            const std::uint64_t by = reader.course("test").seq_by(held.at_ms + 59'999);
            EXPECT_EQ(reader.course("test").position_at(audience, by), position);
            ++positions;
        }
        EXPECT_FALSE(reader.course("test").seq_of(audience, by_position.rbegin()->first + 1));
    }
    EXPECT_GT(positions, 100u);
}

void play(KeptLog& log) {
    for (int round = 0; round < 4; ++round) {
        log.set_start(log.sessions[0], 20 + round);
        log.put_session(log.sessions[1], 1, round % 2 == 0, "note");
        log.move(log.sessions[2], log.rooms[round % 2 == 0 ? 1 : 0]);
        log.sessions.push_back(log.put_session("", 5 + round, true));
        if (round == 1) log.remove(log.sessions[3]);
        if (round == 1) log.checkpoint();
        log.put_session(log.sessions[2], 2, false, "only staff see this " + std::to_string(round));
    }
}

TEST(PastReader, AtEveryPositionShowsWhatAFollowerHeldThen) {
    KeptLog log;
    play(log);
    PastReader reader(log.limits, log.directory.path());
    expect_all(log, reader);
    // The log goes on while somebody reads; and a reader that starts anew sees the same.
    log.set_start(log.sessions[0], 50);
    log.checkpoint();
    log.move(log.sessions[0], log.rooms[1]);
    expect_all(log, reader);
    PastReader again(log.limits, log.directory.path());
    expect_all(log, again);
}

TEST(PastReader, BeforeTheFirstChangeThereIsNothing) {
    KeptLog log;
    PastReader reader(log.limits, log.directory.path());
    EXPECT_EQ(reader.course("test").seq_by(log.now_ms - 1), 0u);
    EXPECT_EQ(reader.state({"test", v1::AUDIENCE_STAFF, nullptr}, 0)->dump(v1::AUDIENCE_STAFF), "");
    EXPECT_EQ(reader.course("nobody").seq(), 0u);
}

TEST(PastReader, WhatIsHiddenTodayWasNeverThereForThoseWhoDoNotSeeIt) {
    KeptLog log;
    const std::string id = log.sessions[0];
    const std::uint64_t shown_at = log.state.head(v1::AUDIENCE_PUBLIC).position;
    log.set_start(id, 20);
    log.put_session(id, 0, true);
    log.remove(log.sessions[1]);
    PastReader reader(log.limits, log.directory.path());
    const Onlooker reader_of_today{"test", v1::AUDIENCE_PUBLIC, log.now()};
    const Onlooker staff{"test", v1::AUDIENCE_PUBLIC, nullptr};
    const std::uint64_t seq = *reader.course("test").seq_of(v1::AUDIENCE_PUBLIC, shown_at);
    const summit::View past = reader.state(reader_of_today, seq);
    for (const std::string& gone : {id, log.sessions[1]}) {
        EXPECT_EQ(past->find(v1::KIND_SESSION, gone), nullptr);
        EXPECT_NE(reader.state(staff, seq)->find(v1::KIND_SESSION, gone), nullptr);
    }
    EXPECT_NE(past->find(v1::KIND_SESSION, log.sessions[2]), nullptr);
    // The digest is that of what is told: nobody can test a guess about what is left out.
    summit::Records told;
    past->for_each([&](v1::Kind kind, const std::string& record_id, const summit::Record& record) {
        if (!record.visible_to(v1::AUDIENCE_PUBLIC)) return;
        v1::Entry entry;
        entry.set_kind(kind);
        entry.set_id(record_id);
        entry.set_put(record.as_seen_by(v1::AUDIENCE_PUBLIC));
        told.apply(entry);
    });
    EXPECT_EQ(past->head(v1::AUDIENCE_PUBLIC).digest, told.digest());
    // Shown again, it has its past again.
    log.put_session(id, 0, false);
    EXPECT_NE(reader.state({"test", v1::AUDIENCE_PUBLIC, log.now()}, seq)->find(v1::KIND_SESSION, id), nullptr);
}

std::vector<std::uint64_t> positions(const History& history) {
    std::vector<std::uint64_t> all;
    for (const PastChange& change : history.changes) all.push_back(change.position);
    return all;
}

TEST(History, OfASessionHoldsWhatBelongsToItWithBeforeAndAfter) {
    KeptLog log;
    const std::string id = log.sessions[0];
    const std::uint64_t made = log.state.head(v1::AUDIENCE_STAFF).position - 2;
    log.set_start(id, 20);
    log.put_session(log.sessions[2], 7, false);
    log.move(id, log.rooms[1]);
    PastReader reader(log.limits, log.directory.path());
    const History history = reader.history({{"test", v1::AUDIENCE_STAFF, nullptr}, v1::KIND_SESSION, id, 0, 50});
    EXPECT_THAT(positions(history), ElementsAre(made + 5, made + 3, made));
    EXPECT_EQ(history.before, 0u);
    const PastChange& moved = history.changes[0];
    EXPECT_EQ(moved.actor.name(), "Secretariat");
    EXPECT_EQ(moved.at_ms, log.clock_ms);
    const auto progress = std::find_if(moved.steps.begin(), moved.steps.end(),
                                       [](const Step& step) { return step.kind == v1::KIND_SESSION_PROGRESS; });
    ASSERT_NE(progress, moved.steps.end());
    v1::SessionProgress was, is;
    ASSERT_TRUE(was.ParseFromString(progress->before.value()) && is.ParseFromString(progress->after.value()));
    EXPECT_EQ(was.room(), "");
    EXPECT_EQ(is.room(), log.rooms[1]);
    EXPECT_TRUE(is.has_projected_start_ms());
    EXPECT_FALSE(history.changes[2].steps[0].before) << "it appeared then";
}

TEST(History, TellsOthersWhatTheyWereShownAndNothingOfStaffWork) {
    KeptLog log;
    const std::string id = log.sessions[0];
    log.put_session(id, 0, false, "a note for staff");
    log.put_session(log.sessions[1], 1, true);
    log.put_session("", 9, true);
    PastReader reader(log.limits, log.directory.path());
    const History seen = reader.history({{"test", v1::AUDIENCE_PUBLIC, log.now()}, v1::KIND_UNSPECIFIED, "", 0, 50});
    EXPECT_THAT(positions(seen), ElementsAre(6, 4, 3, 2, 1)) << "5 made a session that is hidden today, 7 hid it";
    for (const PastChange& change : seen.changes)
        for (const Step& step : change.steps) {
            EXPECT_NE(step.kind, v1::KIND_COUNTERS);
            EXPECT_NE(step.id, log.sessions[1]);
            EXPECT_EQ(step.after.value_or("").find("door code"), std::string::npos);
        }
    const History staff = reader.history({{"test", v1::AUDIENCE_STAFF, nullptr}, v1::KIND_UNSPECIFIED, "", 0, 50});
    EXPECT_EQ(staff.changes.size(), log.state.seq());
    // With the eyes of the public, staff see all that these were ever shown.
    const History shown = reader.history({{"test", v1::AUDIENCE_PUBLIC, nullptr}, v1::KIND_UNSPECIFIED, "", 0, 50});
    EXPECT_THAT(positions(shown), ElementsAre(7, 6, 5, 4, 3, 2, 1));
}

TEST(History, PagesGoBackToTheBeginningWithoutGapOrRepetition) {
    KeptLog log;
    play(log);
    PastReader reader(log.limits, log.directory.path());
    for (const v1::Audience audience : {v1::AUDIENCE_PUBLIC, v1::AUDIENCE_STAFF})
        for (const bool of_one : {false, true}) {
            HistoryQuestion question{{"test", audience, nullptr}, v1::KIND_UNSPECIFIED, "", 0, 200};
            if (of_one) question.kind = v1::KIND_SESSION, question.id = log.sessions[2];
            const std::vector<std::uint64_t> whole = positions(reader.history(question));
            question.changes_max = 3;
            std::vector<std::uint64_t> paged;
            do {
                const History page = reader.history(question);
                for (const std::uint64_t position : positions(page)) paged.push_back(position);
                question.before = page.before;
            } while (question.before > 0 && paged.size() < 1'000);
            EXPECT_EQ(paged, whole);
            EXPECT_GT(whole.size(), 6u);
        }
}

TEST(History, AHugeChangeIsToldInPartAndEndsThePage) {
    KeptLog log;
    log.limits.history_entries_max = 20;
    log.limits.history_entries_of_change_max = 4;
    v1::Command import = log.command();
    v1::ImportProgramme& programme = *import.mutable_import_programme();
    programme.set_source("file");
    for (int i = 0; i < 30; ++i) {
        auto& room = *programme.add_rooms();
        room.set_external_id(std::to_string(i));
        *room.mutable_room()->add_name() = summit::text("en", "Room " + std::to_string(i));
    }
    log.done(std::move(import));
    PastReader reader(log.limits, log.directory.path());
    const History page = reader.history({{"test", v1::AUDIENCE_STAFF, nullptr}, v1::KIND_UNSPECIFIED, "", 0, 50});
    ASSERT_EQ(page.changes.size(), 1u);
    EXPECT_EQ(page.changes[0].steps.size(), 4u);
    EXPECT_GE(page.changes[0].steps_left_out, 56u) << "30 rooms, where each came from, and the counters";
    EXPECT_EQ(page.before, page.changes[0].position);
}

}  // namespace
}  // namespace dais::live
