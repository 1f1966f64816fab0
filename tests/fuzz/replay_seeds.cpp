// Gives every seed of a fuzz target to it, in builds without a fuzzer: what was found once stays mended.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace dais::fuzz {
namespace {

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Seeds, AreAllTakenWithoutAFinding) {
    int seeds = 0;
    for (const auto& entry : std::filesystem::directory_iterator(DAIS_SEEDS_DIR)) {
        const std::string seed = contents(entry.path());
        EXPECT_FALSE(seed.empty()) << entry.path();
        EXPECT_NO_THROW(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(seed.data()), seed.size()))
            << entry.path();
        ++seeds;
    }
    EXPECT_GT(seeds, 0) << "a target without seeds tries nothing here";
}

}  // namespace
}  // namespace dais::fuzz
