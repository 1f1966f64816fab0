// What an edge answers over HTTP: what it holds itself, and where everything else is.
//
//   GET  /health         that it is an edge, of whom, and per log how old what it serves may be
//   GET  /metrics        what it counts, for programs on its own machine
//   GET  /api/v1/logs    those that it follows, so that edges of edges find them
//   any  /api/…          307 to the server where it is decided, whatever the method
//   GET  /account        the same: people sign in, and screens are paired, where it is decided
//   GET  anything else   the dashboard, the big screens, and what pages of others show
#pragma once

#include "server/edge/edge.h"
#include "server/web/answers.h"

namespace dais::web {

class EdgeRoutes final : public Answers {
public:
    // metrics_open: everybody may read /metrics.
    EdgeRoutes(edge::Edge& edge, const StaticFiles& files, live::Metrics& metrics, bool metrics_open)
        : edge_(edge), files_(files), metrics_(metrics), metrics_open_(metrics_open) {}

    std::optional<Response> refuse_early(const Request& request, const live::Shard& shard) const override;
    boost::asio::awaitable<Response> answer(Request request, live::Shard& shard,
                                            boost::asio::ip::address peer) const override;

private:
    boost::asio::awaitable<Response> dispatch(const Request& request, const std::string& path,
                                              const boost::asio::ip::address& peer) const;
    boost::asio::awaitable<Response> health() const;
    boost::asio::awaitable<Response> list() const;
    Response elsewhere(const Request& request) const;

    edge::Edge& edge_;
    const StaticFiles& files_;
    live::Metrics& metrics_;
    bool metrics_open_;
};

}  // namespace dais::web
