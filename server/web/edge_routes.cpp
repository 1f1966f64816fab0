#include "server/web/edge_routes.h"

#include <spdlog/spdlog.h>

#include "server/web/json_snapshot.h"
#include "server/web/metrics_route.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr std::string_view kLogs = "/api/v1/logs";

bool is_read(const Request& request) {
    return request.method() == http::verb::get || request.method() == http::verb::head;
}

}  // namespace

// A body is not read: who sends one is told where to send it.
std::optional<Response> EdgeRoutes::refuse_early(const Request& request, const live::Shard&) const {
    if (is_read(request)) {
        if (has_body(request)) return problem(http::status::bad_request, "GET and HEAD carry no body here.");
        return std::nullopt;
    }
    if (path_of(request.target()).starts_with("/api/")) return elsewhere(request);
    return problem(http::status::method_not_allowed, "Only GET and HEAD are known here.");
}

asio::awaitable<Response> EdgeRoutes::answer(Request request, live::Shard&, asio::ip::address peer) const {
    Response response;
    try {
        response = co_await dispatch(request, path_of(request.target()), peer);
    } catch (const std::exception& fault) {
        spdlog::error("{} {}: {}", std::string(request.method_string()), std::string(request.target()), fault.what());
        response = problem(http::status::internal_server_error, "Something broke here; the operator's log says what.");
    }
    if (request.method() == http::verb::head) response.body().clear();  // the length stays that of a GET
    response.keep_alive(request.keep_alive());
    co_return response;
}

asio::awaitable<Response> EdgeRoutes::dispatch(const Request& request, const std::string& path,
                                               const asio::ip::address& peer) const {
    if (path == "/health") co_return co_await health();
    if (path == "/metrics") co_return metrics_answer(metrics_, request, metrics_open_, peer);
    if (path == kLogs) co_return co_await list();
    if (path.starts_with("/api/") || files_.is_console(path)) co_return elsewhere(request);
    co_return file_answer(files_, request, path, edge_.public_url());
}

// 307: the same method with the same body.
Response EdgeRoutes::elsewhere(const Request& request) const {
    const std::string where = edge_.public_url() + std::string(request.target());
    Response response = problem(http::status::temporary_redirect, "This is an edge, which only repeats: ask " + where);
    response.set(http::field::location, where);
    response.set(http::field::access_control_allow_origin, "*");
    response.set(http::field::cache_control, "no-store");
    return response;
}

asio::awaitable<Response> EdgeRoutes::health() const {
    const std::vector<edge::LogHealth> logs = co_await edge_.health();
    bool stale = false;
    std::string told;
    for (const edge::LogHealth& log : logs) {
        stale = stale || log.stale;
        told += std::string(told.empty() ? "" : ",") + "{\"log\":" + json_string(log.log) +
                ",\"position\":" + std::to_string(log.position) + ",\"age_ms\":" + std::to_string(log.age_ms) +
                ",\"stale\":" + (log.stale ? "true" : "false") + "}";
    }
    Response response = json(http::status::ok, std::string("{\"status\":") + (stale ? "\"stale\"" : "\"ok\"") +
                                                   ",\"follows\":" + json_string(edge_.public_url()) + ",\"screens\":" +
                                                   std::to_string(edge_.screens()) + ",\"logs\":[" + told + "]}\n");
    response.set(http::field::cache_control, "no-store");
    co_return response;
}

asio::awaitable<Response> EdgeRoutes::list() const {
    const std::vector<edge::ListedLog> logs = co_await edge_.logs();
    std::vector<NamedLog> named;
    named.reserve(logs.size());
    for (const edge::ListedLog& log : logs) named.push_back({log.log, &log.summit, log.is_series});
    co_return logs_answer(named);
}

}  // namespace dais::web
