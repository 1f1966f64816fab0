// Under embargo: who holds what until when, and what the clock does about it.
#include <gmock/gmock.h>

#include "server/summit/due.h"
#include "tests/summit/announcing.h"
#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr const char* kAll = "public delegate press interpreter bureau staff";

// Released now, with the press until so much later.
void release(Announcing& all, std::int64_t later_ms, const std::function<void(v1::Announcement&)>& change = {}) {
    all.done("draft free");
    all.log.done(all.edit([&](auto& is, auto& clearance) {
        clearance.set_embargo_until_ms(all.log.now_ms + later_ms);
        if (change) change(is);
    }));
    all.done("submit; release");
}

// What the desk's clock does at an instant, or at its start after it; whether there was anything.
bool give(TestLog& log, std::int64_t at_ms) {
    auto due = next_due(log.state(), at_ms);
    if (!due || due->at_ms > at_ms) return false;
    log.now_ms = at_ms;
    due->command.set_id(log.command().id());
    log.done(due->command, v1::ROLE_SERVER);
    return true;
}

struct Readers {
    const char* name;
    std::vector<v1::Audience> wanted;
    const char* under_embargo;
    const char* afterwards;
};

TEST(Embargo, IsHeldByThePressAmongItsReaders) {
    const Readers examples[] = {
        {"everybody", {}, "press interpreter bureau staff", kAll},
        {"the public", {v1::AUDIENCE_PUBLIC}, "bureau staff", "public bureau staff"},
        {"press and public",
         {v1::AUDIENCE_PUBLIC, v1::AUDIENCE_PRESS},
         "press bureau staff",
         "public press bureau staff"},
        {"delegates and interpreters",
         {v1::AUDIENCE_DELEGATE, v1::AUDIENCE_INTERPRETER},
         "interpreter bureau staff",
         "delegate interpreter bureau staff"},
        {"staff", {v1::AUDIENCE_STAFF}, "bureau staff", "bureau staff"},
    };
    for (const Readers& example : examples) {
        SCOPED_TRACE(example.name);
        Announcing all;
        all.done("draft free");
        const std::int64_t until_ms = all.log.now_ms + kMinuteMs;
        all.log.done(all.edit([&](auto&, auto& clearance) {
            clearance.set_embargo_until_ms(until_ms);
            for (const v1::Audience audience : example.wanted) clearance.add_audiences(audience);
        }));
        EXPECT_EQ(all.seen_by(), "bureau staff");
        all.done("submit; release");
        EXPECT_EQ(all.told(), "embargoed");
        EXPECT_EQ(all.seen_by(), example.under_embargo);
        EXPECT_EQ(all.announcement().embargo_until_ms(), until_ms);
        EXPECT_EQ(all.announcement().published_at_ms(), 0);
        ASSERT_TRUE(give(all.log, until_ms));
        EXPECT_EQ(all.told(), "published");
        EXPECT_EQ(all.seen_by(), example.afterwards);
        EXPECT_EQ(all.announcement().published_at_ms(), until_ms);
        EXPECT_FALSE(all.announcement().has_embargo_until_ms());
        EXPECT_FALSE(next_due(all.log.state(), until_ms));
    }
}

struct Clocks_ {
    const char* name;
    std::vector<std::int64_t> looks_ms;  // when the clock looks, after the release
    std::int64_t lifted_ms;              // when it was lifted; -1: never
};

// The embargo ends ten minutes after the release. A clock that was put back has been there before.
TEST(Embargo, IsLiftedOnceAndNotBeforeItEnds) {
    constexpr std::int64_t kEnd = 10 * kMinuteMs;
    const Clocks_ examples[] = {
        {"nobody looks before", {0, kMinuteMs, kEnd - 1}, -1},
        {"at the instant", {kEnd - 1, kEnd}, kEnd},
        {"a moment late", {kEnd - 1, kEnd + 7}, kEnd + 7},
        {"put on by hours, and confirmed", {1, kEnd + 300 * kMinuteMs}, kEnd + 300 * kMinuteMs},
        {"put back before it, then past it", {kEnd - 2, kEnd - 9 * kMinuteMs, kEnd}, kEnd},
        {"put back after it", {kEnd, kEnd - 1, kEnd, kEnd + 1}, kEnd},
        {"down until days later", {kEnd + 5'000 * kMinuteMs, kEnd + 5'001 * kMinuteMs}, kEnd + 5'000 * kMinuteMs},
    };
    for (const Clocks_& example : examples) {
        SCOPED_TRACE(example.name);
        Announcing all;
        const std::int64_t released_ms = all.log.now_ms;
        release(all, kEnd);
        int lifted = 0;
        for (const std::int64_t look_ms : example.looks_ms) lifted += give(all.log, released_ms + look_ms) ? 1 : 0;
        EXPECT_EQ(lifted, example.lifted_ms < 0 ? 0 : 1);
        EXPECT_EQ(all.announcement().published_at_ms(), example.lifted_ms < 0 ? 0 : released_ms + example.lifted_ms);
    }
}

TEST(Embargo, OfThePastIsNone) {
    Announcing all;
    release(all, 0);
    EXPECT_EQ(all.told(), "published");
    EXPECT_EQ(all.seen_by(), kAll);
    all.done("draft free; edit embargo");
    all.log.done(all.edit([&](auto&, auto& clearance) { clearance.set_embargo_until_ms(all.log.now_ms + 5); }));
    all.done("submit");
    all.log.now_ms += 5;
    all.done("release");
    EXPECT_EQ(all.told(), "published") << "it ended before the release";
}

// It may take a chair longer to approve than it was meant to stand.
TEST(Embargo, NothingIsReleasedThatHasExpired) {
    Announcing all;
    all.done("draft 1");
    all.log.done(all.edit([&](auto& is, auto&) { is.set_expires_at_ms(all.log.now_ms + kMinuteMs); }));
    all.done("submit; read; approve A ana");
    all.log.now_ms += kMinuteMs;
    EXPECT_EQ(all.refused("release").field(), "announcement.expires_at_ms");
}

// The server was down while it ended and while the announcement expired: it was published, and no screen shows it.
TEST(Embargo, IsLiftedAlsoOfWhatHasExpiredMeanwhile) {
    Announcing all;
    const std::int64_t expires_at_ms = all.log.now_ms + 20 * kMinuteMs;
    release(all, 10 * kMinuteMs, [&](auto& is) { is.set_expires_at_ms(expires_at_ms); });
    ASSERT_TRUE(give(all.log, expires_at_ms + kMinuteMs));
    EXPECT_EQ(all.told(), "published");
    EXPECT_EQ(all.announcement().expires_at_ms(), expires_at_ms);
    EXPECT_FALSE(next_due(all.log.state(), all.log.now_ms));
}

TEST(Embargo, ThoseMissedAreLiftedInOrder) {
    Announcing all;
    const std::int64_t now_ms = all.log.now_ms;
    std::vector<std::string> ids;
    for (const int minutes : {30, 10, 20}) {
        release(all, minutes * kMinuteMs);
        ids.push_back(all.id);
    }
    std::vector<std::string> lifted;
    while (const auto due = next_due(all.log.state(), now_ms + 60 * kMinuteMs)) {
        lifted.push_back(due->command.lift_embargo().id());
        ASSERT_TRUE(give(all.log, now_ms + 60 * kMinuteMs));
    }
    EXPECT_THAT(lifted, testing::ElementsAre(ids[1], ids[2], ids[0]));
}

TEST(Embargo, AnOrganiserLiftsItBefore) {
    Announcing all;
    release(all, kMinuteMs);
    all.done("lift");
    EXPECT_EQ(all.told(), "published");
    EXPECT_EQ(all.announcement().published_at_ms(), all.log.now_ms);
    EXPECT_EQ(all.seen_by(), kAll);
    EXPECT_FALSE(next_due(all.log.state(), all.log.now_ms));
    all.done("lift");
}

TEST(Embargo, WhatWasWithdrawnMeanwhileStaysWithThePress) {
    Announcing all;
    release(all, kMinuteMs);
    all.done("withdraw");
    EXPECT_FALSE(next_due(all.log.state(), all.log.now_ms));
    EXPECT_THAT(all.refused("lift").message(), HasSubstr("withdrawn"));
    EXPECT_EQ(all.seen_by(), "press interpreter bureau staff");
}

TEST(Embargo, IsNotEditedUnder) {
    Announcing all;
    release(all, kMinuteMs);
    for (const char* said : {"edit title", "submit", "release", "edit embargo"})
        EXPECT_THAT(all.refused(said).message(), HasSubstr("with the press already")) << said;
    all.done("translate fr Dit");
    EXPECT_EQ(all.seen_by(), "press interpreter bureau staff");
}

// Readers of what is wrong see its correction once they may read that.
TEST(Embargo, ACorrectionCorrectsWhenItIsLifted) {
    Announcing all;
    release(all, 0);
    const std::string wrong = all.id;
    release(all, kMinuteMs, [&](auto& is) { is.set_corrects(wrong); });
    EXPECT_EQ(all.announcement(wrong).corrected_by(), "");
    ASSERT_TRUE(give(all.log, all.log.now_ms + kMinuteMs));
    EXPECT_EQ(all.announcement(wrong).corrected_by(), all.id);
}

// The clock is refused nothing, whatever was done since the release; and shows nobody what they may not see.
TEST(Embargo, IsLiftedWhateverHappensMeanwhile) {
    Announcing all;
    release(all, 0);
    const std::string wrong = all.id;
    release(all, 50 * kMinuteMs, [&](auto& is) {
        is.set_corrects(wrong);
        is.add_sessions(all.log.opening);
        is.add_sessions(all.log.panel);
    });
    all.log.done(all.command([&](auto& c) { c.mutable_withdraw_announcement()->set_id(wrong); }));
    v1::Command hide = all.command([&](auto& c) {
        c.mutable_put_session()->set_id(all.log.opening);
        *c.mutable_put_session()->mutable_session() =
            *all.log.state().get<v1::Session>(v1::KIND_SESSION, all.log.opening);
        c.mutable_put_session()->set_hidden(true);
        c.set_override_reason("as agreed");
    });
    all.log.done(hide);
    ASSERT_TRUE(give(all.log, all.log.now_ms + 50 * kMinuteMs));
    EXPECT_EQ(all.seen_by(), kAll);
    EXPECT_THAT(all.announcement().sessions(), testing::ElementsAre(all.log.panel));
    EXPECT_EQ(all.announcement(wrong).corrected_by(), all.id);
}

// Nothing that is public tells of it, not even that something happened.
TEST(Embargo, ThePublicLearnsNothingOfIt) {
    Announcing all;
    const std::uint64_t position = all.log.state().head(v1::AUDIENCE_PUBLIC).position;
    all.done("draft 1; submit; read; approve A ana");
    all.log.done(all.edit([&](auto&, auto& clearance) { clearance.set_embargo_until_ms(all.log.now_ms + kMinuteMs); }));
    all.done("release");
    for (const v1::Audience audience : {v1::AUDIENCE_PUBLIC, v1::AUDIENCE_DELEGATE})
        EXPECT_EQ(all.log.state().dump(audience).find(all.id), std::string::npos);
    EXPECT_EQ(all.log.state().head(v1::AUDIENCE_PUBLIC).position, position);
    ASSERT_TRUE(give(all.log, all.log.now_ms + kMinuteMs));
    EXPECT_EQ(all.log.state().head(v1::AUDIENCE_PUBLIC).position, position + 1);
}

// Overruns and embargoes take turns by the clock; at the same instant the embargo comes first.
TEST(Due, EmbargoesAndOverrunsComeInTheOrderOfTheClock) {
    Programme day("A hall 09:00-10:00");
    day.done("start A 09:00");
    const auto draft = [&](const char* until) {
        v1::Command put = day.log.command();
        *put.mutable_put_announcement()->mutable_announcement()->add_title() = text("en", until);
        put.mutable_put_announcement()->mutable_clearance()->set_embargo_until_ms(day.at(until));
        const std::string id = day.log.done(put);
        v1::Command submit = day.log.command();
        submit.mutable_submit_announcement()->set_id(id);
        day.log.done(submit);
        v1::Command release = day.log.command();
        release.mutable_release_announcement()->set_id(id);
        day.log.done(release);
    };
    for (const char* until : {"10:05", "09:30", "10:07"}) draft(until);
    std::string order;
    for (int i = 0; i < 5; ++i) {
        const auto due = next_due(day.log.state(), 0);
        ASSERT_TRUE(due);
        order += due->command.has_lift_embargo() ? "lift " : "push ";
        ASSERT_TRUE(give(day.log, due->at_ms));
    }
    EXPECT_EQ(order, "lift push lift push lift ");
}

TEST(Due, NobodyButTheServerAndOrganisersLift) {
    Announcing all;
    release(all, kMinuteMs);
    const auto lift = [&](auto& c) { c.mutable_lift_embargo()->set_id(all.id); };
    for (const v1::Role role : {v1::ROLE_CO_CHAIR, v1::ROLE_PRESS_OFFICER, v1::ROLE_PRESS})
        EXPECT_EQ(all.log.refused(all.command(lift, role), role).code(), v1::REFUSAL_CODE_FORBIDDEN);
}

}  // namespace
}  // namespace dais::summit
