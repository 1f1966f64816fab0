// What a day of floors takes on the disk: thirty sessions, in each of which sixty ask for the floor and speak.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <optional>

#include "server/live/rim.h"
#include "server/summit/commands.h"
#include "server/summit/standing.h"
#include "tests/storage/sample.h"

namespace dais::live {
namespace {

constexpr int kSessions = 30;
constexpr int kSpeakers = 60;
constexpr std::size_t kGroup = 50;
constexpr std::uintmax_t kGrowthBytesMax = 3'000'000;
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kEightMs = 1'726'128'000'000;  // 2024-09-12T08:00Z

// What a desk does with what a chair's browser asks for, one after the other; groups go to the disk as they are. The
// sessions are one after the other here and take more than a day: no byte is another for that.
class Day {
public:
    explicit Day(std::optional<storage::Database>& database) : database_(database) {}

    std::string ask(v1::Command command) {
        command.set_log("test");
        std::string id = std::to_string(++asked_);
        command.set_id(std::string(32 - id.size(), '0') + id);  // as long as a browser's
        summit::Context context;
        context.log = "test";
        context.secret = kSecret;
        context.now_ms = now_ms;
        context.actor.set_login("account:a3f9c1");
        context.actor.set_role(v1::ROLE_ORGANISER);
        context.audience = v1::AUDIENCE_STAFF;
        context.standing = summit::standing_as(v1::ROLE_ORGANISER);
        context.basis = state_.seq();
        const summit::Decided decided = decide(state_, command, context);
        if (const auto* no = std::get_if<v1::Refusal>(&decided))
            throw std::logic_error(no->message() + " " + command.ShortDebugString());
        const auto& decision = std::get<summit::Decision>(decided);
        storage::Append append;
        append.log = "test";
        if (state_.seq() == 0) append.new_secret = kSecret;
        append.change.set_seq(state_.seq() + 1);
        append.change.set_at_ms(now_ms);
        *append.change.mutable_actor() = context.actor;
        for (const v1::Entry& entry : decision.entries) *append.change.add_entries() = entry;
        append.command_id = command.id();
        append.body_digest = kept_digest(kSecret, body_digest(command));
        append.made = decision.made;
        append.shown = state_.apply(append.change, {}).audiences;
        entries_ += decision.entries.size();
        waiting_.push_back(std::move(append));
        if (waiting_.size() >= kGroup) store();
        return decision.made;
    }
    template <class Fill>
    std::string done(Fill fill) {
        v1::Command command;
        fill(command);
        return ask(std::move(command));
    }
    void store() {
        if (!waiting_.empty() && !database_->append(waiting_).committed) throw std::runtime_error("the disk fails");
        waiting_.clear();
    }
    void keep_checkpoint() {
        database_->put_checkpoint("test", {state_.seq(), state_.checkpoint().SerializeAsString()});
    }

    std::uint64_t changes() const { return state_.seq(); }
    std::size_t entries() const { return entries_; }

    std::int64_t now_ms = kEightMs;

private:
    const std::string kSecret = std::string(32, 's');
    std::optional<storage::Database>& database_;
    summit::State state_;
    std::vector<storage::Append> waiting_;
    std::uint64_t asked_ = 0;
    std::size_t entries_ = 0;
};

// Who is there before anybody asks for the floor.
struct Programme {
    std::vector<std::string> sessions, parties, persons;
};

Programme put_programme(Day& day) {
    Programme made;
    day.done([](v1::Command& c) { c.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit"); });
    for (int i = 0; i < kSpeakers; ++i) {
        made.parties.push_back(day.done([&](v1::Command& c) {
            v1::Party& party = *c.mutable_put_party()->mutable_party();
            party.add_name()->set_text("Party " + std::to_string(i));
            party.add_groups("Region " + std::to_string(i % 5));
        }));
        made.persons.push_back(day.done([&](v1::Command& c) {
            c.mutable_put_person()->mutable_person()->set_name("Person " + std::to_string(i));
            c.mutable_put_person()->mutable_person()->set_party(made.parties.back());
        }));
    }
    for (int i = 0; i < kSessions; ++i)
        made.sessions.push_back(day.done([&](v1::Command& c) {
            v1::Session& session = *c.mutable_put_session()->mutable_session();
            session.add_title()->set_text("Plenary " + std::to_string(i));
            session.mutable_planned()->set_starts_at_ms(kEightMs + i * 240 * kMinuteMs);
            session.mutable_planned()->set_ends_at_ms(kEightMs + (i + 1) * 240 * kMinuteMs);
        }));
    return made;
}

class Sitting {
public:
    Sitting(Day& day, const Programme& programme, std::string session)
        : day_(day), programme_(programme), session_(std::move(session)) {}

    void hold() {
        put_floor();
        std::vector<std::string> speeches;
        for (std::size_t i = 0; i < kSpeakers; ++i) speeches.push_back(inscribe(v1::REQUEST_KIND_STATEMENT, i));
        day_.done([&](v1::Command& c) { c.mutable_arrange_list()->set_id(session_); });
        day_.done([&](v1::Command& c) { c.mutable_start_session()->set_id(session_); });
        for (std::size_t i = 0; i < kSpeakers; ++i) speak(speeches[i], i);
        for (const std::size_t who : {3, 14, 15}) {
            const std::string reply = inscribe(v1::REQUEST_KIND_REPLY, who);
            start(reply, 90'000);
            end(reply);
        }
        decide();
        day_.done([&](v1::Command& c) { c.mutable_end_session()->set_id(session_); });
    }

private:
    void put_floor() {
        day_.done([&](v1::Command& c) {
            c.mutable_put_floor()->set_id(session_);
            v1::Floor& floor = *c.mutable_put_floor()->mutable_floor();
            floor.set_statement_seconds(180);
            floor.set_point_of_order_seconds(60);
            floor.set_replies_max(2);
            floor.set_reply_seconds(120);
            floor.set_quorum(30);
            for (const auto rule : {v1::ROTATION_RULE_REGION, v1::ROTATION_RULE_GENDER}) floor.add_rotation(rule);
            floor.set_staff_traits_purpose("balance of speakers");
        });
    }
    std::string inscribe(v1::RequestKind kind, std::size_t who) {
        return day_.done([&](v1::Command& c) {
            v1::InscribeSpeaker& asks = *c.mutable_inscribe_speaker();
            asks.set_session(session_);
            asks.mutable_request()->set_kind(kind);
            asks.mutable_request()->set_party(programme_.parties[who]);
            asks.mutable_request()->set_person(programme_.persons[who]);
            asks.mutable_request()->set_rank(static_cast<v1::SpeakerRank>(1 + who % v1::SpeakerRank_MAX));
            if (kind != v1::REQUEST_KIND_STATEMENT || who % 3 != 0) return;
            asks.mutable_traits()->set_gender(who % 2 == 0 ? v1::GENDER_FEMALE : v1::GENDER_MALE);
            asks.mutable_traits()->set_first_time(who % 4 == 0);
        });
    }
    void start(const std::string& id, std::int64_t takes_ms) {
        day_.done([&](v1::Command& c) { c.mutable_start_turn()->set_id(id); });
        day_.now_ms += takes_ms;
    }
    void end(const std::string& id, v1::Ruling ruling = v1::RULING_UNSPECIFIED) {
        day_.done([&](v1::Command& c) {
            c.mutable_end_turn()->set_id(id);
            c.mutable_end_turn()->set_ruling(ruling);
        });
        day_.now_ms += 12'345;
    }
    // Some are paused, some interrupted.
    void speak(const std::string& id, std::size_t who) {
        start(id, 61'234);
        if (who % 10 == 7) {
            day_.done([&](v1::Command& c) { c.mutable_pause_turn()->set_id(id); });
            day_.now_ms += 20'000;
            day_.done([&](v1::Command& c) { c.mutable_resume_turn()->set_id(id); });
        }
        if (who % 12 == 5) {
            const std::string order = inscribe(v1::REQUEST_KIND_POINT_OF_ORDER, who + 1);
            start(order, 45'678);
            end(order, v1::RULING_UPHELD);
        }
        day_.now_ms += 87'654;
        end(id);
    }
    void decide() {
        const std::string resolution = day_.done([&](v1::Command& c) {
            c.mutable_put_proposal()->set_session(session_);
            c.mutable_put_proposal()->mutable_proposal()->add_title()->set_text("Resolution of the plenary");
            c.mutable_put_proposal()->mutable_proposal()->set_symbol("SUM/2024/L.1");
        });
        day_.done([&](v1::Command& c) {
            c.mutable_record_presence()->set_id(session_);
            c.mutable_record_presence()->set_present(58);
        });
        day_.done([&](v1::Command& c) {
            c.mutable_decide_proposal()->set_id(resolution);
            c.mutable_decide_proposal()->set_manner(v1::ADOPTION_MANNER_SHOW_OF_HANDS);
            c.mutable_decide_proposal()->mutable_count()->set_in_favour(40);
            c.mutable_decide_proposal()->mutable_count()->set_against(10);
        });
    }

    Day& day_;
    const Programme& programme_;
    std::string session_;
};

// Closed, its write-ahead log is in it.
std::uintmax_t bytes_of(std::optional<storage::Database>& database, const std::string& path) {
    database.reset();
    const std::uintmax_t bytes = std::filesystem::file_size(path);
    database.emplace(path, storage::Options());
    return bytes;
}

TEST(FloorGrowth, ADayOfThirtyFloorsTakesLessThanThreeMegabytes) {
    tests::TempDirectory directory;
    std::optional<storage::Database> database;
    database.emplace(directory.path(), storage::Options());
    Day day(database);
    const Programme programme = put_programme(day);
    day.store();
    const std::uintmax_t before = bytes_of(database, directory.path());
    const std::uint64_t changes = day.changes();
    const std::size_t entries = day.entries();
    for (const std::string& session : programme.sessions) Sitting(day, programme, session).hold();
    day.store();
    const std::uintmax_t grown = bytes_of(database, directory.path()) - before;
    EXPECT_GT(day.changes() - changes, 6'000u);
    EXPECT_LT(grown, kGrowthBytesMax);
    // What a server keeps besides when it stops, so that it starts sooner: the state once more.
    day.keep_checkpoint();
    const std::uintmax_t checkpoint = bytes_of(database, directory.path()) - before - grown;
    std::cout << day.changes() - changes << " changes, " << day.entries() - entries << " entries: " << grown
              << " bytes, " << grown / (day.changes() - changes) << " a change; a checkpoint of it all: " << checkpoint
              << " bytes\n";
}

}  // namespace
}  // namespace dais::live
