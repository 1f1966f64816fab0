#include "server/web/metrics_route.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

bool is_straight_from_here(const Request& request, const asio::ip::address& peer) {
    const bool mapped = peer.is_v6() && peer.to_v6().is_v4_mapped();
    const bool here = mapped ? asio::ip::make_address_v4(asio::ip::v4_mapped, peer.to_v6()).is_loopback()  //
                             : peer.is_loopback();
    if (!here) return false;
    for (const std::string_view handed_on : {"Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"})
        if (request.find(handed_on) != request.end()) return false;
    return true;
}

// Rendered on the shard's thread: it takes less than a fan-out, and must not wait for what keeps the workers busy.
Response metrics_answer(const live::Metrics& metrics, const Request& request, bool open,
                        const asio::ip::address& peer) {
    if (!open && !is_straight_from_here(request, peer))
        return problem(http::status::forbidden,
                       "Metrics are for the operator: ask from the server's own machine and through no proxy, send the "
                       "key of an organiser as “Authorization: Bearer KEY”, or start the server with --metrics-open.");
    Response response = respond(http::status::ok, metrics.text(), live::kMetricsType);
    response.set(http::field::cache_control, "no-store");
    return response;
}

}  // namespace dais::web
