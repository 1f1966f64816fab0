// What an edge answers over HTTP: what it holds itself, and where everything else is.
//
//   GET  /health         that it is an edge, of whom, and per log how old what it serves may be
//   GET  /api/v1/logs    those that it follows, so that edges of edges find them
//   any  /api/…          307 to the server where it is decided, whatever the method
//   GET  anything else   the web faces
#pragma once

#include "server/edge/edge.h"
#include "server/web/answers.h"

namespace dais::web {

class EdgeRoutes final : public Answers {
public:
    EdgeRoutes(edge::Edge& edge, const StaticFiles& files) : edge_(edge), files_(files) {}

    std::optional<Response> refuse_early(const Request& request, const live::Shard& shard) const override;
    boost::asio::awaitable<Response> answer(Request request, live::Shard& shard) const override;

private:
    boost::asio::awaitable<Response> dispatch(const Request& request, const std::string& path) const;
    boost::asio::awaitable<Response> health() const;
    boost::asio::awaitable<Response> list() const;
    Response elsewhere(const Request& request) const;

    edge::Edge& edge_;
    const StaticFiles& files_;
};

}  // namespace dais::web
