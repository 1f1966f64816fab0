#include "server/run.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <spdlog/spdlog.h>

#include <atomic>
#include <future>
#include <memory>
#include <thread>

#include "server/clock_setting.h"
#include "server/demo/demo.h"
#include "server/demo/play.h"
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

// The demo's commands, as any organiser would send them; on a database that has them already they do nothing twice.
// Waits for them, so that nobody meets a summit that is half there.
void put_demo(live::Desk& desk) {
    v1::Actor actor;
    actor.set_login("server");
    actor.set_name("Demo");
    actor.set_role(v1::ROLE_ORGANISER);
    std::vector<v1::Command> commands = demo::demo_commands();
    const auto left = std::make_shared<std::atomic<std::size_t>>(commands.size());
    const auto put = std::make_shared<std::promise<void>>();
    for (v1::Command& command : commands) {
        std::string digest = live::body_digest(command);
        desk.submit({std::move(command), std::move(digest), actor, [left, put](const v1::Reply& reply) {
                         if (reply.has_refusal())
                             spdlog::error("the demo's {}: {}", reply.command_id(), reply.refusal().message());
                         if (--*left == 0) put->set_value();
                     }});
    }
    // A disk that fails ends the server, and answers nobody.
    put->get_future().wait_for(std::chrono::seconds(30));
}

void set_clock(live::Desk& desk, const RunOptions& options) {
    const std::uint32_t speed = options.speed > 0 ? options.speed : options.play ? 60 : 1;
    if (options.clock.empty()) {
        if (options.play) desk.play(demo::kLog, demo::kPlayBeginsMs, speed * live::kRealTime);
        return;
    }
    const ClockSetting clock = parse_clock_setting(options.clock);
    desk.play(clock.log, clock.at_ms, speed * live::kRealTime);
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

    // Deciding, and handing on what was decided.
    live::Hub hub(limits);
    std::unique_ptr<Serving> serving;
    auto desk_place = std::make_unique<live::Desk>(limits, database, hub, metrics, [&](const std::string& fault) {
        spdlog::critical("{} Nothing more is accepted; what was acknowledged is on disk.", fault);
        serving->fault();
    });
    live::Desk& desk = *desk_place;
    auto archive = std::make_unique<live::Archive>(limits, options.db, metrics.database);
    const web::Routes routes(desk, *archive, files, metrics, options.metrics_open);

    // Who may come in, and a thread each with its own sockets.
    serving = std::make_unique<Serving>(options, desk, metrics);
    for (const auto& shard : serving->shards()) hub.add(*shard);
    desk.open();
    set_clock(desk, options);

    std::thread desk_thread([&] { desk.run(); });
    if (options.demo || options.play) put_demo(desk);
    serving->start();
    serving->listen(routes, endpoint);
    if (options.play) asio::co_spawn(serving->control(), play_demo(desk), asio::detached);
    serving->run([&](Serving::Done done) { desk.stop(std::move(done)); });

    // The desk first: it hands work to the shards. Its storage thread finishes what it has begun.
    desk.halt();
    const int exit_code = serving->join();
    desk_thread.join();
    // What it has not got to refers to shards: it goes before them.
    archive.reset();
    desk_place.reset();
    spdlog::info("stopped");
    return exit_code;
}

}  // namespace dais
