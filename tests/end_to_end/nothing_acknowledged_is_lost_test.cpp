// The server is killed at random moments while commands stream in, 20 times. Whatever was acknowledged is there, once;
// clients catch up by themselves and end with the server's own records.
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <map>
#include <random>
#include <thread>

#include "clients/cpp/link.h"
#include "server/summit/records.h"
#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

constexpr int kCommands = 2'000;
constexpr int kKills = 20;

// Sends announcements, eight at a time, each with a title of its own, until all are acknowledged.
struct Streaming {
    boost::asio::io_context context;
    std::shared_ptr<client::Link> link;
    std::map<std::string, std::string> acknowledged;  // title → id
    int sent = 0;
    std::atomic<int> done{0};

    // Asked from another thread.
    bool caught_up(const std::string& dump) {
        return boost::asio::post(context,
                                 boost::asio::use_future([&] { return link->follower().records().dump() == dump; }))
            .get();
    }

    void send_one() {
        if (sent == kCommands) return;
        const std::string title = "announcement " + std::to_string(++sent);
        v1::Command command = new_command("test", 0);
        command.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text(title);
        again(title, command);
    }

    void again(const std::string& title, const v1::Command& command) {
        link->send(command, [this, title, command](const v1::Reply& reply) {
            if (!reply.has_done()) return again(title, command);  // "unavailable": the same command once more
            EXPECT_TRUE(acknowledged.emplace(title, reply.done().id()).second);
            ++done;
            send_one();
        });
    }
};

TEST(NothingAcknowledged, IsLostOrDoneTwiceThroughTwentyKills) {
    ServerProcess server({"--keys-ms", "100", "--heartbeat-ms", "200"});
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    {
        Reader organiser(server, key);
        v1::ClientMessage hello;
        hello.mutable_hello();
        organiser.say(hello);
        organiser.next();
        put_summit(organiser, "test", 1);
    }
    Streaming streaming;
    client::LinkSettings settings;
    settings.url = client::parse_url(server.url());
    settings.key = key;
    settings.log = "test";
    streaming.link = client::Link::start(streaming.context.get_executor(), settings, {});
    boost::asio::post(streaming.context, [&] {
        for (int i = 0; i < 8; ++i) streaming.send_one();
    });
    std::thread client([&] { streaming.context.run(); });

    std::mt19937 random(7);
    for (int kill_number = 1; kill_number <= kKills; ++kill_number) {
        const int until = kCommands * kill_number / (kKills + 1);
        for (int i = 0; i < 6'000 && streaming.done < until; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 5'000));
        server.end(SIGKILL);
        server.start();
    }
    for (int i = 0; i < 12'000 && streaming.done < kCommands; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ASSERT_EQ(streaming.done, kCommands);

    EXPECT_TRUE(server.verified());
    const std::string on_disk = server.dump("test", v1::AUDIENCE_STAFF);
    for (int i = 0; i < 500 && !streaming.caught_up(on_disk); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    boost::asio::post(streaming.context, [&] { streaming.link->stop(); });
    client.join();
    EXPECT_EQ(streaming.link->follower().records().dump(), on_disk) << "the client caught up by itself";
    std::map<std::string, int> on_record;
    for (const auto& [record_key, body] : streaming.link->follower().records().all()) {
        if (record_key.first != v1::KIND_ANNOUNCEMENT) continue;
        v1::Announcement announcement;
        announcement.ParseFromString(body);
        ++on_record[announcement.title(0).text()];
        EXPECT_EQ(streaming.acknowledged[announcement.title(0).text()], record_key.second);
    }
    EXPECT_EQ(on_record.size(), static_cast<std::size_t>(kCommands));
    for (const auto& [title, times] : on_record) EXPECT_EQ(times, 1) << title;
    EXPECT_EQ(server.end(SIGTERM), 0);
}

}  // namespace
}  // namespace dais
