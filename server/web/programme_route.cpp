// The programme as a file for other programs, its long texts fetched off the way of every change.
#include "server/web/programme_table.h"
#include "server/web/programme_xml.h"
#include "server/web/routes.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

asio::awaitable<std::optional<TextBodies>> Routes::bodies(const std::string& log, LongTexts texts) const {
    if (texts.hashes.empty()) co_return TextBodies();
    co_return co_await archive_.texts(log, std::move(texts.hashes));
}

Response Routes::busy_with_texts() {
    Response busy =
        problem(http::status::service_unavailable, "Many ask for texts just now: ask again in a few seconds.");
    busy.set(http::field::retry_after, "2");
    return busy;
}

asio::awaitable<Response> Routes::table(const Request& request, live::LogView log, bool workbook,
                                        v1::Audience audience) const {
    const std::string etag = etag_of(log, audience, workbook ? "xlsx" : "csv");
    LongTexts texts = long_texts(*log.view, audience);
    const bool left_out = texts.too_many;
    if (request[http::field::if_none_match] == etag) texts = {};
    std::optional<TextBodies> found = co_await bodies(log.log, std::move(texts));
    if (!found) co_return busy_with_texts();
    const std::function<std::string()> work = [log, audience, workbook, left_out, found = std::move(*found)] {
        const interchange::TableCells cells = programme_table(log, audience, left_out, found);
        return workbook ? interchange::write_xlsx(cells) : interchange::write_csv(cells);
    };
    co_return co_await readable(
        work,
        workbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8",
        etag, request);
}

asio::awaitable<Response> Routes::schedule(const Request& request, live::LogView log, v1::Audience audience) const {
    const std::string etag = etag_of(log, audience, "xml");
    LongTexts texts;
    if (request[http::field::if_none_match] != etag) texts = long_texts(*log.view, audience);
    std::optional<TextBodies> found = co_await bodies(log.log, std::move(texts));
    if (!found) co_return busy_with_texts();
    const std::function<std::string()> work = [log, audience, found = std::move(*found)] {
        return programme_xml(log, audience, found);
    };
    co_return co_await readable(work, "application/vnd.c3voc.schedule+xml; charset=utf-8", etag, request);
}

}  // namespace dais::web
