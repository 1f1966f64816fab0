// A log to measure on: a large programme, and as many Changes of the day on it as one likes.
//
// The programme is FOSDEM 2025 (928 sessions, fosdem-2025.xml in the folder DAIS_SAMPLES or ../shared/samples) or,
// where that file is not there, one of the same size that is made up. The same seed gives the same Changes.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "server/summit/commands.h"
#include "server/summit/recent.h"
#include "storage/database.h"

namespace dais::bench {

class PlayedLog {
public:
    PlayedLog();

    // What was imported: a file's name, or "made up".
    const std::string& programme() const { return programme_; }
    const summit::State& state() const { return state_; }
    const std::string& name() const { return name_; }

    // A random command of the day on a random session.
    v1::Command random_command();
    // Decides and folds; a refusal leaves everything as it was.
    struct Outcome {
        bool done = false;
        v1::Change change;
        summit::Shown shown;
        double microseconds = 0;  // deciding and folding
    };
    Outcome ask(v1::Command command);

    // Stores what was done so far and forgets it; checkpoints as a server would write them.
    void store(storage::Database& database);
    // Random commands until this many more were done and stored.
    void play(storage::Database& database, std::size_t changes);

private:
    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
    const std::string& one_of(const std::vector<std::string>& ids) { return ids[below(ids.size())]; }
    void import_programme();

    std::string name_ = "bench";
    std::string programme_;
    std::string secret_ = std::string(32, 's');
    summit::State state_;
    summit::RecentChanges recent_;
    std::mt19937_64 random_{2025};
    std::vector<std::string> sessions_, rooms_, announcements_;
    std::vector<storage::Append> waiting_;
    std::uint64_t checkpoint_seq_ = 0;
    std::int64_t now_ms_ = 0;
    std::uint64_t commands_ = 0;
};

}  // namespace dais::bench
