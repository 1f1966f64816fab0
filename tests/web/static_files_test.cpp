#include "server/web/static_files.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace dais::web {
namespace {

namespace fs = std::filesystem;

class Faces : public testing::Test {
protected:
    Faces() : folder_(fs::temp_directory_path() / ("dais-faces-" + std::to_string(::getpid()))) {
        put("index.html", "dashboard");
        put("assets/index-1a2b.js", "dashboard();");
        put("account/index.html", "console");
        put("account/assets/index-3c4d.js", "console();");
    }
    ~Faces() override { fs::remove_all(folder_); }

    void put(const std::string& name, const std::string& bytes) const {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
    }
    void put_screens() const {
        put("screen/index.html", "screens");
        put("screen/assets/index-5e6f.js", "screens();");
        put("screen/flags/sn.svg", "<svg/>");
        put("screen-worker.js", "worker();");
        put("embed.js", "embed();");
        put("embed/assets/inter-7a8b.woff2", "font");
    }
    std::string at(std::string_view path) const {
        const StaticFiles files(folder_.string());
        const StaticFile* found = files.find(path);
        return found == nullptr ? "nothing" : found->bytes;
    }

    const fs::path folder_;
};

TEST_F(Faces, TheDashboardIsAtTheRootAndAtEveryLog) {
    for (const char* path : {"/", "/index.html", "/d/gdpa-2024", "/d/gdpa-2024/"})
        EXPECT_EQ(at(path), "dashboard") << path;
}

TEST_F(Faces, TheConsoleIsWherePeopleSignInAndWhereAScreenWantsToBePaired) {
    for (const char* path : {"/account", "/account/", "/account/people", "/account/people/gdpa-2024", "/screen"})
        EXPECT_EQ(at(path), "console") << path;
}

TEST_F(Faces, AFileIsItselfAndWhatIsMissingIsNoPage) {
    EXPECT_EQ(at("/assets/index-1a2b.js"), "dashboard();");
    EXPECT_EQ(at("/account/assets/index-3c4d.js"), "console();");
    for (const char* path : {"/accounts", "/screens", "/screen/x", "/assets/gone.js", "/account/assets/gone.js", ""})
        EXPECT_EQ(at(path), "nothing") << path;
}

TEST_F(Faces, AnEdgeTellsThePagesThatItDoesNotServe) {
    const StaticFiles without(folder_.string());
    for (const char* path : {"/account", "/account/people", "/screen"}) EXPECT_TRUE(without.is_console(path)) << path;
    for (const char* path : {"/", "/d/account", "/account/assets/x.js"}) EXPECT_FALSE(without.is_console(path)) << path;
    EXPECT_TRUE(StaticFiles("").is_console("/screen")) << "without any face, too";
    put_screens();
    const StaticFiles files(folder_.string());
    EXPECT_TRUE(files.is_console("/account"));
    for (const char* path : {"/screen", "/screen/", "/screen/gdpa-2024"}) EXPECT_FALSE(files.is_console(path)) << path;
}

TEST_F(Faces, BigScreensHaveAFaceOfTheirOwn) {
    put_screens();
    for (const char* path : {"/screen", "/screen/", "/screen/gdpa-2024", "/screen/index.html"})
        EXPECT_EQ(at(path), "screens") << path;
    EXPECT_EQ(at("/screen/assets/index-5e6f.js"), "screens();");
    EXPECT_EQ(at("/screen/flags/sn.svg"), "<svg/>");
    EXPECT_EQ(at("/screen-worker.js"), "worker();");
    for (const char* path : {"/screens", "/screen/assets/gone.js", "/screen/flags/zz.svg"})
        EXPECT_EQ(at(path), "nothing") << path;
    const StaticFiles files(folder_.string());
    EXPECT_TRUE(files.find("/screen/assets/index-5e6f.js")->immutable);
    for (const char* path : {"/screen", "/screen-worker.js", "/screen/flags/sn.svg", "/embed.js"})
        EXPECT_FALSE(files.find(path)->immutable) << path;
}

TEST_F(Faces, WhatPagesOfOthersShowIsForThemAndNothingElse) {
    put_screens();
    const StaticFiles files(folder_.string());
    for (const char* path : {"/embed.js", "/embed/assets/inter-7a8b.woff2"})
        EXPECT_TRUE(files.find(path)->for_others) << path;
    EXPECT_TRUE(files.find("/embed/assets/inter-7a8b.woff2")->immutable);
    for (const char* path : {"/", "/assets/index-1a2b.js", "/account", "/screen", "/screen-worker.js"})
        EXPECT_FALSE(files.find(path)->for_others) << path;
}

TEST_F(Faces, WhatCarriesItsHashInItsNameIsNeverAskedForAgain) {
    const StaticFiles files(folder_.string());
    EXPECT_TRUE(files.find("/assets/index-1a2b.js")->immutable);
    EXPECT_TRUE(files.find("/account/assets/index-3c4d.js")->immutable);
    EXPECT_FALSE(files.find("/account")->immutable);
    EXPECT_FALSE(files.find("/")->immutable);
}

TEST_F(Faces, WithoutTheConsoleThereIsNothingAtItsPaths) {
    fs::remove_all(folder_ / "account");
    EXPECT_EQ(at("/account"), "nothing");
    EXPECT_EQ(at("/screen"), "nothing");
    EXPECT_EQ(at("/"), "dashboard");
}

TEST(StaticFiles, AFolderWithoutAnIndexIsRefused) {
    EXPECT_THROW(StaticFiles("/nowhere"), std::runtime_error);
    EXPECT_EQ(StaticFiles("").find("/"), nullptr);
}

}  // namespace
}  // namespace dais::web
