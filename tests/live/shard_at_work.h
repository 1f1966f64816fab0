// A real shard whose thread and time are the test's, behind it a TestLog instead of a desk.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/live/admission.h"
#include "server/live/connection.h"
#include "server/live/hub.h"
#include "server/live/metrics.h"
#include "server/live/origin.h"
#include "server/live/rim.h"
#include "tests/live/fake_socket.h"
#include "tests/live/websocket_client.h"
#include "tests/summit/converge.h"

namespace dais::live {

class ShardAtWork final : public Origin {
public:
    explicit ShardAtWork(Limits with = {}, SenderKind sender = SenderKind::plain)
        : limits(with), shard(limits, *this, admission, metrics, {0, sender, [this] { return now_ms; }, &reception}) {
        hub.add(shard);
        hub.open("test", log.state());
        log.heard = [this](const v1::Change& change, const summit::Shown& shown) {
            hub.publish("test", change, shown, log.state());
        };
        publish();
    }

    // What was decided since leaves for the shard; the shard does what there is to do.
    void publish() {
        hub.flush();
        run();
    }
    void run() {
        shard.context().poll();
        shard.context().restart();
    }
    // So much later; told step by step, as a clock tells it.
    void passes(std::int64_t ms) {
        for (std::int64_t gone = 0; gone < ms; gone += 50) {
            now_ms += 50;
            shard.tick();
            run();
        }
    }
    // Another announcement, not yet handed over.
    void announce(const std::string& words = "Lunch is served") {
        v1::Command command = log.command();
        *command.mutable_publish_announcement()->mutable_announcement()->add_title() = summit::text("en", words);
        log.done(command);
    }

    std::shared_ptr<Peer> join() {
        auto peer = std::make_shared<Peer>();
        Visitor visitor;
        visitor.socket = std::make_unique<FakeSocket>(peer);
        visitor.ticket = *std::move(admission.enter("192.0.2.1").ticket);
        shard.adopt(std::move(visitor));
        run();
        return peer;
    }
    // Says Hello, from nothing or from where it stands.
    std::shared_ptr<Peer> follow(const v1::Resume* resume = nullptr, const std::string& key = "") {
        auto peer = join();
        v1::ClientMessage hello;
        hello.mutable_hello()->set_key(key);
        hello.mutable_hello()->add_follow()->set_log("test");
        if (resume != nullptr) *hello.mutable_hello()->mutable_follow(0)->mutable_resume() = *resume;
        say(*peer, hello);
        return peer;
    }
    void say(Peer& peer, const v1::ClientMessage& message) {
        peer.say(websocket::client_frame(websocket::Opcode::kBinary, message.SerializeAsString()));
        run();
    }

    // Origin: what a desk would do, at once.
    void submit(Submission submission) override { submitted.push_back(std::move(submission)); }
    void make_snapshot(std::string name, v1::Audience audience,
                       std::function<void(std::shared_ptr<const Snapshot>)> done) override {
        ++snapshots_made;
        done(live::make_snapshot(name, log.state(), audience, limits));
    }
    void take_presence(const Shard&, std::vector<Counted> counted, bool is_news) override {
        present = std::move(counted);
        news += is_news;
    }
    v1::Clock clock(const std::string&) const override { return {}; }

    std::int64_t now_ms = 1'000;
    Limits limits;
    summit::TestLog log;
    Admission admission{limits, 1'000};
    Metrics metrics{1};
    Hub hub{limits};
    access::Access access{wall_clock_ms};
    AccessReception reception{access, {}};
    std::vector<Submission> submitted;
    std::vector<Counted> present;
    std::size_t news = 0;  // how often something was told soon
    int snapshots_made = 0;
    Shard shard;
};

}  // namespace dais::live
