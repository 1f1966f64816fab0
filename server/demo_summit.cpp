#include "server/demo_summit.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <optional>

#include "server/access/password.h"
#include "server/demo/demo.h"
#include "server/demo/offices.h"
#include "server/demo/screens.h"
#include "server/demo/series.h"
#include "server/live/rim.h"

namespace dais {

namespace asio = boost::asio;

namespace {

// A disk that fails ends the server, and answers nobody.
constexpr std::chrono::seconds kPatience{30};

asio::awaitable<void> put(live::Desk& desk, std::vector<v1::Command> commands) {
    v1::Actor actor;
    actor.set_login("server");
    actor.set_name("Demo");
    actor.set_role(v1::ROLE_ORGANISER);
    for (const v1::Command& command : commands) {
        const std::string digest = live::body_digest(command);
        const v1::Reply reply = co_await desk.ask(command, actor, digest);
        if (reply.has_refusal()) spdlog::error("the demo's {}: {}", reply.command_id(), reply.refusal().message());
    }
}

asio::awaitable<void> put(access::Accounts& accounts, std::vector<demo::Account> wanted) {
    const std::string hash = access::password_hash(kDemoPassword);
    for (const demo::Account& one : wanted) accounts.put_demo(one.sign_in_name, one.name, hash, {one.grant});
    co_return;
}

// Step by step: each names what the one before has made. Ends where one made nothing.
asio::awaitable<void> put_series(live::Desk& desk) {
    std::optional<std::uint64_t> seq;
    while (true) {
        const std::string log = demo::kSeriesLog;
        const live::LogView held = co_await desk.view(log);
        const summit::State so_far = held.view ? *held.view : summit::State();
        auto commands = demo::series_commands(so_far);
        if (commands.empty() || seq == so_far.seq()) co_return;
        seq = so_far.seq();
        co_await put(desk, std::move(commands));
    }
}

asio::awaitable<void> put_all(live::Desk& desk, access::Accounts& accounts) {
    co_await put_series(desk);
    auto programme = demo::demo_commands();
    co_await put(desk, std::move(programme));
    const std::string log = demo::kLog;
    const live::LogView put_so_far = co_await desk.view(log);
    if (!put_so_far.view) co_return;
    auto seats = demo::seat_commands(*put_so_far.view);
    co_await put(desk, std::move(seats));
    auto screens = demo::screen_commands(*put_so_far.view);
    co_await put(desk, std::move(screens));
    auto wanted = demo::accounts(*put_so_far.view);
    co_await asio::co_spawn(desk.storage_thread(), put(accounts, std::move(wanted)), asio::use_awaitable);
}

}  // namespace

void put_demo(live::Desk& desk, access::Accounts& accounts) {
    const auto here = std::make_shared<asio::io_context>();
    // Whoever is never answered keeps what an answer would be given to.
    asio::co_spawn(*here, put_all(desk, accounts), [here](const std::exception_ptr& fault) {
        try {
            if (fault) std::rethrow_exception(fault);
        } catch (const std::exception& what) {
            spdlog::error("the demo could not be put: {}", what.what());
        }
    });
    here->run_for(kPatience);
}

}  // namespace dais
