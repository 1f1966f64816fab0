// What the server answers over HTTP, one function per route. Knows no socket.
//
//   GET  /health                                   is it up; for staff also what it has done
//   GET  /metrics                                  what it counts, for staff and for this machine: metrics_route.h
//   GET  /api/v1/logs                              {"logs":[{"log","name":[{"language","text"}]}]}
//   GET  /api/v1/logs/LOG/snapshot.json            the durable state, for the reader's audience
//   GET  /api/v1/logs/LOG/schedule.xml             the programme as other apps read it
//   GET  …/snapshot.json?position=P | ?at=TIME     the state as it was then; the same of schedule.xml
//   GET  /api/v1/logs/LOG/history[?kind=K&id=ID][&before=P][&limit=N]   what changed, the latest first
//   GET  /api/v1/logs/LOG/ledger[?after=SEQ]       every Change as it was chained, for staff: storage/ledger.h
//   GET  /api/v1/logs/LOG/texts/SESSION/HASH       a long text, immutable; HASH in lower-case hex
//   GET  /api/v1/logs/LOG/programme.csv, .xlsx     the same as a table, with its long texts, to be imported again
//   POST /api/v1/import?source=S[&log=LOG][&remove_many=1][&preview=1][&format=csv|xlsx|schedule.xml][&file=NAME]
//        [&zone=ZONE][&mapping=LINES][&name=SUMMIT]          a programme as body → ImportReport as JSON
//   POST /api/v1/logs/LOG/parties?[members=1][&observers=1][&organisations=1][&codes=A,B][&preview=1]
//                                                  parties that Dais brings → ImportReport as JSON
//   …    /api/v1/sign-in and what else has to do with accounts: account_routes.h
//   GET  anything else                             the web faces
#pragma once

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/live/archive.h"
#include "server/live/desk.h"
#include "server/live/metrics.h"
#include "server/live/shard.h"
#include "server/web/account_routes.h"
#include "server/web/answers.h"
#include "server/web/session_to_write.h"

namespace dais::web {

// Changes whenever what an audience sees of a log changes, in that format.
std::string etag_of(const live::LogView& log, v1::Audience audience, std::string_view format);

// LOG of "/api/v1/logs/LOG/parties"; nothing if the path is another.
std::optional<std::string> log_of_parties(std::string_view path);

class Routes final : public Answers {
public:
    // metrics_open: everybody may read /metrics.
    Routes(live::Desk& desk, live::Archive& archive, const access::Access& access, const Callers& callers,
           AccountRoutes& accounts, const StaticFiles& files, live::Metrics& metrics, bool metrics_open)
        : desk_(desk),
          archive_(archive),
          access_(access),
          callers_(callers),
          accounts_(accounts),
          files_(files),
          metrics_(metrics),
          metrics_open_(metrics_open) {}

    std::optional<Response> refuse_early(const Request& request, const live::Shard& shard) const override;
    std::optional<Response> refuse_live(const Request& request, std::string& shown) const override;
    boost::asio::awaitable<Response> answer(Request request, live::Shard& shard,
                                            boost::asio::ip::address peer) const override;

private:
    boost::asio::awaitable<Response> dispatch(const Request& request, const Target& target, const Caller& caller,
                                              const boost::asio::ip::address& peer) const;
    boost::asio::awaitable<Response> readable(std::function<std::string()> make, std::string_view type,
                                              std::string etag, const Request& request) const;
    boost::asio::awaitable<Response> of_log(const Request& request, const Target& target, std::string rest,
                                            const access::Identity& identity) const;
    static bool is_about_the_past(const std::map<std::string, std::string>& query);
    boost::asio::awaitable<Response> past(const Request& request, const Target& target, const std::string& what,
                                          live::LogView log, v1::Audience reader) const;
    boost::asio::awaitable<Response> history(const Request& request, const Target& target, live::LogView log,
                                             v1::Audience reader) const;
    boost::asio::awaitable<Response> ledger(const Target& target, live::LogView log, v1::Audience reader) const;
    boost::asio::awaitable<Response> import(const Request& request, const Target& target,
                                            const access::Identity& identity) const;
    boost::asio::awaitable<Response> add_parties(std::string log, const Target& target,
                                                 const access::Identity& identity) const;
    boost::asio::awaitable<Response> table(const Request& request, live::LogView log, bool workbook,
                                           v1::Audience audience) const;
    boost::asio::awaitable<Response> schedule(const Request& request, live::LogView log, v1::Audience audience) const;
    // Nothing if too many ask.
    boost::asio::awaitable<std::optional<TextBodies>> bodies(const std::string& log, LongTexts texts) const;
    static Response busy_with_texts();
    boost::asio::awaitable<Response> health(v1::Audience audience) const;
    boost::asio::awaitable<Response> list(const access::Identity& identity) const;
    boost::asio::awaitable<Response> text(const live::LogView& log, std::string_view rest, v1::Audience audience) const;

    live::Desk& desk_;
    live::Archive& archive_;
    const access::Access& access_;
    const Callers& callers_;
    AccountRoutes& accounts_;
    const StaticFiles& files_;
    live::Metrics& metrics_;
    bool metrics_open_;
};

}  // namespace dais::web
