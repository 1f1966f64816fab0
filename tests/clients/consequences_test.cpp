// What would come of a command, and what a refusal says.
#include "clients/cpp/consequences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "clients/cpp/outcome.h"
#include "clients/cpp/session_item.h"
#include "clients/cpp/table.h"
#include "clients/cpp/tell.h"
#include "tests/clients/scripted_log.h"

namespace dais::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kTen = 1'726'135'200'000;  // 2024-09-12T10:00Z
constexpr std::int64_t kMinute = 60'000;

class Consequences : public ::testing::Test {
protected:
    Consequences() {
        for (const auto* name : {"Hall", "Annex"}) {
            v1::Room room;
            *room.add_name() = text(name);
            records.apply(put(v1::KIND_ROOM, name, room.SerializeAsString()));
        }
        v1::Session session;
        *session.add_title() = text("Opening\x1b[2J");
        session.mutable_planned()->set_starts_at_ms(kTen);
        session.mutable_planned()->set_ends_at_ms(kTen + 60 * kMinute);
        session.set_room("Hall");
        records.apply(put(v1::KIND_SESSION, "s1", session.SerializeAsString()));
        progress.set_projected_start_ms(kTen + 40 * kMinute);
        progress.set_projected_end_ms(kTen + 100 * kMinute);
        progress.set_end_is_least(true);
        progress.set_room("Annex");
        *preview.add_entries() = put(v1::KIND_SESSION_PROGRESS, "s1", progress.SerializeAsString());
        preview.add_sessions("s1");
    }

    static v1::LocalText text(const std::string& words) {
        v1::LocalText local;
        local.set_language("en");
        local.set_text(words);
        return local;
    }

    v1::Clash& clash(bool hard, const std::string& message) {
        auto& made = *preview.add_clashes();
        made.set_hard(hard);
        made.set_message(message);
        return made;
    }

    summit::Records records;
    v1::SessionProgress progress;
    v1::Preview preview;
    LocalTime time;
    Languages languages;
};

TEST_F(Consequences, TellOldAndNewTimesRoomsAndStatus) {
    clash(false, "Anchored: it would run into lunch. Shorten it.");
    const auto told = consequences(preview, {records, time, languages});
    EXPECT_THAT(told, HasSubstr("s1  10:00–11:00 → 10:40–≥11:40  scheduled  Hall → Annex  Opening"));
    EXPECT_THAT(told, HasSubstr("  soft  Anchored: it would run into lunch. Shorten it.\n"));
    EXPECT_THAT(told, HasSubstr("Touches 1 session, 0 persons; 0 parties\n"));
    EXPECT_THAT(told, Not(HasSubstr("\x1b")));
}

TEST_F(Consequences, AreTheSameForAProgram) {
    const auto object = consequences_json(preview, {records, time, languages}).as_object();
    const auto& change = object.at("changes").as_array().at(0).as_object();
    EXPECT_EQ(change.at("was").at("starts_at_ms").as_int64(), kTen);
    EXPECT_EQ(change.at("is").at("starts_at_ms").as_int64(), kTen + 40 * kMinute);
    EXPECT_EQ(change.at("is").at("room").as_string(), "Annex");
    EXPECT_TRUE(object.at("clashes").as_array().empty());
}

TEST_F(Consequences, OfNothingAreSaidToBeNone) {
    EXPECT_THAT(consequences({}, {records, time, languages}), HasSubstr("nothing would change"));
}

TEST_F(Consequences, RefusalsHaveExitCodesOfTheirOwn) {
    v1::Refusal refusal;
    refusal.set_code(v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(exit_code(refusal), kRefused);
    refusal.set_code(v1::REFUSAL_CODE_NOT_FOUND);
    EXPECT_EQ(exit_code(refusal), kNotFound);
    refusal.set_code(v1::REFUSAL_CODE_STALE);
    EXPECT_EQ(exit_code(refusal), kStale);
    refusal.set_code(v1::REFUSAL_CODE_CLASH);
    *refusal.add_clashes() = clash(false, "soft");
    EXPECT_EQ(exit_code(refusal), kClashes);
    *refusal.add_clashes() = clash(true, "hard");
    EXPECT_EQ(exit_code(refusal), kRefused) << "one that is hard decides";
}

TEST_F(Consequences, WhoStandsInForTheChairPresides) {
    v1::Session session;
    auto& part = *session.add_people();
    part.set_person("p1");
    part.set_role(v1::SESSION_ROLE_CHAIR);
    records.apply(put(v1::KIND_SESSION, "s2", session.SerializeAsString()));
    EXPECT_EQ(session_item(records, "s2").presiding(), "p1");
    v1::Replacement replacement;
    replacement.set_by("p2");
    records.apply(put(v1::KIND_REPLACEMENT, "s2@p1@1", replacement.SerializeAsString()));
    EXPECT_EQ(session_item(records, "s2").presiding(), "p2");
    progress.set_presiding("p3");
    records.apply(put(v1::KIND_SESSION_PROGRESS, "s2", progress.SerializeAsString()));
    EXPECT_EQ(session_item(records, "s2").presiding(), "p3");
}

TEST(Languages, FallBackAlongTheChain) {
    v1::Summit summit;
    summit.add_languages("ar");
    v1::Room room;
    const auto add = [&](const std::string& language) {
        auto& text = *room.add_name();
        text.set_language(language);
        text.set_text(language);
    };
    add("ar"), add("es"), add("pt-CV");
    EXPECT_EQ(shown(room.name(), Languages({"fr", "pt"}, summit)), "pt-CV");
    EXPECT_EQ(shown(room.name(), Languages({"es-MX"}, summit)), "es");
    EXPECT_EQ(shown(room.name(), Languages({"fr"}, summit)), "ar") << "the summit's own";
    room.mutable_name()->DeleteSubrange(0, 1);
    EXPECT_EQ(shown(room.name(), Languages({"fr"}, summit)), "es") << "any";
    for (const char* good : {"fr", "pt-CV", "zh-Hant-TW", "ase"}) EXPECT_TRUE(is_language(good)) << good;
    for (const char* bad : {"", "f", "fr-", "-fr", "fr_FR", "é", "1a", "abcdefghi"})
        EXPECT_FALSE(is_language(bad)) << bad;
}

TEST(Table, AlignsWhateverTheLetters) {
    Table table;
    table.row({"é", "", "x"});
    table.row({"abc", "", "y"});
    EXPECT_EQ(table.text("  "), "  é    x\n  abc  y\n");
    EXPECT_EQ(width("e\u0301"), 1u) << "an accent that combines";
}

TEST(Table, LetsNoControlCharacterThrough) {
    EXPECT_EQ(one_line("a\x1b[2Jb\x7f\nc"), "a [2Jb  c");
    EXPECT_EQ(one_line("a\u009bb\u202ec\u2066d"), "a b c d") << "C1 and marks of direction";
    EXPECT_EQ(one_line("Cérémonie – « à »"), "Cérémonie – « à »");
}

}  // namespace
}  // namespace dais::client
