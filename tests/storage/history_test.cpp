// Parts of Changes read alone are those of the whole: nothing more, nothing less, in the order that was promised.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/storage/sample.h"

namespace dais::tests {
namespace {

using storage::Database;
using storage::StoredChange;
using testing::ElementsAre;

constexpr std::uint64_t kChanges = 120;

class History : public testing::Test {
protected:
    History() {
        database.append(samples(1, 1, "another"));
        database.append(samples(1, kChanges));
        database.changes("au-2026", 0, [&](const StoredChange& change) {
            all.push_back(change);
            return true;
        });
    }

    TempDirectory directory;
    Database database{directory.path(), {}};
    std::vector<StoredChange> all;
};

TEST_F(History, CommandsAreThoseOfTheChangesInOrder) {
    std::size_t n = 0;
    database.commands("au-2026", [&](storage::StoredCommand&& command) {
        const StoredChange& change = all.at(n++);
        EXPECT_EQ(command.seq, change.change.seq());
        EXPECT_EQ(command.shown, change.shown);
        EXPECT_EQ(command.login, change.change.actor().login());
        EXPECT_EQ(command.command_id, change.command_id);
        EXPECT_EQ(command.body_digest, change.body_digest);
        EXPECT_EQ(command.made, change.made);
    });
    EXPECT_EQ(n, kChanges);
}

TEST_F(History, MomentsGoOnAfterAnyChange) {
    std::uint64_t seq = 70;
    database.moments("au-2026", seq, [&](const storage::Moment& moment) {
        EXPECT_EQ(moment.seq, ++seq);
        EXPECT_EQ(moment.at_ms, all[seq - 1].change.at_ms());
        EXPECT_EQ(moment.shown, all[seq - 1].shown);
    });
    EXPECT_EQ(seq, kChanges);
    database.moments("nobody", 0, [](const storage::Moment&) { ADD_FAILURE(); });
}

TEST_F(History, HeadsAreTheChangesWithoutTheirEntries) {
    std::uint64_t seq = 10;
    database.heads("au-2026", seq, 20, [&](const StoredChange& head) {
        StoredChange whole = all[seq++];
        whole.change.clear_entries();
        EXPECT_EQ(head.change.SerializeAsString(), whole.change.SerializeAsString());
        EXPECT_EQ(head.chain, whole.chain);
        EXPECT_EQ(head.shown, whole.shown);
    });
    EXPECT_EQ(seq, 20u);
}

TEST_F(History, TheLatestEntriesOfAStretchAreWhatItLeaves) {
    for (const auto& [after, up_to] : {std::pair(0, 120), {0, 1}, {37, 90}, {119, 120}, {50, 50}}) {
        std::map<std::pair<int, std::string>, std::pair<std::uint64_t, std::string>> left;
        for (const StoredChange& change : all)
            if (change.change.seq() > static_cast<unsigned>(after) &&
                change.change.seq() <= static_cast<unsigned>(up_to))
                for (const v1::Entry& entry : change.change.entries())
                    left[{entry.kind(), entry.id()}] = {change.change.seq(), entry.SerializeAsString()};
        std::uint64_t latest = UINT64_MAX;
        database.latest_entries("au-2026", static_cast<unsigned>(after), static_cast<unsigned>(up_to),
                                [&](storage::StoredEntry&& stored) {
                                    EXPECT_LE(stored.seq, latest);
                                    latest = stored.seq;
                                    const auto found = left.find({stored.entry.kind(), stored.entry.id()});
                                    ASSERT_NE(found, left.end());
                                    EXPECT_EQ(found->second, std::pair(stored.seq, stored.entry.SerializeAsString()));
                                    left.erase(found);
                                });
        EXPECT_TRUE(left.empty()) << after << " to " << up_to;
    }
}

TEST_F(History, ARecordsEntriesComeLatestFirstUntilToldToStop) {
    std::vector<std::uint64_t> expected;
    for (auto change = all.rbegin(); change != all.rend(); ++change)
        for (const v1::Entry& entry : change->change.entries())
            if (change->change.seq() < 100 && entry.kind() == v1::KIND_SESSION && entry.id() == "s7")
                expected.push_back(change->change.seq());
    ASSERT_GE(expected.size(), 2u);
    std::vector<std::uint64_t> found;
    database.record_entries("au-2026", v1::KIND_SESSION, "s7", 100, [&](storage::StoredEntry&& stored) {
        found.push_back(stored.seq);
        return true;
    });
    EXPECT_EQ(found, expected);
    found.clear();
    database.record_entries("au-2026", v1::KIND_SESSION, "s7", UINT64_MAX, [&](storage::StoredEntry&& stored) {
        found.push_back(stored.seq);
        return false;
    });
    EXPECT_EQ(found.size(), 1u);
}

TEST_F(History, IdsAreFoundByTheirBeginning) {
    storage::Append append = sample(kChanges + 1);
    append.change.clear_entries();
    for (const char* id : {"s1@p2@5", "s1@p3@5", "s10@p2@5", "s1", "s1A"}) {
        v1::Entry* entry = append.change.add_entries();
        entry->set_kind(v1::KIND_REPLACEMENT);
        entry->set_id(id);
        entry->set_put("");
    }
    ASSERT_TRUE(database.append({append}).committed);
    EXPECT_THAT(database.ids_with_prefix("au-2026", v1::KIND_REPLACEMENT, "s1@"), ElementsAre("s1@p2@5", "s1@p3@5"));
    EXPECT_TRUE(database.ids_with_prefix("au-2026", v1::KIND_OVERRIDE, "s1@").empty());
}

}  // namespace
}  // namespace dais::tests
