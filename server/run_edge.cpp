#include "server/run_edge.h"

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "server/edge/edge.h"
#include "server/live/metrics.h"
#include "server/serving.h"
#include "server/web/edge_routes.h"
#include "server/web/static_files.h"

namespace dais {

namespace asio = boost::asio;

namespace {

// A key is no argument: arguments are for everybody on the machine to read.
std::string key_in(const RunOptions& options) {
    if (options.follow_key_file.empty()) return {};
    std::ifstream file(options.follow_key_file);
    std::string key;
    if (!(file >> key))
        throw std::runtime_error("--follow-key-file: “" + options.follow_key_file +
                                 "” cannot be read, or there is no key in it.");
    return key;
}

}  // namespace

int run_edge(const RunOptions& options) {
    const live::Limits& limits = options.limits;
    // What everything below counts.
    live::Metrics metrics(options.shards);
    const web::StaticFiles files(options.static_folder);
    const auto endpoint = web::free_endpoint(options.address, options.port);

    // Whom it follows, and handing on what it hears.
    const client::Url url = client::parse_url(options.follow, options.follow_ca);
    const std::string public_url = options.follow_public.empty() ? url.text() : options.follow_public;
    auto edge = std::make_unique<edge::Edge>(
        limits, edge::EdgeSettings{url, public_url, options.follow_cache, key_in(options)});
    const web::EdgeRoutes routes(*edge, files, metrics, options.metrics_open);

    // Who may come in, and a thread each with its own sockets.
    Serving serving(options, *edge, metrics, edge->reception());
    for (const auto& shard : serving.shards()) edge->add(*shard);
    edge->open();
    serving.start();
    std::thread thread(
        [&] { edge->run([&] { asio::post(serving.control(), [&] { serving.listen(routes, endpoint); }); }); });
    serving.run([&](Serving::Done done) { edge->stop(std::move(done)); });

    // The edge first: it hands work to the shards.
    edge->halt();
    thread.join();
    const int exit_code = serving.join();
    edge.reset();
    spdlog::info("stopped");
    return exit_code;
}

}  // namespace dais
