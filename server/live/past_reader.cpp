#include "server/live/past_reader.h"

#include <algorithm>

#include "server/summit/past.h"

namespace dais::live {

storage::Database& PastReader::database() {
    if (!database_) {
        storage::Options options;
        options.create = false;
        options.read_only = true;
        options.sound = true;
        database_ = std::make_unique<storage::Database>(path_, options);
    }
    return *database_;
}

const Course& PastReader::course(const std::string& log) {
    Course& course = courses_[log];
    database().moments(log, course.seq(), [&](const storage::Moment& moment) { course.add(moment); });
    return course;
}

summit::View PastReader::state(const Onlooker& who, std::uint64_t seq) {
    Kept wanted{who.log, seq, v1::AUDIENCE_UNSPECIFIED, 0, nullptr};
    if (who.now) {
        wanted.audience = who.audience;
        wanted.now_position = who.now->head(who.audience).position;
    }
    const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) {
        return one.log == wanted.log && one.seq == wanted.seq && one.audience == wanted.audience &&
               one.now_position == wanted.now_position;
    });
    if (known != kept_.end()) return known->view;
    wanted.view = make_state(who, seq);
    kept_.push_back(wanted);
    if (kept_.size() > limits_.archive_pasts_max) kept_.pop_front();
    return wanted.view;
}

summit::View PastReader::make_state(const Onlooker& who, std::uint64_t seq) {
    const auto stored = database().checkpoint(who.log, seq);
    std::optional<summit::Past> past;
    stored ? past.emplace(stored->body) : past.emplace();
    const std::uint64_t from_seq = past->seq();
    database().heads(who.log, from_seq, seq, [&](const storage::StoredChange& change) {
        past->pass(change.change, change.shown, change.chain);
    });
    database().latest_entries(who.log, from_seq, seq,
                              [&](storage::StoredEntry&& entry) { past->take(entry.seq, entry.entry); });
    summit::Past::Told told;
    if (who.now) {
        told = [&who](v1::Kind kind, const std::string& id) {
            const summit::Record* today = who.now->find(kind, id);
            return today != nullptr && today->visible_to(who.audience);
        };
    }
    return std::make_shared<const summit::State>(past->state(told));
}

std::map<std::string, std::string> PastReader::texts(const std::string& log, const std::set<std::string>& hashes) {
    std::map<std::string, std::string> bodies;
    for (const std::string& hash : hashes)
        if (auto body = database().text(log, hash)) bodies.emplace(hash, std::move(*body));
    return bodies;
}

}  // namespace dais::live
