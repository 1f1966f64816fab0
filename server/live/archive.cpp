#include "server/live/archive.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/live/metrics.h"

namespace dais::live {

namespace asio = boost::asio;

Archive::~Archive() {
    thread_.stop();
    thread_.join();
}

template <class Answer>
asio::awaitable<std::optional<Answer>> Archive::in_turn(std::function<Answer()> work) {
    if (waiting_.load() >= limits_.archive_waiting_max) co_return std::nullopt;
    ++waiting_;
    metrics_.archive_waiting.Increment();
    auto run = [](Archive& archive, std::function<Answer()> held) -> asio::awaitable<Answer> {
        --archive.waiting_;
        archive.metrics_.archive_waiting.Decrement();
        co_return held();
    };
    co_return co_await asio::co_spawn(thread_, run(*this, std::move(work)), asio::use_awaitable);
}

asio::awaitable<std::optional<PastState>> Archive::at(Onlooker who, PastMoment moment) {
    std::function<PastState()> work = [this, who = std::move(who), moment]() -> PastState {
        metrics_.reads.past.Increment();
        const Course& ran = reader_.course(who.log);
        // The last position by an instant is asked for like any other: what staff did since shows nothing new.
        const std::uint64_t position =
            moment.position ? *moment.position : ran.position_at(who.audience, ran.seq_by(moment.at_ms));
        const auto seq = ran.seq_of(who.audience, position);
        if (!seq) return {};
        return {position, ran.at_ms(*seq), reader_.state(who, *seq)};
    };
    co_return co_await in_turn<PastState>(std::move(work));
}

asio::awaitable<std::optional<History>> Archive::history(HistoryQuestion question) {
    std::function<History()> work = [this, question = std::move(question)] {
        metrics_.reads.history.Increment();
        return reader_.history(question);
    };
    co_return co_await in_turn<History>(std::move(work));
}

asio::awaitable<std::optional<std::map<std::string, std::string>>> Archive::texts(std::string log,
                                                                                  std::set<std::string> hashes) {
    using Texts = std::map<std::string, std::string>;
    std::function<Texts()> work = [this, log = std::move(log), hashes = std::move(hashes)] {
        metrics_.reads.texts.Increment();
        return reader_.texts(log, hashes);
    };
    co_return co_await in_turn<Texts>(std::move(work));
}

asio::awaitable<std::optional<std::string>> Archive::ledger(std::string log, summit::View now, std::uint64_t after) {
    std::function<std::string()> work = [this, log = std::move(log), now = std::move(now), after] {
        metrics_.reads.ledger.Increment();
        return reader_.ledger(log, *now, after);
    };
    co_return co_await in_turn<std::string>(std::move(work));
}

void Archive::forget(std::string log) {
    asio::post(thread_, [this, log = std::move(log)] { reader_.forget(log); });
}

}  // namespace dais::live
