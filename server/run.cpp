#include "server/run.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <thread>

#include "server/clock_setting.h"
#include "server/demo/demo.h"
#include "server/demo/play.h"
#include "server/demo_summit.h"
#include "server/live/archive.h"
#include "server/live/desk.h"
#include "server/live/hub.h"
#include "server/live/metrics.h"
#include "server/live/rim.h"
#include "server/player.h"
#include "server/serving.h"
#include "server/web/listener.h"
#include "server/web/routes.h"
#include "server/web/static_files.h"
#include "storage/database.h"

namespace dais {
namespace {

namespace asio = boost::asio;

// The log whose time is not the wall's.
struct Played {
    std::string log;
    std::int64_t at_ms = 0;
    std::uint32_t rate_permille = live::kRealTime;
};

std::optional<Played> played_log(const RunOptions& options) {
    const std::uint32_t speed = options.speed > 0 ? options.speed : options.play ? 60 : 1;
    if (!options.clock.empty()) {
        const ClockSetting clock = parse_clock_setting(options.clock);
        return Played{clock.log, clock.at_ms, speed * live::kRealTime};
    }
    if (options.play) return Played{demo::kLog, demo::kPlayBeginsMs, speed * live::kRealTime};
    return std::nullopt;
}

// A demonstration has its accounts; a server without any begins with a link.
std::string first_owner(access::Accounts& accounts, const RunOptions& options) {
    return options.demo || options.play ? std::string() : accounts.set_up();
}

// To whoever started it, and not into the log. Behind the "#" a browser keeps the secret to itself.
void invite_owner(const RunOptions& options, const asio::ip::tcp::endpoint& endpoint, const std::string& secret) {
    const std::string url = !options.public_url.empty()
                                ? options.public_url
                                : std::string(options.tls_certificate.empty() ? "http" : "https") +
                                      "://localhost:" + std::to_string(endpoint.port());
    std::cout << "Nobody has an account yet. Whoever opens this address first, within "
              << options.access_limits.set_up_hours << " hours, owns this server:\n    " << url
              << "/account#link=" << secret << std::endl;
}

// What is old is forgotten.
asio::awaitable<void> keep_house(live::Desk& desk, access::Accounts& accounts) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;) {
        asio::post(desk.storage_thread(), [&accounts] {
            try {
                accounts.forget_what_is_old();
            } catch (const std::exception& fault) {
                spdlog::warn("old logins and lines of the audit could not be forgotten: {}", fault.what());
            }
        });
        timer.expires_after(std::chrono::hours(1));
        co_await timer.async_wait(asio::use_awaitable);
    }
}

web::Origins origins_of(const RunOptions& options) {
    web::Origins origins{options.public_url, {}, !options.tls_certificate.empty()};
    std::stringstream list(options.edge_urls);
    for (std::string url; std::getline(list, url, ',');)
        if (!url.empty()) origins.edges.push_back(url);
    return origins;
}

}  // namespace

int run_server(const RunOptions& options) {
    const live::Limits& limits = options.limits;
    // What everything below counts.
    live::Metrics metrics(options.shards);
    // The logs on disk, this process alone writing to them.
    storage::Database database(options.db, {.create = true, .read_only = false, .exclusive = true});
    const web::StaticFiles files(options.static_folder);
    const auto endpoint = web::free_endpoint(options.address, options.port);

    // Who may come in, and as whom.
    access::Access who(live::wall_clock_ms);
    // Deciding, and handing on what was decided.
    live::Hub hub(limits, [&who](const v1::Actor& actor) { return who.name_of(actor); });
    access::Accounts accounts(database, who, options.access_limits, live::wall_clock_ms,
                              [&hub] { hub.check_grants(); });
    accounts.set_demo(options.demo || options.play);
    const live::AccessReception reception(who, accounts.mint().public_key());
    const web::Callers callers(origins_of(options));
    std::unique_ptr<Serving> serving;
    auto desk_place = std::make_unique<live::Desk>(limits, database, hub, metrics, who, [&](const std::string& fault) {
        spdlog::critical("{} Nothing more is accepted; what was acknowledged is on disk.", fault);
        serving->fault();
    });
    live::Desk& desk = *desk_place;
    auto archive = std::make_unique<live::Archive>(limits, options.db, metrics.database);
    auto account_routes = std::make_unique<web::AccountRoutes>(desk, accounts, options.access_limits, callers);
    const web::Routes routes(desk, *archive, who, callers, *account_routes, files, metrics, options.metrics_open);

    // Who may come in, and a thread each with its own sockets.
    serving = std::make_unique<Serving>(options, desk, metrics, reception);
    for (const auto& shard : serving->shards()) hub.add(*shard);
    accounts.read();
    const std::string set_up = first_owner(accounts, options);
    desk.open();
    desk.on_outside_write([&accounts] { accounts.read(); });
    desk.on_erasing(
        [&accounts](const std::string& log, const std::string& person) { accounts.erase_person(log, person); });
    desk.on_forget([&archive](const std::string& log) { archive->forget(log); });
    const auto played = played_log(options);
    if (played) desk.play(played->log, played->at_ms, played->rate_permille);

    std::thread desk_thread([&] { desk.run(); });
    if (options.demo || options.play) put_demo(desk, accounts);
    if (played) desk.play_anew(played->log, played->at_ms, played->rate_permille);
    serving->start();
    serving->listen(routes, endpoint);
    if (!set_up.empty()) invite_owner(options, endpoint, set_up);
    asio::co_spawn(serving->control(), keep_house(desk, accounts), asio::detached);
    if (options.play) asio::co_spawn(serving->control(), play_demo(desk), asio::detached);
    serving->run([&](Serving::Done done) { desk.stop(std::move(done)); });

    // The desk first: it hands work to the shards. Its storage thread finishes what it has begun.
    desk.halt();
    const int exit_code = serving->join();
    desk_thread.join();
    // What it has not got to refers to shards: it goes before them.
    archive.reset();
    account_routes.reset();
    desk_place.reset();
    spdlog::info("stopped");
    return exit_code;
}

}  // namespace dais
