#include "clients/cpp/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/time.h"
#include "dais/v1/live.pb.h"
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

TEST_F(Names, OfWhatBelongsToTwoAreThoseOfBoth) {
    v1::Party party;
    party.set_code("IRL");
    *party.add_name() = text("en", "Ireland");
    records.apply(put(v1::KIND_PARTY, "y1", party.SerializeAsString()));
    v1::Declaration declaration;
    *declaration.add_title() = text("en", "Dublin Declaration");
    records.apply(put(v1::KIND_DECLARATION, "l1", declaration.SerializeAsString()));
    v1::Announcement announcement;
    *announcement.add_title() = text("en", "Lunch");
    records.apply(put(v1::KIND_ANNOUNCEMENT, "a1", announcement.SerializeAsString()));
    v1::Edition edition;
    edition.set_number(2);
    records.apply(put(v1::KIND_EDITION, "n1", edition.SerializeAsString()));
    EXPECT_EQ(label(records, v1::KIND_ENDORSEMENT, "l1@y1"), "Ireland to Dublin Declaration");
    EXPECT_EQ(label(records, v1::KIND_DECLARATION_TEXT, "l1@3"), "Dublin Declaration, version 3");
    EXPECT_EQ(label(records, v1::KIND_ACKNOWLEDGEMENT, "a1@y1"), "Ireland of Lunch");
    EXPECT_EQ(label(records, v1::KIND_CLEARANCE, "a1"), "Lunch");
    EXPECT_EQ(label(records, v1::KIND_EDITION, "n1"), "edition 2");
    EXPECT_EQ(find_record(records, v1::KIND_EDITION, "2").id, "n1");
    EXPECT_THAT(find_announcement(records, "dinner").problem, HasSubstr("dais announcement list"));
}

TEST_F(Names, OfASeriesLogAreInItsOwnLanguagesAndZone) {
    v1::Series series;
    *series.add_name() = text("en", "GDPA");
    series.add_languages("pt");
    series.set_zone("Europe/Dublin");
    series.add_offsets()->set_seconds(3600);
    records.apply(put(v1::KIND_SERIES, "z", series.SerializeAsString()));
    EXPECT_EQ(summit_of(records).languages(0), "pt");
    EXPECT_EQ(LocalTime(summit_of(records)).hh_mm(0), "01:00");
    v1::Summit summit;
    summit.set_zone("Atlantic/Cape_Verde");
    records.apply(put(v1::KIND_SUMMIT, "m", summit.SerializeAsString()));
    EXPECT_EQ(summit_of(records).zone(), "Atlantic/Cape_Verde") << "a summit's log is its summit's";
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
