// A question to the one thread that owns the answer: work runs there, whoever awaits it goes on where they were.
//
// What work throws, the awaiting coroutine gets. Waits for as long as that thread has other things to do.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <utility>

namespace dais::live {

template <class Answer>
boost::asio::awaitable<Answer> on_thread_of(boost::asio::io_context& context, std::function<Answer()> work) {
    auto run = [](std::function<Answer()> held) -> boost::asio::awaitable<Answer> { co_return held(); };
    co_return co_await boost::asio::co_spawn(context, run(std::move(work)), boost::asio::use_awaitable);
}

}  // namespace dais::live
