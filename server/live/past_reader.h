// Reads the past of the logs from the database, through a connection of its own that only reads.
//
// Promises: a state as it was at any Change in a time that does not grow with the log; what an audience is told of the
// past has nothing in it that was since taken out of its sight. Synchronous; one thread at a time. It decides nothing
// about who may ask.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/live/course.h"
#include "server/live/limits.h"
#include "server/summit/state.h"
#include "storage/database.h"

namespace dais::live {

// Who looks, at which log.
struct Onlooker {
    std::string log;
    v1::Audience audience = v1::AUDIENCE_PUBLIC;
    // What they see today bounds what they are told; nullptr: all that the audience was ever shown.
    summit::View now;
};

// Which Changes are asked for: of one record and what belongs to it, or of all.
struct HistoryQuestion {
    Onlooker who;
    v1::Kind kind = v1::KIND_UNSPECIFIED;  // unspecified: all
    std::string id;
    std::uint64_t before = 0;  // Changes before this position; 0: the latest
    std::size_t changes_max = 50;
};

// What one Change did to one record, as the audience saw it. Without before it appeared, without after it went.
struct Step {
    v1::Kind kind = v1::KIND_UNSPECIFIED;
    std::string id;
    std::string owner;
    std::optional<std::string> before;
    std::optional<std::string> after;
};

struct PastChange {
    std::uint64_t position = 0;
    std::int64_t at_ms = 0;
    v1::Actor actor;  // for staff alone
    std::vector<Step> steps;
    std::size_t steps_left_out = 0;
};

struct History {
    std::vector<PastChange> changes;  // the latest first
    std::uint64_t before = 0;         // where the next page begins; 0: there is none
};

class PastReader {
public:
    PastReader(const Limits& limits, std::string path) : limits_(limits), path_(std::move(path)) {}

    // How a log ran, up to its last Change on disk.
    const Course& course(const std::string& log);
    // The state as it was once the Change seq was made; 0: before the first. What the audience was not shown then is in
    // it as well, as in any State.
    summit::View state(const Onlooker& who, std::uint64_t seq);
    History history(const HistoryQuestion& question);
    // Bodies of long texts by their hashes; what was erased is not among them.
    std::map<std::string, std::string> texts(const std::string& log, const std::set<std::string>& hashes);
    // The lines of the ledger (storage/ledger.h) from the Change after a seq up to where the log stands now: some of
    // them, if they are many; then the last line is missing. after: less than now.seq().
    std::string ledger(const std::string& log, const summit::State& now, std::uint64_t after);
    // States of a log that were made lately are not so any more.
    void forget(const std::string& log) {
        std::erase_if(kept_, [&](const Kept& one) { return one.log == log; });
    }

private:
    // A state that was made lately.
    struct Kept {
        std::string log;
        std::uint64_t seq = 0;
        v1::Audience audience = v1::AUDIENCE_UNSPECIFIED;  // unspecified: nothing is left out
        std::uint64_t now_position = 0;
        summit::View view;
    };
    // A Change and where to find what it did.
    struct Found {
        std::uint64_t seq = 0;
        std::vector<v1::Entry> entries;
    };

    storage::Database& database();
    summit::View make_state(const Onlooker& who, std::uint64_t seq);
    std::vector<Found> of_record(const HistoryQuestion& question, std::uint64_t before_seq, std::size_t changes_max);
    Found of_log(const std::string& log, std::uint64_t seq);
    std::optional<Step> step(const Onlooker& who, std::uint64_t seq, const v1::Entry& entry);
    PastChange tell(const Onlooker& who, const Found& found, std::size_t& looked_at);

    const Limits& limits_;
    std::string path_;
    std::unique_ptr<storage::Database> database_;
    std::map<std::string, Course> courses_;
    std::deque<Kept> kept_;
};

}  // namespace dais::live
