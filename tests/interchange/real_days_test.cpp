// Real programmes, imported and slipped. What is right is worked out here a second time, by another way: every session
// against every other, round by round, until nothing moves.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/src.hpp>
#include <map>

#include "server/summit/commands.h"
#include "server/summit/rights.h"
#include "tests/interchange/assembly.h"
#include "tests/interchange/sample_files.h"

namespace dais::interchange {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

// A log without a desk.
class Day {
public:
    explicit Day(v1::ImportProgramme programme) {
        v1::Command import;
        *import.mutable_import_programme() = std::move(programme);
        give(import);
        for (const auto& [id, record] : state.all(v1::KIND_SESSION))
            plan[id] = *state.get<v1::Session>(v1::KIND_SESSION, id);
    }

    void give(v1::Command command) {
        command.set_id("c" + std::to_string(state.seq()));
        command.set_override_reason("it is so");
        summit::Context context{"day", std::string(32, 's'), {}, v1::AUDIENCE_STAFF, 1'500'000'000'000, {}};
        context.actor.set_role(v1::ROLE_ORGANISER);
        context.basis = state.head(v1::AUDIENCE_STAFF).position;
        auto decided = summit::decide(state, command, context);
        ASSERT_TRUE(std::holds_alternative<summit::Decision>(decided)) << std::get<v1::Refusal>(decided).message();
        v1::Change change;
        change.set_seq(state.seq() + 1);
        for (const v1::Entry& entry : std::get<summit::Decision>(decided).entries) *change.add_entries() = entry;
        state.apply(change, {});
    }

    void slip(const std::string& id, int minutes) {
        v1::Command command;
        command.mutable_set_projected_start()->set_id(id);
        command.mutable_set_projected_start()->set_at_ms(plan.at(id).planned().starts_at_ms() + minutes * kMinuteMs);
        give(command);
    }

    // How many minutes later than planned each session starts, of those that do.
    std::map<std::string, int> late() const {
        std::map<std::string, int> late;
        for (const auto& [id, session] : plan) {
            const auto progress = state.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id);
            if (progress && progress->has_projected_start_ms())
                late[id] = minutes(progress->projected_start_ms() - session.planned().starts_at_ms());
        }
        return late;
    }

    // The same, when this one is set to start later: by force.
    std::map<std::string, int> late_by_hand(const std::string& slipped, int slip_minutes) const {
        std::map<std::string, std::int64_t> start, end;
        for (const auto& [id, session] : plan) {
            start[id] = session.planned().starts_at_ms() + (id == slipped ? slip_minutes * kMinuteMs : 0);
            end[id] = end_of(session, start[id]);
        }
        for (bool moved = true; moved;) {
            moved = false;
            for (const auto& [id, session] : plan) {
                if (id == slipped) continue;
                std::int64_t from = session.planned().starts_at_ms();
                for (const auto& [other_id, other] : plan)
                    if (comes_before(other_id, other, id, session)) from = std::max(from, end[other_id]);
                if (from == start[id]) continue;
                start[id] = from;
                end[id] = end_of(session, from);
                moved = true;
            }
        }
        std::map<std::string, int> late;
        for (const auto& [id, session] : plan)
            if (start[id] != session.planned().starts_at_ms())
                late[id] = minutes(start[id] - session.planned().starts_at_ms());
        return late;
    }

    std::string room_name(const std::string& id) const {
        return plan.at(id).room().empty() ? "" : state.get<v1::Room>(v1::KIND_ROOM, plan.at(id).room())->name(0).text();
    }

    summit::State state;
    std::map<std::string, v1::Session> plan;

private:
    static int minutes(std::int64_t ms) { return static_cast<int>(ms / kMinuteMs); }

    static std::int64_t end_of(const v1::Session& session, std::int64_t start_ms) {
        const std::int64_t length = session.planned().ends_at_ms() - session.planned().starts_at_ms();
        const std::int64_t late = start_ms - session.planned().starts_at_ms();
        return start_ms +
               (session.kind() == v1::SESSION_KIND_BREAK ? length - std::min(late, length - length / 2) : length);
    }

    static bool comes_before(const std::string& other_id, const v1::Session& other, const std::string& id,
                             const v1::Session& session) {
        if (other_id == id || other.planned().ends_at_ms() > session.planned().starts_at_ms()) return false;
        const auto key = [](const std::string& one, const v1::Session& plan) {
            return std::tuple(plan.planned().starts_at_ms(), plan.planned().ends_at_ms(), one);
        };
        if (key(other_id, other) > key(id, session)) return false;
        if (!session.room().empty() && session.room() == other.room()) return true;
        return std::any_of(session.people().begin(), session.people().end(), [&](const v1::Participation& part) {
            return std::any_of(other.people().begin(), other.people().end(),
                               [&](const v1::Participation& theirs) { return theirs.person() == part.person(); });
        });
    }
};

std::string find_session(const Day& day, const std::string& room, std::int64_t starts_at_ms) {
    for (const auto& [id, session] : day.plan)
        if (session.planned().starts_at_ms() == starts_at_ms && day.room_name(id).starts_with(room)) return id;
    ADD_FAILURE() << "nothing in " << room << " at " << starts_at_ms;
    return {};
}

TEST(RealDays, TheAssemblySlipsOnTheMorningAfterTheClocksWentForward) {
    const auto path = kRealSamples / "summit/A-ipu138-geneva-2018.derived.json";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no sample file at " << path;
    const Assembly assembly(read_file(path));
    EXPECT_EQ(assembly.programme.sessions_size(), 71);
    EXPECT_GE(assembly.in_both, 60);
    // On Sunday 25 March 2018 at 02:00 it was 03:00 in Geneva: nine o'clock came 23 hours after nine on Saturday.
    EXPECT_EQ(Assembly::at("2018-03-25 09:00:00") - Assembly::at("2018-03-24 09:00:00"), 23 * 60 * kMinuteMs);
    Day day(assembly.programme);
    ASSERT_EQ(day.plan.size(), 71u);
    const std::string council = find_session(day, "Room 1,", Assembly::at("2018-03-25 09:00:00"));
    const std::string debate = find_session(day, "Room 1,", Assembly::at("2018-03-25 11:00:00"));
    day.slip(council, 20);
    EXPECT_EQ(day.late(), (std::map<std::string, int>{{council, 20}, {debate, 20}})) << "lunch absorbs the rest";
    EXPECT_EQ(day.late(), day.late_by_hand(council, 20));
    const auto progress = *day.state.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, debate);
    EXPECT_EQ(progress.projected_end_ms(), Assembly::at("2018-03-25 13:20:00"));
}

TEST(RealDays, EverySessionOfTheAssemblySlippedMovesWhatMustAndNothingOnAnotherDay) {
    const auto path = kRealSamples / "summit/A-ipu138-geneva-2018.derived.json";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no sample file at " << path;
    const Day planned(Assembly(read_file(path)).programme);
    std::size_t moved = 0;
    for (const auto& [id, session] : planned.plan) {
        Day day = planned;
        day.slip(id, 20);
        EXPECT_EQ(day.late(), planned.late_by_hand(id, 20)) << session.title(0).text();
        for (const auto& [other, minutes] : day.late()) {
            ++moved;
            EXPECT_EQ(utc_to_local(Assembly::kZone, day.plan[other].planned().starts_at_ms())->day,
                      utc_to_local(Assembly::kZone, session.planned().starts_at_ms())->day);
        }
    }
    EXPECT_GT(moved, planned.plan.size()) << "some of them take others along";
}

TEST(RealDays, ALateTalkAtACongressMovesTheNightAndNotTheNextDay) {
    const auto path = kRealSamples / "frab-xml/36c3-everything.xml";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no sample file at " << path;
    const Parsed parsed = parse_schedule_xml(read_file(path));
    ASSERT_EQ(parsed.failure, "");
    const Day planned(parsed.programme);
    EXPECT_EQ(planned.state.all(v1::KIND_ROOM).size(), 92u);
    const auto minute = [](std::int64_t at_ms) { return (at_ms / kMinuteMs + 60) % (24 * 60); };  // UTC+1
    int nights = 0, talks = 0;
    for (const auto& [id, session] : planned.plan) {
        if (minute(session.planned().starts_at_ms()) < 22 * 60 || talks >= 40) continue;
        ++talks;
        Day day = planned;
        day.slip(id, 45);
        const auto late = day.late();
        ASSERT_EQ(late, planned.late_by_hand(id, 45)) << session.title(0).text();
        for (const auto& [other, minutes] : late) {
            const std::int64_t starts = day.plan[other].planned().starts_at_ms();
            EXPECT_LT(starts - session.planned().starts_at_ms(), 8 * 60 * kMinuteMs) << "the next day does not move";
            if (other != id && minute(starts) < 5 * 60) ++nights;
        }
    }
    EXPECT_GT(talks, 10);
    EXPECT_GT(nights, 0) << "something after midnight moves";
}

}  // namespace
}  // namespace dais::interchange
