// Words that are given at a terminal in several languages.
#include "clients/cpp/text_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/place.h"

namespace dais::client {
namespace {

using ::testing::HasSubstr;

std::string problem(const std::string& text, const std::vector<std::string>& others) {
    try {
        texts_given("text", "en", text, others);
    } catch (const WrongUsage& why) {
        return why.what();
    }
    return "";
}

TEST(TextOptions, AreSortedByLanguageEachOnce) {
    const auto texts = texts_given("text", "en", "Lunch", {"pt=Almoço", "ar=غداء"});
    ASSERT_EQ(texts.size(), 3);
    EXPECT_EQ(texts[0].language(), "ar");
    EXPECT_EQ(texts[1].text(), "Lunch");
    EXPECT_EQ(texts[2].text(), "Almoço");
    EXPECT_EQ(texts_given("text", "en", "", {"fr=a=b"})[0].text(), "a=b");
    EXPECT_TRUE(texts_given("text", "en", "", {}).empty());
}

TEST(TextOptions, ThatMakeNoSenseAreRefusedWithTheRemedy) {
    EXPECT_THAT(problem("Lunch", {"Déjeuner"}), HasSubstr("write it as fr=TEXT"));
    EXPECT_THAT(problem("Lunch", {"en=Lunch"}), HasSubstr("two texts in “en”"));
    EXPECT_THAT(problem("Lunch", {"fr= "}), HasSubstr("text (fr) is empty"));
    EXPECT_THAT(problem("\xff", {}), HasSubstr("not in UTF-8"));
    EXPECT_THAT(problem(std::string(4'001, 'x'), {}), HasSubstr("4001 bytes long"));
    EXPECT_EQ(problem(std::string(4'000, 'x'), {}), "");
}

}  // namespace
}  // namespace dais::client
