#include "server/web/caller.h"

#include <algorithm>

namespace dais::web {

namespace http = boost::beast::http;

namespace {

std::string_view text_of(boost::beast::string_view text) { return {text.data(), text.size()}; }

void insert_cookie(Response& response, const std::string& name, const std::string& value, std::int64_t seconds,
                   bool secure) {
    response.insert(http::field::set_cookie, name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" +
                                                 std::to_string(seconds) + (secure ? "; Secure" : ""));
}

}  // namespace

std::string cookie_in(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        std::string_view pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(header.size(), pair.size() + 1));
        while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return std::string(pair.substr(equals + 1));
    }
    return {};
}

std::string Callers::cookie(const Request& request) const {
    return cookie_in(text_of(request[http::field::cookie]), cookie_name());
}

Caller Callers::of(const Request& request, const live::Reception& reception, const std::string& address) const {
    Caller caller;
    caller.address = address;
    caller.agent = std::string(text_of(request[http::field::user_agent]));
    caller.device = cookie_in(text_of(request[http::field::cookie]), device_name());
    const std::string shown = bearer(request);
    const std::string cookie = shown.empty() ? this->cookie(request) : "";
    if (shown.empty() && cookie.empty()) return caller;
    const auto guest = reception.admit(shown.empty() ? cookie : shown);
    // A cookie whose time is over is no reason to be shown nothing.
    caller.worthless = !guest && !shown.empty();
    if (!guest) return caller;
    caller.guest = *guest;
    caller.by_cookie = shown.empty();
    return caller;
}

bool Callers::is_own(const Request& request) const {
    const std::string_view origin = text_of(request[http::field::origin]);
    if (origin.empty()) return text_of(request["Sec-Fetch-Site"]) == "same-origin";
    if (!origins_.public_url.empty() && origin == origins_.public_url) return true;
    const std::size_t host = origin.find("://");
    return origins_.public_url.empty() && host != std::string_view::npos &&
           origin.substr(host + 3) == text_of(request[http::field::host]);
}

bool Callers::is_edge(const Request& request) const {
    const std::string_view origin = text_of(request[http::field::origin]);
    return std::find(origins_.edges.begin(), origins_.edges.end(), origin) != origins_.edges.end();
}

std::optional<Response> Callers::refuse_foreign(const Request& request, const Caller& caller) const {
    if (!caller.by_cookie || is_own(request)) return std::nullopt;
    return problem(http::status::forbidden,
                   "This was asked for by a page of another server, or says not by which (Origin). If it is this one, "
                   "its --public-url must be what people type.");
}

void Callers::set_cookie(Response& response, const std::string& value, std::int64_t seconds) const {
    insert_cookie(response, cookie_name(), value, seconds, secure());
}

void Callers::set_device(Response& response, const std::string& value, std::int64_t seconds) const {
    insert_cookie(response, device_name(), value, seconds, secure());
}

}  // namespace dais::web
