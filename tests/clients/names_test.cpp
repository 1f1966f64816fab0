#include "clients/cpp/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/clients/scripted_log.h"

namespace dais::client {
namespace {

using ::testing::HasSubstr;

v1::LocalText text(const std::string& language, const std::string& words, v1::Origin origin = v1::ORIGIN_AUTHENTIC) {
    v1::LocalText local;
    local.set_language(language);
    local.set_text(words);
    local.set_origin(origin);
    return local;
}

class Names : public ::testing::Test {
protected:
    Names() {
        session("s0001", 7, "Opening ceremony", "Cérémonie d’ouverture");
        session("s0002", 8, "Opening of the market", "");
        session("s0003", 2024, "Panel: diaspora 2030", "");
        session("s0004", 9, "7 ways to stay in touch", "");
        session("s0005", 10, "Panel", "");
        room("r0001", "Sala Principal");
        room("r0002", "Sala Éxito");
    }

    void session(const std::string& id, int number, const std::string& english, const std::string& french) {
        v1::Session session;
        session.set_number(number);
        *session.add_title() = text("en", english);
        if (!french.empty()) *session.add_title() = text("fr", french);
        records.apply(put(v1::KIND_SESSION, id, session.SerializeAsString()));
    }

    void room(const std::string& id, const std::string& name) {
        v1::Room room;
        *room.add_name() = text("pt", name);
        records.apply(put(v1::KIND_ROOM, id, room.SerializeAsString()));
    }

    summit::Records records;
};

TEST_F(Names, ById) { EXPECT_EQ(find_session(records, "s0002").id, "s0002"); }
TEST_F(Names, ByNumberRatherThanByPart) { EXPECT_EQ(find_session(records, "7").id, "s0001"); }
TEST_F(Names, ByPartWhateverTheCase) { EXPECT_EQ(find_session(records, "opening CER").id, "s0001"); }
TEST_F(Names, ByPartInAnotherLanguage) { EXPECT_EQ(find_session(records, "CÉRÉMONIE").id, "s0001"); }
TEST_F(Names, ByWholeTitleRatherThanByPart) { EXPECT_EQ(find_session(records, "panel").id, "s0005"); }
TEST_F(Names, RoomsByPart) {
    EXPECT_EQ(find_room(records, "principal").id, "r0001");
    EXPECT_EQ(find_room(records, "éxito").id, "r0002");
}

TEST_F(Names, WithTheApostropheAndWithoutTheAccentsOfAnyKeyboard) {
    EXPECT_EQ(find_session(records, "ceremonie d'ouverture").id, "s0001");
    EXPECT_EQ(find_room(records, "SALA EXITO").id, "r0002");
}

TEST_F(Names, ExactlyAsWrittenRatherThanAlike) {
    room("r0003", "Sala Exito");
    EXPECT_EQ(find_room(records, "Sala Exito").id, "r0003");
    EXPECT_EQ(find_room(records, "Sala Éxito").id, "r0002");
    EXPECT_FALSE(find_room(records, "sala exito"));
}

TEST_F(Names, AmbiguityListsTheCandidates) {
    const auto found = find_session(records, "opening");
    ASSERT_FALSE(found);
    EXPECT_THAT(found.problem, HasSubstr("may be 2 sessions"));
    EXPECT_THAT(found.problem, HasSubstr("s0001 (Opening ceremony)"));
    EXPECT_THAT(found.problem, HasSubstr("s0002 (Opening of the market)"));
}

TEST_F(Names, LongListsOfCandidatesAreCut) {
    for (int i = 0; i < 20; ++i) session("x" + std::to_string(i), 100 + i, "Workshop " + std::to_string(i), "");
    EXPECT_THAT(find_session(records, "workshop").problem, HasSubstr("and 12 more"));
}

TEST_F(Names, NothingFoundNamesTheRemedy) {
    EXPECT_THAT(find_session(records, "closing").problem, HasSubstr("dais session list"));
    EXPECT_FALSE(find_session(records, ""));
    EXPECT_FALSE(find_room(records, "s0001"));
}

TEST(Shown, PrefersEnglishThenAuthenticThenTheFirst) {
    v1::Room room;
    EXPECT_EQ(shown(room.name()), "");
    *room.add_name() = text("ar", "ترجمة", v1::ORIGIN_MACHINE);
    EXPECT_EQ(shown(room.name()), "ترجمة");
    *room.add_name() = text("fr", "Salle");
    EXPECT_EQ(shown(room.name()), "Salle");
    *room.add_name() = text("en-GB", "Hall", v1::ORIGIN_MACHINE);
    EXPECT_EQ(shown(room.name()), "Hall");
}

TEST(KindName, IsAWordOrANumber) {
    EXPECT_EQ(kind_name(v1::KIND_SESSION_PROGRESS), "SESSION_PROGRESS");
    EXPECT_EQ(kind_name(4711), "4711");
}

}  // namespace
}  // namespace dais::client
