// What the press hold is everybody's at its instant: by the desk's clock, over steps of the wall's and while the server
// was down.
#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "tests/live/desk_at_work.h"
#include "tests/live/time_of_a_test.h"
#include "tests/storage/sample.h"

namespace dais::live {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kNineMs = 1'726'135'200'000;
constexpr std::int64_t kLiftedMs = kNineMs + 30 * kMinuteMs;

v1::Command command(const std::string& id) {
    v1::Command made;
    made.set_log("test");
    made.set_id(id);
    made.set_basis(1'000'000);
    return made;
}

class DeskEmbargo : public testing::Test {
protected:
    void begin() {
        open();
        v1::Command summit = command("summit");
        summit.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
        ASSERT_TRUE(desk->ask(summit).has_done());
        v1::Command put = command("put");
        put.mutable_put_announcement()->mutable_announcement()->add_title()->set_text("Said");
        put.mutable_put_announcement()->mutable_clearance()->set_embargo_until_ms(kLiftedMs);
        announcement = desk->ask(put).done().id();
        v1::Command submit = command("submit");
        submit.mutable_submit_announcement()->set_id(announcement);
        ASSERT_TRUE(desk->ask(submit).has_done());
        v1::Command release = command("release");
        release.mutable_release_announcement()->set_id(announcement);
        ASSERT_TRUE(desk->ask(release).has_done());
    }
    void open() { desk.emplace(directory.path(), storage::Options(), nullptr, time.real()); }

    bool is_everybodys() {
        return desk->view().view->find(v1::KIND_ANNOUNCEMENT, announcement)->visible_to(v1::AUDIENCE_PUBLIC);
    }
    // Waits for what must come; a test that fails here does not end by itself.
    std::int64_t published_at_ms() {
        while (!is_everybodys()) std::this_thread::yield();
        return desk->view().view->get<v1::Announcement>(v1::KIND_ANNOUNCEMENT, announcement)->published_at_ms();
    }
    // Gives the clock more than time enough to do what it must not.
    void nothing_but_strangers() {
        v1::Command lift = command("a stranger's");
        lift.mutable_lift_embargo()->set_id(announcement);
        for (int i = 0; i < 200; ++i) ASSERT_TRUE(desk->ask(lift, v1::ROLE_PRESS).has_refusal());
    }

    tests::TempDirectory directory;
    TimeOfATest time{kNineMs};
    std::optional<DeskAtWork> desk;
    std::string announcement;
};

TEST_F(DeskEmbargo, IsLiftedAtItsInstantAndNotBefore) {
    ASSERT_NO_FATAL_FAILURE(begin());
    time.passes(30 * kMinuteMs - 1);
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    EXPECT_FALSE(is_everybodys());
    time.passes(1);
    EXPECT_EQ(published_at_ms(), kLiftedMs);
}

TEST_F(DeskEmbargo, ThatEndedWhileTheServerWasDownIsLiftedAtItsStart) {
    ASSERT_NO_FATAL_FAILURE(begin());
    desk.reset();
    time.passes(29 * kMinuteMs);
    open();
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    EXPECT_FALSE(is_everybodys()) << "a start lifts nothing that has not ended";
    desk.reset();
    time.passes(600 * kMinuteMs);
    open();
    EXPECT_EQ(published_at_ms(), kNineMs + 629 * kMinuteMs) << "when it was decided";
}

// Somebody who sets the wall's clock an hour on must not tell the world.
TEST_F(DeskEmbargo, IsNotLiftedByAClockThatWasSetUntilAnOrganiserSaysSomething) {
    ASSERT_NO_FATAL_FAILURE(begin());
    time.is_set_by(60 * kMinuteMs);
    while (desk->counts().clock_doubted == 0) std::this_thread::yield();
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    EXPECT_FALSE(is_everybodys());
    v1::Command tell = command("tell");
    tell.mutable_put_track()->mutable_track()->add_name()->set_text("We are here");
    ASSERT_TRUE(desk->ask(tell).has_done());
    EXPECT_EQ(published_at_ms(), kNineMs + 60 * kMinuteMs);
}

TEST_F(DeskEmbargo, IsNotLiftedEarlierByAClockThatWasPutBack) {
    ASSERT_NO_FATAL_FAILURE(begin());
    time.is_set_by(-10 * kMinuteMs);
    while (desk->counts().clock_doubted == 0) std::this_thread::yield();
    v1::Command tell = command("tell");
    tell.mutable_put_track()->mutable_track()->add_name()->set_text("We are here");
    ASSERT_TRUE(desk->ask(tell).has_done());
    time.passes(30 * kMinuteMs);
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    EXPECT_FALSE(is_everybodys()) << "ten minutes are missing by its clock";
    time.passes(10 * kMinuteMs);
    EXPECT_EQ(published_at_ms(), kLiftedMs);
}

}  // namespace
}  // namespace dais::live
