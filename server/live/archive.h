// The past, and long texts in numbers, for whoever asks: on a thread of its own, one question after the other, off the
// way of every change.
//
// at(), history(), texts() and ledger() may be awaited on any thread. When too many wait the answer is "busy". Does
// not: decide who may ask what (server/web does), or write.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>

#include "server/live/past_reader.h"

namespace dais::live {

struct DatabaseMetrics;

// By an audience's position, or the last at or before an instant.
struct PastMoment {
    std::optional<std::uint64_t> position;
    std::int64_t at_ms = 0;
};

// The state at a moment. Position 0 and no view: nothing had been shown by then.
struct PastState {
    std::uint64_t position = 0;
    std::int64_t at_ms = 0;  // when that position was made
    summit::View view;
};

class Archive {
public:
    Archive(const Limits& limits, std::string database, DatabaseMetrics& metrics)
        : limits_(limits), metrics_(metrics), reader_(limits, std::move(database)) {}
    // What waits is given up; what was begun is finished.
    ~Archive();

    // Nothing: too many are waiting.
    boost::asio::awaitable<std::optional<PastState>> at(Onlooker who, PastMoment moment);
    boost::asio::awaitable<std::optional<History>> history(HistoryQuestion question);
    // Bodies by their hashes; what was erased is not among them.
    boost::asio::awaitable<std::optional<std::map<std::string, std::string>>> texts(std::string log,
                                                                                    std::set<std::string> hashes);

    // Part of a log's ledger, up to where the view stands.
    boost::asio::awaitable<std::optional<std::string>> ledger(std::string log, summit::View now, std::uint64_t after);

    // What was kept of a log's past for who asks again; any thread.
    void forget(std::string log);

private:
    template <class Answer>
    boost::asio::awaitable<std::optional<Answer>> in_turn(std::function<Answer()> work);

    const Limits& limits_;
    DatabaseMetrics& metrics_;
    PastReader reader_;
    std::atomic<std::size_t> waiting_{0};
    boost::asio::thread_pool thread_{1};
};

}  // namespace dais::live
