// The roll of a declaration, in the order in which it is read out.
#include "clients/cpp/roll_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/clients/series_log.h"

namespace dais::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Roll : public ::testing::Test {
protected:
    Roll() {
        log.adopted_declaration();
        log.endorse("yGEO", v1::ENDORSEMENT_STATUS_SIGNED, 1);
        log.endorse("yAU", v1::ENDORSEMENT_STATUS_SIGNED, 2);
        log.endorse("yIRL", v1::ENDORSEMENT_STATUS_SIGNED, 3);
        log.endorse("yCPV", v1::ENDORSEMENT_STATUS_ANNOUNCED);
    }

    std::string order(const std::vector<std::string>& fields, const std::string& language) {
        auto declaration = *held<v1::Declaration>(log.records, v1::KIND_DECLARATION, "l1");
        log.record(v1::KIND_DECLARATION, "l1", fields, declaration);
        std::string names;
        for (const auto& line : roll_call(log.records, "l1", Languages({language}, {})).lines)
            names += (names.empty() ? "" : ", ") + line.name;
        return names;
    }

    SeriesLog log;
};

TEST_F(Roll, IsInTheOrderOfTheDeclaration) {
    struct Example {
        std::vector<std::string> fields;
        const char* language;
        const char* order;
    };
    for (const auto& [fields, language, names] : std::vector<Example>{
             {{}, "en", "Cabo Verde, Georgia, Ireland, African Union"},
             {{"roll=protocol"}, "fr", "Cap-Vert, Géorgie, Irlande, Union africaine"},
             {{"roll=alphabetical"}, "en", "African Union, Cabo Verde, Georgia, Ireland"},
             {{"roll=signing"}, "en", "Georgia, African Union, Ireland, Cabo Verde"},
             // A letter is drawn per language, and of each group the roll begins there.
             {{"roll=protocol", "first-letter=G", "first-letter:fr=I"},
              "en",
              "Georgia, Ireland, Cabo Verde, African Union"},
             {{}, "fr", "Irlande, Cap-Vert, Géorgie, Union africaine"},
             {{}, "fr-CA", "Irlande, Cap-Vert, Géorgie, Union africaine"},
             {{"roll=alphabetical", "first-letter=d"}, "en", "Georgia, Ireland, African Union, Cabo Verde"},
             {{"first-letter=Z"}, "en", "African Union, Cabo Verde, Georgia, Ireland"},
         })
        EXPECT_EQ(order(fields, language), names);
}

TEST_F(Roll, IsReadOutInALanguageInWhichThereAreNames) {
    auto declaration = *held<v1::Declaration>(log.records, v1::KIND_DECLARATION, "l1");
    log.record(v1::KIND_DECLARATION, "l1", {"first-letter=I", "first-letter:de=G"}, declaration);
    std::string names;
    for (const auto& line : roll_call(log.records, "l1", Languages({"de", "en"}, {})).lines) names += line.name + ", ";
    EXPECT_EQ(names, "Ireland, Cabo Verde, Georgia, African Union, ");
}

TEST_F(Roll, ArabicNamesStandWithoutTheirArticle) {
    for (const auto& [party, name] : {std::pair("yGEO", "جورجيا"), {"yIRL", "أيرلندا"}, {"yCPV", "الرأس الأخضر"}}) {
        auto held_party = *held<v1::Party>(log.records, v1::KIND_PARTY, party);
        log.record(v1::KIND_PARTY, party, {std::string("name:ar=") + name}, held_party);
    }
    EXPECT_EQ(order({}, "ar"), "أيرلندا, جورجيا, الرأس الأخضر, African Union");
}

TEST_F(Roll, CountsStatesAndOrganisationsApart) {
    auto roll = roll_call(log.records, "l1", log.languages);
    EXPECT_EQ(signed_told(roll), "2 states, 1 organisation");
    log.endorse("yIRL", v1::ENDORSEMENT_STATUS_WITHDRAWN, 3);
    roll = roll_call(log.records, "l1", log.languages);
    EXPECT_EQ(signed_told(roll), "1 state, 1 organisation") << "who has withdrawn is not counted";
    EXPECT_THAT(roll_call_told(roll, log.time, 0, log.languages),
                HasSubstr("1 state, 1 organisation signed; 1 announced; 1 withdrawn\n"));
}

TEST_F(Roll, TellsWhatAPartySaysWithIt) {
    auto endorsement = log.endorse("yGEO", v1::ENDORSEMENT_STATUS_SIGNED, 1);
    endorsement.set_statement_kind(v1::ENDORSEMENT_STATEMENT_KIND_RESERVATION);
    log.record(v1::KIND_ENDORSEMENT, "l1@yGEO", {"statement=Not chapter\x1b[2J 3"}, endorsement);
    const auto told = roll_call_told(roll_call(log.records, "l1", log.languages), log.time,
                                     SeriesLog::at("2022-04-06T10:00"), log.languages);
    EXPECT_THAT(told, HasSubstr("Dublin Declaration (GDPA/2022/1)\n"
                                "version 1, adopted by consensus 2022-04-05T16:00; open for endorsement\n"));
    EXPECT_THAT(told,
                HasSubstr("1  state         Georgia        signed     2022-04-05T18:01  reservation: Not chapter"));
    EXPECT_THAT(told, Not(HasSubstr("\x1b")));
}

TEST_F(Roll, SaysWhetherItIsOpen) {
    auto declaration = *held<v1::Declaration>(log.records, v1::KIND_DECLARATION, "l1");
    const auto opens = declaration.opened_at_ms(), closes = opens + 3'600'000;
    EXPECT_EQ(window_told(declaration, log.time, opens), "open for endorsement");
    declaration.set_closes_at_ms(closes);
    log.keep(v1::KIND_DECLARATION, "l1", declaration);
    const auto roll = roll_call(log.records, "l1", log.languages);
    EXPECT_FALSE(roll.is_open(opens - 1));
    EXPECT_TRUE(roll.is_open(closes - 1));
    EXPECT_FALSE(roll.is_open(closes));
    EXPECT_EQ(window_told(declaration, log.time, closes - 1), "open for endorsement until 2022-04-05T18:00");
    EXPECT_EQ(window_told(declaration, log.time, closes), "closed for endorsement since 2022-04-05T18:00");
    EXPECT_EQ(window_told({}, log.time, closes), "not open for endorsement yet");
}

TEST_F(Roll, WithoutANameTheOneThatIsOpenIsMeant) {
    const auto now = SeriesLog::at("2022-04-06T10:00");
    EXPECT_EQ(declaration_meant(log.records, "", now).id, "l1") << "the only one";
    log.record<v1::Declaration>(v1::KIND_DECLARATION, "l2", {"title=Sal Declaration"});
    EXPECT_EQ(declaration_meant(log.records, "", now).id, "l1") << "the only one that is open";
    EXPECT_THAT(declaration_meant(log.records, "", 0).problem, HasSubstr("there are 2 declarations"));
    EXPECT_EQ(declaration_meant(log.records, "sal", 0).id, "l2");
    EXPECT_EQ(declaration_meant(log.records, "GDPA/2022/1", 0).id, "l1");
    EXPECT_THAT(declaration_meant({}, "", now).problem, HasSubstr("there is no declaration"));
}

TEST_F(Roll, IsTheSameForAProgram) {
    const auto object = roll_call_json(roll_call(log.records, "l1", log.languages), SeriesLog::at("2022-04-06T10:00"));
    EXPECT_EQ(object.at("states_signed").as_int64(), 2);
    EXPECT_EQ(object.at("organisations_signed").as_int64(), 1);
    EXPECT_TRUE(object.at("open").as_bool());
    const auto& first = object.at("lines").as_array().at(0);
    EXPECT_EQ(first.at("name").as_string(), "Cabo Verde");
    EXPECT_EQ(first.at("status").as_string(), "announced");
}

}  // namespace
}  // namespace dais::client
