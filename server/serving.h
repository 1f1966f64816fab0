// What every running server has, whatever tells it what to serve: who may come in, shards with a thread and a door
// each, certificates, signals, and the order of stopping.
//
// Made and used on the main thread, but for the callbacks of stopping. Goes after what its shards' callbacks refer to.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "server/live/admission.h"
#include "server/live/certificates.h"
#include "server/live/shard.h"
#include "server/run.h"
#include "server/web/listener.h"

namespace dais {

class Serving {
public:
    using Done = std::function<void()>;

    // Throws std::runtime_error with the remedy if the certificate cannot be used.
    Serving(const RunOptions& options, live::Origin& origin, live::Metrics& metrics, const live::Reception& reception);

    const std::vector<std::unique_ptr<live::Shard>>& shards() const { return shards_; }
    // The main thread's, which waits for signals in run().
    boost::asio::io_context& control() { return control_; }
    // The shards' threads begin: they take what is published.
    void start();
    // The doors open; a fault if somebody took the endpoint after web::free_endpoint.
    void listen(const web::Answers& answers, const boost::asio::ip::tcp::endpoint& endpoint);
    // Until SIGTERM, SIGINT or a fault. Then, in this order: no new sockets; stop_origin, which runs its argument once
    // nothing more is accepted and what waits is stored; Goodbye to all, and their last bytes.
    void run(std::function<void(Done)> stop_origin);
    // Ends run() as it is. Any thread.
    void fault() {
        exit_code_ = 1;
        control_.stop();
    }
    // What the shards do ends; the exit code.
    int join();

private:
    void begin_stop(const std::function<void(Done)>& stop_origin);

    boost::asio::awaitable<void> look_at_certificates();
    boost::asio::awaitable<void> read_certificates_when_told();

    const RunOptions& options_;
    std::optional<live::Certificates> certificates_;  // none: no TLS
    const web::Gate gate_;
    boost::asio::io_context control_{1};
    live::Admission admission_;
    std::vector<std::unique_ptr<live::Shard>> shards_;
    std::vector<std::unique_ptr<web::Listener>> listeners_;
    std::vector<std::thread> threads_;
    std::atomic<std::size_t> left_;  // shards that have not said their last word
    std::atomic<int> exit_code_{0};
};

}  // namespace dais
