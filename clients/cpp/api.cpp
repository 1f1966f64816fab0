#include "clients/cpp/api.h"

#include <boost/json.hpp>
#include <utility>

#include "clients/cpp/json.h"

namespace dais::client {
namespace {

namespace json = boost::json;

constexpr std::size_t kReasonBytesMax = 400;

// What the server says itself, in whichever of these ways.
std::string reason_given(const std::string& body) {
    boost::system::error_code error;
    const auto value = json::parse(body, error);
    if (!error && value.is_object()) {
        for (const char* name : {"failure", "message", "error"}) {
            const auto* said = value.get_object().if_contains(name);
            if (said && said->is_string() && !said->get_string().empty()) return json::value_to<std::string>(*said);
        }
    }
    if (!error || body.empty() || body.front() == '<') return "";
    return body.substr(0, std::min(body.find('\n'), kReasonBytesMax));
}

std::string remedy(unsigned status) {
    switch (status) {
        case 400: return "what was asked for makes no sense";
        case 401: return "the key is missing, unknown or was revoked: give one by --key or DAIS_KEY";
        case 403: return "this key may not do that here: use one with another role";
        case 404: return "there is no such log or page, or none that you may see: `dais logs` lists the logs";
        case 413: return "the file is larger than the server takes: split it, or raise the server's limit";
        case 422: return "the server could make nothing of it";
        case 503: return "the server cannot store anything just now: try again in a moment";
        default: return "the server answered " + std::to_string(status);
    }
}

// Of one of the logs that the server lists; empty if it makes no sense.
std::string slug_of(const json::value& listed) {
    const auto* slug = listed.is_object() ? listed.get_object().if_contains("log") : nullptr;
    return slug && slug->is_string() ? json::value_to<std::string>(*slug) : std::string();
}

void demand_success(const HttpAnswer& answer) {
    if (answer.status >= 200 && answer.status < 300) return;
    const auto reason = reason_given(answer.body);
    const bool refused = answer.status == 401 || answer.status == 403 || answer.status == 413 || answer.status == 422;
    throw Failure(remedy(answer.status) + (reason.empty() ? "" : " (" + reason + ")"), answer.status == 400 ? kUsage
                                                                                       : answer.status == 404
                                                                                           ? kNotFound
                                                                                       : refused ? kRefused
                                                                                                 : kFailed);
}

HttpAnswer get(const Place& place, const std::string& target) {
    HttpRequest request;
    request.target = target;
    request.key = place.key;
    auto answer = ask_http(parse_url(place.url, place.ca), std::move(request));
    demand_success(answer);
    return answer;
}

// What is wrong with what was sent is told with its notes; what is wrong with the key or the server is not about it.
v1::ImportReport import_report(const Place& place, const HttpAnswer& answer) {
    v1::ImportReport report;
    const bool understood = from_json(answer.body, report);
    const bool about_what_was_sent = answer.status == 200 || answer.status == 422;
    if (understood && about_what_was_sent && !report.failure().empty()) return report;
    demand_success(answer);
    if (!understood) throw Failure(place.url + " does not answer like a Dais server: check --url");
    return report;
}

}  // namespace

json::value get_logs(const Place& place) {
    boost::system::error_code error;
    auto logs = json::parse(get(place, "/api/v1/logs").body, error);
    const bool fits =
        !error && logs.is_object() && logs.get_object().contains("logs") && logs.get_object().at("logs").is_array();
    if (!fits) throw Failure(place.url + " does not answer like a Dais server: check --url");
    return logs;
}

std::vector<std::string> log_slugs(const json::value& logs) {
    std::vector<std::string> slugs;
    for (const auto& each : logs.at("logs").get_array())
        if (auto slug = slug_of(each); !slug.empty()) slugs.push_back(std::move(slug));
    return slugs;
}

std::string chosen_log(const Place& place) {
    if (!place.log.empty()) return place.log;
    const auto logs = get_logs(place);
    const auto slugs = log_slugs(logs);
    if (slugs.size() == 1) return slugs.front();
    // Beside a summit stands its series: whoever names none means the summit.
    std::vector<std::string> summits;
    for (const auto& each : logs.at("logs").get_array())
        if (each.is_object() && !each.get_object().contains("series")) summits.push_back(slug_of(each));
    if (summits.size() == 1) return summits.front();
    if (slugs.empty()) {
        throw Failure("the server has no log that you may see: `dais import FILE` or `dais summit create` makes one",
                      kNotFound);
    }
    throw Failure(
        "the server has " + std::to_string(slugs.size()) + " logs: name one by --log (`dais logs` lists them)",
        kNotFound);
}

void throw_unknown_log(const Place& place) {
    const auto slug = chosen_log(place);
    throw Failure("there is no log “" + slug + "” here that you may see: `dais logs` lists the logs", kNotFound);
}

void throw_unknown_key() { throw Failure(remedy(401), kRefused); }

std::string get_page(const Place& place, const std::string& page) {
    return get(place, "/api/v1/logs/" + percent_encoded(chosen_log(place)) + "/" + page).body;
}

std::string get_export(const Place& place, const std::string& format) {
    const std::string page = format == "json"                      ? "snapshot.json"
                             : format == "csv" || format == "xlsx" ? "programme." + format
                                                                   : format;
    return get_page(place, page);
}

v1::ImportReport post_import(const Place& place, const ImportWishes& wishes, std::string file) {
    HttpRequest request;
    request.post = true;
    request.body = std::move(file);
    request.target = "/api/v1/import?source=" + percent_encoded(wishes.source);
    for (const auto& [name, value] : {std::pair("log", place.log),
                                      {"format", wishes.format},
                                      {"zone", wishes.zone},
                                      {"mapping", wishes.mapping},
                                      {"name", wishes.name},
                                      {"file", wishes.file_name}})
        if (!value.empty()) request.target += "&" + std::string(name) + "=" + percent_encoded(value);
    if (wishes.remove_many) request.target += "&remove_many=1";
    if (wishes.preview) request.target += "&preview=1";
    request.key = place.key;
    return import_report(place, ask_http(parse_url(place.url, place.ca), std::move(request)));
}

v1::ImportReport post_parties(const Place& place, const PartyChoice& choice) {
    HttpRequest request;
    request.post = true;
    request.target = "/api/v1/logs/" + percent_encoded(chosen_log(place)) + "/parties?codes=";
    for (const std::string& code : choice.codes) request.target += percent_encoded(code) + ",";
    if (choice.members) request.target += "&members=1";
    if (choice.observers) request.target += "&observers=1";
    if (choice.organisations) request.target += "&organisations=1";
    if (choice.preview) request.target += "&preview=1";
    request.key = place.key;
    return import_report(place, ask_http(parse_url(place.url, place.ca), std::move(request)));
}

}  // namespace dais::client
