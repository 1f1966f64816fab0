// What a listener asks of whoever answers HTTP: Routes on a server that decides, EdgeRoutes on one that follows.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/summit.pb.h"
#include "server/live/shard.h"
#include "server/web/static_files.h"
#include "server/web/target.h"

namespace dais::web {

using Request = boost::beast::http::request<boost::beast::http::string_body>;
using Response = boost::beast::http::response<boost::beast::http::string_body>;

class Answers {
public:
    // What can be said from the header alone; nothing if the body is wanted.
    virtual std::optional<Response> refuse_early(const Request& request, const live::Shard& shard) const = 0;
    // What is shown by whoever wants a WebSocket: a key, a ticket or a cookie; a no instead.
    virtual std::optional<Response> refuse_live(const Request& request, std::string& shown) const;
    // peer: who asks, as far as the system knows. Never throws: what breaks becomes a 500 and a line in the log.
    virtual boost::asio::awaitable<Response> answer(Request request, live::Shard& shard,
                                                    boost::asio::ip::address peer) const = 0;

protected:
    ~Answers() = default;
};

// The key in "Authorization: Bearer …"; empty if there is none.
std::string bearer(const Request& request);

Response respond(boost::beast::http::status status, std::string body, std::string_view type);
Response json(boost::beast::http::status status, std::string body);
// {"error": message}
Response problem(boost::beast::http::status status, const std::string& message);
Response too_large(std::size_t limit);
// A GET with a body, which nobody here reads.
bool has_body(const Request& request);

// A web face. connect_also: another server that its pages may ask, as a source of Content-Security-Policy.
Response file_answer(const StaticFiles& files, const Request& request, const std::string& path,
                     std::string_view connect_also = {});

// {"logs":[{"log","series"?,"name":[{"language","text"}]}]}; series: true of a Series' log, absent of a Summit's.
struct NamedLog {
    std::string log;
    const v1::Summit* summit;
    bool is_series;
};
Response logs_answer(const std::vector<NamedLog>& logs);

}  // namespace dais::web
