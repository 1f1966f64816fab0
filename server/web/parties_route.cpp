// Parties that Dais brings come into a log: one Command like any other import, so that screens follow it live.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/parties/parties.h"
#include "server/web/import_reply.h"
#include "server/web/routes.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr std::string_view kLogs = "/api/v1/logs/";
constexpr std::string_view kParties = "/parties";

parties::Choice choice_of(const std::map<std::string, std::string>& query) {
    const auto wish = [&](const char* name) {
        const auto found = query.find(name);
        return found == query.end() ? std::string() : found->second;
    };
    parties::Choice choice{wish("members") == "1", wish("observers") == "1", wish("organisations") == "1", {}};
    const std::string codes = wish("codes");
    for (std::size_t at = 0; at < codes.size();) {
        const std::size_t comma = std::min(codes.find(',', at), codes.size());
        if (comma > at) choice.codes.push_back(codes.substr(at, comma - at));
        at = comma + 1;
    }
    return choice;
}

asio::awaitable<parties::Chosen> chosen_of(parties::Choice choice) { co_return parties::choose(choice); }

}  // namespace

std::optional<std::string> log_of_parties(std::string_view path) {
    if (!path.starts_with(kLogs) || !path.ends_with(kParties)) return std::nullopt;
    if (path.size() <= kLogs.size() + kParties.size()) return std::nullopt;
    const std::string log(path.substr(kLogs.size(), path.size() - kLogs.size() - kParties.size()));
    return log.find('/') == std::string::npos ? std::optional(log) : std::nullopt;
}

asio::awaitable<Response> Routes::add_parties(std::string log, const Target& target,
                                              const access::Identity& identity) const {
    v1::ImportReport report;
    http::status status = http::status::not_found;
    const live::LogView there = co_await desk_.view(log);
    parties::Chosen chosen =
        co_await asio::co_spawn(desk_.workers(), chosen_of(choice_of(target.query)), asio::use_awaitable);
    if (!there.view) {
        report.set_failure("There is no such log.");
    } else if (!chosen.problem.empty()) {
        status = http::status::unprocessable_entity;
        report.set_failure(chosen.problem);
    } else {
        v1::Command command;
        command.set_log(log);
        command.set_id(new_import_id());
        *command.mutable_import_programme() = std::move(chosen.programme);
        const auto preview = target.query.find("preview");
        command.set_preview(preview != target.query.end() && preview->second == "1");
        const v1::Reply reply = co_await desk_.ask(std::move(command), identity);
        status = status_of(reply);
        report = report_of(reply);
    }
    report.set_log(log);
    co_return report_response(status, report);
}

}  // namespace dais::web
