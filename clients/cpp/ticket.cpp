#include "clients/cpp/ticket.h"

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

#include "clients/cpp/http.h"

namespace dais::client {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds kLongest{8 * 60};  // of ten minutes; and clocks differ
constexpr std::chrono::seconds kShortest{5};

std::chrono::milliseconds left_of(std::int64_t until_ms) {
    using namespace std::chrono;
    const milliseconds now = duration_cast<milliseconds>(system_clock::now().time_since_epoch());
    const milliseconds left = (milliseconds(until_ms) - now) * 4 / 5;
    return std::clamp<milliseconds>(left, kShortest, kLongest);
}

}  // namespace

asio::awaitable<std::optional<Ticket>> get_ticket(std::string from, std::string ca, std::string key) {
    HttpRequest request;
    request.post = true;
    request.target = "/api/v1/ticket";
    request.key = std::move(key);
    request.silence_max = std::chrono::milliseconds(10'000);
    request.answer_bytes_max = 64 * 1024;
    const Url url = parse_url(from, std::move(ca));
    const HttpAnswer answer = co_await exchange(url, std::move(request));
    if (answer.status == 401 || answer.status == 403) co_return std::nullopt;
    if (answer.status != 200) throw std::runtime_error("it answered " + std::to_string(answer.status));
    const boost::json::value told = boost::json::parse(answer.body);
    Ticket ticket;
    ticket.text = std::string(told.at("ticket").as_string());
    const auto& until = told.at("untilMs");
    ticket.renew_at = Ticket::Clock::now() + left_of(until.is_string() ? std::stoll(std::string(until.as_string()))
                                                                       : until.to_number<std::int64_t>());
    co_return ticket;
}

}  // namespace dais::client
