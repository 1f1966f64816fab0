#include "tests/storage/sample.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <random>

namespace dais::tests {
TempDirectory::TempDirectory() {
    // In memory where possible: what a sync keeps is simulated, and thousands of files are made.
    std::filesystem::path memory("/dev/shm");
    std::string pattern = (std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path()) /
                          "dais-storage-XXXXXX";
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary directory");
    path_ = pattern;
}

TempDirectory::~TempDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string bytes32(char fill) { return std::string(32, fill); }

storage::Append sample(std::uint64_t seq, const std::string& log) {
    std::minstd_rand random(static_cast<unsigned>(seq));
    auto number = [&](unsigned below) { return static_cast<unsigned>(random()) % below; };
    storage::Append append;
    append.log = log;
    if (seq == 1) append.new_secret = bytes32('s');
    append.command_id = "command-" + std::to_string(seq);
    append.body_digest = bytes32(static_cast<char>('a' + seq % 26));
    append.made = seq % 3 ? "" : "s" + std::to_string(seq);
    append.shown = 1u << v1::AUDIENCE_STAFF | (seq % 2 ? 1u << v1::AUDIENCE_PUBLIC : 0u);
    append.change.set_seq(seq);
    append.change.set_at_ms(1'790'000'000'000 + static_cast<std::int64_t>(seq));
    v1::Actor* actor = append.change.mutable_actor();
    actor->set_login("key:desk");
    actor->set_name("Ms Diallo");
    actor->set_role(v1::ROLE_ORGANISER);
    for (unsigned n = 0, count = 1 + number(3); n < count; ++n) {
        v1::Entry* entry = append.change.add_entries();
        entry->set_kind(n ? v1::KIND_SESSION_TEXT : v1::KIND_SESSION);
        entry->set_id("s" + std::to_string(number(40)));
        if (n) entry->set_owner(entry->id());
        if (number(2)) entry->add_audiences(v1::AUDIENCE_PUBLIC);
        entry->add_audiences(v1::AUDIENCE_STAFF);
        if (number(8)) entry->set_put(std::string(number(500), static_cast<char>(number(256))));
    }
    if (seq % 5 == 0) {
        std::string hash = bytes32('t');
        hash.replace(0, sizeof seq, reinterpret_cast<const char*>(&seq), sizeof seq);
        append.texts.push_back({hash, "text " + std::to_string(seq)});
    }
    return append;
}

std::vector<storage::Append> samples(std::uint64_t first, std::size_t count, const std::string& log) {
    std::vector<storage::Append> group;
    for (std::size_t i = 0; i < count; ++i) group.push_back(sample(first + i, log));
    return group;
}

void expect_samples(storage::Database& database, std::uint64_t last, const std::string& log) {
    std::uint64_t seq = 0;
    database.changes(log, 0, [&](const storage::StoredChange& stored) {
        storage::Append expected = sample(++seq, log);
        EXPECT_EQ(stored.change.SerializeAsString(), expected.change.SerializeAsString()) << "change " << seq;
        EXPECT_EQ(stored.command_id, expected.command_id);
        EXPECT_EQ(stored.body_digest, expected.body_digest);
        EXPECT_EQ(stored.made, expected.made);
        EXPECT_EQ(stored.shown, expected.shown);
        EXPECT_FALSE(stored.erased);
        for (const auto& text : expected.texts) EXPECT_EQ(database.text(log, text.hash), text.body);
        return true;
    });
    EXPECT_EQ(seq, last);
    EXPECT_EQ(head_of(database, log), last);
    EXPECT_EQ(problems(database), "");
}

void run_sql(const std::string& path, const std::string& sql) {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << (message ? message : "");
    sqlite3_free(message);
    sqlite3_close(handle);
}

std::uint64_t head_of(storage::Database& database, const std::string& log) {
    for (const auto& info : database.logs()) {
        if (info.slug == log) return info.seq;
    }
    return 0;
}

std::string fault_when_opening(const std::string& path, const storage::Options& options) {
    try {
        storage::Database database(path, options);
    } catch (const storage::Fault& fault) {
        return fault.what();
    }
    return "";
}

std::string problems(storage::Database& database) {
    std::string all;
    for (const auto& report : database.verify_chains()) {
        for (const auto& problem : report.problems) all += problem + "\n";
    }
    return all;
}

}  // namespace dais::tests
