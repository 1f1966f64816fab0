#include "server/web/answers.h"

#include "server/web/guards.h"
#include "server/web/json_string.h"

namespace dais::web {

namespace http = boost::beast::http;

Response respond(http::status status, std::string body, std::string_view type) {
    Response response(status, 11);
    response.set(http::field::server, "dais");
    response.set(http::field::content_type, type);
    response.body() = std::move(body);
    response.prepare_payload();
    return response;
}

Response json(http::status status, std::string body) { return respond(status, std::move(body), "application/json"); }

Response problem(http::status status, const std::string& message) {
    return json(status, "{\"error\":" + json_string(message) + "}\n");
}

std::string bearer(const Request& request) {
    const std::string_view value = request[http::field::authorization];
    return value.starts_with("Bearer ") ? std::string(value.substr(7)) : std::string();
}

std::optional<Response> Answers::refuse_live(const Request& request, std::string& shown) const {
    shown = bearer(request);
    return std::nullopt;
}

Response too_large(std::size_t limit) {
    return problem(http::status::payload_too_large,
                   "The file is larger than the " + std::to_string(limit >> 20) + " MiB that one import may have.");
}

bool has_body(const Request& request) {
    return request.has_content_length() ? request[http::field::content_length] != "0" : request.chunked();
}

namespace {

// The shortest form that a browser takes, and what that is called (RFC 9110, 8.4.1). It is theirs to say what they
// take: none of ours says so of one with q=0.
std::pair<const std::string*, std::string_view> coded(const StaticFile& file, std::string_view accepted) {
    const auto takes = [&](std::string_view coding) { return http::ext_list(accepted).exists(coding); };
    if (!file.brotli.empty() && takes("br")) return {&file.brotli, "br"};
    if (!file.gzipped.empty() && takes("gzip")) return {&file.gzipped, "gzip"};
    return {&file.bytes, ""};
}

}  // namespace

Response file_answer(const StaticFiles& files, const Request& request, const std::string& path,
                     std::string_view connect_also) {
    const StaticFile* found = files.find(path);
    if (found == nullptr) return problem(http::status::not_found, "There is nothing here.");
    const bool known = request[http::field::if_none_match] == found->etag;
    const std::string_view accepted = request[http::field::accept_encoding];
    const auto [bytes, coding] = coded(*found, accepted);
    Response response =
        respond(known ? http::status::not_modified : http::status::ok, known ? std::string() : *bytes, found->type);
    if (!known && !coding.empty()) response.set(http::field::content_encoding, coding);
    response.set(http::field::etag, found->etag);
    response.set(http::field::vary, "Accept-Encoding");
    response.set(http::field::cache_control, found->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (found->for_others) response.set(http::field::access_control_allow_origin, "*");
    response.set("Content-Security-Policy", page_policy(connect_also));
    return response;
}

Response logs_answer(const std::vector<NamedLog>& logs) {
    std::string body = "{\"logs\":[";
    for (const NamedLog& log : logs) {
        if (body.back() == '}') body += ",";
        body += "{\"log\":" + json_string(log.log) + (log.is_series ? ",\"series\":true" : "") + ",\"name\":[";
        for (const v1::LocalText& name : log.summit->name()) {
            if (body.back() == '}') body += ",";
            body += "{\"language\":" + json_string(name.language()) + ",\"text\":" + json_string(name.text()) + "}";
        }
        body += "]}";
    }
    Response response = json(http::status::ok, body + "]}\n");
    response.set(http::field::access_control_allow_origin, "*");
    return response;
}

}  // namespace dais::web
