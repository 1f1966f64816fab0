// Fields as people type them.
#include "clients/cpp/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "clients/cpp/nouns.h"
#include "clients/cpp/place.h"
#include "clients/cpp/words.h"
#include "server/summit/records.h"
#include "tests/clients/scripted_log.h"

namespace dais::client {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class Fields : public ::testing::Test {
protected:
    Fields() {
        v1::Person ana;
        ana.set_name("Ana Silva");
        records.apply(put(v1::KIND_PERSON, "p0001", ana.SerializeAsString()));
        v1::Room room;
        *room.add_name() = text("en", "Hall");
        records.apply(put(v1::KIND_ROOM, "r0001", room.SerializeAsString()));
        v1::Party party;
        party.set_code("CPV");
        records.apply(put(v1::KIND_PARTY, "y0001", party.SerializeAsString()));
    }

    static v1::LocalText text(const std::string& language, const std::string& words) {
        v1::LocalText local;
        local.set_language(language);
        local.set_text(words);
        return local;
    }

    template <typename Noun>
    Noun set(Noun noun, const std::vector<std::string>& assignments) {
        for (const auto& each : assignments) set_field(noun, each, {records, time, languages, 1'726'128'000'000, 0});
        return noun;
    }

    template <typename Noun>
    std::string problem(const std::string& assignment) {
        try {
            set(Noun(), {assignment});
        } catch (const std::exception& why) {
            return why.what();
        }
        return "";
    }

    summit::Records records;
    LocalTime time;
    Languages languages;
};

// The first names of all fields below a message; a list counts as one, and so does a date.
void collect(const google::protobuf::Descriptor& noun, const std::string& prefix, std::set<std::string>& paths) {
    for (int i = 0; i < noun.field_count(); ++i) {
        const auto& field = *noun.field(i);
        if (field.message_type() && !field.is_repeated() && field.message_type() != v1::Date::descriptor()) {
            collect(*field.message_type(), prefix + field.name() + ".", paths);
        } else {
            paths.insert(prefix + field.name());
        }
    }
}

TEST_F(Fields, AreAllInTheTable) {
    std::vector<const google::protobuf::Descriptor*> all = {
        v1::Summit::descriptor(),    v1::Series::descriptor(),      v1::Announcement::descriptor(),
        v1::Clearance::descriptor(), v1::Endorsement::descriptor(), v1::Proposal::descriptor(),
    };
    for (const auto& noun : nouns()) all.push_back(summit::blank_record(noun.kind)->GetDescriptor());
    for (const auto* noun : all) {
        std::set<std::string> there, listed;
        collect(*noun, "", there);
        for (const auto& field : fields_of(*noun)) listed.insert(field.path);
        EXPECT_EQ(there, listed) << noun->name();
    }
}

TEST_F(Fields, OfTextsAreInALanguage) {
    const auto room = set(v1::Room(), {"name=Sala 2", "name:fr=Salle 2", "name:ar=قاعة", "capacity=120"});
    ASSERT_EQ(room.name_size(), 3);
    EXPECT_EQ(room.name(0).language(), "ar");
    EXPECT_EQ(room.name(1).text(), "Sala 2") << "English if none is said";
    EXPECT_EQ(room.name(2).language(), "fr");
    EXPECT_EQ(room.capacity(), 120);
    EXPECT_EQ(set(room, {"name:fr="}).name_size(), 2);
}

TEST_F(Fields, OfListsAreGivenWholeOrByTheItem) {
    auto session = set(v1::Session(), {"languages=en, fr", "languages+=pt", "languages+=fr", "languages-=en"});
    EXPECT_THAT(session.languages(), ElementsAre("fr", "pt"));
    session = set(session, {"people=Ana Silva:chair,p0001:speaker:CPV"});
    ASSERT_EQ(session.people_size(), 2);
    EXPECT_EQ(session.people(1).party(), "y0001");
    EXPECT_EQ(set(session, {"people-=ana:speaker"}).people_size(), 1);
    EXPECT_EQ(set(session, {"people-=ana"}).people_size(), 0);
    session = set(v1::Session(), {"streams=fr=https://a.example/?x=1,https://b.example"});
    ASSERT_EQ(session.streams_size(), 2);
    EXPECT_EQ(session.streams(0).language(), "fr");
    EXPECT_EQ(session.streams(0).url(), "https://a.example/?x=1");
    EXPECT_EQ(session.streams(1).language(), "");
}

TEST_F(Fields, OfTimesAreOnTheDayOfTheStart) {
    const auto session = set(v1::Session(), {"starts=2024-09-13T10:00", "ends=11:30"});
    EXPECT_EQ(session.planned().ends_at_ms() - session.planned().starts_at_ms(), 90 * 60'000);
    EXPECT_EQ(set(v1::Summit(), {"closes=26:00"}).closes_minutes(), 26 * 60);
}

TEST_F(Fields, AnAnchorIsNoneWithoutAKind) {
    auto session = set(v1::Session(), {"anchor=arrival", "anchor-reason=Head of State"});
    EXPECT_EQ(session.anchor().kind(), v1::ANCHOR_KIND_ARRIVAL);
    EXPECT_FALSE(set(session, {"anchor="}).has_anchor());
}

TEST_F(Fields, ThatMakeNoSenseAreRefusedWithTheRemedy) {
    EXPECT_THAT(problem<v1::Room>("capcity=3"), HasSubstr("there are name, order, capacity"));
    EXPECT_THAT(problem<v1::Room>("capacity=many"), HasSubstr("whole number"));
    EXPECT_THAT(problem<v1::Room>("capacity=99999999999"), HasSubstr("whole number"));
    EXPECT_THAT(problem<v1::Room>("capacity:fr=3"), HasSubstr("same in all languages"));
    EXPECT_THAT(problem<v1::Room>("capacity+=3"), HasSubstr("one value"));
    EXPECT_THAT(problem<v1::Room>("name:x=Hall"), HasSubstr("is no language"));
    EXPECT_THAT(problem<v1::Room>("Hall"), HasSubstr("NAME=VALUE"));
    EXPECT_THAT(problem<v1::Room>("=Hall"), HasSubstr("NAME=VALUE"));
    EXPECT_THAT(problem<v1::Room>("note=\xff"), HasSubstr("UTF-8"));
    EXPECT_THAT(problem<v1::Session>("number=3"), HasSubstr("not yours to set"));
    EXPECT_THAT(problem<v1::Session>("kind=party"), HasSubstr("side-event"));
    EXPECT_THAT(problem<v1::Session>("room=Attic"), HasSubstr("no room is called"));
    EXPECT_THAT(problem<v1::Session>("people=Ana"), HasSubstr("PERSON:ROLE"));
    EXPECT_THAT(problem<v1::Session>("people=Ana:boss"), HasSubstr("panellist"));
    EXPECT_THAT(problem<v1::Session>("languages-=de"), HasSubstr("it is empty"));
    EXPECT_THAT(problem<v1::Summit>("days=2024-09-12x"), HasSubstr("is no date"));
    EXPECT_THAT(problem<v1::Summit>("opens=8"), HasSubstr("08:30"));
    EXPECT_THAT(problem<v1::Party>("flag=maybe"), HasSubstr("yes or no"));
}

TEST_F(Fields, AreToldAsTheyAreTyped) {
    const auto room = set(v1::Room(), {"name=Hall", "name:fr=Salle", "unoperated=yes", "turnover=10"});
    EXPECT_THAT(fields_told(room, {records, time, languages, 0, 0}),
                ElementsAre(Pair("name:en", "Hall"), Pair("name:fr", "Salle"), Pair("turnover", "10"),
                            Pair("unoperated", "yes")));
    const auto session = set(v1::Session(), {"room=hall", "people=ana:co-chair"});
    EXPECT_EQ(field_told(session, "room", {records, time, languages, 0, 0}), "Hall (r0001)");
    EXPECT_EQ(field_told(session, "people", {records, time, languages, 0, 0}), "Ana Silva (p0001):co-chair");
}

TEST_F(Fields, OfDaysAndTimesMayBeEmpty) {
    const Reading reading{records, time, languages, 0, 0};
    EXPECT_EQ(field_told(v1::Seat(), "until", reading), "");
    EXPECT_EQ(field_told(v1::Announcement(), "expires", reading), "");
    const auto seat = set(v1::Seat(), {"until=2025-09-11"});
    EXPECT_EQ(field_told(seat, "until", reading), "2025-09-11");
    EXPECT_FALSE(set(seat, {"until="}).has_last_day());
    const auto announcement = set(v1::Announcement(), {"expires=2024-09-12T15:00"});
    EXPECT_EQ(field_told(announcement, "expires", reading), "2024-09-12T15:00");
    EXPECT_FALSE(set(announcement, {"expires="}).has_expires_at_ms());
    EXPECT_THAT(problem<v1::Session>("starts="), HasSubstr("is no time")) << "a session has one";
}

TEST_F(Fields, OfAudiencesAreInTheirOwnOrderEachOnce) {
    auto clearance = set(v1::Clearance(), {"audiences=staff,press,public", "audiences+=press"});
    EXPECT_THAT(clearance.audiences(), ElementsAre(v1::AUDIENCE_PUBLIC, v1::AUDIENCE_PRESS, v1::AUDIENCE_STAFF));
    clearance = set(clearance, {"audiences-=press"});
    EXPECT_EQ(field_told(clearance, "audiences", {records, time, languages, 0, 0}), "public, staff");
    EXPECT_THAT(problem<v1::Clearance>("audiences=crowd"), HasSubstr("interpreter"));
}

TEST_F(Fields, OfAnIssuerNameABodyAPartyOrAPerson) {
    v1::Body body;
    *body.add_name() = text("en", "Council of Ana Silva");
    *body.add_short_name() = text("en", "CAS");
    records.apply(put(v1::KIND_BODY, "o0001", body.SerializeAsString()));
    EXPECT_EQ(set(v1::Announcement(), {"issuer=CAS"}).issuer(), "o0001");
    EXPECT_EQ(set(v1::Announcement(), {"issuer=CPV"}).issuer(), "y0001");
    EXPECT_EQ(set(v1::Announcement(), {"issuer=p0001"}).issuer(), "p0001");
    EXPECT_EQ(field_told(set(v1::Announcement(), {"issuer=CAS"}), "issuer", {records, time, languages, 0, 0}),
              "Council of Ana Silva (o0001)");
    EXPECT_THAT(problem<v1::Announcement>("issuer=Ana Silva"), HasSubstr("o0001 or p0001"));
    EXPECT_THAT(problem<v1::Announcement>("issuer=Nobody"), HasSubstr("no body, party or person"));
}

TEST_F(Fields, AQuoteIsClearedAndAContactsPlaceSaidInAnotherLanguage) {
    auto clearance = set(v1::Clearance(), {"quotes=Ana Silva", "quotes+=ana:cleared"});
    ASSERT_EQ(clearance.quotes_size(), 1);
    EXPECT_TRUE(clearance.quotes(0).cleared());
    EXPECT_EQ(set(clearance, {"quotes-=Ana Silva"}).quotes_size(), 0);
    EXPECT_THAT(problem<v1::Clearance>("quotes=Ana Silva:perhaps"), HasSubstr("PERSON:cleared"));

    const auto announcement =
        set(v1::Announcement(), {"contacts=Geneva:Marie Dupont:marie@example.org:+41 22 7",
                                 "contacts:fr+=Genève:Marie Dupont", "contacts+=Praia:João Lima"});
    ASSERT_EQ(announcement.press_contacts_size(), 2);
    EXPECT_EQ(announcement.press_contacts(0).place_size(), 2);
    EXPECT_EQ(announcement.press_contacts(0).phone(), "+41 22 7") << "what is not said again stays";
    EXPECT_EQ(field_told(announcement, "contacts", {records, time, languages, 0, 0}),
              "Geneva:Marie Dupont:marie@example.org:+41 22 7, Praia:João Lima");
    EXPECT_EQ(set(announcement, {"contacts-=Marie Dupont"}).press_contacts_size(), 1);
    EXPECT_THAT(problem<v1::Announcement>("contacts=Geneva"), HasSubstr("PLACE:NAME"));
}

TEST_F(Fields, TheServersAreToldInWords) {
    v1::Declaration declaration;
    declaration.set_version(2);
    declaration.set_adopted_by(v1::ADOPTION_MANNER_SHOW_OF_HANDS);
    declaration.set_adopted_at_ms(1'726'135'200'000);
    declaration.mutable_count()->set_in_favour(30);
    EXPECT_THAT(fields_told(declaration, {records, time, languages, 0, 0}),
                ElementsAre(Pair("version", "2"), Pair("adopted-by", "show-of-hands"),
                            Pair("adopted", "2024-09-12T10:00"), Pair("in-favour", "30")));
    v1::Endorsement endorsement;
    endorsement.set_signatory("p0001");
    EXPECT_EQ(field_told(endorsement, "signatory", {records, time, languages, 0, 0}), "Ana Silva (p0001)");
    EXPECT_THAT(problem<v1::Declaration>("version=3"), HasSubstr("`dais declaration text`"));
    v1::Screen screen;
    screen.mutable_scene()->set_kind(v1::SCENE_KIND_TEST_CARD);
    screen.set_reloads(2);
    EXPECT_THAT(fields_told(set(screen, {"language-turn=15"}), {records, time, languages, 0, 0}),
                ElementsAre(Pair("scene", "test-card"), Pair("language-turn", "15"), Pair("reloads", "2")));
    EXPECT_THAT(problem<v1::Screen>("safe-area=-1"), HasSubstr("0 or more"));
    EXPECT_THAT(problem<v1::Screen>("scene=hall"), HasSubstr("`dais screen scene`"));
}

TEST(Nouns, HaveBothTheirCommands) {
    for (const auto& noun : nouns()) {
        v1::Command command;
        put(noun, "x1", *summit::blank_record(noun.kind), command);
        EXPECT_NE(command.verb_case(), v1::Command::VERB_NOT_SET) << noun.word;
        EXPECT_TRUE(command.ByteSizeLong() > 4) << noun.word << ": its record is there";
        remove(noun, "x1", command);
        EXPECT_NE(command.ShortDebugString().find("id: \"x1\""), std::string::npos) << noun.word;
    }
}

TEST(Words, OfEnumsGoBothWays) {
    const auto& kinds = *v1::SessionKind_descriptor();
    EXPECT_EQ(word_of(kinds, v1::SESSION_KIND_SIDE_EVENT), "side-event");
    EXPECT_EQ(value_of(kinds, "Side_Event"), v1::SESSION_KIND_SIDE_EVENT);
    EXPECT_EQ(value_of(kinds, "unspecified"), std::nullopt);
    EXPECT_EQ(word_of(kinds, 4711), "unknown");
}

TEST(Words, KnowUtf8) {
    EXPECT_TRUE(is_utf8("Cérémonie 🎉 €"));
    for (const char* bad : {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\x80"}) {
        EXPECT_FALSE(is_utf8(bad));
    }
}

}  // namespace
}  // namespace dais::client
