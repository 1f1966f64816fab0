#include "server/interchange/table_matching.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"
#include "server/interchange/zone.h"

namespace dais::interchange {
namespace {

using Key = std::tuple<std::string, std::int64_t, std::string>;
using DayOf = std::function<std::int64_t(std::int64_t)>;

// What a row and an earlier session are compared by; the strictest first.
enum class By { kTitleStartRoom, kTitleStart, kTitleDay, kStartRoom, kTitle, kDay };
constexpr By kSteps[] = {By::kTitleStartRoom, By::kTitleStart, By::kTitleDay, By::kStartRoom, By::kTitle, By::kDay};

Key key(By by, const std::string& title, std::int64_t starts_at_ms, std::int64_t day, const std::string& room) {
    switch (by) {
        case By::kTitleStartRoom: return {title, starts_at_ms, room};
        case By::kTitleStart: return {title, starts_at_ms, ""};
        case By::kTitleDay: return {title, day, ""};
        case By::kStartRoom: return {"", starts_at_ms, room};
        case By::kTitle: return {title, 0, ""};
        case By::kDay: return {"", day, ""};
    }
    return {};
}

// A session with titles in several languages is told by each of them.
std::set<Key> keys(By by, const EarlierSession& one, const DayOf& day_of) {
    std::set<Key> all;
    const std::int64_t starts = one.session.planned().starts_at_ms();
    for (const std::string& title : one.titles) all.insert(key(by, title, starts, day_of(starts), one.session.room()));
    return all;
}

std::set<std::string> words_of(const std::string& title) {
    std::istringstream in(title);
    return {std::istream_iterator<std::string>(in), {}};
}

// Whether what is left on a day may be one session that was corrected, rather than one that went and one that came.
bool alike(const RowKey& row, const EarlierSession& one) {
    if (one.session.planned().starts_at_ms() == row.starts_at_ms) return true;
    if (!row.room.empty() && one.session.room() == row.room) return true;
    const std::set<std::string> words = words_of(row.title);
    return std::any_of(one.titles.begin(), one.titles.end(), [&](const std::string& title) {
        const std::set<std::string> theirs = words_of(title);
        const auto shared =
            std::count_if(words.begin(), words.end(), [&](const std::string& word) { return theirs.contains(word); });
        return static_cast<std::size_t>(shared) * 2 >= std::max(words.size(), theirs.size());
    });
}

class Matching {
public:
    Matching(const std::vector<RowKey>& rows, const TableIdentity& identity, const DayOf& day_of)
        : rows_(rows), identity_(identity), day_of_(day_of), matches_(rows.size()) {}

    std::vector<SessionMatch> match() {
        std::map<std::string, const EarlierSession*> by_record;
        for (const EarlierSession& one : identity_.earlier()) by_record[one.record] = &one;
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (!rows_[i].id.empty()) match_id(i, by_record);
        for (const By by : kSteps) pair_up(by);
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (matches_[i].external_id.empty()) matches_[i].external_id = new_id(rows_[i]);
        return std::move(matches_);
    }

private:
    void take(std::size_t row, const EarlierSession& one) {
        matches_[row] = {one.external_id, one.record, one.session};
        taken_.insert(&one);
        given_.insert(one.external_id);
    }

    void match_id(std::size_t i, const std::map<std::string, const EarlierSession*>& by_record) {
        const std::string record = identity_.record(v1::KIND_SESSION, rows_[i].id);
        const auto earlier = by_record.find(record);
        if (!record.empty() && earlier != by_record.end()) {
            if (!taken_.contains(earlier->second)) take(i, *earlier->second);
        } else if (!record.empty() && given_.insert(record).second) {
            matches_[i] = {record, record, identity_.session(record)};
        }
        // One that comes twice is said later.
        if (matches_[i].external_id.empty()) matches_[i].external_id = rows_[i].id;
        given_.insert(matches_[i].external_id);
    }

    // Those that are alone on both sides under a key.
    void pair_up(By by) {
        std::map<Key, std::vector<const EarlierSession*>> old;
        for (const EarlierSession& one : identity_.earlier())
            if (!taken_.contains(&one))
                for (const Key& each : keys(by, one, day_of_)) old[each].push_back(&one);
        std::map<Key, std::vector<std::size_t>> left;
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (const RowKey& row = rows_[i]; matches_[i].external_id.empty())
                left[key(by, row.title, row.starts_at_ms, row.day, row.room)].push_back(i);
        for (const auto& [each, where] : left) {
            const auto found = old.find(each);
            if (found == old.end() || where.size() != found->second.size()) continue;
            // The strictest key may repeat, as for breaks in no room: then in their order.
            if (where.size() != 1 && by != By::kTitleStartRoom) continue;
            if (by == By::kDay && !alike(rows_[where.front()], *found->second.front())) continue;
            for (std::size_t n = 0; n < where.size(); ++n)
                if (!taken_.contains(found->second[n])) take(where[n], *found->second[n]);
        }
    }

    std::string new_id(const RowKey& row) {
        const CivilTime start = ms_to_civil(row.starts_at_ms);
        Mending mending;
        const std::string name =
            one_line(row.title, 120, mending) + "@" + written_date(start) + "T" + written_clock(start) + "Z";
        while (true) {
            const int n = ++named_[name];
            std::string unique = n == 1 ? name : name + "#" + std::to_string(n);
            if (identity_.record(v1::KIND_SESSION, unique).empty() && given_.insert(unique).second) return unique;
        }
    }

    const std::vector<RowKey>& rows_;
    const TableIdentity& identity_;
    const DayOf& day_of_;
    std::vector<SessionMatch> matches_;
    std::set<std::string> given_;
    std::map<std::string, int> named_;  // how many were made of a title and start
    std::set<const EarlierSession*> taken_;
};

}  // namespace

std::vector<SessionMatch> match_sessions(const std::vector<RowKey>& rows, const TableIdentity& identity,
                                         const std::function<std::int64_t(std::int64_t)>& day_of) {
    return Matching(rows, identity, day_of).match();
}

}  // namespace dais::interchange
