// The real server of one log, less its sockets: a desk on a database behind a disk that fails on demand, and one shard,
// whose thread is the test's.
//
// Time stands still unless the test lets it pass; then what is due by the log's clock happens, and is waited for, so
// that the same seed gives the same day.
#pragma once

#include <boost/asio/executor_work_guard.hpp>

#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/live/desk.h"
#include "server/live/metrics.h"
#include "server/live/rim.h"
#include "server/live/shard.h"
#include "tests/live/time_of_a_test.h"
#include "tests/model/who.h"
#include "tests/storage/faulty_vfs.h"

namespace dais::model {

// Begins a log of this summit or series at this instant. Its secret is always the same, and so are the ids that it
// gives.
void begin_log(const std::string& path, const tests::FaultyVfs& vfs, const v1::Command& first, std::int64_t at_ms);

class LogAtWork {
public:
    LogAtWork(const std::string& path, const tests::FaultyVfs& vfs, live::TimeOfATest& time, std::int64_t at_ms);
    // Goes away as it is, whatever is under way.
    ~LogAtWork();
    LogAtWork(const LogAtWork&) = delete;
    LogAtWork& operator=(const LogAtWork&) = delete;

    v1::Reply ask(const v1::Command& command, const Who& who);
    // Several at once: the first goes to the disk alone, the others together. Nothing for those to whom a desk that
    // can promise nothing any more did not answer.
    struct Question {
        v1::Command command;
        Who who;
    };
    std::vector<std::optional<v1::Reply>> ask_at_once(const std::vector<Question>& questions);

    // The durable state, once all that is due at this instant was done.
    summit::View view(std::int64_t now_ms);
    // Nothing is under way at the disk.
    void let_the_disk_rest();
    // Stores what waits and writes checkpoints.
    void stop();

    // Takes what the desk has published, on this thread.
    live::Shard& shard();
    // Waits for something to come, as a snapshot that is being made.
    void wait_for_news();

private:
    struct Answers;
    // Whoever has a login can sign in from now on.
    access::Identity introduce(const Who& who);
    void submit(const Question& question, const std::shared_ptr<Answers>& answers, std::size_t n);
    std::vector<std::optional<v1::Reply>> wait(const std::shared_ptr<Answers>& answers);

    live::Limits limits_;
    storage::Database database_;
    live::Hub hub_{limits_};
    live::Metrics metrics_{1};
    std::shared_ptr<Answers> asked_;  // who is waited for
    std::mutex asked_mutex_;
    access::Access access_{live::wall_clock_ms};
    live::Desk desk_;
    live::Admission admission_{limits_, 10};
    live::Shard shard_{limits_, desk_, admission_, metrics_};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{shard_.context().get_executor()};
    std::thread thread_;
};

}  // namespace dais::model
