#include <CLI/CLI.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <utility>

#include "clients/cpp/api.h"
#include "clients/cpp/command_options.h"
#include "clients/cpp/json.h"
#include "clients/cpp/link.h"
#include "clients/cpp/names.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/tell.h"

namespace dais::client {
namespace {

namespace json = boost::json;

struct WatchOptions {
    bool json = false;
    std::uint64_t count = 0;  // 0: for ever
};

const char* word(LinkState state) {
    switch (state) {
        case LinkState::connecting: return "connecting";
        case LinkState::live: return "live";
        case LinkState::stale: return "stale";
        case LinkState::ended: return "ended";
    }
    return "";
}

std::int64_t wall_ms() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

// What is printed, and when it is enough. Events of one Link.
class Watch {
public:
    Watch(const Place& place, WatchOptions options) : place_(place), options_(options) {}

    void run() {
        LinkSettings settings;
        settings.url = parse_url(place_.url, place_.ca);
        settings.key = place_.key;
        settings.log = place_.log;
        LinkEvents events;
        events.on_snapshot = [this](const Follower& follower) { snapshot(follower); };
        events.on_change = [this](auto& log, auto& change, auto position) { changed(log, change, position); };
        events.on_state = [this](LinkState state) { stands(state); };
        events.on_message = [this](const v1::ServerMessage& message) {
            if (message.has_presence()) present(message.presence());
            for (const auto& followed : message.welcome().followed()) unknown(followed);
        };
        events.on_goodbye = [this](const v1::Goodbye& goodbye) {
            key_unknown_ |= goodbye.reason() == v1::Goodbye::REASON_KEY;
        };
        events.on_trouble = [this](const std::string& why) { trouble(why); };
        link_ = Link::start(context_.get_executor(), std::move(settings), std::move(events));
        boost::asio::signal_set signals(context_, SIGINT, SIGTERM);
        signals.async_wait([this](boost::system::error_code error, int) {
            if (error) return;
            finished_ = true;
            link_->stop();
        });
        while (link_->state() != LinkState::ended && context_.run_one() > 0) continue;
        if (unknown_) throw_unknown_log(place_);
        if (key_unknown_ && !finished_) throw_unknown_key();
        if (!finished_) throw Failure(link_->trouble().empty() ? "the server said goodbye" : link_->trouble());
    }

private:
    // Nothing will ever come of a log that is not there, or not named among several.
    void unknown(const v1::Followed& followed) {
        if (!followed.unknown() || finished_) return;
        unknown_ = finished_ = true;
        link_->stop();
    }

    void snapshot(const Follower& follower) {
        held_ = follower.records();
        learn();
        if (options_.json) {
            print({{"snapshot",
                    json::object{
                        {"log", follower.log()}, {"position", follower.position()}, {"records", held_.all().size()}}}});
        } else {
            std::printf("%s: all %zu records, as of position %llu\n",
                        one_line(shown(summit_of(held_).name(), languages_)).c_str(), held_.all().size(),
                        static_cast<unsigned long long>(follower.position()));
        }
    }

    // The summit says in which zone it sits and which languages it has.
    void learn() {
        const auto summit = summit_of(held_);
        time_ = LocalTime(summit);
        languages_ = Languages(place_.languages, summit);
    }

    void changed(const std::string& log, const v1::Change& change, std::uint64_t position) {
        if (finished_) return;
        const auto line = told(change, held_, time_, languages_);
        learn();
        if (options_.json) {
            json::array entries;
            for (const auto& entry : change.entries()) entries.push_back(entry_to_json(entry));
            print({{"log", log},
                   {"position", position},
                   {"at_ms", change.at_ms()},
                   {"received_at_ms", wall_ms()},
                   {"told", line},
                   {"entries", std::move(entries)}});
        } else {
            std::printf("%s  %s\n", time_.hh_mm_ss(change.at_ms()).c_str(), line.c_str());
        }
        if (++changes_ == options_.count) {
            finished_ = true;
            link_->stop();
        }
    }

    void stands(LinkState state) {
        if (finished_) return;
        if (options_.json) {
            print({{"state", word(state)}, {"position", link_->follower().position()}});
        } else if (state == LinkState::live) {
            std::printf("-- live\n");
        } else if (state == LinkState::stale) {
            std::printf("-- STALE: the link is down; what was shown may be out of date\n");
        }
    }

    // Only staff are told.
    void present(const v1::Presence& presence) const {
        if (finished_) return;
        if (options_.json) {
            print({{"connections", presence.connections()}, {"digests_differed", presence.digests_differed()}});
            return;
        }
        std::printf("-- %u connected", presence.connections());
        if (presence.digests_differed() > 0)
            std::printf("; %u found damage and mended it", presence.digests_differed());
        std::printf("\n");
    }

    // Once per reason: attempts go on for ever.
    void trouble(const std::string& why) {
        if (finished_ || why == told_trouble_) return;
        told_trouble_ = why;
        std::fprintf(stderr, "dais: %s; trying again\n", why.c_str());
    }

    static void print(const json::object& object) { std::printf("%s\n", json::serialize(object).c_str()); }

    Place place_;
    WatchOptions options_;
    boost::asio::io_context context_{1};
    std::shared_ptr<Link> link_;
    summit::Records held_;
    LocalTime time_;
    Languages languages_;
    std::uint64_t changes_ = 0;
    std::string told_trouble_;
    bool finished_ = false;
    bool unknown_ = false;
    bool key_unknown_ = false;
};

}  // namespace

void add_watch(CLI::App& app, const Place& place) {
    auto* watch = app.add_subcommand("watch", "Print every change as it happens, for ever");
    const auto options = std::make_shared<WatchOptions>();
    watch->add_flag("--json", options->json, "One JSON object per line, with the records");
    watch->add_option("--count", options->count, "End after this many changes")->check(CLI::PositiveNumber);
    watch->group(kLook);
    describe(*watch, {{"dais watch", "dais watch --json --count 10", "dais watch --lang fr,en"}, {}, ""});
    watch->callback([&place, options] { Watch(place, *options).run(); });
}

}  // namespace dais::client
