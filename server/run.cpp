#include "server/run.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <atomic>
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <thread>

#include "server/clock_setting.h"
#include "server/demo/demo.h"
#include "server/demo/play.h"
#include "server/live/archive.h"
#include "server/live/certificates.h"
#include "server/live/desk.h"
#include "server/live/hub.h"
#include "server/live/rim.h"
#include "server/live/shard.h"
#include "server/open_files.h"
#include "server/player.h"
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

// Certificates are read again when their files change, and when somebody says so by SIGHUP.
asio::awaitable<void> look_at_certificates(live::Certificates& certificates, std::uint32_t every_ms) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;) {
        timer.expires_after(std::chrono::milliseconds(every_ms));
        co_await timer.async_wait(asio::use_awaitable);
        certificates.look(false);
    }
}

asio::awaitable<void> read_certificates_when_told(live::Certificates& certificates) {
    asio::signal_set signals(co_await asio::this_coro::executor, SIGHUP);
    for (;;) {
        co_await signals.async_wait(asio::use_awaitable);
        certificates.look(true);
    }
}

// Stops in this order: no new sockets; no new commands, what waits is stored; Goodbye to all, and their last bytes.
class Stop {
public:
    Stop(live::Desk& desk, std::vector<std::unique_ptr<live::Shard>>& shards,
         std::vector<std::unique_ptr<web::Listener>>& listeners, std::function<void()> done)
        : desk_(desk), shards_(shards), listeners_(listeners), done_(std::move(done)), left_(shards.size()) {}

    void begin() {
        if (begun_.exchange(true)) return;
        spdlog::info("stopping");
        for (std::size_t i = 0; i < shards_.size(); ++i)
            asio::post(shards_[i]->context(), [listener = listeners_[i].get()] { listener->stop(); });
        desk_.stop([this] {
            for (auto& shard : shards_)
                shard->stop([this] {
                    if (--left_ == 0) done_();
                });
        });
    }

private:
    live::Desk& desk_;
    std::vector<std::unique_ptr<live::Shard>>& shards_;
    std::vector<std::unique_ptr<web::Listener>>& listeners_;
    std::function<void()> done_;
    std::atomic<std::size_t> left_;
    std::atomic<bool> begun_{false};
};

}  // namespace

int run_server(const RunOptions& options) {
    const live::Limits& limits = options.limits;
    // The logs on disk, this process alone writing to them.
    storage::Database database(options.db, {.create = true, .read_only = false, .exclusive = true});
    const web::StaticFiles files(options.static_folder);
    const auto endpoint = web::free_endpoint(options.address, options.port);
    std::optional<live::Certificates> certificates;
    if (!options.tls_certificate.empty()) certificates.emplace(options.tls_certificate, options.tls_key);
    const web::Gate gate{certificates ? &*certificates : nullptr, options.proxy_protocol,
                         web::Proxies(options.trusted_proxies)};

    // Deciding, and handing on what was decided.
    std::atomic<int> exit_code{0};
    asio::io_context control{1};
    live::Hub hub(limits);
    auto desk_place = std::make_unique<live::Desk>(limits, database, hub, [&](const std::string& fault) {
        spdlog::critical("{} Nothing more is accepted; what was acknowledged is on disk.", fault);
        exit_code = 1;
        control.stop();
    });
    live::Desk& desk = *desk_place;
    auto archive = std::make_unique<live::Archive>(limits, options.db);
    const web::Routes routes(desk, *archive, files);

    // Who may come in, and a thread each with its own sockets.
    live::Admission admission(limits, connections_possible(limits));
    std::vector<std::unique_ptr<live::Shard>> shards;
    std::vector<std::unique_ptr<web::Listener>> listeners;
    for (unsigned i = 0; i < options.shards; ++i) {
        shards.push_back(std::make_unique<live::Shard>(limits, desk, admission, options.sender));
        hub.add(*shards.back());
    }
    desk.open();
    set_clock(desk, options);
    listeners.reserve(shards.size());
    for (auto& shard : shards) listeners.push_back(std::make_unique<web::Listener>(*shard, routes, gate, endpoint));

    std::vector<std::thread> threads;
    threads.emplace_back([&] { desk.run(); });
    if (options.demo || options.play) put_demo(desk);
    for (std::size_t i = 0; i < shards.size(); ++i)
        threads.emplace_back([&shard = *shards[i], &listener = *listeners[i]] {
            const auto work = asio::make_work_guard(shard.context());
            asio::post(shard.context(), [&listener] { listener.start(); });
            shard.context().run();
        });
    if (options.play) asio::co_spawn(control, play_demo(desk), asio::detached);
    if (certificates) {
        asio::co_spawn(control, look_at_certificates(*certificates, limits.certificate_ms), asio::detached);
        asio::co_spawn(control, read_certificates_when_told(*certificates), asio::detached);
    }
    spdlog::info("listening on {}://{}:{} for {} screens, {} shards, fan-out by {}", certificates ? "https" : "http",
                 options.address, endpoint.port(), admission.capacity(), shards.size(), shards.front()->sender());
    if (!options.port_file.empty()) std::ofstream(options.port_file) << endpoint.port() << '\n';

    Stop stop(desk, shards, listeners, [&] { control.stop(); });
    asio::signal_set signals(control, SIGTERM, SIGINT);
    asio::steady_timer deadline(control);
    signals.async_wait([&](boost::system::error_code ec, int) {
        if (ec) return;
        stop.begin();
        deadline.expires_after(std::chrono::milliseconds(limits.stop_ms));
        deadline.async_wait([&](boost::system::error_code late) {
            if (!late) spdlog::warn("some screens did not take their last bytes in time"), control.stop();
        });
    });
    const auto work = asio::make_work_guard(control);
    control.run();

    // The desk first: it hands work to the shards. Its storage thread finishes what it has begun.
    desk.halt();
    for (auto& shard : shards) shard->context().stop();
    for (std::thread& thread : threads) thread.join();
    // What it has not got to refers to shards: it goes before them.
    archive.reset();
    desk_place.reset();
    spdlog::info("stopped");
    return exit_code;
}

}  // namespace dais
