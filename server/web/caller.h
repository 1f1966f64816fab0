// Who asks over HTTP, and whether it was a page of ours that made their browser do so.
//
// Somebody shows a key or a ticket ("Authorization: Bearer …") or a browser's cookie. A cookie comes along with
// whatever any page asks for: so what changes something, and a WebSocket, counts by a cookie only if Origin (RFC 6454)
// says that a page of this server asks (at /live?public it counts for nothing: upgrade.h). Pure, but for the reception.
// Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/live/reception.h"
#include "server/web/answers.h"

namespace dais::web {

// Where people reach this server, and pages that may ask it for a ticket besides its own: those of its edges.
struct Origins {
    std::string public_url;  // "https://summit.example.org"; empty: wherever they say that they reach it
    std::vector<std::string> edges;
    bool encrypted = false;  // TLS is spoken here
};

struct Caller {
    live::Guest guest;
    bool by_cookie = false;
    bool worthless = false;  // what they showed is nobody's
    std::string device;      // where somebody has signed in before
    std::string address;
    std::string agent;

    const access::Identity& identity() const { return guest.identity; }
};

class Callers {
public:
    explicit Callers(Origins origins) : origins_(std::move(origins)) {}

    Caller of(const Request& request, const live::Reception& reception, const std::string& address) const;
    // A page of this server asks.
    bool is_own(const Request& request) const;
    // A page of one of its edges does.
    bool is_edge(const Request& request) const;
    // The no to a page of somebody else that would act by a cookie; nothing if it is no such thing.
    std::optional<Response> refuse_foreign(const Request& request, const Caller& caller) const;

    // The value of the cookie by which somebody is signed in; empty: there is none.
    std::string cookie(const Request& request) const;
    // For an answer: somebody is signed in from now on, for so long; or, with 0, is not any more.
    void set_cookie(Response& response, const std::string& value, std::int64_t seconds) const;
    void set_device(Response& response, const std::string& value, std::int64_t seconds) const;

private:
    bool secure() const { return origins_.encrypted || origins_.public_url.starts_with("https://"); }
    std::string cookie_name() const { return secure() ? "__Host-dais" : "dais"; }
    std::string device_name() const { return secure() ? "__Host-dais-device" : "dais-device"; }

    const Origins origins_;
};

// Of "a=b; c=d", what stands for a name (RFC 6265, 4.2.1); empty: nothing.
std::string cookie_in(std::string_view header, std::string_view name);

}  // namespace dais::web
