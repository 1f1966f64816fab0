#include "server/player.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "server/demo/demo.h"
#include "server/demo/play.h"
#include "server/live/rim.h"

namespace dais {

namespace asio = boost::asio;

namespace {

asio::awaitable<void> sleep(std::chrono::milliseconds wait) {
    asio::steady_timer timer(co_await asio::this_coro::executor, wait);
    co_await timer.async_wait(asio::use_awaitable);
}

// Asks until the server could store it. said: what makes it the same command after a restart.
asio::awaitable<v1::Reply> ask(live::Desk& desk, v1::Command command, v1::Actor actor, std::string said) {
    for (;;) {
        v1::Reply reply = co_await desk.ask(command, actor, said);
        if (!reply.has_unavailable()) co_return reply;
        co_await sleep(std::chrono::milliseconds(reply.unavailable().retry_after_ms()));
    }
}

// Who is refused because a record has just moved on looks again; nobody is that unlucky ten times.
asio::awaitable<v1::Reply> say(live::Desk& desk, const demo::PlayStep& step, const demo::PlayOutcomes& outcomes) {
    v1::Reply reply;
    for (int tries = 0; tries < 10; ++tries) {
        const live::LogView log = co_await desk.view(demo::kLog);
        // What the script says is the same after a restart; what it comes to on the state of then may not be.
        reply = co_await ask(desk, demo::resolve(*log.view, step, outcomes), demo::play_actor(step),
                             live::body_digest(step.command));
        if (reply.refusal().code() != v1::REFUSAL_CODE_STALE) break;
    }
    co_return reply;
}

asio::awaitable<void> play_step(live::Desk& desk, const demo::PlayStep& step, demo::PlayOutcomes& outcomes) {
    try {
        const v1::Reply reply = co_await say(desk, step, outcomes);
        if (reply.has_refusal()) throw std::runtime_error(reply.refusal().message());
        spdlog::info("the played day: {}", step.words);
        outcomes[step.name] = {reply.done().id(), reply.done().position()};
    } catch (const std::runtime_error& problem) {
        spdlog::warn("the played day, {}: {}", step.name, problem.what());
    }
}

}  // namespace

asio::awaitable<void> play_demo(live::Desk& desk) {
    demo::PlayOutcomes outcomes;
    for (const demo::PlayStep& step : demo::play_steps()) {
        co_await sleep(desk.clocks().until(demo::kLog, step.at_ms));
        co_await play_step(desk, step, outcomes);
    }
}

}  // namespace dais
