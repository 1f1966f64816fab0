// What was: the state at a position or a time, the history of a record or of all, and the ledger. Time travel reveals
// nothing that was taken out of a reader's sight since; staff may look with the eyes of any audience and then see what
// it was shown.
#include <algorithm>
#include <charconv>

#include "server/web/history_json.h"
#include "server/web/json_snapshot.h"
#include "server/web/local_time.h"
#include "server/web/programme_xml.h"
#include "server/web/routes.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

using Query = std::map<std::string, std::string>;

constexpr std::size_t kPageChanges = 50;

std::string wish(const Query& query, const char* name) {
    const auto found = query.find(name);
    return found == query.end() ? std::string() : found->second;
}

// A number from 1; nothing if it is none.
std::optional<std::uint64_t> number(const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value == 0) return std::nullopt;
    return value;
}

v1::Audience audience_named(const std::string& word) {
    for (const v1::Audience audience : summit::kAudiences) {
        std::string name = v1::Audience_Name(audience).substr(std::string_view("AUDIENCE_").size());
        for (char& c : name) c = static_cast<char>(c | 0x20);
        if (name == word) return audience;
    }
    return v1::AUDIENCE_UNSPECIFIED;
}

Response busy() {
    Response response =
        problem(http::status::service_unavailable, "Many ask about the past just now: ask again in a few seconds.");
    response.set(http::field::retry_after, "2");
    return response;
}

v1::Summit summit_of(const live::LogView& log, v1::Audience audience) {
    const summit::Record* record = log.view->find(v1::KIND_SUMMIT, "m");
    if (record == nullptr || !record->visible_to(audience)) return {};
    return log.view->summit();
}

// With whose eyes, or a no.
struct Looker {
    live::Onlooker who;
    std::optional<Response> no;
};

Looker looker(const Query& query, const live::LogView& log, v1::Audience reader) {
    Looker looker{{log.log, reader, reader == v1::AUDIENCE_STAFF ? nullptr : log.view}, std::nullopt};
    const std::string asked = wish(query, "audience");
    if (asked.empty()) return looker;
    const v1::Audience audience = audience_named(asked);
    if (audience == v1::AUDIENCE_UNSPECIFIED)
        looker.no =
            problem(http::status::bad_request, "An audience is public, delegate, press, interpreter, bureau or staff.");
    else if (audience != reader && reader != v1::AUDIENCE_STAFF)
        looker.no = problem(http::status::forbidden,
                            "Only staff may look with the eyes of others: leave the audience out to look with yours.");
    looker.who.audience = audience;
    return looker;
}

// The moment that a query names, or a no.
struct Wanted {
    live::PastMoment moment;
    std::optional<Response> no;
};

Wanted wanted(const Query& query, const live::LogView& log, v1::Audience audience) {
    const auto no = [](http::status status, const std::string& message) {
        return Wanted{{}, problem(status, message)};
    };
    const std::uint64_t head = log.view->head(audience).position;
    if (query.contains("position") && query.contains("at"))
        return no(http::status::bad_request, "Name a position or a time, not both.");
    if (query.contains("position")) {
        const auto position = number(wish(query, "position"));
        if (!position) return no(http::status::bad_request, "A position is a number from 1.");
        if (*position > head)
            return no(http::status::not_found, "Position " + std::to_string(*position) +
                                                   " has not been reached: the log stands at " + std::to_string(head) +
                                                   ".");
        return {{position, 0}, std::nullopt};
    }
    if (!query.contains("at")) return {{std::max<std::uint64_t>(head, 1), 0}, std::nullopt};
    const Instant instant = parse_instant(summit_of(log, audience), wish(query, "at"));
    if (!instant.problem.empty()) return no(http::status::bad_request, instant.problem);
    return {{std::nullopt, instant.at_ms}, std::nullopt};
}

}  // namespace

bool Routes::is_about_the_past(const Query& query) {
    return query.contains("position") || query.contains("at") || query.contains("audience");
}

asio::awaitable<Response> Routes::past(const Request& request, const Target& target, const std::string& what,
                                       live::LogView log, v1::Audience reader) const {
    Looker eyes = looker(target.query, log, reader);
    if (eyes.no) co_return std::move(*eyes.no);
    const v1::Audience audience = eyes.who.audience;
    Wanted when = wanted(target.query, log, audience);
    if (when.no) co_return std::move(*when.no);
    const std::optional<live::PastState> state = co_await archive_.at(eyes.who, when.moment);
    if (!state) co_return busy();
    if (!state->view) co_return problem(http::status::not_found, "Nothing was there to see by then.");
    log.view = state->view;
    const bool is_json = what == "snapshot.json";
    // What is left out of the past for a reader follows from what they see today.
    const std::string today = eyes.who.now ? std::to_string(eyes.who.now->head(audience).position) : "all";
    LongTexts texts;
    if (!is_json) texts = long_texts(*log.view, audience);
    std::optional<TextBodies> found = co_await bodies(log.log, std::move(texts));
    if (!found) co_return busy();
    const std::function<std::string()> work = [log, audience, is_json, found = std::move(*found)] {
        return is_json ? json_snapshot(log, audience) : programme_xml(log, audience, found);
    };
    co_return co_await readable(work,
                                is_json ? "application/json" : "application/vnd.c3voc.schedule+xml; charset=utf-8",
                                etag_of(log, audience, "past " + what + today), request);
}

asio::awaitable<Response> Routes::history(const Request& request, const Target& target, live::LogView log,
                                          v1::Audience reader) const {
    const Query& query = target.query;
    Looker eyes = looker(query, log, reader);
    if (eyes.no) co_return std::move(*eyes.no);
    live::HistoryQuestion question{eyes.who, v1::KIND_UNSPECIFIED, wish(query, "id"), 0, kPageChanges};
    if (!question.id.empty()) {
        question.kind = query.contains("kind") ? kind_of_word(wish(query, "kind")) : kind_of_id(question.id);
        if (question.kind == v1::KIND_UNSPECIFIED)
            co_return problem(http::status::bad_request,
                              "A kind is a word like session, room, track, party, person, announcement or summit.");
        const summit::Record* today = log.view->find(question.kind, question.id);
        if (question.who.now && (today == nullptr || !today->visible_to(reader)))
            co_return problem(http::status::not_found, "There is no such record.");
    } else if (query.contains("kind")) {
        co_return problem(http::status::bad_request, "Of which record of that kind? Name its id, too.");
    }
    if (query.contains("before")) {
        const auto given = number(wish(query, "before"));
        if (!given) co_return problem(http::status::bad_request, "“before” is a position: a number from 1.");
        question.before = *given;
    }
    if (query.contains("limit")) {
        const auto given = number(wish(query, "limit"));
        if (!given) co_return problem(http::status::bad_request, "“limit” is a number of Changes from 1.");
        question.changes_max = static_cast<std::size_t>(*given);
    }
    std::optional<live::History> found = co_await archive_.history(question);
    if (!found) co_return busy();
    for (live::PastChange& change : found->changes) change.actor.set_name(access_.name_of(change.actor));
    if (found->changes.empty() && question.kind != v1::KIND_UNSPECIFIED && question.before == 0)
        co_return problem(http::status::not_found, "There is no such record, and there was none.");
    const std::function<std::string()> work = [log, found, audience = eyes.who.audience, reader] {
        return history_json(log.log, *found, {*log.view, audience, summit_of(log, audience)},
                            reader == v1::AUDIENCE_STAFF);
    };
    const std::string tag = etag_of(log, eyes.who.audience, "history " + std::string(request.target()));
    co_return co_await readable(work, "application/json", tag, request);
}

// It tells when and by which login each Change was made, of what is hidden, too: an organiser hands it out, or does
// not.
asio::awaitable<Response> Routes::ledger(const Target& target, live::LogView log, v1::Audience reader) const {
    if (reader != v1::AUDIENCE_STAFF)
        co_return problem(http::status::forbidden, "A ledger is for the organisers to hand out: this needs their key.");
    std::uint64_t after = 0;
    if (target.query.contains("after")) {
        const auto given = number(wish(target.query, "after"));
        if (!given) co_return problem(http::status::bad_request, "“after” is the number of a Change, from 1.");
        after = *given;
    }
    if (after >= log.view->seq())
        co_return problem(http::status::not_found, "Nothing comes after Change " + std::to_string(after) +
                                                       ": the log stands at " + std::to_string(log.view->seq()) + ".");
    std::optional<std::string> found = co_await archive_.ledger(log.log, log.view, after);
    if (!found) co_return busy();
    Response response = respond(http::status::ok, std::move(*found), "application/x-ndjson");
    response.set(http::field::cache_control, "private, no-store");
    co_return response;
}

}  // namespace dais::web
