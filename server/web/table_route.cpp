// The programme as a table, its long texts fetched off the way of every change.
#include "server/web/programme_table.h"
#include "server/web/routes.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

asio::awaitable<Response> Routes::table(const Request& request, live::LogView log, bool workbook,
                                        v1::Audience audience) const {
    const std::string etag = etag_of(log, audience, workbook ? "xlsx" : "csv");
    const TableTexts texts = texts_of_table(log, audience);
    std::map<std::string, std::string> bodies;
    if (request[http::field::if_none_match] != etag && !texts.hashes.empty()) {
        auto found = co_await archive_.texts(log.log, texts.hashes);
        if (!found) {
            Response busy =
                problem(http::status::service_unavailable, "Many ask for texts just now: ask again in a few seconds.");
            busy.set(http::field::retry_after, "2");
            co_return busy;
        }
        bodies = std::move(*found);
    }
    const std::function<std::string()> work = [log, audience, workbook, texts, bodies = std::move(bodies)] {
        const interchange::TableCells cells = programme_table(log, audience, texts, bodies);
        return workbook ? interchange::write_xlsx(cells) : interchange::write_csv(cells);
    };
    co_return co_await readable(
        work,
        workbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8",
        etag, request);
}

}  // namespace dais::web
