#include "server/demo/demo.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "server/interchange/zone.h"
#include "server/summit/hash.h"

namespace dais::demo {
namespace {

namespace pb = google::protobuf;
using Texts = std::vector<v1::LocalText>;

v1::ImportProgramme programme() { return demo_commands().at(0).import_programme(); }

// Calls visit(field, texts) for every list of texts, however deep.
template <class Visit>
void each_texts(const pb::Message& message, const Visit& visit) {
    const pb::Reflection& reflection = *message.GetReflection();
    std::vector<const pb::FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const pb::FieldDescriptor* field : fields) {
        if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) continue;
        if (!field->is_repeated()) {
            each_texts(reflection.GetMessage(message, field), visit);
            continue;
        }
        Texts texts;
        for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
            const pb::Message& item = reflection.GetRepeatedMessage(message, field, i);
            if (const auto* text = dynamic_cast<const v1::LocalText*>(&item)) {
                texts.push_back(*text);
            } else {
                each_texts(item, visit);
            }
        }
        if (!texts.empty()) visit(field->full_name(), texts);
    }
}

template <class List>
std::string english(const List& texts) {
    for (const v1::LocalText& text : texts)
        if (text.language() == "en") return text.text();
    return "";
}

TEST(Demo, TheProgrammeComesFirstThenAnnouncementsAndTheCommittee) {
    const auto commands = demo_commands();
    ASSERT_GE(commands.size(), 4u);
    for (std::size_t i = 0; i < commands.size(); ++i) {
        EXPECT_EQ(commands[i].log(), "gdpa-2024");
        EXPECT_EQ(commands[i].id(), "demo-" + std::to_string(i + 1));
        EXPECT_EQ(commands[i].verb_case(), i == 0                    ? v1::Command::kImportProgramme
                                           : i + 1 < commands.size() ? v1::Command::kPublishAnnouncement
                                                                     : v1::Command::kPutBody);
    }
}

TEST(Demo, ItIsTheSameEveryTime) {
    const auto first = demo_commands(), second = demo_commands();
    ASSERT_EQ(first.size(), second.size());
    for (std::size_t i = 0; i < first.size(); ++i)
        EXPECT_EQ(first[i].SerializeAsString(), second[i].SerializeAsString());
}

TEST(Demo, EveryTextIsThereInEnglishFrenchAndPortuguese) {
    for (const v1::Command& command : demo_commands())
        each_texts(command, [](const std::string& field, const Texts& texts) {
            std::set<std::string> languages;
            for (const v1::LocalText& text : texts) {
                EXPECT_TRUE(languages.insert(text.language()).second) << field;
                EXPECT_FALSE(text.text().empty()) << field;
                EXPECT_NE(text.origin(), v1::ORIGIN_UNSPECIFIED) << field << ": " << text.text();
            }
            for (const char* language : {"en", "fr", "pt"})
                EXPECT_TRUE(languages.contains(language)) << field << ": " << english(texts);
        });
}

TEST(Demo, NoTranslationIsOutdated) {
    for (const v1::Command& command : demo_commands())
        each_texts(command, [](const std::string& field, const Texts& texts) {
            const std::string digest = summit::Hash().bytes(english(texts)).finish().substr(0, 8);
            for (const v1::LocalText& text : texts)
                EXPECT_EQ(text.source_digest(), text.origin() == v1::ORIGIN_AUTHENTIC ? "" : digest)
                    << field << ": " << text.text();
        });
}

TEST(Demo, WhatASessionNamesIsInTheProgramme) {
    const auto demo = programme();
    std::set<std::string> rooms, tracks, parties, persons, sessions;
    for (const auto& room : demo.rooms()) EXPECT_TRUE(rooms.insert(room.external_id()).second);
    for (const auto& track : demo.tracks()) EXPECT_TRUE(tracks.insert(track.external_id()).second);
    for (const auto& party : demo.parties()) EXPECT_TRUE(parties.insert(party.external_id()).second);
    for (const auto& person : demo.persons()) {
        EXPECT_TRUE(persons.insert(person.external_id()).second);
        EXPECT_TRUE(person.person().party().empty() || parties.contains(person.person().party()))
            << person.external_id();
    }
    for (const auto& session : demo.sessions()) {
        EXPECT_TRUE(sessions.insert(session.external_id()).second);
        EXPECT_TRUE(rooms.contains(session.session().room())) << session.external_id();
        EXPECT_TRUE(session.session().track().empty() || tracks.contains(session.session().track()))
            << session.external_id();
        for (const auto& part : session.session().people())
            EXPECT_TRUE(persons.contains(part.person())) << part.person();
    }
    EXPECT_GE(sessions.size(), 25u);
    EXPECT_EQ(rooms.size(), 5u);
    EXPECT_EQ(tracks.size(), 3u);
}

TEST(Demo, EverySessionIsOnOneOfTheTwoDays) {
    const auto demo = programme();
    ASSERT_TRUE(interchange::is_zone(demo.summit().zone()));
    for (const auto& session : demo.sessions()) {
        const v1::Period& planned = session.session().planned();
        EXPECT_LT(planned.starts_at_ms(), planned.ends_at_ms());
        for (const std::int64_t at : {planned.starts_at_ms(), planned.ends_at_ms()}) {
            const auto local = interchange::utc_to_local(demo.summit().zone(), at);
            EXPECT_EQ(local->year, 2024);
            EXPECT_EQ(local->month, 9);
            EXPECT_TRUE(local->day == 12 || local->day == 13) << session.external_id();
            EXPECT_TRUE(local->hour >= 8 && local->hour <= 21) << session.external_id();
        }
    }
}

TEST(Demo, NoRoomAndNobodyIsInTwoPlacesAtOnce) {
    std::map<std::string, std::vector<const v1::ImportedSession*>> busy;
    const auto demo = programme();
    for (const auto& session : demo.sessions()) {
        busy["room " + session.session().room()].push_back(&session);
        for (const auto& part : session.session().people()) busy["person " + part.person()].push_back(&session);
    }
    for (const auto& [who, sessions] : busy)
        for (const auto* a : sessions)
            for (const auto* b : sessions) {
                const v1::Period &first = a->session().planned(), &second = b->session().planned();
                const bool part =
                    a->session().part_of() == b->external_id() || b->session().part_of() == a->external_id();
                if (a == b || part) continue;
                EXPECT_TRUE(first.ends_at_ms() <= second.starts_at_ms() || second.ends_at_ms() <= first.starts_at_ms())
                    << who << ": " << a->external_id() << " and " << b->external_id();
            }
}

TEST(Demo, TheSupportersAreThirtyStatesAndTheAfricanUnionWhichIsNone) {
    int states = 0;
    const auto demo = programme();
    for (const auto& party : demo.parties()) {
        if (party.party().kind() == v1::PARTY_KIND_STATE) ++states;
        EXPECT_EQ(party.party().kind() == v1::PARTY_KIND_STATE, party.party().code().size() == 3)
            << party.external_id();
        if (party.external_id() == "african-union") {
            EXPECT_EQ(party.party().kind(), v1::PARTY_KIND_REGIONAL_ORGANISATION);
        }
    }
    EXPECT_EQ(states, 30);
}

// A viewer must see what was made up.
TEST(Demo, WhatIsNotKnownIsMarkedOnTheScreen) {
    const auto demo = programme();
    const std::set<std::string> known = {"Ulisses Correia e Silva", "Jorge Santos", "Amy Pope",
                                         "Representative of Ireland"};
    for (const auto& person : demo.persons())
        EXPECT_EQ(person.person().name().find("(sample)") == std::string::npos, known.contains(person.person().name()))
            << person.person().name();
    for (const auto& room : demo.rooms())
        EXPECT_NE(english(room.room().location()).find("(sample)"), std::string::npos);
    for (const auto& session : demo.sessions()) {
        EXPECT_NE(english(session.session().subtitle()).find("(sample)"), std::string::npos) << session.external_id();
        EXPECT_FALSE(session.session().staff_note().empty()) << session.external_id();
    }
}

}  // namespace
}  // namespace dais::demo
