// Every conversation of tests/golden, replayed through this fold: the browser's must end with the same bytes.
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <google/protobuf/util/delimited_message_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "clients/cpp/follower.h"
#include "clients/cpp/inflate.h"

namespace dais::client {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> golden_files() {
    std::vector<fs::path> files;
    for (const auto& each : fs::directory_iterator(fs::path(DAIS_SOURCE_DIR) / "tests/golden")) {
        if (each.path().extension() == ".bin") files.push_back(each.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// What is held after all messages of the file.
std::string dump_after(const fs::path& path) {
    const auto bytes = contents(path);
    google::protobuf::io::ArrayInputStream stream(bytes.data(), static_cast<int>(bytes.size()));
    Follower follower;
    v1::ServerMessage message;
    int number = 0;
    bool clean_end = false;
    while (google::protobuf::util::ParseDelimitedFromZeroCopyStream(&message, &stream, &clean_end)) {
        ++number;
        const auto taken = follower.take(read_message(message.SerializeAsString()));
        EXPECT_NE(taken, Taken::gap) << path << ", message " << number;
        EXPECT_NE(taken, Taken::digest_differed) << path << ", message " << number;
        message.Clear();
    }
    EXPECT_TRUE(clean_end) << path << " ends in the middle of message " << number + 1;
    EXPECT_GT(number, 0) << path;
    return follower.records().dump();
}

TEST(Golden, EveryConversationEndsWithTheExpectedRecords) {
    const auto files = golden_files();
    ASSERT_FALSE(files.empty()) << "tests/golden holds no conversation: nothing would be tested";
    for (const auto& file : files) {
        const auto expected = contents(fs::path(file).replace_extension(".dump"));
        EXPECT_FALSE(expected.empty()) << file << " has no .dump beside it";
        EXPECT_EQ(dump_after(file), expected) << file;
    }
}

}  // namespace
}  // namespace dais::client
