// `dais roll`: who has endorsed a declaration, once or live.
#include <CLI/CLI.hpp>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <utility>

#include "clients/cpp/api.h"
#include "clients/cpp/errand.h"
#include "clients/cpp/link.h"
#include "clients/cpp/names.h"
#include "clients/cpp/roll_call.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/tell.h"

namespace dais::client {
namespace {

struct RollOptions : LookOptions {
    std::string declaration;
    bool live = false;
};

std::string rolled(const summit::Records& records, const RollOptions& options, std::int64_t now_ms,
                   const LocalTime& time, const Languages& languages) {
    const auto found = declaration_meant(records, options.declaration, now_ms);
    if (!found) throw Failure(found.problem, kNotFound);
    const auto roll = roll_call(records, found.id, languages);
    if (options.json) return boost::json::serialize(roll_call_json(roll, now_ms)) + "\n";
    return roll_call_told(roll, time, now_ms, languages);
}

// Prints the roll anew whenever something of it is otherwise, until it is stopped. Events of one Link.
class LiveRoll {
public:
    LiveRoll(const Place& place, const RollOptions& options) : place_(place), options_(options) {}

    void run() {
        LinkSettings settings;
        settings.url = parse_url(place_.url, place_.ca);
        settings.key = place_.key;
        settings.log = place_.log;
        LinkEvents events;
        events.on_snapshot = [this](const Follower& follower) {
            held_ = follower.records();
            print();
        };
        events.on_change = [this](auto&, const v1::Change& change, auto) {
            for (const auto& entry : change.entries()) held_.apply(entry);
            print();
        };
        events.on_state = [this](LinkState state) { stands(state); };
        events.on_message = [this](const v1::ServerMessage& message) {
            for (const auto& followed : message.welcome().followed()) unknown_ |= followed.unknown();
            if (unknown_) link_->stop();
        };
        events.on_goodbye = [this](const v1::Goodbye& goodbye) {
            key_unknown_ |= goodbye.reason() == v1::Goodbye::REASON_KEY;
        };
        events.on_trouble = [this](const std::string& why) {
            if (unknown_ || key_unknown_ || why == told_trouble_) return;
            told_trouble_ = why;
            std::fprintf(stderr, "dais: %s; trying again\n", one_line(why).c_str());
        };
        link_ = Link::start(context_.get_executor(), std::move(settings), std::move(events));
        boost::asio::signal_set signals(context_, SIGINT, SIGTERM);
        signals.async_wait([this](boost::system::error_code error, int) {
            if (error) return;
            stopped_ = true;
            link_->stop();
        });
        while (link_->state() != LinkState::ended && context_.run_one() > 0) continue;
        if (unknown_) throw_unknown_log(place_);
        if (key_unknown_) throw_unknown_key();
        if (!stopped_) throw Failure(link_->trouble().empty() ? "the server said goodbye" : link_->trouble());
    }

private:
    void stands(LinkState state) {
        if (state == LinkState::stale) {
            stale_ = true;
            std::fputs("dais: the link is down: the roll may be out of date\n", stderr);
        } else if (state == LinkState::live && stale_) {
            stale_ = false;
            told_trouble_.clear();
            std::fputs("dais: the roll is up to date again\n", stderr);
        }
    }

    void print() {
        const auto summit = summit_of(held_);
        const auto now_ms = link_->clock().now_ms(std::chrono::steady_clock::now());
        const auto text = rolled(held_, options_, now_ms, LocalTime(summit), Languages(place_.languages, summit));
        if (text == printed_) return;
        printed_ = text;
        const bool on_screen = !options_.json && isatty(STDOUT_FILENO) != 0;
        std::printf("%s%s%s", on_screen ? "\x1b[H\x1b[2J" : "", text.c_str(), options_.json ? "" : "\n");
        std::fflush(stdout);
    }

    Place place_;
    RollOptions options_;
    boost::asio::io_context context_{1};
    std::shared_ptr<Link> link_;
    summit::Records held_;
    std::string printed_;
    std::string told_trouble_;
    bool stale_ = false;
    bool stopped_ = false;
    bool unknown_ = false;
    bool key_unknown_ = false;
};

void print_roll(const Place& place, const RollOptions& options) {
    if (options.live) return LiveRoll(place, options).run();
    const Errand errand(place, static_cast<const LookOptions&>(options));
    std::fputs(rolled(errand.seen(), options, errand.now_ms(), errand.time(), errand.languages()).c_str(), stdout);
}

}  // namespace

void add_roll(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("roll", "Who has endorsed a declaration, in the order in which it is read out");
    command->group(kSeries);
    const auto options = std::make_shared<RollOptions>();
    command->add_option("declaration", options->declaration,
                        "Its id, its symbol or a part of its title; without, the one that is open");
    command->add_flag("--live", options->live, "Stay, and print it anew whenever it changes");
    add_look_options(*command, options);
    command->callback([&place, options] { print_roll(place, *options); });
    describe(*command, {{"dais roll", "dais roll Dublin --live", "dais roll GDPA/2022/1 --lang pt --json"},
                        {},
                        "States and organisations are counted apart. Names are in the first language of --lang, and\n"
                        "begin with the letter that was drawn for it. With --live and --json, a line per change."});
}

}  // namespace dais::client
