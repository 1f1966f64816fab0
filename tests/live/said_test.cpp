// What big screens and edges say of who is there: heard of them alone, bounded, told soon when it is news.
#include "server/live/said.h"

#include <gtest/gtest.h>

#include "server/access/secrets.h"
#include "server/live/shown_screens.h"
#include "tests/live/shard_at_work.h"

namespace dais::live {
namespace {

class Saying : public testing::Test {
protected:
    // Somebody who follows the log and has shown that they are this; ROLE_UNSPECIFIED: nobody.
    std::shared_ptr<Peer> come(v1::Role role, const std::string& login = "screen:hall") {
        if (role == v1::ROLE_UNSPECIFIED) return at.follow();
        v1::Grant grant;
        grant.set_role(role);
        at.access.put_holder(login, {"Hall A", {grant}, false});
        at.access.put_credential("login:" + login, {login, access::secret_hash(login), {}, 0, 0});
        return at.follow(nullptr, login);
    }
    static v1::ClientMessage report(const std::string& screen_id = "w0001") {
        v1::ClientMessage message;
        message.mutable_report()->set_log("test");
        message.mutable_report()->set_screen_id(screen_id);
        message.mutable_report()->set_scene(v1::SCENE_KIND_HALL);
        return message;
    }
    static v1::ClientMessage presence(const std::vector<v1::Report>& reports, std::uint32_t connections) {
        v1::ClientMessage message;
        message.mutable_presence()->set_log("test");
        message.mutable_presence()->set_connections(connections);
        for (const v1::Report& each : reports) {
            v1::ShownScreen& screen = *message.mutable_presence()->add_screens();
            screen.set_login("screen:" + each.screen_id());
            *screen.mutable_report() = each;
        }
        return message;
    }
    // What is counted with the next beat.
    v1::Presence beat() {
        v1::Presence told;
        told.set_log("test");
        at.hub.pulse(told);
        at.publish();
        return at.present.at(0).presence;
    }

    ShardAtWork at;
};

TEST_F(Saying, OfABigScreenAloneAReportIsHeard) {
    const auto screen = come(v1::ROLE_SCREEN);
    for (const v1::Role role : {v1::ROLE_UNSPECIFIED, v1::ROLE_ORGANISER, v1::ROLE_PRESS, v1::ROLE_EDGE}) {
        const auto other = come(role, "account:" + std::to_string(role));
        at.say(*other, report("w0002"));
    }
    EXPECT_TRUE(beat().screens().empty());
    at.say(*screen, report());
    const v1::Presence told = beat();
    ASSERT_EQ(told.screens_size(), 1);
    EXPECT_EQ(told.screens(0).login(), "screen:hall");
    EXPECT_EQ(told.screens(0).report().screen_id(), "w0001");
    EXPECT_EQ(told.screens(0).report().scene(), v1::SCENE_KIND_HALL);
    EXPECT_TRUE(told.screens(0).connected());
    EXPECT_EQ(told.connections(), 5u);
}

TEST_F(Saying, AnotherLogsReportIsNotHeardNorOneOfALogThatTheyDoNotFollow) {
    const auto screen = come(v1::ROLE_SCREEN);
    v1::ClientMessage said = report();
    said.mutable_report()->set_log("another");
    at.say(*screen, said);
    said.mutable_report()->clear_log();
    at.say(*screen, said);
    EXPECT_TRUE(beat().screens().empty());
    EXPECT_EQ(at.present.size(), 1u);
}

TEST_F(Saying, WhatGoesOnByItselfWaitsForTheBeatAndNewsDoesNot) {
    const auto screen = come(v1::ROLE_SCREEN);
    at.passes(1'000);
    EXPECT_EQ(at.news, 0u);
    at.say(*screen, report());
    at.passes(50);
    EXPECT_EQ(at.news, 1u) << "it came";
    at.passes(1'000);
    v1::ClientMessage again = report();
    for (std::uint64_t i = 1; i < 10; ++i) {
        again.mutable_report()->set_position(i);
        again.mutable_report()->set_digest(i);
        again.mutable_report()->set_drawn_at_ms(static_cast<std::int64_t>(i));
        again.mutable_report()->set_age_ms(static_cast<std::uint32_t>(i));
        at.say(*screen, again);
        at.passes(1'000);
    }
    EXPECT_EQ(at.news, 1u);
    EXPECT_EQ(beat().screens(0).report().position(), 9u);
    again.mutable_report()->set_blank(true);
    at.say(*screen, again);
    at.passes(50);
    EXPECT_EQ(at.news, 2u);
    EXPECT_TRUE(at.present.at(0).presence.screens(0).report().blank());
    screen->ended = true;
    screen->poke();
    at.run();
    at.passes(250);
    EXPECT_EQ(at.news, 3u) << "it is gone";
    EXPECT_TRUE(at.present.at(0).presence.screens().empty());
}

TEST_F(Saying, NewsIsToldAFewTimesASecondHoweverMuchThereIs) {
    const auto screen = come(v1::ROLE_SCREEN);
    v1::ClientMessage said = report();
    for (int ms = 0; ms < 10'000; ms += 50) {
        said.mutable_report()->set_faults(said.report().faults() + 1);
        at.say(*screen, said);
        at.passes(50);
    }
    EXPECT_GE(at.news, 40u);
    EXPECT_LE(at.news, 51u);
    at.passes(250);
    EXPECT_EQ(at.present.at(0).presence.screens(0).report().faults(), said.report().faults()) << "the latest counts";
}

TEST_F(Saying, WhatIsTooLongIsNotHeardAndWhatIsUnknownNotKept) {
    at.limits.message_bytes_max = 1u << 20;
    const auto screen = come(v1::ROLE_SCREEN);
    at.say(*screen, report());
    const auto with = [&](const auto& change) {
        v1::ClientMessage said = report();
        change(*said.mutable_report());
        at.say(*screen, said);
        return beat().screens(0).report();
    };
    const std::string endless(100'000, 'x');
    for (const v1::Report& heard : {with([&](v1::Report& said) { said.set_screen(endless); }),
                                    with([&](v1::Report& said) { said.set_screen_id(endless); }),
                                    with([&](v1::Report& said) { said.set_announcement(endless); }),
                                    with([&](v1::Report& said) { said.set_language(endless); })})
        EXPECT_EQ(heard.SerializeAsString(), report().report().SerializeAsString()) << "what it said before stands";
    const v1::Report unknown = with([&](v1::Report& said) {
        said.set_language("fr");
        said.GetReflection()->MutableUnknownFields(&said)->AddLengthDelimited(4'000, endless);
    });
    EXPECT_EQ(unknown.language(), "fr");
    EXPECT_LT(unknown.ByteSizeLong(), 100u);
    EXPECT_FALSE(screen->closed);
}

TEST_F(Saying, WhoIsNoScreenAnyMoreHasSaidNothing) {
    const auto screen = come(v1::ROLE_SCREEN);
    at.say(*screen, report());
    EXPECT_EQ(beat().screens_size(), 1);
    v1::Grant grant;
    grant.set_role(v1::ROLE_PRESS);
    at.access.put_holder("screen:hall", {"Hall A", {grant}, false});
    at.hub.check_grants();
    at.run();
    EXPECT_TRUE(beat().screens().empty());
    EXPECT_FALSE(screen->closed);
}

TEST_F(Saying, AnEdgeSpeaksForThoseBehindItAndNobodyElseDoes) {
    const v1::ClientMessage said = presence({report("w0001").report(), report("w0002").report()}, 700);
    for (const v1::Role role : {v1::ROLE_UNSPECIFIED, v1::ROLE_OWNER, v1::ROLE_SCREEN}) {
        const auto other = come(role, "account:" + std::to_string(role));
        at.say(*other, said);
        EXPECT_FALSE(other->closed);
    }
    EXPECT_EQ(beat().connections(), 3u);
    EXPECT_TRUE(beat().screens().empty());
    const auto edge = come(v1::ROLE_EDGE, "key:edge");
    at.say(*edge, said);
    const v1::Presence told = beat();
    EXPECT_EQ(told.connections(), 704u);
    EXPECT_EQ(at.present.at(0).here, 4u);
    ASSERT_EQ(told.screens_size(), 2);
    EXPECT_TRUE(told.screens(0).connected());
    at.say(*edge, presence({}, 3));
    EXPECT_EQ(beat().connections(), 7u);
    EXPECT_TRUE(beat().screens().empty()) << "the latest counts";
    edge->ended = true;
    edge->poke();
    at.run();
    EXPECT_EQ(beat().connections(), 3u) << "its line is cut";
}

TEST_F(Saying, OfAnEdgeTooIsHeardNoMoreThanFits) {
    at.limits.screens_max = 3;
    std::vector<v1::Report> reports(5);
    for (std::size_t i = 0; i < reports.size(); ++i) reports[i].set_screen_id("w000" + std::to_string(i));
    reports[0].set_announcement(std::string(1'000, 'a'));
    reports[1].set_log("another");
    const auto edge = come(v1::ROLE_EDGE, "key:edge");
    at.say(*edge, presence(reports, UINT32_MAX));
    const v1::Presence told = beat();
    EXPECT_EQ(told.connections(), UINT32_MAX);
    ASSERT_EQ(told.screens_size(), 3);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(told.screens(i).report().screen_id(), "w000" + std::to_string(i + 1));
        EXPECT_EQ(told.screens(i).report().log(), "test");
    }
}

// --- What becomes of it at the desk

v1::Presence screens(const std::vector<std::string>& logins, std::int64_t heard_at_ms) {
    v1::Presence presence;
    for (const std::string& login : logins) {
        v1::ShownScreen& screen = *presence.add_screens();
        screen.set_login(login);
        screen.set_heard_at_ms(heard_at_ms);
        screen.set_connected(true);
        screen.mutable_report()->set_position(static_cast<std::uint64_t>(heard_at_ms));
    }
    return presence;
}

// "login@heard", with "-" before those that are gone.
std::string told_by(const ShownScreens& shown) {
    v1::Presence told;
    shown.tell(told);
    std::string text;
    for (const v1::ShownScreen& screen : told.screens())
        text += std::string(text.empty() ? "" : " ") + (screen.connected() ? "" : "-") + screen.login() + "@" +
                std::to_string(screen.heard_at_ms());
    return text;
}

TEST(ShownScreens, OfOneLoginThatIsThereTwiceTheLatestWordCounts) {
    const Limits limits;
    ShownScreens shown;
    const v1::Presence early = screens({"a", "b"}, 1), late = screens({"b"}, 2);
    shown.take({&early, &late}, 10, limits);
    EXPECT_EQ(told_by(shown), "a@1 b@2");
    shown.take({&late, &early}, 10, limits);
    EXPECT_EQ(told_by(shown), "a@1 b@2") << "whoever tells first";
}

TEST(ShownScreens, WhoIsGoneIsToldForADay) {
    const Limits limits;
    ShownScreens shown;
    const v1::Presence both = screens({"a", "b"}, 1), one = screens({"a"}, 2), back = screens({"a", "b"}, 3);
    shown.take({&both}, 0, limits);
    shown.take({&one}, limits.gone_screens_ms, limits);
    EXPECT_EQ(told_by(shown), "a@2 -b@1");
    shown.take({&one}, limits.gone_screens_ms + 1, limits);
    EXPECT_EQ(told_by(shown), "a@2");
    shown.take({&back}, limits.gone_screens_ms + 2, limits);
    EXPECT_EQ(told_by(shown), "a@3 b@3");
    shown.take({}, limits.gone_screens_ms + 3, limits);
    EXPECT_EQ(told_by(shown), "-a@3 -b@3");
}

TEST(ShownScreens, OfTooManyTheOldestAreForgottenAndFirstThoseThatAreGone) {
    Limits limits;
    limits.screens_max = 2;
    ShownScreens shown;
    const v1::Presence gone = screens({"a", "b"}, 5), there = screens({"c"}, 1), late = screens({"d"}, 2);
    shown.take({&gone}, 0, limits);
    shown.take({&there}, 1, limits);
    EXPECT_EQ(told_by(shown), "-b@5 c@1");
    shown.take({&there, &late, &gone}, 2, limits);
    EXPECT_EQ(told_by(shown), "a@5 b@5");
}

TEST(ShownScreens, AreToldInTheOrderOfWhatTheyAreWhoeverCameFirst) {
    v1::Presence told = screens({"b", "a", "c"}, 1);
    told.mutable_screens(0)->mutable_report()->set_screen_id("w1");
    told.mutable_screens(1)->mutable_report()->set_screen_id("w1");
    sort_screens(told);
    EXPECT_EQ(told.screens(0).login(), "c");
    EXPECT_EQ(told.screens(1).login(), "a");
    EXPECT_EQ(told.screens(2).login(), "b");
}

}  // namespace
}  // namespace dais::live
