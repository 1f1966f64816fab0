// A co-chair's seat ends while they are connected here, through an edge and not at all: nothing of what they may not
// see any more is left with them, nothing more of it comes, and nothing is done in their name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <fstream>
#include <functional>
#include <memory>

#include "clients/cpp/link.h"
#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr char kHidden[] = "for the bureau alone";
constexpr milliseconds kWithin{2'000};

// One tab: everything it is sent, inflated, since somebody last asked.
struct Tab {
    std::string heard;
    std::vector<v1::Reset> resets;
    std::shared_ptr<client::Link> link;

    bool holds(const std::string& words) const {
        return link->follower().records().dump().find(hex(words)) != std::string::npos;
    }
    static std::string hex(const std::string& words) {
        static constexpr char kDigits[] = "0123456789abcdef";
        std::string text;
        for (const char c : words) {
            text += kDigits[static_cast<unsigned char>(c) >> 4];
            text += kDigits[static_cast<unsigned char>(c) & 15];
        }
        return text;
    }
};

class Demotion : public testing::Test {
protected:
    Demotion() {
        Reader first(origin, organisers_key);
        v1::ClientMessage hello;
        hello.mutable_hello();
        first.say(hello);
        first.next();
        put_summit(first, "test", 2);
        organiser = std::make_unique<Reader>(origin, organisers_key);
        organiser->follow("test");
        v1::Command put = command();
        put.mutable_put_person()->mutable_person()->set_name("The chair");
        const std::string person = organiser->ask(put).done().id();
        put = command();
        v1::LocalText& name = *put.mutable_put_body()->mutable_body()->add_name();
        name.set_language("en");
        name.set_text("Bureau");
        const std::string body = organiser->ask(put).done().id();
        put = command();
        put.mutable_put_seat()->mutable_seat()->set_body(body);
        put.mutable_put_seat()->mutable_seat()->set_role(v1::SEAT_ROLE_CO_CHAIR);
        put.mutable_put_seat()->mutable_seat()->set_person(person);
        seat = organiser->ask(put).done().id();
        key = origin.make_key(v1::ROLE_CO_CHAIR, "The chair", "test", person);
        const std::string edge_key = origin.make_key(v1::ROLE_EDGE, "An edge");
        std::ofstream(edge_key_file) << edge_key << '\n';
        edge = std::make_unique<ServerProcess>(
            std::vector<std::string>{"--heartbeat-ms", "200", "--follow-ms", "200", "--follow-logs-ms", "300",
                                     "--follow-key-file", edge_key_file},
            ServerProcess::Follow{origin.url()});
    }

    ~Demotion() override {
        for (Tab* tab : {&here, &beside, &through_edge, &away})
            if (tab->link) tab->link->stop();
        context.restart();
        context.run_for(std::chrono::seconds(2));
    }

    v1::Command command() const { return new_command("test", organiser->resume.position()); }

    void open(Tab& tab, const ServerProcess& server, client::Follower held = client::Follower("test")) {
        client::LinkSettings settings;
        settings.url = client::parse_url(server.url());
        settings.key = key;
        settings.log = "test";
        settings.held = std::move(held);
        settings.backoff = {milliseconds(10), milliseconds(50)};
        client::LinkEvents events;
        events.on_message = [&tab](const v1::ServerMessage& message) {
            tab.heard += message.SerializeAsString();
            if (message.has_reset()) tab.resets.push_back(message.reset());
        };
        tab.link = client::Link::start(context.get_executor(), std::move(settings), std::move(events));
    }

    void announce(const std::string& title, bool hidden) {
        v1::Command put = command();
        put.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text(title);
        if (hidden) put.mutable_publish_announcement()->add_audiences(v1::AUDIENCE_BUREAU);
        ASSERT_TRUE(organiser->ask(put).has_done());
    }

    // How long that took.
    milliseconds until(const std::function<bool()>& reached) {
        const auto begin = Steady::now();
        while (!reached()) context.run_one_for(milliseconds(5));
        return std::chrono::duration_cast<milliseconds>(Steady::now() - begin);
    }

    v1::Reply ask(const Tab& tab, const std::string& title) {
        v1::Command put;
        put.set_log("test");
        put.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text(title);
        std::optional<v1::Reply> reply;
        tab.link->send(put, [&](const v1::Reply& said) { reply = said; });
        until([&] { return reply.has_value(); });
        return *reply;
    }

    void remove_seat() {
        v1::Command remove = command();
        remove.mutable_remove_seat()->set_id(seat);
        ASSERT_TRUE(organiser->ask(remove).has_done());
    }

    boost::asio::io_context context;
    ServerProcess origin{{"--keys-ms", "100", "--heartbeat-ms", "200"}};
    std::string organisers_key = origin.make_key(v1::ROLE_ORGANISER);
    std::string edge_key_file = origin.database() + ".edge-key";
    std::unique_ptr<Reader> organiser;
    std::unique_ptr<ServerProcess> edge;
    std::string key, seat;
    Tab here, beside, through_edge, away;
};

TEST_F(Demotion, ASeatThatEndsTakesEverythingWithItWhereverItsHolderIs) {
    announce(kHidden, true);
    for (Tab* tab : {&here, &beside, &away}) open(*tab, origin);
    open(through_edge, *edge);
    const std::vector<Tab*> connected = {&here, &beside, &through_edge};
    until([&] {
        return std::all_of(connected.begin(), connected.end(), [](const Tab* tab) { return tab->holds(kHidden); }) &&
               away.holds(kHidden);
    });
    EXPECT_TRUE(ask(here, "The chair speaks").has_done());
    EXPECT_TRUE(ask(through_edge, "The chair speaks through an edge").has_done());
    until([&] { return away.link->follower().position() == here.link->follower().position(); });
    const client::Follower held = away.link->follower();
    away.link->stop();
    until([&] { return away.link->state() == client::LinkState::ended; });

    remove_seat();
    const milliseconds gone = until([&] {
        return std::all_of(connected.begin(), connected.end(), [](const Tab* tab) {
            return !tab->holds(kHidden) && tab->link->follower().current() &&
                   tab->link->follower().audience() == v1::AUDIENCE_PUBLIC;
        });
    });
    EXPECT_LT(gone, kWithin);
    for (Tab* tab : connected) {
        ASSERT_FALSE(tab->resets.empty());
        EXPECT_EQ(tab->resets.back().audience(), v1::AUDIENCE_PUBLIC);
        EXPECT_TRUE(tab->resets.back().roles().empty());
        tab->heard.clear();
        EXPECT_EQ(ask(*tab, "Nobody speaks").refusal().code(), v1::REFUSAL_CODE_FORBIDDEN);
    }
    announce("again for the bureau alone", true);
    announce("for everybody", false);
    away.heard.clear();
    open(away, origin, held);
    const std::vector<Tab*> all = {&here, &beside, &through_edge, &away};
    until([&] {
        return std::all_of(all.begin(), all.end(), [](const Tab* tab) { return tab->holds("for everybody"); });
    });
    for (const Tab* tab : all) {
        EXPECT_FALSE(tab->holds(kHidden));
        EXPECT_FALSE(tab->holds("again for the bureau alone"));
        EXPECT_THAT(tab->heard, testing::Not(testing::HasSubstr("for the bureau alone")));
        EXPECT_THAT(tab->heard, testing::Not(testing::HasSubstr("Nobody speaks")));
    }
}

TEST_F(Demotion, WhoGetsTheSeatBackSeesItAllAgain) {
    announce(kHidden, true);
    open(here, origin);
    open(through_edge, *edge);
    const auto both_hold = [&](bool hold) {
        return here.holds(kHidden) == hold && through_edge.holds(kHidden) == hold &&
               through_edge.link->follower().current();
    };
    until([&] { return both_hold(true); });
    remove_seat();
    until([&] { return both_hold(false); });
    v1::Command undo = command();
    undo.mutable_undo()->set_position(organiser->resume.position());
    ASSERT_TRUE(organiser->ask(undo).has_done());
    until([&] { return both_hold(true); });
    EXPECT_TRUE(ask(through_edge, "The chair speaks again").has_done());
}

}  // namespace
}  // namespace dais
