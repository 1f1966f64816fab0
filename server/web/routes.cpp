#include "server/web/routes.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <google/protobuf/util/json_util.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "server/live/rim.h"
#include "server/summit/records.h"
#include "server/summit/standing.h"
#include "server/web/json_clashes.h"
#include "server/web/json_snapshot.h"
#include "server/web/metrics_route.h"
#include "server/web/upgrade.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

// Runs on a worker thread whoever awaits it.
template <class Answer>
asio::awaitable<Answer> on_worker(asio::thread_pool& workers, std::function<Answer()> work) {
    co_return co_await asio::co_spawn(
        workers, [](std::function<Answer()> held) -> asio::awaitable<Answer> { co_return held(); }(std::move(work)),
        asio::use_awaitable);
}

// Whether a Session, a Declaration's version or a Statement, as an audience sees it, has a long text of this hash.
bool names_text(const summit::State& view, const std::string& id, const std::string& hash, v1::Audience audience) {
    const auto seen = [&](v1::Kind kind) {
        const summit::Record* record = view.find(kind, id);
        return record != nullptr && record->visible_to(audience);
    };
    const auto is_among = [&](const auto& references) {
        return std::any_of(references.begin(), references.end(),
                           [&](const v1::TextReference& reference) { return reference.hash() == hash; });
    };
    if (seen(v1::KIND_DECLARATION_TEXT))
        return is_among(view.get<v1::DeclarationText>(v1::KIND_DECLARATION_TEXT, id)->texts());
    if (seen(v1::KIND_STATEMENT)) return is_among(view.get<v1::Statement>(v1::KIND_STATEMENT, id)->texts());
    if (!seen(v1::KIND_SESSION_TEXT)) return false;
    const auto texts = *view.get<v1::SessionText>(v1::KIND_SESSION_TEXT, id);
    return is_among(texts.abstract()) || is_among(texts.description());
}

}  // namespace

std::string etag_of(const live::LogView& log, v1::Audience audience, std::string_view format) {
    const summit::AudienceHead& head = log.view->head(audience);
    return "\"" + std::to_string(static_cast<int>(audience)) + "-" + std::to_string(head.position) + "-" +
           std::to_string(summit::record_digest(0, format, head.chain)) + "\"";
}

std::optional<Response> Routes::refuse_early(const Request& request, const live::Shard& shard) const {
    const std::string path = parse_target(request.target()).path;
    const Caller caller = callers_.of(request, shard.reception(), {});
    if (caller.worthless)
        return problem(http::status::unauthorized, shard.reception().worthless(bearer(request)).message());
    if (AccountRoutes::has(path)) return accounts_.refuse_early(request, path, caller);
    if (request.method() == http::verb::get || request.method() == http::verb::head) {
        if (has_body(request)) return problem(http::status::bad_request, "GET and HEAD carry no body here.");
        return std::nullopt;
    }
    if (request.method() != http::verb::post)
        return problem(http::status::method_not_allowed, "Only GET, HEAD and POST are known here.");
    if (path != "/api/v1/import" && !log_of_parties(path))
        return problem(http::status::not_found, "There is nothing to post to here.");
    if (!caller.identity().anybody())
        return problem(http::status::unauthorized, "This needs a role: sign in, or bring a key.");
    if (auto no = callers_.refuse_foreign(request, caller)) return no;
    const auto named = parse_target(request.target()).query;
    const auto log = named.find("log");
    const std::string of = log_of_parties(path).value_or(log == named.end() ? "" : log->second);
    if (summit::refuse_role(access_.standing(caller.identity(), of), v1::Command::kImportProgramme))
        return problem(http::status::forbidden, "Your role may not import.");
    return std::nullopt;
}

// By a cookie only if a page of this server asks: it comes along whoever does.
std::optional<Response> Routes::refuse_live(const Request& request, std::string& shown) const {
    shown = bearer(request);
    const std::string cookie = shown.empty() && !is_for_public(request) ? callers_.cookie(request) : "";
    if (cookie.empty()) return std::nullopt;
    if (!callers_.is_own(request))
        return problem(http::status::forbidden,
                       "A page of another server opens no WebSocket with a cookie of this one.");
    if (access_.find(cookie)) shown = cookie;  // else its time is over, and they see what everybody does
    return std::nullopt;
}

asio::awaitable<Response> Routes::answer(Request request, live::Shard& shard, asio::ip::address peer) const {
    Response response;
    try {
        const Caller caller = callers_.of(request, shard.reception(), peer.to_string());
        response = co_await dispatch(request, parse_target(request.target()), caller, peer);
    } catch (const std::exception& fault) {
        spdlog::error("{} {}: {}", std::string(request.method_string()), std::string(request.target()), fault.what());
        response = problem(http::status::internal_server_error, "Something broke here; the operator's log says what.");
    }
    if (request.method() == http::verb::head) {
        response.body().clear();  // the length stays that of a GET
    }
    response.keep_alive(request.keep_alive());
    co_return response;
}

asio::awaitable<Response> Routes::dispatch(const Request& request, const Target& target, const Caller& caller,
                                           const asio::ip::address& peer) const {
    static constexpr std::string_view kLogs = "/api/v1/logs/";
    const access::Identity& who = caller.identity();
    const v1::Audience audience = access_.audience(who, {});
    if (AccountRoutes::has(target.path)) co_return co_await accounts_.answer(request, target.path, caller);
    if (target.path == "/api/v1/import" && request.method() == http::verb::post)
        co_return co_await import(request, target, who);
    if (const auto log = log_of_parties(target.path); log && request.method() == http::verb::post)
        co_return co_await add_parties(*log, target, who);
    if (target.path == "/health") co_return co_await health(audience);
    if (target.path == "/metrics")
        co_return metrics_answer(metrics_, request, metrics_open_ || audience == v1::AUDIENCE_STAFF, peer);
    if (target.path == "/api/v1/logs") co_return co_await list(who);
    if (target.path.starts_with(kLogs))
        co_return co_await of_log(request, target, target.path.substr(kLogs.size()), who);
    co_return file_answer(files_, request, target.path);
}

// An answer that changes with every position, and that pages of others may read. What a reader has already is not made
// again.
asio::awaitable<Response> Routes::readable(std::function<std::string()> make, std::string_view type, std::string etag,
                                           const Request& request) const {
    const bool known = request[http::field::if_none_match] == etag;
    std::string body;
    if (!known) body = co_await on_worker<std::string>(desk_.workers(), std::move(make));
    Response response = respond(known ? http::status::not_modified : http::status::ok, std::move(body), type);
    response.set(http::field::etag, etag);
    response.set(http::field::cache_control,
                 request[http::field::authorization].empty() && request[http::field::cookie].empty()
                     ? "public, max-age=5"
                     : "private, no-cache");
    response.set(http::field::vary, "Authorization, Cookie");
    response.set(http::field::access_control_allow_origin, "*");
    co_return response;
}

asio::awaitable<Response> Routes::of_log(const Request& request, const Target& target, std::string rest,
                                         const access::Identity& identity) const {
    const std::size_t slash = rest.find('/');
    const std::string what = slash == std::string::npos ? "" : rest.substr(slash + 1);
    const live::LogView log = co_await desk_.view(rest.substr(0, slash));
    if (!log.view) co_return problem(http::status::not_found, "There is no such log.");
    const v1::Audience audience = access_.audience(identity, log.log);
    if ((what == "snapshot.json" || what == "schedule.xml") && is_about_the_past(target.query))
        co_return co_await past(request, target, what, log, audience);
    if (what == "history") co_return co_await history(request, target, log, audience);
    if (what == "ledger") co_return co_await ledger(target, log, audience);
    if (what == "snapshot.json") {
        const std::function<std::string()> work = [log, audience] { return json_snapshot(log, audience); };
        co_return co_await readable(work, "application/json", etag_of(log, audience, "json"), request);
    }
    if (what == "schedule.xml") co_return co_await schedule(request, log, audience);
    if (what == "clashes.json") {
        if (audience != v1::AUDIENCE_STAFF)
            co_return problem(http::status::forbidden, "Clashes are for the organisers: this needs their key.");
        const std::function<std::string()> work = [log] { return json_clashes(log); };
        co_return co_await readable(work, "application/json", etag_of(log, audience, "clashes"), request);
    }
    if (what == "programme.csv" || what == "programme.xlsx")
        co_return co_await table(request, log, what == "programme.xlsx", audience);
    if (what.starts_with("texts/")) co_return co_await text(log, std::string_view(what).substr(6), audience);
    co_return problem(http::status::not_found,
                      "A log has snapshot.json, schedule.xml, programme.csv, programme.xlsx, history, ledger and "
                      "texts/SESSION/HASH or texts/DECLARATION@VERSION/HASH.");
}

// Only a text that a visible record names is there: whoever guesses a hash learns nothing.
asio::awaitable<Response> Routes::text(const live::LogView& log, std::string_view rest, v1::Audience audience) const {
    const std::size_t slash = rest.find('/');
    const std::string record(rest.substr(0, slash));
    std::string hash;
    if (slash != std::string_view::npos)
        for (std::size_t i = slash + 1; i + 1 < rest.size(); i += 2)
            hash += percent_decoded("%" + std::string(rest.substr(i, 2)));
    // No co_await within ?: — GCC 12 destroys its result too early.
    std::optional<std::string> body;
    if (names_text(*log.view, record, hash, audience)) body = co_await desk_.text(log.log, hash);
    if (!body) co_return problem(http::status::not_found, "There is no such text.");
    Response response = respond(http::status::ok, *body, "text/plain; charset=utf-8");
    response.set(http::field::cache_control, audience == v1::AUDIENCE_PUBLIC ? "public, max-age=31536000, immutable"
                                                                             : "private, max-age=31536000, immutable");
    response.set(http::field::vary, "Authorization, Cookie");
    response.set(http::field::access_control_allow_origin, "*");
    co_return response;
}

// The desk answers everybody; what it has counted is for staff, since it tells others that staff are at work (D7).
asio::awaitable<Response> Routes::health(v1::Audience audience) const {
    const live::DeskCounts counts = co_await desk_.counts();
    std::string body = "{\"status\":\"ok\"";
    if (audience == v1::AUDIENCE_STAFF)
        for (const auto& [name, value] : {std::pair("logs", counts.logs),
                                          {"commands", counts.commands},
                                          {"changes", counts.changes},
                                          {"refusals", counts.refusals},
                                          {"unavailable", counts.unavailable},
                                          {"groups", counts.groups},
                                          {"digests_differed", counts.digests_differed},
                                          {"clock_doubted", counts.clock_doubted}})
            body += ",\"" + std::string(name) + "\":" + std::to_string(value);
    Response response = json(http::status::ok, body + "}\n");
    response.set(http::field::cache_control, "no-store");
    co_return response;
}

asio::awaitable<Response> Routes::list(const access::Identity& identity) const {
    const std::vector<live::LogView> views = co_await desk_.logs();
    std::vector<NamedLog> seen;
    for (const live::LogView& log : views) {
        const summit::Record* summit = log.view->find(v1::KIND_SUMMIT, "m");
        const summit::Record* series = log.view->find(v1::KIND_SERIES, "z");
        const summit::Record* record = summit != nullptr ? summit : series;
        if (record != nullptr && record->visible_to(access_.audience(identity, log.log)))
            seen.push_back({log.log, &log.view->summit(), series != nullptr});
    }
    co_return logs_answer(seen);
}

}  // namespace dais::web
