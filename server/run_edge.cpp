#include "server/run_edge.h"

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <thread>

#include "server/edge/edge.h"
#include "server/live/metrics.h"
#include "server/serving.h"
#include "server/web/edge_routes.h"
#include "server/web/static_files.h"

namespace dais {

namespace asio = boost::asio;

int run_edge(const RunOptions& options) {
    const live::Limits& limits = options.limits;
    // What everything below counts.
    live::Metrics metrics(options.shards);
    const web::StaticFiles files(options.static_folder);
    const auto endpoint = web::free_endpoint(options.address, options.port);

    // Whom it follows, and handing on what it hears.
    const client::Url url = client::parse_url(options.follow, options.follow_ca);
    const std::string public_url = options.follow_public.empty() ? url.text() : options.follow_public;
    auto edge = std::make_unique<edge::Edge>(limits, edge::EdgeSettings{url, public_url, options.follow_cache});
    const web::EdgeRoutes routes(*edge, files, metrics, options.metrics_open);

    // Who may come in, and a thread each with its own sockets.
    Serving serving(options, *edge, metrics);
    for (const auto& shard : serving.shards()) {
        shard->set_unknown_key("Nobody signs in here, where the public is served alone: sign in at " + public_url +
                               ".");
        edge->add(*shard);
    }
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
