#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "storage/database.h"
#include "tests/storage/sample.h"

namespace dais::tests {
namespace {

using storage::Database;
using storage::Fault;
using storage::Key;

TEST(Keys, AreAddedChangedAndRevoked) {
    TempDirectory directory;
    {
        Database database(directory.path(), {});
        database.add_key({"desk", bytes32('1'), "Secretariat", v1::ROLE_ORGANISER, false, 1000});
        database.add_key({"chair", bytes32('2'), "Mme Ba", v1::ROLE_CO_CHAIR, false, 2000});
        EXPECT_THROW(database.add_key({"desk", bytes32('3'), "", v1::ROLE_PRESS, false, 3000}), Fault);
        EXPECT_THROW(database.add_key({"short", "hash", "", v1::ROLE_PRESS, false, 3000}), Fault);
        EXPECT_TRUE(database.change_key("chair", v1::ROLE_ORGANISER, false));
        EXPECT_TRUE(database.change_key("desk", std::nullopt, true));
        EXPECT_TRUE(database.change_key("desk", v1::ROLE_PRESS, false)) << "a revoked key stays revoked";
        EXPECT_FALSE(database.change_key("nobody", v1::ROLE_PRESS, true));
    }
    std::vector<Key> keys = Database(directory.path(), {}).keys();
    ASSERT_EQ(keys.size(), 2u);
    EXPECT_EQ(keys[0].name, "desk");
    EXPECT_EQ(keys[0].hash, bytes32('1'));
    EXPECT_EQ(keys[0].actor_name, "Secretariat");
    EXPECT_EQ(keys[0].role, v1::ROLE_PRESS);
    EXPECT_TRUE(keys[0].revoked);
    EXPECT_EQ(keys[1].role, v1::ROLE_ORGANISER);
    EXPECT_FALSE(keys[1].revoked);
    EXPECT_EQ(keys[1].made_at_ms, 2000);
}

TEST(Keys, AnotherProgramsChangeIsNoticedOurOwnIsNot) {
    TempDirectory directory;
    Database server(directory.path(), {});
    Database tool(directory.path(), {});
    std::int64_t version = server.outside_version();
    ASSERT_TRUE(server.append(samples(1, 3)).committed);
    EXPECT_EQ(server.outside_version(), version);
    tool.add_key({"desk", bytes32('1'), "Secretariat", v1::ROLE_ORGANISER, false, 1000});
    EXPECT_NE(server.outside_version(), version);
    EXPECT_EQ(server.keys().size(), 1u);
    EXPECT_TRUE(server.append(samples(4, 3)).committed);
}

TEST(Checkpoints, TheNewestThatIsNotTooNew) {
    TempDirectory directory;
    Database database(directory.path(), {});
    ASSERT_TRUE(database.append(samples(1, 30)).committed);
    EXPECT_FALSE(database.checkpoint("au-2026", 30));
    std::string large(300'000, '\0');
    EXPECT_TRUE(database.put_checkpoint("au-2026", {10, "ten"}));
    EXPECT_TRUE(database.put_checkpoint("au-2026", {20, "twenty"}));
    EXPECT_TRUE(database.put_checkpoint("au-2026", {20, large}));
    EXPECT_FALSE(database.put_checkpoint("unknown", {20, "x"}));
    EXPECT_FALSE(database.checkpoint("au-2026", 9));
    EXPECT_EQ(database.checkpoint("au-2026", 19)->body, "ten");
    auto newest = database.checkpoint("au-2026", std::numeric_limits<std::uint64_t>::max());
    ASSERT_TRUE(newest);
    EXPECT_EQ(newest->seq, 20u);
    EXPECT_EQ(newest->body, large);
    EXPECT_FALSE(database.checkpoint("unknown", 20));
}

TEST(Texts, AreKeptUnderTheirHashPerLog) {
    TempDirectory directory;
    Database database(directory.path(), {});
    std::string zeros("with\0zero", 9);
    storage::Append append = sample(1);
    append.texts = {{bytes32('h'), zeros}, {bytes32('e'), ""}, {bytes32('h'), zeros}};
    ASSERT_TRUE(database.append({append, sample(1, "other")}).committed);
    EXPECT_EQ(database.text("au-2026", bytes32('h')), zeros);
    EXPECT_EQ(database.text("au-2026", bytes32('e')), "");
    EXPECT_FALSE(database.text("au-2026", bytes32('x')));
    EXPECT_FALSE(database.text("other", bytes32('h')));
    EXPECT_FALSE(database.text("unknown", bytes32('h')));
    run_sql(directory.path(), "UPDATE text SET body = NULL");
    EXPECT_FALSE(database.text("au-2026", bytes32('h'))) << "an erased text is not there";
    append = sample(2);
    append.texts = {{bytes32('h'), zeros}};
    ASSERT_FALSE(database.append({append}).reason.size());
    EXPECT_EQ(database.text("au-2026", bytes32('h')), zeros) << "and is there again when written again";
}

}  // namespace
}  // namespace dais::tests
