#include "server/web/guards.h"

namespace dais::web {

namespace http = boost::beast::http;

namespace {

constexpr const char* kPolicyOfData = "default-src 'none'; frame-ancestors 'none'; sandbox";

// None of our pages asks for any of it, and none that frames or is framed by them shall in their name.
constexpr const char* kSwitchedOff =
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
    "idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), "
    "xr-spatial-tracking=()";

// A month: long enough between two visits, and a name that is used otherwise after a summit is free again.
constexpr const char* kTlsAlone = "max-age=2592000";

}  // namespace

void guard(Response& response, bool by_tls) {
    const bool is_page = response.count("Content-Security-Policy") > 0;
    const bool for_others = response.count(http::field::access_control_allow_origin) > 0;
    if (!is_page) response.set("Content-Security-Policy", kPolicyOfData);
    response.set("X-Frame-Options", is_page ? "SAMEORIGIN" : "DENY");
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "no-referrer");
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    response.set("Cross-Origin-Resource-Policy", for_others ? "cross-origin" : "same-origin");
    response.set("Permissions-Policy", kSwitchedOff);
    if (by_tls) response.set(http::field::strict_transport_security, kTlsAlone);
}

// 'self' is also the WebSocket of the page's own server, in every browser that inflates our frames (Chromium since 71,
// WebKit since 16). Styles are set by script, one property at a time, which no policy forbids.
std::string page_policy(std::string_view connect_also) {
    return "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; worker-src 'self'; "
           "connect-src 'self'" +
           (connect_also.empty() ? std::string() : " " + std::string(connect_also)) +
           "; object-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'";
}

}  // namespace dais::web
