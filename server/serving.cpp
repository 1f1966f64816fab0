#include "server/serving.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <csignal>
#include <fstream>

#include "server/open_files.h"

namespace dais {

namespace asio = boost::asio;

namespace {

std::optional<live::Certificates> certificates_of(const RunOptions& options) {
    if (options.tls_certificate.empty()) return std::nullopt;
    return std::make_optional<live::Certificates>(options.tls_certificate, options.tls_key);
}

}  // namespace

Serving::Serving(const RunOptions& options, live::Origin& origin, live::Metrics& metrics,
                 const live::Reception& reception)
    : options_(options),
      certificates_(certificates_of(options)),
      gate_{certificates_ ? &*certificates_ : nullptr, options.proxy_protocol, web::Proxies(options.trusted_proxies)},
      admission_(options.limits, connections_possible(options.limits)),
      left_(options.shards) {
    for (unsigned i = 0; i < options.shards; ++i)
        shards_.push_back(std::make_unique<live::Shard>(options.limits, origin, admission_, metrics,
                                                        live::ShardOptions{i, options.sender, {}, &reception}));
}

void Serving::start() {
    for (const auto& each : shards_)
        threads_.emplace_back([&shard = *each] {
            const auto work = asio::make_work_guard(shard.context());
            shard.context().run();
        });
}

void Serving::listen(const web::Answers& answers, const asio::ip::tcp::endpoint& endpoint) {
    try {
        for (const auto& shard : shards_)
            listeners_.push_back(std::make_unique<web::Listener>(*shard, answers, gate_, endpoint));
    } catch (const std::exception& taken) {
        spdlog::critical("port {} was free and is not any more: {}", endpoint.port(), taken.what());
        return fault();
    }
    for (std::size_t i = 0; i < shards_.size(); ++i)
        asio::post(shards_[i]->context(), [listener = listeners_[i].get()] { listener->start(); });
    spdlog::info("listening on {}://{}:{} for {} screens, {} shards, fan-out by {}", certificates_ ? "https" : "http",
                 options_.address, endpoint.port(), admission_.capacity(), shards_.size(), shards_.front()->sender());
    if (!options_.port_file.empty()) std::ofstream(options_.port_file) << endpoint.port() << '\n';
}

void Serving::begin_stop(const std::function<void(Done)>& stop_origin) {
    spdlog::info("stopping");
    for (std::size_t i = 0; i < listeners_.size(); ++i)
        asio::post(shards_[i]->context(), [listener = listeners_[i].get()] { listener->stop(); });
    stop_origin([this] {
        for (const auto& shard : shards_)
            shard->stop([this] {
                if (--left_ == 0) control_.stop();
            });
    });
}

// Certificates are read again when their files change, and when somebody says so by SIGHUP.
asio::awaitable<void> Serving::look_at_certificates() {
    asio::steady_timer timer(control_);
    for (;;) {
        timer.expires_after(std::chrono::milliseconds(options_.limits.certificate_ms));
        co_await timer.async_wait(asio::use_awaitable);
        certificates_->look(false);
    }
}

asio::awaitable<void> Serving::read_certificates_when_told() {
    asio::signal_set signals(control_, SIGHUP);
    for (;;) {
        co_await signals.async_wait(asio::use_awaitable);
        certificates_->look(true);
    }
}

void Serving::run(std::function<void(Done)> stop_origin) {
    if (certificates_) {
        asio::co_spawn(control_, look_at_certificates(), asio::detached);
        asio::co_spawn(control_, read_certificates_when_told(), asio::detached);
    }
    asio::signal_set signals(control_, SIGTERM, SIGINT);
    asio::steady_timer deadline(control_);
    signals.async_wait([&](boost::system::error_code ec, int) {
        if (ec) return;
        begin_stop(stop_origin);
        deadline.expires_after(std::chrono::milliseconds(options_.limits.stop_ms));
        deadline.async_wait([&](boost::system::error_code late) {
            if (!late) spdlog::warn("some screens did not take their last bytes in time"), control_.stop();
        });
    });
    const auto work = asio::make_work_guard(control_);
    control_.run();
}

int Serving::join() {
    for (const auto& shard : shards_) shard->context().stop();
    for (std::thread& thread : threads_) thread.join();
    return exit_code_;
}

}  // namespace dais
